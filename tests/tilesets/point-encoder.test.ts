import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { TileWriter } from '../../tilesets/mvt.ts';
import { encodePoints, pointLayerOf, type PointLayer } from '../../tilesets/point-encoder.ts';
import { GZIP_LEVEL } from '../../tilesets/tile-compression.ts';
import { decodeTile, type DecodedFeature } from './decode-tile.ts';
import { BOX, pointTableOf, syntheticFacilityRows } from './synthetic-facilities.ts';
import { tilesWithin } from './tile-walk.ts';

const LIMIT_BYTES = 100_000;
const bounds = [BOX.west - 0.1, BOX.south - 0.1, BOX.west + BOX.width + 0.1, BOX.south + BOX.height + 0.1] as const;
const writer = new TileWriter();

function encode(layer: PointLayer, z: number, x: number, y: number): Uint8Array | null {
  writer.startTile();
  encodePoints(writer, layer, z, x, y);
  return writer.endTile();
}

const layerOf = (rows: ReturnType<typeof syntheticFacilityRows>) =>
  pointLayerOf('facility', pointTableOf(rows), 64, ['kind', 'sample'], LIMIT_BYTES * 0.85);

/** Features of a zoom that lie in their own tile, so that those in two buffers count once. */
function featuresOf(layer: PointLayer, z: number): DecodedFeature[] {
  return tilesWithin([...bounds], z).flatMap(([x, y]) => {
    const tile = encode(layer, z, x, y);
    const isOwn = ({ paths }: DecodedFeature) =>
      paths[0]!.every(([px, py]) => px >= 0 && py >= 0 && px < 4096 && py < 4096);
    return tile === null ? [] : decodeTile(tile).facility!.filter(isOwn);
  });
}

describe('50,000 facilities', () => {
  const rows = syntheticFacilityRows(50_000);
  let layer: PointLayer;
  beforeAll(() => {
    layer = layerOf(rows);
  });

  it('make no tile over 100 kB gzip at any zoom', () => {
    const largest: Record<number, number> = {};
    for (let z = 6; z <= 16; z++) {
      // From 14 on a tile is a part of one that was within the limit, so a band of them is enough.
      const tiles = tilesWithin([...bounds], z).filter((_, i) => z < 14 || i % (z - 12) ** 2 === 0);
      for (const [x, y] of tiles) {
        const tile = encode(layer, z, x, y);
        if (tile !== null) largest[z] = Math.max(largest[z] ?? 0, gzipSync(tile, { level: GZIP_LEVEL }).length);
      }
    }
    for (const [z, bytes] of Object.entries(largest)) expect(bytes, `zoom ${z}`).toBeLessThanOrEqual(LIMIT_BYTES);
    expect(Object.keys(largest)).toHaveLength(11);
  });

  it.each([8, 10, 11])('are all counted by the clusters and points of zoom %i, each kind by itself', (z) => {
    const counted = new Map<string, number>();
    for (const { properties } of featuresOf(layer, z)) {
      const key = `${properties.kind} ${properties.sample}`;
      counted.set(key, (counted.get(key) ?? 0) + Number(properties.count));
      if (Number(properties.count) > 1) expect(Object.keys(properties).sort()).toEqual(['count', 'kind', 'sample']);
      else expect(properties).toHaveProperty('name');
    }
    const expected = new Map<string, number>();
    for (const row of rows) {
      const key = `${String(row.kind)} ${String(row.sample)}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    expect(new Map([...counted].sort())).toEqual(new Map([...expected].sort()));
  });

  it('stand each by itself in the deepest tiles, with ids that do not repeat', () => {
    const some = tilesWithin([108.5, -6.75, 108.52, -6.73], 16);
    const features = some.flatMap(([x, y]) => {
      const tile = encode(layer, 16, x, y);
      return tile === null ? [] : decodeTile(tile).facility!;
    });
    expect(features.length).toBeGreaterThan(20);
    expect(features.every(({ properties }) => properties.count === 1)).toBe(true);
    for (const z of [8, 11]) {
      const ids = featuresOf(layer, z).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('points', () => {
  it('below zoom 11 are clustered only when there are more than 400 of a kind', () => {
    const ofOneKind = (count: number, kind: string) =>
      syntheticFacilityRows(count).map((row) => ({ ...row, kind, sample: false }));
    expect(featuresOf(layerOf(ofOneKind(400, 'sd')), 8)).toHaveLength(400);
    expect(featuresOf(layerOf(ofOneKind(401, 'sd')), 8).length).toBeLessThan(401);
    const many = featuresOf(layerOf([...ofOneKind(900, 'sd'), ...ofOneKind(300, 'puskesmas')]), 8);
    expect(many.filter(({ properties }) => properties.kind === 'puskesmas')).toHaveLength(300);
    expect(many.filter(({ properties }) => properties.kind === 'sd').length).toBeLessThan(900);
  });

  it('of 50,000 in one place are one cluster even in the deepest tile', () => {
    const rows = syntheticFacilityRows(50_000).map((row) => ({
      ...row,
      longitude: 108.5,
      latitude: -6.7,
      kind: 'sd',
      sample: false,
    }));
    const layer = layerOf(rows);
    const [[x, y]] = tilesWithin([108.5, -6.7, 108.5, -6.7], 16) as [[number, number]];
    const features = decodeTile(encode(layer, 16, x, y)!).facility!;
    expect(features.map(({ properties }) => properties)).toEqual([{ kind: 'sd', sample: false, count: 50_000 }]);
  });

  it('of an empty layer are no tile', () => {
    expect(encode(layerOf([]), 8, 205, 132)).toBeNull();
  });
});
