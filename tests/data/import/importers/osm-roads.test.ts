import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FeatureCollection, LineString } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BBox } from '#model/geometry';
import type { Database } from '../../../../data/database/database.ts';
import { DatasetDefinition, type DefinitionOf } from '../../../../data/import/definition.ts';
import { FormatError, type SourceRecord } from '../../../../data/import/formats/index.ts';
import { readOsmRoads } from '../../../../data/import/importers/osm-roads.ts';
import { Notes } from '../../../../data/import/notes.ts';
import { RegionDirectory } from '../../../../data/import/region-directory.ts';
import { readRoadLines } from '../../../../data/import/roads.ts';
import { importAll } from '../../../../data/import/run.ts';
import { createTestDatabase } from '../../../database-template.ts';
import { loadMiniProfile, MINI_FOLDER } from '../../../fixtures/kabupaten-mini/load.ts';
import { writeWithGdal } from '../formats/write-with-gdal.ts';

const definition = DatasetDefinition.parse(
  JSON.parse(readFileSync(path.resolve('data/regions/cirebon/sources/roads-osm.json'), 'utf8')),
) as DefinitionOf<'osm-roads'>;
const BOUNDS: BBox = [110, -7.2, 110.2, -7];
const line: LineString = {
  type: 'LineString',
  coordinates: [
    [110.01, -7.01],
    [110.02, -7.02],
  ],
};
type Values = SourceRecord['values'];
const read = async (values: readonly Values[], geometry: SourceRecord['geometry'] = line) => {
  const notes = new Notes();
  const records = values.map((one, index) => ({ row: index + 1, values: one, geometry }));
  const roads = await readOsmRoads(definition, BOUNDS, records, new RegionDirectory([]), notes);
  return { roads, notes: notes.list.map(({ row, outcome, reason, value }) => `${row} ${outcome} ${reason} ${value}`) };
};
const one = async (values: Values) => (await read([values])).roads[0];

describe('tags', () => {
  test.each([
    ['motorway', 'arterial'],
    ['trunk_link', 'arterial'],
    ['primary', 'arterial'],
    ['secondary', 'collector'],
    ['tertiary_link', 'collector'],
    ['unclassified', 'local'],
    ['residential', 'local'],
    ['service', 'neighbourhood'],
    ['living_street', 'neighbourhood'],
    ['track', 'neighbourhood'],
    ['path', 'neighbourhood'],
    ['footway', 'neighbourhood'],
    ['road', null],
  ])('highway=%s is %s', async (highway, roadClass) => {
    expect(await one({ highway })).toMatchObject({ class: roadClass, kind: 'road', authority: null });
  });

  test('what is no road, or none yet, stays out with a reason', async () => {
    const { roads, notes } = await read([
      { highway: 'proposed' },
      { highway: 'construction' },
      { highway: null },
      { highway: 'teleport' },
      { highway: 'pedestrian', area: 'yes' },
      { highway: 'residential' },
    ]);
    expect(roads).toHaveLength(1);
    expect(notes).toEqual([
      '1 rejected outside_scope proposed',
      '2 rejected outside_scope construction',
      '3 rejected outside_scope null',
      '4 rejected kind_unknown teleport',
      '5 rejected outside_scope pedestrian',
    ]);
  });

  test('only lines inside the bounds', async () => {
    const ring = { type: 'Polygon' as const, coordinates: [[...line.coordinates, [110.01, -7.02], [110.01, -7.01]]] };
    expect((await read([{ highway: 'service' }], ring)).notes).toEqual(['1 rejected geometry_missing service']);
    const still: LineString = { type: 'LineString', coordinates: [line.coordinates[0]!, line.coordinates[0]!] };
    expect((await read([{ highway: 'service' }], still)).roads).toEqual([]);
    const far: LineString = { type: 'LineString', coordinates: [[112, -7], [112.1, -7]] }; // prettier-ignore
    expect((await read([{ highway: 'service' }], far)).notes).toEqual(['1 rejected outside_scope null']);
  });

  test.each([
    [{ oneway: 'yes' }, 'forward'],
    [{ oneway: '-1' }, 'backward'],
    [{ oneway: 'no' }, undefined],
    [{}, undefined],
    [{ junction: 'roundabout' }, 'forward'],
    [{ junction: 'roundabout', oneway: 'no' }, undefined],
    [{ oneway: 'F' }, 'forward'],
    [{ oneway: 'T' }, 'backward'],
    [{ oneway: 'B' }, undefined],
  ])('%o is one-way %s', async (tags, oneWay) => {
    expect((await one({ highway: 'residential', ...tags }))?.attributes['oneWay']).toBe(oneWay);
  });

  test('a motorway is one-way without saying so', async () => {
    expect((await one({ highway: 'motorway' }))?.attributes['oneWay']).toBe('forward');
  });

  test.each([
    [{ bridge: 'yes', layer: '2' }, 2, true],
    [{ bridge: 'viaduct' }, 1, true],
    [{ bridge: 'F', layer: '0' }, undefined, undefined],
    [{ bridge: 'T', layer: '1' }, 1, true],
    [{ tunnel: 'culvert' }, -1, undefined],
    // A layer alone says nothing that may be relied on.
    [{ layer: '-1' }, undefined, undefined],
  ])('%o lies on level %s', async (tags, level, bridge) => {
    expect((await one({ highway: 'residential', ...tags }))?.attributes).toEqual({
      highway: 'residential',
      ...(level === undefined ? {} : { level }),
      ...(bridge === undefined ? {} : { bridge }),
    });
  });

  test('the authority is known only where a tag says it', async () => {
    expect((await one({ highway: 'trunk' }))?.authority).toBeNull();
    expect((await one({ highway: 'trunk', ownership: 'national' }))?.authority).toBe('pusat');
    expect((await one({ highway: 'tertiary', designation: 'Jalan Kabupaten' }))?.authority).toBe('kabupaten');
  });
});

describe('exports of different tools', () => {
  test.each([
    ['Overpass', { '@id': 'way/42', highway: 'primary', name: 'Jalan A', ref: '3' }],
    ['QuickOSM', { full_id: 'w42', osm_id: '42', highway: 'primary', name: 'Jalan A', ref: '3' }],
    ['Geofabrik', { osm_id: '42', code: '5113', fclass: 'primary', name: 'Jalan A', ref: '3', oneway: 'B' }],
    ['ogr2ogr', { osm_id: '42', highway: 'primary', name: 'Jalan A', other_tags: '"ref"=>"3","lit"=>"yes"' }],
    ['osm2pgsql', { osm_id: '42', highway: 'primary', name: 'Jalan A', tags: '"ref"=>"3"' }],
    ['a JSON column', { osm_id: '42', tags: '{"highway":"primary","name":"Jalan A","ref":"3"}' }],
  ])('%s', async (_tool, values) => {
    const road = await one(values);
    expect(road).toMatchObject({ id: 'osm-way-42', class: 'arterial', name: 'Jalan A', code: '3' });
    expect(road?.attributes).toEqual({ highway: 'primary' });
  });

  test('quotes inside a packed tag', async () => {
    expect(await one({ other_tags: String.raw`"highway"=>"path","name"=>"Gang \"Satu\""` })).toMatchObject({
      name: 'Gang "Satu"',
      class: 'neighbourhood',
    });
  });

  test('a way in several pieces keeps each piece, under ids of their own', async () => {
    const { roads } = await read([
      { osm_id: '42', highway: 'primary' },
      { osm_id: '42', highway: 'primary' },
    ]);
    expect(roads.map(({ id }) => id)).toEqual(['osm-way-42', 'osm-way-row-2']);
  });

  test('a file without tags is refused', async () => {
    await expect(read([{ name: 'x' }])).rejects.toThrow(FormatError);
  });
});

describe('import', { timeout: 120_000 }, () => {
  let database: Database;
  let close: () => Promise<void>;
  let folder: string;
  beforeAll(async () => {
    ({ database, close } = await createTestDatabase());
    folder = await mkdtemp(path.join(tmpdir(), 'jangkau-osm-'));
    await cp(MINI_FOLDER, folder, { recursive: true });
    await writeFile(path.join(folder, 'sources/roads-osm.json'), JSON.stringify(definition));
  });
  afterAll(async () => {
    await close?.();
    await rm(folder, { recursive: true, force: true });
  });
  const run = async () => {
    const { outcomes } = await importAll(database, {
      profile: await loadMiniProfile(),
      regionFolder: folder,
      sourcesFolder: path.join(folder, 'files'),
      dataFolder: path.join(folder, 'data'),
      offline: true,
      sample: false,
    });
    return outcomes.find(({ dataset }) => dataset === 'roads-osm');
  };
  const feature = (id: number, properties: Record<string, string>, coordinates: number[][]) => ({
    type: 'Feature' as const,
    properties: { osm_id: String(id), ...properties },
    geometry: { type: 'LineString' as const, coordinates },
  });
  const collection: FeatureCollection = {
    type: 'FeatureCollection',
    features: [
      feature(1, { highway: 'tertiary', oneway: 'yes' }, [
        [110.01, -7.01],
        [110.03, -7.01],
      ]),
      feature(2, { highway: 'residential', bridge: 'yes' }, [
        [110.02, -7.005],
        [110.02, -7.02],
      ]),
      feature(3, { waterway: 'river' }, [
        [110.02, -7.005],
        [110.03, -7.02],
      ]),
    ],
  };

  test('without a file there is no such dataset', async () => {
    expect(await run()).toMatchObject({ outcome: 'missing' });
    expect(await database.query("SELECT FROM dataset WHERE id = 'roads-osm'")).toEqual([]);
  });

  test('the GeoPackage is read when there is no GeoJSON, and its roads reach the network', async () => {
    writeWithGdal(
      path.join(folder, 'files/roads-osm.gpkg'),
      collection,
      'GPKG',
      '-t_srs',
      'EPSG:32749',
      '-nln',
      'lines',
    );
    expect(await run()).toMatchObject({ outcome: 'imported', error: null });
    const lines = (await readRoadLines(database)).filter(({ dataset }) => dataset === 'roads-osm');
    expect(lines).toMatchObject([
      { id: 'osm-way-1', roadClass: 'collector', oneWay: 'forward', level: 0, sample: false },
      { id: 'osm-way-2', roadClass: 'local', oneWay: 'no', level: 1, sample: false },
    ]);
    expect(lines[0]?.coordinates[1]?.[0]).toBeCloseTo(110.03, 6);
    const regions = await database.query(
      "SELECT id, region FROM infrastructure WHERE dataset = 'roads-osm' ORDER BY id",
    );
    expect(regions).toMatchObject([{ region: '99.01.01' }, { region: '99.01.01.2001' }]);
    expect(await run()).toMatchObject({ outcome: 'unchanged' });
  });

  test('the first file of the definition wins', async () => {
    const { coordinates } = collection.features[0]!.geometry as LineString;
    const two = {
      ...collection,
      features: [
        feature(4, { highway: 'motorway_link' }, coordinates),
        feature(5, { highway: 'footway' }, coordinates),
      ],
    };
    await writeFile(path.join(folder, 'files/roads-osm.geojson'), JSON.stringify(two));
    expect(await run()).toMatchObject({ outcome: 'imported' });
    // The network knows which of them are not for everybody.
    expect((await readRoadLines(database)).filter(({ dataset }) => dataset === 'roads-osm')).toMatchObject([
      { id: 'osm-way-4', kind: 'motorway', oneWay: 'forward' },
      { id: 'osm-way-5', kind: 'path' },
    ]);
  });
});
