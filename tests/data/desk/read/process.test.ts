import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import type { FeatureCollection, Point } from 'geojson';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FileFacts } from '#model/upload';
import { readUpload, UploadRefusal, type RawRow, type ReadOptions } from '../../../../data/desk/read/index.ts';
import { writeWithGdal } from '../../import/formats/write-with-gdal.ts';
import { BOUNDS } from './read-bytes.ts';

let folder: string;
const at = (name: string) => path.join(folder, name);

/** Reads a file through the child process. */
async function read(
  name: string,
  options: Partial<ReadOptions> = {},
): Promise<{ rows: RawRow[]; facts: FileFacts; batches: number }> {
  const batches = readUpload({ path: at(name), name }, { bounds: BOUNDS, ...options });
  const rows: RawRow[] = [];
  for (let count = 0; ; count++) {
    const { value, done } = await batches.next();
    if (done) return { rows, facts: value, batches: count };
    rows.push(...value.rows);
  }
}
const refusalOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UploadRefusal)) throw error ?? new Error('was read');
  return error.code;
};

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended and waits for its parent is no running one.
    return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
}

const bridges: FeatureCollection = {
  type: 'FeatureCollection',
  features: [
    [108.5, -6.7],
    [108.6, -6.8],
  ].map((coordinates, index) => ({
    type: 'Feature',
    properties: {
      nama: `Jembatan É ${index}`,
      nip: '199001012015031001',
      lebar: 12.5,
      tanggal: '2026-01-05',
      kode: '007',
      kosong: null,
    },
    geometry: { type: 'Point', coordinates },
  })),
};

/** The parts of a shapefile as an archive. */
function zipped(name: string, without: string[] = []): void {
  const parts = readdirSync(folder).filter(
    (file) => path.parse(file).name === name && !without.includes(path.extname(file)),
  );
  writeFileSync(
    at(`${name}${without.join('')}.zip`),
    zipSync(
      Object.fromEntries(
        parts.filter((file) => !file.endsWith('.zip')).map((file) => [`data/${file}`, readFileSync(at(file))]),
      ),
    ),
  );
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jangkau-process-test-'));
  writeWithGdal(at('jembatan.gpkg'), bridges, 'GPKG', '-t_srs', 'EPSG:23879');
  writeWithGdal(at('shape.shp'), bridges, 'ESRI Shapefile', '-t_srs', 'EPSG:32749', '-lco', 'ENCODING=UTF-8');
  writeWithGdal(at('flat.fgb'), bridges, 'FlatGeobuf', '-t_srs', 'EPSG:3857');
  writeWithGdal(at('batavia.fgb'), bridges, 'FlatGeobuf', '-t_srs', 'EPSG:3001');
  zipped('shape');
  zipped('shape', ['.prj']);
  writeFileSync(at('large.csv'), `nama,jumlah\n${'Posyandu Melati,12\n'.repeat(300_000)}`);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what GDAL reads', { timeout: 60_000 }, () => {
  test.each([
    ['jembatan.gpkg', 'gpkg', 'EPSG:23879', 'jembatan'],
    ['shape.zip', 'shapefile', 'EPSG:32749', 'shape'],
    ['flat.fgb', 'flatgeobuf', 'EPSG:3857', 'flat'],
  ])('%s: rows in degrees, every digit of every value', async (name, format, crs, layer) => {
    const { rows, facts } = await read(name);
    expect(facts).toMatchObject({ format, crs, layer, layers: [layer], geometry: 'point', rows: 2 });
    const first = rows.find(({ cells }) => cells['nama'] === 'Jembatan É 0')!;
    expect(first.cells).toMatchObject({
      nip: '199001012015031001',
      lebar: '12.5',
      tanggal: '2026-01-05',
      kode: '007',
      kosong: null,
    });
    const [longitude, latitude] = (first.geometry as Point).coordinates;
    expect(longitude).toBeCloseTo(108.5, 8);
    expect(latitude).toBeCloseTo(-6.7, 8);
  });

  test('refusals: no projection, an unknown one, no such layer, a cut file', async () => {
    expect(await refusalOf(read('shape.prj.zip'))).toBe('projection_missing');
    expect(await refusalOf(read('batavia.fgb'))).toBe('projection_unknown');
    expect(await refusalOf(read('jembatan.gpkg', { layer: 'x' }))).toBe('archive_without_layer');
    writeFileSync(at('cut.gpkg'), readFileSync(at('jembatan.gpkg')).subarray(0, 20_000));
    expect(await refusalOf(read('cut.gpkg'))).toBe('malformed');
    writeFileSync(at('cut.fgb'), readFileSync(at('flat.fgb')).subarray(0, -20));
    expect(await refusalOf(read('cut.fgb'))).toBe('malformed');
  });
});

describe('the process', { timeout: 60_000 }, () => {
  const leftovers = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('jangkau-read-') && !name.startsWith('jangkau-read-test'));

  test('batches come as fast as they are taken, with progress', async () => {
    const batches = readUpload({ path: at('large.csv'), name: 'large.csv' }, { bounds: BOUNDS, batchRows: 500 });
    const first = await batches.next();
    if (first.done) throw new Error('no batch');
    expect(first.value.rows).toHaveLength(500);
    expect(first.value.total).toBeGreaterThan(5_000_000);
    // Two batches are on their way at most: what is read in the meantime is little of the file.
    const second = await batches.next();
    if (second.done) throw new Error('no batch');
    expect(second.value.done).toBeLessThan(second.value.total! / 2);
    await batches.return(undefined as never);
  });

  test('ending the loop early ends the process and leaves no file', async () => {
    let pid = 0;
    const before = new Set(leftovers());
    for await (const batch of readUpload(
      { path: at('large.csv'), name: 'large.csv' },
      { bounds: BOUNDS, onStart: (id) => (pid = id) },
    )) {
      expect(batch.rows.length).toBeGreaterThan(0);
      break;
    }
    expect(isRunning(pid)).toBe(false);
    expect(leftovers().filter((name) => !before.has(name))).toEqual([]);
  });

  test('a signal ends it within a second, also while GDAL works', async () => {
    for (const name of ['large.csv', 'jembatan.gpkg']) {
      const abort = new AbortController();
      let pid = 0;
      const work = refusalOf(read(name, { signal: abort.signal, onStart: (id) => (pid = id) }));
      await vi.waitUntil(() => pid > 0);
      const from = performance.now();
      abort.abort();
      expect(await work).toBe('interrupted');
      expect(performance.now() - from).toBeLessThan(1000);
      expect(isRunning(pid)).toBe(false);
    }
    expect(await refusalOf(read('large.csv', { signal: AbortSignal.abort() }))).toBe('interrupted');
  });

  test('a deadline, and a memory limit, are told', async () => {
    expect(await refusalOf(read('large.csv', { limits: { seconds: 0.2 } }))).toBe('took_too_long');
    expect(await refusalOf(read('jembatan.gpkg', { limits: { memoryMegabytes: 60 } }))).toBe('file_too_large');
  });

  test('a parent that is killed leaves no running child and no file', async () => {
    const script = `
      const { readUpload } = await import(${JSON.stringify(new URL('../../../../data/desk/read/index.ts', import.meta.url).href)});
      const file = { path: ${JSON.stringify(at('large.csv'))}, name: 'large.csv' };
      const batches = readUpload(file, { bounds: ${JSON.stringify(BOUNDS)}, batchRows: 10, onStart: (pid) => console.log(pid) });
      await batches.next();
      console.log('reading');
      setInterval(() => undefined, 1000);`;
    const before = new Set(leftovers());
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
    });
    let output = '';
    parent.stdout.on('data', (text: Buffer) => (output += text.toString()));
    await vi.waitUntil(() => output.includes('reading'), { timeout: 30_000 });
    const pid = Number.parseInt(output, 10);
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await vi.waitUntil(() => !isRunning(pid), { timeout: 5_000 });
    await vi.waitUntil(() => leftovers().every((name) => before.has(name)), { timeout: 5_000 });
  });
});
