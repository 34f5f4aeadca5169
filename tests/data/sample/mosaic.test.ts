import { describe, expect, it } from 'vitest';
import { areaOf, mosaicOf } from '../../../data/sample/mosaic.ts';
import { geodesicAreaKm2, planeAround, ringArea, smoothed, type PlanePoint } from '../../../data/sample/plane.ts';
import { randomOf } from '../../../data/sample/random.ts';

const plane = planeAround([108.5, -6.7]);
const random = randomOf(3, 'mosaic-test');
const points: PlanePoint[] = [];
for (let x = -10; x <= 10; x++)
  for (let y = -10; y <= 10; y++) points.push([x + random.between(-0.35, 0.35), y + random.between(-0.35, 0.35)]);
const mosaic = mosaicOf(points, plane);
const distance = (cell: number): number => Math.hypot(...mosaic.at(cell));
/** A disc of label 1, a ring of label 2 around it, 0 outside. */
const labels = points.map((_, cell) => (distance(cell) < 4 ? 1 : distance(cell) < 7.5 ? 2 : 0));

describe('areaOf', () => {
  const arcs = mosaic.bordersBetween(labels);

  it('draws a ring with a hole whose border is exactly that of the disc inside', () => {
    const disc = areaOf(arcs, (label) => label === 1, plane)!;
    const ring = areaOf(arcs, (label) => label === 2, plane)!;
    expect(disc.coordinates.map((rings) => rings.length)).toEqual([1]);
    expect(ring.coordinates.map((rings) => rings.length)).toEqual([2]);
    const vertices = (line: readonly (readonly number[])[]): Set<string> => new Set(line.map(String));
    expect(vertices(ring.coordinates[0]![1]!)).toEqual(vertices(disc.coordinates[0]![0]!));
  });

  it('runs outer rings anticlockwise and holes clockwise, all closed', () => {
    const [outer, hole] = areaOf(arcs, (label) => label === 2, plane)!.coordinates[0]! as [number, number][][];
    expect(ringArea(outer!)).toBeGreaterThan(0);
    expect(ringArea(hole!)).toBeLessThan(0);
    for (const ring of [outer!, hole!]) expect(ring[0]).toEqual(ring[ring.length - 1]);
  });

  it('adds up: disc and ring together have the area of their union', () => {
    const area = (isMember: (label: number) => boolean): number => geodesicAreaKm2(areaOf(arcs, isMember, plane)!);
    const whole = area((label) => label > 0);
    expect(area((label) => label === 1) + area((label) => label === 2)).toBeCloseTo(whole, 6);
    const cells = points.reduce((sum, _, cell) => sum + (labels[cell]! > 0 ? mosaic.areaKm2(cell) : 0), 0);
    expect(whole / cells).toBeCloseTo(1, 1);
  });

  it('is null when nobody is a member', () => {
    expect(areaOf(arcs, (label) => label === 9, plane)).toBeNull();
  });
});

describe('smoothed', () => {
  it('keeps the ends of an open line and closes no ring by itself', () => {
    const line: PlanePoint[] = [
      [0, 0],
      [1, 2],
      [2, 0],
    ];
    const curve = smoothed(line, false, 2);
    expect(curve[0]).toEqual([0, 0]);
    expect(curve[curve.length - 1]).toEqual([2, 0]);
    expect(Math.max(...curve.map(([, y]) => y))).toBeLessThan(2);
    expect(smoothed(line.slice(0, 2), false, 3)).toEqual(line.slice(0, 2));
  });
});

describe('geodesicAreaKm2', () => {
  it('agrees with the published area of a one-degree cell of WGS 84 at the equator', () => {
    const cell = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
          [0, 0],
        ] as [number, number][],
      ],
    };
    // GeographicLib: 12308.778 km2 with geodesic edges; a parallel as edge makes 0.1 km2 of difference.
    expect(geodesicAreaKm2(cell)).toBeGreaterThan(12_308);
    expect(geodesicAreaKm2(cell)).toBeLessThan(12_309.5);
  });
});
