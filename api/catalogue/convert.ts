import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConvertReply, ConvertTask } from './convert.child.ts';

const packageFolder = path.dirname(createRequire(import.meta.url).resolve('gdal3.js/node'));
const LONGEST_SECONDS = 300;
const HEAP_MEGABYTES = 320;

/** Turns a GeoJSON into a GeoPackage or FlatGeobuf in a process of its own; resolves to the new file. Throws when it cannot. */
export async function convertGeoJson(task: ConvertTask): Promise<string> {
  const child = fork(fileURLToPath(new URL('./convert.child.ts', import.meta.url)), {
    cwd: path.join(packageFolder, 'dist/package'),
    // An address, not a name: that would be looked for from the working directory.
    execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`, '--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], TZ: 'UTC' },
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_SECONDS * 1000);
  try {
    const replies: ConvertReply[] = [];
    child.on('message', (message: ConvertReply) => replies.push(message));
    const ended = once(child, 'exit');
    child.send(task);
    await ended;
    const [reply] = replies;
    if (reply?.kind === 'done') return reply.file;
    throw new Error(`GDAL: ${reply?.message ?? 'the process broke off'}`);
  } finally {
    clearTimeout(timer);
  }
}
