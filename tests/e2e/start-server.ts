import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeAdministrator } from './sign-in.ts';

/**
 * Starts the product as a user would (`start.mjs`), offline, on a data folder of its own, waits for the address, and makes the
 * first administrator through the link that is printed. Returns what stops it. Uses the real files where they are found, else the sample.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-e2e-'));
  const server = spawn(process.execPath, ['start.mjs', '--offline', '--database', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '' },
  });
  let output = '';
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/(?:localhost|127\.0\.0\.1):\d+\/tautan\/[\w-]+/.exec(output);
      if (found) resolve(found[0]);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready:\n${output}`)));
  });
  process.env['JANGKAU_ADDRESS'] = new URL(link).origin;
  await makeAdministrator(link);
  return async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}
