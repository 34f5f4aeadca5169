// How many requests a second a server on this machine answers: wrk where it is installed, else a small process of our own.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Load {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly paths: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

export const loadGenerator: Promise<'wrk' | 'node'> = run('wrk', ['--version']).then(
  () => 'wrk',
  // wrk answers its version with exit code 1.
  (error: { code?: unknown }) => (error.code === 'ENOENT' ? 'node' : 'wrk'),
);

/** Requests per second over the paths in turn. Throws when an answer is neither 200 nor 204. */
export async function requestsPerSecond(load: Load): Promise<number> {
  return (await loadGenerator) === 'wrk' ? byWrk(load) : byNode(load);
}

async function byWrk({ origin, paths, connections, seconds }: Load): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'jangkau-load-'));
  try {
    const script = join(folder, 'paths.lua');
    const list = paths.map((path) => JSON.stringify(path)).join(',\n');
    await writeFile(
      script,
      `local paths = {\n${list}\n}\nlocal i = 0\n` +
        `request = function() i = i % #paths + 1 return wrk.format("GET", paths[i], {["Accept-Encoding"] = "gzip"}) end\n`,
    );
    const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, origin]);
    const refused = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
    if (refused) throw new Error(`${refused[1]} requests to ${origin} were refused`);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)![1]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function byNode(load: Load): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('http-load.client.ts', import.meta.url))],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  child.stdin.end(JSON.stringify(load));
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return Number(answer);
}
