import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { once } from 'node:events';
import type { BenchResult } from './result.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface Started {
  /** From the command to the first tile with something in it. */
  readonly milliseconds: number;
  stop(): Promise<void>;
}

/** Starts the product as an operator does and waits until it serves the tile in the middle of the region. */
async function start(folder: string): Promise<Started> {
  const begin = performance.now();
  const child = spawn(process.execPath, ['start.mjs', '--offline', '--database', folder, '--port', '0'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    const ended = child.exitCode === null ? once(child, 'exit') : null;
    child.kill('SIGTERM');
    await ended;
  };
  try {
    const address = await addressOf(child);
    await fetchFirstTile(address);
    return { milliseconds: performance.now() - begin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/localhost:\d+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`start.mjs ended with ${code}:\n${output}`)));
  });
}

async function fetchFirstTile(address: string): Promise<void> {
  const tileJson = (await (await fetch(`${address}/tiles/regions.json`)).json()) as {
    tiles: [string];
    center: [number, number, number];
  };
  const zoom = 10;
  const [longitude, latitude] = tileJson.center;
  const x = Math.floor(((longitude + 180) / 360) * 2 ** zoom);
  const y = Math.floor(((1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2) * 2 ** zoom);
  const url = tileJson.tiles[0].replace('{z}', String(zoom)).replace('{x}', String(x)).replace('{y}', String(y));
  const tile = await fetch(url);
  const bytes = (await tile.arrayBuffer()).byteLength;
  if (tile.status !== 200 || bytes === 0) throw new Error(`${url} answered ${tile.status} with ${bytes} bytes`);
}

/** First start on an empty folder, dependencies installed, and the one after it. */
export async function bench(): Promise<BenchResult[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-start-'));
  const result = (name: string, milliseconds: number, note: string): BenchResult => ({
    name,
    unit: 'ms',
    ours: Math.round(milliseconds),
    other: null,
    otherName: null,
    ratio: null,
    note,
  });
  try {
    const first = await start(folder);
    await first.stop();
    const second = await start(folder);
    await second.stop();
    return [
      result('first-start', first.milliseconds, 'npm start to first tile: database, import, and the web app if stale'),
      result('second-start', second.milliseconds, 'npm start to first tile on the same data folder'),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
