import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

/** Runs start.mjs to its end; only options that end it before it installs or opens anything. */
async function start(...parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['start.mjs', ...parameters]);
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('npm start', () => {
  test('--help names every option', async () => {
    const { code, stdout } = await start('--help');
    expect(code).toBe(0);
    for (const option of ['--port', '--database', '--sources', '--offline', '--region', '--reset', '--yes']) {
      expect(stdout).toContain(option);
    }
  });
  test.each([
    [['--prot', '80'], '--prot'],
    [['--port', 'abc'], 'abc'],
    [['--port', '70000'], '70000'],
    [['cirebon'], 'cirebon'],
  ])('%j ends with 2 and says which word it does not know', async (parameters, word) => {
    const { code, stderr } = await start(...parameters);
    expect(code).toBe(2);
    expect(stderr).toContain(word);
    expect(stderr).toContain('Pemakaian');
  });
  test('--reset asks, and does nothing where nobody can answer', async () => {
    const { code, stderr } = await start('--reset');
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
  });
});
