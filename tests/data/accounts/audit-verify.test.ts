import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { recordAudit, SYSTEM } from '../../../data/desk/audit.ts';
import { openEmbedded } from '../../../data/database/embedded.ts';
import { createEmbedded } from '../../database-template.ts';

/** `npm run data -- audit verify` as an operator runs it. */
async function verify(folder: string): Promise<{ code: number; said: string }> {
  const parameters = ['--import', 'tsx', 'data/import/cli.ts', 'audit', 'verify', '--database', path.dirname(folder)];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, parameters, {
      env: { ...process.env, DATABASE_URL: '' },
    });
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}

test('`audit verify` says whether the log is whole, and where it is not', { timeout: 240_000 }, async () => {
  const { database, folder, close } = await createEmbedded();
  try {
    for (let line = 0; line < 3; line++)
      await database.transaction((transaction) => recordAudit(transaction, SYSTEM, { action: 'test.done' }));
    await database.close();
    expect(await verify(folder)).toEqual({
      code: 0,
      said: expect.stringMatching(/^whole +3 lines, head [0-9a-f]{64}\n$/),
    });
    const again = await openEmbedded(folder, { hoursBetweenDumps: null });
    await again.query(`
      ALTER TABLE audit_entry DISABLE TRIGGER USER;
      UPDATE audit_entry SET subject = 'somebody else' WHERE number = 2`);
    await again.close();
    expect(await verify(folder)).toEqual({ code: 1, said: expect.stringMatching(/^broken +line 2 /) });
  } finally {
    await close();
  }
});
