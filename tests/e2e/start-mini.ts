import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface MiniServer {
  readonly address: string;
  /** Makes the first administrator; works once. */
  readonly administratorLink: string;
  stop(): Promise<void>;
}

/** Starts the product on the invented regency (tests/fixtures/kabupaten-mini), on a free port and an empty database. */
export async function startMini(environment: Readonly<Record<string, string>> = {}): Promise<MiniServer> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'tests/e2e/mini-server.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  const administratorLink = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/tautan\/[\w-]+(?=\s)/.exec(output);
      if (found) resolve(found[0]);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  return {
    address: new URL(administratorLink).origin,
    administratorLink,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}
