import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TILESETS, type Tileset } from '#tilesets';
import type { RegionProfile } from '#model/region';
import type { Database } from '../../data/database/database.ts';
import { MemorySource } from '../../tilesets/memory-source.ts';
import { POSTGIS_TILESETS, PostgisSource } from '../../tilesets/postgis-source.ts';
import { UnknownVersionError } from '../../tilesets/tile-source.ts';
import { createTestDatabase, nativeUrl } from '../database-template.ts';
import { loadMini, loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { geometryFaults, lengthOf, ringArea, type DecodedFeature } from './decode-tile.ts';
import { readZoom } from './tile-walk.ts';
import { createRandom, starPolygon, wanderingLine } from './wandering-shapes.ts';

/** Area or length of a feature, and how far two roundings of it to whole units may be apart. */
function measureOf({ type, paths }: DecodedFeature): { size: number; rounding: number } {
  const length = paths.reduce((sum, path) => sum + lengthOf(path), 0);
  const points = paths.reduce((sum, path) => sum + path.length, 0);
  if (type === 'line') return { size: length, rounding: points * 1.5 };
  return { size: paths.reduce((sum, path) => sum + ringArea(path), 0), rounding: length + 4 };
}

// The embedded engine has no ST_AsMVT: the suite runs under tests/with-native-postgis.ts.
describe.skipIf(nativeUrl === undefined)('our tiles beside those of ST_AsMVT', () => {
  let database: Database;
  let profile: RegionProfile;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ database, close } = await createTestDatabase());
    profile = await loadMiniProfile();
    await loadMini(database);
    await addWanderingShapes(database);
  });
  afterAll(() => close());

  it.each(POSTGIS_TILESETS)('%s: same features, attributes and sizes in the deepest tiles', async (tileset) => {
    const { maximumZoom, layers: schema } = TILESETS[tileset] as Tileset;
    const ours = new MemorySource(database, profile);
    const theirs = new PostgisSource(database, profile);
    const info = await ours.load(tileset);
    const theirInfo = await theirs.load(tileset);
    expect(theirInfo.version).toBe(info.version);
    expect(theirInfo.inputs).toEqual(info.inputs);
    info.bounds?.forEach((bound, i) => expect(bound).toBeCloseTo(theirInfo.bounds![i]!, 5));
    let compared = 0;
    for (const z of [11, 12, Math.min(maximumZoom, 14)]) {
      const isDeepest = z === maximumZoom;
      const theirTiles = new Map(
        (await readZoom(theirs, tileset, theirInfo, z)).map((tile) => [`${tile.x}/${tile.y}`, tile.layers]),
      );
      for (const { x, y, layers } of await readZoom(ours, tileset, info, z)) {
        for (const [name, features] of Object.entries(layers)) {
          const byId = new Map((theirTiles.get(`${x}/${y}`)?.[name] ?? []).map((feature) => [feature.id, feature]));
          for (const feature of features) {
            expect(geometryFaults(feature, schema[name]!.buffer ?? 64)).toEqual([]);
            const mine = measureOf(feature);
            const their = byId.get(feature.id);
            byId.delete(feature.id);
            if (their === undefined) {
              // One of us keeps what only brushes the buffer.
              expect(
                feature.type !== 'point' && mine.size <= mine.rounding,
                `${name} ${feature.id} in ${z}/${x}/${y}`,
              ).toBe(true);
              continue;
            }
            compared++;
            expect(feature.properties).toEqual(their.properties);
            if (feature.type === 'point') {
              for (const axis of [0, 1] as const)
                expect(Math.abs(feature.paths[0]![0]![axis] - their.paths[0]![0]![axis])).toBeLessThanOrEqual(1);
              continue;
            }
            const theirSize = measureOf(their);
            // Above the deepest zoom vertices are left out, within half a pixel.
            const slack = mine.rounding + theirSize.rounding;
            const simplified = isDeepest ? 0 : feature.type === 'polygon' ? 4 * slack : 0.1 * theirSize.size;
            expect(Math.abs(mine.size - theirSize.size), `${name} ${feature.id} in ${z}/${x}/${y}`).toBeLessThanOrEqual(
              slack + simplified,
            );
          }
          for (const missed of byId.values()) {
            const { size, rounding } = measureOf(missed);
            expect(
              missed.type !== 'point' && size <= 2 * rounding,
              `${name} ${missed.id} missing in ${z}/${x}/${y}`,
            ).toBe(true);
          }
        }
      }
    }
    if (tileset !== 'water') expect(compared).toBeGreaterThan(0);
  });

  it('are refused in another version, and for what is computed from other layers', async () => {
    const source = new PostgisSource(database, profile);
    await expect(source.get('roads', 'x', 10, 0, 0)).rejects.toBeInstanceOf(UnknownVersionError);
    await expect(source.load('borders')).rejects.toBeInstanceOf(RangeError);
  });
});

/** Besides the fixture's plain boxes: zones with holes and winding roads, of many vertices and over many tiles. */
async function addWanderingShapes(database: Database): Promise<void> {
  const random = createRandom(20260101);
  const somewhere = (): [number, number] => [110 + 0.1 * random(), -7.05 + 0.05 * random()];
  for (let i = 0; i < 60; i++) {
    const zone = starPolygon(
      random,
      somewhere(),
      0.001 + 0.03 * random() ** 3,
      4 + Math.floor(random() * 200),
      i % 3 === 0,
    );
    await database.query(
      `INSERT INTO zone (id, family, kind, class, area_square_metres, geometry, dataset)
       SELECT $1, 'hazard', 'flood', 'low', 1, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON($2), 4326)), dataset FROM zone LIMIT 1`,
      [`z-${i}`, JSON.stringify(zone)],
    );
    const road = wanderingLine(random, somewhere(), 5 + Math.floor(random() * 100), 0.0003);
    await database.query(
      `INSERT INTO infrastructure (id, kind, authority, condition, name, geometry, dataset)
       VALUES ($1, 'road', $2, 'fair', $1, ST_SetSRID(ST_GeomFromGeoJSON($3), 4326), 'roads')`,
      [`r-${i}`, i % 2 === 0 ? 'kabupaten' : 'provinsi', JSON.stringify(road)],
    );
  }
}
