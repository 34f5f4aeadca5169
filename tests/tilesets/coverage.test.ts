import fc from 'fast-check';
import type { Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../tilesets/coverage.ts';
import { attributeTableOf, shapeTableOf, type Shape } from '../../tilesets/feature-table.ts';
import { mercatorX, mercatorY } from '../../tilesets/mercator.ts';
import { POLYGON, TileWriter } from '../../tilesets/mvt.ts';
import { encodeShapes } from '../../tilesets/shape-encoder.ts';
import { withSharedVertices } from '../../tilesets/shared-vertices.ts';
import { decodeTile, ringArea } from './decode-tile.ts';
import { createRandom, wanderingGrid } from './wandering-shapes.ts';

const SQUARE = { west: 108.3, south: -6.9, width: 0.5, height: 0.5 };

const layer = { geometry: 'polygon', minimumZoom: 0, attributes: { n: 'number' } } as const;

function encode(shapes: readonly Shape['parts'][], z: number, x: number, y: number, toleranceUnits: number) {
  const table = shapeTableOf(
    shapes.map((parts, n) => ({ id: n + 1, fromZoom: 0, parts })),
    attributeTableOf(
      layer,
      shapes.map((_, n) => ({ n })),
    ),
  );
  const writer = new TileWriter();
  writer.startTile();
  encodeShapes(writer, { name: 'a', type: POLYGON, table, buffer: 64 }, z, x, y, toleranceUnits);
  const tile = writer.endTile();
  return tile === null ? [] : decodeTile(tile).a!;
}

/** Of the areas within the rings of all features, in square units: how much lies in any, and how much in more than one. */
function coveredBy(features: ReturnType<typeof encode>): { once: number; more: number } {
  // Row by row half-way between whole units: where each ring crosses the row, and which way. Outer rings count up.
  const crossings = new Map<number, { x: number; step: number }[]>();
  for (const [from, to] of features.flatMap(({ paths }) => paths).flatMap(edgesOf)) {
    const [[x0, y0], [x1, y1], step] = from[1]! < to[1]! ? [from, to, 1] : [to, from, -1];
    for (let row = y0!; row < y1!; row++) {
      const x = x0! + ((row + 0.5 - y0!) / (y1! - y0!)) * (x1! - x0!);
      const ofRow = crossings.get(row);
      if (ofRow) ofRow.push({ x, step });
      else crossings.set(row, [{ x, step }]);
    }
  }
  let [once, more] = [0, 0];
  for (const ofRow of crossings.values()) {
    ofRow.sort((p, q) => p.x - q.x);
    let winding = 0;
    for (const [i, { x, step }] of ofRow.entries()) {
      const length = i === 0 ? 0 : x - ofRow[i - 1]!.x;
      if (winding !== 0) once += length;
      if (Math.abs(winding) > 1) more += length;
      winding += step;
    }
  }
  return { once, more };
}

const edgesOf = (path: readonly (readonly number[])[]) => path.slice(1).map((to, i) => [path[i]!, to] as const);

describe('a coverage', () => {
  it('keeps neighbours without gap or overlap at every zoom and tolerance', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 1, max: 30 }),
        (seed, cells, steps) => {
          const random = createRandom(seed);
          const coverage = coverageOf(wanderingGrid(random, SQUARE, cells, cells, steps));
          const whole = [coverage.dissolve(coverage.polygons.map((_, index) => index))];
          for (const z of [8, 10, 12]) {
            const x = Math.floor(mercatorX(SQUARE.west + 0.6 * SQUARE.width) * 2 ** z);
            const y = Math.floor(mercatorY(SQUARE.south + 0.4 * SQUARE.height) * 2 ** z);
            for (const tolerance of [0, 8]) {
              const parts = encode(coverage.polygons, z, x, y, tolerance);
              const sum = parts.flatMap(({ paths }) => paths).reduce((total, path) => total + ringArea(path), 0);
              const outline = encode(whole, z, x, y, tolerance).flatMap(({ paths }) => paths);
              const expected = outline.reduce((total, path) => total + ringArea(path), 0);
              expect(expected).toBeGreaterThan(0);
              // Leaving vertices out may turn a sliver at the edge of a tile inside out, never more.
              expect(Math.abs(sum - expected)).toBeLessThanOrEqual(tolerance === 0 ? 0 : expected * 1e-4);
              if (tolerance === 0) {
                // Nothing was left out, so besides the sums also the areas themselves must meet edge to edge; whole units
                // let an edge of a wander slip past another by less than one unit over its length.
                const covered = coveredBy(parts);
                expect(Math.abs(covered.once - expected)).toBeLessThanOrEqual(expected * 1e-3);
                expect(covered.more).toBeLessThanOrEqual(expected * 1e-3);
              }
            }
          }
        },
      ),
      { numRuns: 40, examples: [[-1557825296, 2, 16]] },
    );
  });

  it('dissolves to one ring whichever way the polygons are wound', () => {
    const square = (west: number, isReversed: boolean): Polygon => {
      const ring: Position[] = [
        [west, 0],
        [west + 1, 0],
        [west + 1, 1],
        [west, 1],
        [west, 0],
      ];
      return { type: 'Polygon', coordinates: [isReversed ? ring.toReversed() : ring] };
    };
    const coverage = coverageOf([square(0, false), square(1, true)]);
    expect(coverage.dissolve([0, 1])).toHaveLength(1);
    expect(coverage.border((a, b) => a === b)).toHaveLength(1);
    const [inner, ...others] = coverage.border((a, b) => a !== b);
    expect(others).toEqual([]);
    expect(inner!.vertices.map(([x]) => x)).toEqual([expect.closeTo(mercatorX(1), 6), expect.closeTo(mercatorX(1), 6)]);
  });

  it('has no polygons, outline or borders when it is empty', () => {
    const coverage = coverageOf([]);
    expect([coverage.polygons, coverage.dissolve([]), coverage.border(() => true)]).toEqual([[], [], []]);
  });
});

describe('neighbours that were thinned one at a time', () => {
  // One border through four points, of which each side kept another two; 1e-7 is 4 m.
  const left: [number, number][] = [
    [0.5, 0.5],
    [0.50001, 0.5],
    [0.5000101, 0.500003],
    [0.50001, 0.50001],
    [0.5, 0.50001],
    [0.5, 0.5],
  ];
  const right: [number, number][] = [
    [0.50001, 0.5],
    [0.50002, 0.5],
    [0.50002, 0.50001],
    [0.50001, 0.50001],
    [0.5000099, 0.500006],
    [0.50001, 0.5],
  ];

  it('run through the same vertices afterwards', () => {
    const [[a], [b]] = withSharedVertices([[left], [right]]) as [[[number, number][]], [[number, number][]]];
    const onBorder = ([x]: [number, number]) => Math.abs(x - 0.50001) < 1e-6;
    const border = (ring: [number, number][]) =>
      ring
        .slice(0, -1)
        .filter(onBorder)
        .map(([x, y]) => `${x},${y}`)
        .sort();
    expect(border(a)).toHaveLength(4);
    expect(border(a)).toEqual(border(b));
  });

  it('keep an edge that both already have', () => {
    const third: [number, number][] = [
      [0.50001, 0.5],
      [0.5000101, 0.499],
      [0.50002, 0.499],
      [0.50001, 0.5],
    ];
    const square: [number, number][] = [
      [0.5, 0.5],
      [0.50001, 0.5],
      [0.50001, 0.50001],
      [0.5, 0.5],
    ];
    const twin: [number, number][] = [
      [0.50001, 0.50001],
      [0.50001, 0.5],
      [0.50002, 0.5],
      [0.50001, 0.50001],
    ];
    const [[a]] = withSharedVertices([[square], [twin], [third]]) as [[[number, number][]]];
    expect(a).toEqual(square);
  });
});
