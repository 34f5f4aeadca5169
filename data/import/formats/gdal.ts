import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Feature } from 'geojson';
import type { GdalReply, GdalTask } from './gdal.child.ts';
import { recordOf } from './geojson.ts';
import { FormatError, type SourceFile, type SourceRecord } from './record.ts';

const packageFolder = path.dirname(createRequire(import.meta.url).resolve('gdal3.js/node'));
const LARGEST_FILE_BYTES = 600_000_000;
const LONGEST_SECONDS = 300;
const LINES_AT_ONCE = 1000;

/**
 * A reader of files that GDAL understands, as records in WGS 84 whatever coordinate system the file has; row 1 is the first
 * feature of the layer, or of those that meet the bounds. A `.zip` (`.kmz`) is unpacked first. GDAL runs in a process of its own.
 * Throws `FormatError`: `syntax`, `layer_missing` (the message has the names), `crs_missing`, `too_large`, `empty`.
 */
export function readWithGdal(extension: '.gpkg' | '.shp' | '.fgb' | '.kml') {
  return async (_bytes: Uint8Array, { path: file, layers, bounds }: SourceFile): Promise<SourceRecord[]> => {
    if ((await stat(file)).size > LARGEST_FILE_BYTES)
      throw new FormatError('too_large', 'the file is larger than 600 MB: cut it to the region first');
    const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-gdal-'));
    try {
      const reply = await ask({ file: path.resolve(file), folder, extension, layers, bounds });
      if (reply.kind === 'failed') throw new FormatError(reply.code, reply.message);
      return await recordsOf(await readFile(path.join(folder, 'features.geojsonl'), 'utf8'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Sends the task to a fresh process and waits for what it says before it ends. */
async function ask(task: GdalTask): Promise<GdalReply> {
  const child = fork(fileURLToPath(new URL('./gdal.child.ts', import.meta.url)), {
    cwd: path.join(packageFolder, 'dist/package'),
    // An address, not a name: that would be looked for from the working directory.
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_SECONDS * 1000);
  try {
    let reply: GdalReply | null = null;
    child.on('message', (message: GdalReply) => (reply = message));
    const ended = once(child, 'exit');
    child.send(task);
    await ended;
    return reply ?? { kind: 'failed', code: 'syntax', message: 'the reader broke off' };
  } finally {
    clearTimeout(timer);
  }
}

/** Gives way to other work now and then: an export of roads has a hundred thousand lines. */
async function recordsOf(text: string): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    records.push(recordOf(JSON.parse(line) as Feature, records.length + 1));
    if (records.length % LINES_AT_ONCE === 0) await breathe();
  }
  if (records.length === 0) throw new FormatError('empty', 'the file has no features');
  return records;
}
