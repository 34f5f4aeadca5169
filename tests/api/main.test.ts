import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { nativeUrl } from '../database-template.ts';

type Message = {
  type: string;
  step?: string | null;
  done?: number;
  code?: string;
  port?: number;
  pid?: number;
  url?: string;
};

let folder: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-main-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The server as start.mjs runs it, with all that it says. */
function start(...parameters: string[]) {
  const child = fork('api/main.ts', ['--offline', '--database', folder, ...parameters], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: '' },
    stdio: 'inherit',
  });
  running.add(child);
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const said: Message[] = [];
  const until = (type: string, matches: (message: Message) => boolean = () => true) =>
    new Promise<Message>((resolve, reject) => {
      const hear = (message: Message) => {
        if (message.type === type && matches(message)) resolve(message);
      };
      said.forEach(hear);
      child.on('message', hear);
      void ended.then((code) =>
        reject(new Error(`ended with ${code} before ${type}: ${JSON.stringify(said.slice(-3))}`)),
      );
    });
  child.on('message', (message: Message) => said.push(message));
  child.send({ type: 'web_ready' });
  return { child, said, until, ended };
}

test.skipIf(nativeUrl !== undefined)(
  'stopped in the middle of the import, the next start finishes it, once',
  { timeout: 600_000 },
  async () => {
    const first = start('--port', '0');
    await first.until('step', ({ step, done = 0 }) => step === 'import' && done >= 3);
    first.child.kill('SIGINT');
    // Both Ctrl-C of a terminal and the starter that passes it on.
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.said.filter(({ type }) => type === 'closing')).toHaveLength(1);
    expect(first.said.some(({ type }) => type === 'listening' || type === 'failure')).toBe(false);

    const second = start('--port', '0');
    const { port } = await second.until('listening');
    const ask = async (url: string) => (await fetch(`http://127.0.0.1:${port}${url}`)).json() as Promise<never>;
    expect(await ask('/readyz')).toMatchObject({ status: 'ready' });
    const { items } = (await ask('/api/v1/regions?level=kecamatan')) as { items: { population: { value: number } }[] };
    expect(items.length).toBeGreaterThan(0);
    for (const { population } of items) expect(population.value).toBeGreaterThan(0);

    // Nobody can sign in yet: the start says where the first administrator is made.
    const { url = '' } = await second.until('administrator_link');
    const { pathname } = new URL(url);
    expect(pathname).toMatch(/^\/tautan\/[\w-]{43}$/);
    const link = await ask(pathname.replace('/tautan/', '/api/v1/links/'));
    expect(link).toMatchObject({ purpose: 'first_administrator' });

    // Nobody else may open the folder, or take the port.
    const third = start('--port', '0');
    expect(await third.until('failure')).toMatchObject({ code: 'folder_in_use', pid: second.child.pid });
    expect(await third.ended).toBe(1);
    const fourth = start('--port', String(port));
    expect(await fourth.until('failure')).toMatchObject({ code: 'port_in_use', port });
    await fourth.ended;

    // Killed without a word, the next start finds everything as it was.
    second.child.kill('SIGKILL');
    await second.ended;
    const fifth = start('--port', '0');
    const again = await fifth.until('listening');
    const reply = await fetch(`http://127.0.0.1:${again.port}/readyz`);
    expect(await reply.json()).toMatchObject({ status: 'ready' });
    fifth.child.kill('SIGTERM');
    expect(await fifth.ended).toBe(0);
  },
);

test('a taken port is told before anything is opened', { timeout: 60_000 }, async () => {
  const holder = createServer().listen(0, '0.0.0.0');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  const server = start('--port', String(port), '--database', path.join(folder, 'other'));
  expect(await server.until('failure')).toMatchObject({ code: 'port_in_use', port });
  expect(server.said.some(({ type }) => type === 'step')).toBe(false);
  await server.ended;
  holder.close();
});
