import { area, FillRule, intersect, rectClipLines, type Paths64 } from 'clipper2-ts';
import fc from 'fast-check';
import type { Geometry, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { attributeTableOf, shapeTableOf } from '../../tilesets/feature-table.ts';
import { partsOf } from '../../tilesets/geojson-shapes.ts';
import { mercatorX, mercatorY } from '../../tilesets/mercator.ts';
import { LINE, POLYGON, TileWriter } from '../../tilesets/mvt.ts';
import { encodeShapes } from '../../tilesets/shape-encoder.ts';
import { decodeTile, geometryFaults, lengthOf, ringArea, type DecodedFeature } from './decode-tile.ts';
import { createRandom, starPolygon, wanderingLine } from './wandering-shapes.ts';

const writer = new TileWriter();

function encode(
  geometry: Geometry,
  z: number,
  x: number,
  y: number,
  { tolerance = 0, buffer = 64 } = {},
): DecodedFeature[] {
  const isLine = geometry.type === 'LineString' || geometry.type === 'MultiLineString';
  const layer = { geometry: isLine ? 'line' : 'polygon', minimumZoom: 0, attributes: { name: 'string' } } as const;
  const table = shapeTableOf(
    [{ id: 7, fromZoom: 0, parts: partsOf(geometry) }],
    attributeTableOf(layer, [{ name: 'x' }]),
  );
  writer.startTile();
  encodeShapes(writer, { name: 'a', type: isLine ? LINE : POLYGON, table, buffer }, z, x, y, tolerance);
  const tile = writer.endTile();
  return tile === null ? [] : decodeTile(tile).a!;
}

/** Tile that holds the position, and the position's place in units of that tile, computed apart from the encoder. */
function tileAt([longitude, latitude]: Position, z: number): [number, number] {
  const radians = (latitude! * Math.PI) / 180;
  return [
    Math.floor(((longitude! + 180) / 360) * 2 ** z),
    Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z),
  ];
}
function unitsIn([longitude, latitude]: Position, z: number, x: number, y: number): [number, number] {
  const radians = (latitude! * Math.PI) / 180;
  return [
    (((longitude! + 180) / 360) * 2 ** z - x) * 4096,
    (((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z - y) * 4096,
  ];
}

/** Clipper works on whole numbers: a thousandth of a unit. */
const FINE = 1000;
const box = (buffer: number) => ({
  left: -buffer * FINE,
  top: -buffer * FINE,
  right: (4096 + buffer) * FINE,
  bottom: (4096 + buffer) * FINE,
});
const fine = (path: readonly Position[], z: number, x: number, y: number) =>
  path.map((position) => {
    const [px, py] = unitsIn(position, z, x, y);
    return { x: Math.round(px * FINE), y: Math.round(py * FINE) };
  });
/** Not `rectClip`, which loses corners of the box (clipper2-ts 2.0.1). */
const buffered = [
  [-64, -64],
  [4160, -64],
  [4160, 4160],
  [-64, 4160],
].map(([x, y]) => ({ x: x! * FINE, y: y! * FINE }));
const perimeterOf = (paths: Paths64) =>
  paths.reduce(
    (sum, path) =>
      sum + path.reduce((part, { x, y }, i) => part + Math.hypot(x - path.at(i - 1)!.x, y - path.at(i - 1)!.y), 0),
    0,
  ) / FINE;

const shape = fc.record({
  seed: fc.integer(),
  z: fc.integer({ min: 6, max: 14 }),
  /** In tile widths: from a speck to far beyond the tile. */
  size: fc.double({ min: 0.01, max: 3, noNaN: true }),
  corners: fc.integer({ min: 3, max: 120 }),
  offset: fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -1, max: 1 })),
});

describe('a polygon in a tile', () => {
  it('has the area of the source cut to the buffered tile, wound and closed as the specification asks', () => {
    let drawn = 0;
    fc.assert(
      fc.property(shape, fc.boolean(), ({ seed, z, size, corners, offset }, hasHole) => {
        const random = createRandom(seed);
        const centre: [number, number] = [108 + random(), -7 + random()];
        const polygon = starPolygon(random, centre, (size * 360) / 2 ** z, corners, hasHole);
        const [x, y] = tileAt(centre, z).map((value, axis) => value + offset[axis]!) as [number, number];
        const features = encode(polygon, z, x, y);
        // An exterior that runs clockwise on screen is positive in both.
        const [exterior, hole] = polygon.coordinates.map((ring) =>
          intersect([fine(ring.slice(0, -1), z, x, y)], [buffered], FillRule.NonZero),
        );
        const expected = Math.abs(sumOf(exterior!)) - Math.abs(sumOf(hole ?? []));
        const rounding = perimeterOf([...exterior!, ...(hole ?? [])]) * 0.75 + 4;
        const paths = features.flatMap((feature) => feature.paths);
        for (const feature of features) expect(geometryFaults(feature, 64)).toEqual([]);
        expect(Math.abs(paths.reduce((sum, path) => sum + ringArea(path), 0) - expected)).toBeLessThanOrEqual(rounding);
        // The exterior is one ring here, and whatever follows it is its hole.
        expect(paths.slice(1).every((path) => ringArea(path) < 0)).toBe(true);
        if (!hasHole) expect(paths.length).toBeLessThanOrEqual(1);
        drawn += features.length;
      }),
      { numRuns: 800 },
    );
    expect(drawn).toBeGreaterThan(150);
  });

  it('keeps every vertex to within half a unit when it lies inside', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 3, max: 60 }), (seed, corners) => {
        const random = createRandom(seed);
        const z = 12;
        const centre: [number, number] = [(3280.5 / 2 ** z) * 360 - 180, -6.72];
        const polygon = starPolygon(random, centre, 0.02, corners, false);
        const [x, y] = tileAt(centre, z);
        const source = polygon.coordinates[0]!.map((position) => unitsIn(position, z, x, y));
        fc.pre(source.every(([px, py]) => px > 0 && py > 0 && px < 4096 && py < 4096));
        const [path] = encode(polygon, z, x, y)[0]!.paths;
        for (const [px, py] of source) {
          const nearest = Math.min(...path!.map(([qx, qy]) => Math.max(Math.abs(qx - px), Math.abs(qy - py))));
          expect(nearest).toBeLessThanOrEqual(0.5 + 1e-6);
        }
        expect(path!.length).toBeLessThanOrEqual(source.length);
      }),
      { numRuns: 300 },
    );
  });

  it('disappears, attributes and all, when it is smaller than a unit', () => {
    const speck = starPolygon(createRandom(1), [108.5, -6.7], 1e-7, 8, false);
    expect(encode(speck, 10, ...tileAt([108.5, -6.7], 10))).toEqual([]);
  });

  it('is the whole buffered tile where it covers it', () => {
    const around = starPolygon(createRandom(2), [108.5, -6.7], 2, 30, false);
    const [feature] = encode(around, 14, ...tileAt([108.5, -6.7], 14));
    expect(new Set(feature!.paths[0]!.map(String))).toEqual(new Set(['-64,-64', '4160,-64', '4160,4160', '-64,4160']));
    expect(feature).toMatchObject({ id: 7, type: 'polygon', properties: { name: 'x' } });
  });

  it('strays less than the tolerance from its source when simplified, and needs fewer vertices', () => {
    const polygon = starPolygon(createRandom(3), [108.5, -6.7], 0.05, 2000, false);
    const tile = tileAt([108.5, -6.7], 8);
    const full = encode(polygon, 8, ...tile)[0]!.paths[0]!;
    const simple = encode(polygon, 8, ...tile, { tolerance: 4 })[0]!.paths[0]!;
    expect(simple.length).toBeLessThan(full.length * 0.9);
    const strays = full.map(([px, py]) =>
      Math.min(...simple.slice(1).map((b, i) => distanceToSegment([px, py], simple[i]!, b))),
    );
    expect(Math.max(...strays)).toBeLessThanOrEqual(4 + 1.5);
  });
});

describe('a line in a tile', () => {
  it('has the length of the source cut to the buffered tile', () => {
    let drawn = 0;
    fc.assert(
      fc.property(shape, fc.constantFrom(64, 256), ({ seed, z, size, corners, offset }, buffer) => {
        const random = createRandom(seed);
        const start: [number, number] = [108 + random(), -7 + random()];
        const line = wanderingLine(random, start, corners, (size * 360) / 2 ** z / 10);
        const [x, y] = tileAt(start, z).map((value, axis) => value + offset[axis]!) as [number, number];
        const features = encode(line, z, x, y, { buffer });
        const expected = rectClipLines(box(buffer), [fine(line.coordinates, z, x, y)]).reduce(
          (sum, path) => sum + lengthOf(path.map((point) => [point.x / FINE, point.y / FINE] as const)),
          0,
        );
        const paths = features.flatMap((feature) => feature.paths);
        for (const feature of features) expect(geometryFaults(feature, buffer)).toEqual([]);
        const points = paths.reduce((sum, path) => sum + path.length, 0) + 2 * corners;
        expect(Math.abs(paths.reduce((sum, path) => sum + lengthOf(path), 0) - expected)).toBeLessThanOrEqual(
          points * 1.5,
        );
        drawn += features.length;
      }),
      { numRuns: 800 },
    );
    expect(drawn).toBeGreaterThan(150);
  });

  it('leaves the tile in as many pieces as it crosses it', () => {
    // A zigzag over the western edge of a tile: out and in again three times.
    const z = 10;
    const [x, y] = tileAt([108.5, -6.7], z);
    const at = (px: number, py: number): Position => [
      ((x + px / 4096) / 2 ** z) * 360 - 180,
      (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + py / 4096)) / 2 ** z))) * 180) / Math.PI,
    ];
    const zigzag = {
      type: 'LineString',
      coordinates: [at(500, 100), at(-500, 400), at(500, 700), at(-500, 1000), at(500, 1300)],
    } as const;
    const [feature] = encode({ ...zigzag, coordinates: [...zigzag.coordinates] }, z, x, y);
    expect(feature!.paths).toHaveLength(3);
    expect(feature!.paths[0]!.at(-1)![0]).toBe(-64);
    expect(feature!.paths[1]![0]![0]).toBe(-64);
  });
});

function sumOf(paths: Paths64): number {
  return paths.reduce((sum, path) => sum + area(path), 0) / FINE ** 2;
}

function distanceToSegment(
  [px, py]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const t = Math.max(
    0,
    Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
  );
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay));
}

it('the projection of the tests and of the tiles are the same', () => {
  const [px, py] = unitsIn([108.5, -6.7], 10, 0, 0);
  expect(px).toBeCloseTo(mercatorX(108.5) * 2 ** 10 * 4096, 6);
  expect(py).toBeCloseTo(mercatorY(-6.7) * 2 ** 10 * 4096, 6);
});
