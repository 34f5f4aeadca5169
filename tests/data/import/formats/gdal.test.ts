import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { FeatureCollection, LineString } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FormatError, READERS, type SourceFile } from '../../../../data/import/formats/index.ts';
import { writeWithGdal } from './write-with-gdal.ts';

const roads: FeatureCollection<LineString> = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: 'Jalan Ébah', lanes: 2, note: null },
      geometry: {
        type: 'LineString',
        coordinates: [
          [110.01, -7.01],
          [110.05, -7.02],
        ],
      },
    },
    {
      type: 'Feature',
      properties: { name: 'Jalan Jauh', lanes: 1, note: 'x' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [112.01, -7.51],
          [112.05, -7.52],
        ],
      },
    },
  ],
};
const UTM = ['-t_srs', 'EPSG:32749'];

let folder: string;
const at = (name: string) => path.join(folder, name);
const read = async (format: keyof typeof READERS, name: string, more: Partial<SourceFile> = {}) =>
  READERS[format](readFileSync(at(name)), { path: at(name), layers: [], bounds: null, ...more });
const failureOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FormatError)) throw error ?? new Error('did not fail');
  return error;
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jangkau-formats-'));
  writeWithGdal(at('roads.gpkg'), roads, 'GPKG', ...UTM);
  writeWithGdal(at('roads.shp'), roads, 'ESRI Shapefile', ...UTM, '-lco', 'ENCODING=UTF-8');
  writeWithGdal(at('roads.fgb'), roads, 'FlatGeobuf');
  writeWithGdal(at('roads.kml'), roads, 'KML');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('files that GDAL reads', { timeout: 30_000 }, () => {
  test.each([
    ['gpkg', 'roads.gpkg'],
    ['shapefile', 'roads.shp'],
    ['flatgeobuf', 'roads.fgb'],
  ] as const)('%s: rows, text, numbers as text and null as in the file, in WGS 84', async (format, name) => {
    const records = await read(format, name);
    expect(records.map(({ row }) => row).sort()).toEqual([1, 2]);
    const near = records.find(({ values }) => values['lanes'] === '2');
    expect([near?.values['name'], near?.values['note'] ?? null]).toEqual(['Jalan Ébah', null]);
    const line = near?.geometry as LineString;
    expect(line.type).toBe('LineString');
    for (const [index, [longitude, latitude]] of [
      [110.01, -7.01],
      [110.05, -7.02],
    ].entries()) {
      expect(line.coordinates[index]?.[0]).toBeCloseTo(longitude!, 7);
      expect(line.coordinates[index]?.[1]).toBeCloseTo(latitude!, 7);
    }
  });

  test('kml', async () => {
    const records = await read('kml', 'roads.kml');
    expect(records.map(({ values }) => values['Name'] ?? values['name'])).toEqual(['Jalan Ébah', 'Jalan Jauh']);
    expect(records[0]?.geometry?.type).toBe('LineString');
  });

  test('bounds leave out what does not meet them', async () => {
    const records = await read('gpkg', 'roads.gpkg', { bounds: [110, -7.1, 110.1, -7] });
    expect(records.map(({ row, values }) => [row, values['name']])).toEqual([[1, 'Jalan Ébah']]);
  });

  test('a zipped shapefile, also one in a folder of the archive among other layers', async () => {
    const parts = ['shp', 'dbf', 'shx', 'prj', 'cpg'];
    const layer = (name: string) =>
      Object.fromEntries(
        parts.map((end) => [`export/${name}.${end}`, new Uint8Array(readFileSync(at(`roads.${end}`)))]),
      );
    writeFileSync(at('one.zip'), zipSync(layer('roads')));
    expect((await read('shapefile', 'one.zip')).map(({ values }) => values['name'])).toContain('Jalan Ébah');
    writeFileSync(at('several.zip'), zipSync({ ...layer('roads'), ...layer('railways') }));
    expect(await read('shapefile', 'several.zip', { layers: ['gone', 'ROADS'] })).toHaveLength(2);
    const failure = await failureOf(read('shapefile', 'several.zip'));
    expect([failure.code, failure.message]).toEqual(['layer_missing', expect.stringContaining('railways')]);
  });

  test('a layer is asked for by name; the only one is read whatever it is called', async () => {
    writeWithGdal(at('several.gpkg'), roads, 'GPKG', '-nln', 'waterways');
    expect(await read('gpkg', 'several.gpkg', { layers: ['Waterways'] })).toHaveLength(2);
    expect(await read('gpkg', 'several.gpkg', { layers: ['lines'] })).toHaveLength(2);
  });

  test('a shapefile without coordinate system is taken for degrees only where it can be', async () => {
    for (const end of ['shp', 'dbf', 'shx']) writeFileSync(at(`bare.${end}`), readFileSync(at(`roads.${end}`)));
    expect((await failureOf(read('shapefile', 'bare.shp'))).code).toBe('crs_missing');
    writeWithGdal(at('degrees.shp'), roads, 'ESRI Shapefile');
    rmSync(at('degrees.prj'));
    const [first] = await read('shapefile', 'degrees.shp');
    expect((first?.geometry as LineString).coordinates[0]?.[0]).toBeCloseTo(110.01, 7);
  });

  test('what is damaged or empty is refused, and the server lives on', async () => {
    writeFileSync(at('broken.gpkg'), 'no database');
    expect((await failureOf(read('gpkg', 'broken.gpkg'))).code).toBe('syntax');
    writeFileSync(at('broken.zip'), 'no archive');
    expect((await failureOf(read('shapefile', 'broken.zip'))).code).toBe('syntax');
    writeFileSync(at('pictures.zip'), zipSync({ 'a.png': new Uint8Array(3) }));
    expect((await failureOf(read('shapefile', 'pictures.zip'))).code).toBe('empty');
    const nowhere = read('gpkg', 'roads.gpkg', { bounds: [0, 0, 1, 1] });
    expect((await failureOf(nowhere)).code).toBe('empty');
  });
});
