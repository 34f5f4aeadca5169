import type { Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { RegionProfile } from '#model/region';
import { seaAround } from '../../tilesets/sea.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';

const inland = await loadMiniProfile();
const profileWith = (sea: RegionProfile['sea']): RegionProfile => ({ ...inland, bounds: [110, -7, 111, -6], sea });
const sea = { name: 'Laut', labelPoint: [110.5, -5.5] as [number, number], landBeyond: [] };

const box = (west: number, south: number, east: number, north: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
/** Land across the whole box, from its southern edge to a coast at 6.2° S. */
const mainland = box(109, -8, 112, -6.2);

function areaOf(rings: Position[][]): number {
  const signed = (ring: Position[]) =>
    ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0]! * y! - x! * ring[i]![1]!) / 2, 0);
  return rings.reduce((sum, ring, index) => sum + (index === 0 ? 1 : -1) * Math.abs(signed(ring)), 0);
}

describe('the sea', () => {
  it('is the part of the widened box beyond the coast', () => {
    const water = seaAround(profileWith(sea), [mainland])!;
    expect(areaOf(water.coordinates)).toBeCloseTo(2.8 * (6.2 - 5.1), 6);
    expect(Math.min(...water.coordinates[0]!.map(([, latitude]) => latitude!))).toBeCloseTo(-6.2, 6);
  });

  it('leaves out inland gaps, slivers at the coast between two surveys, and land beyond the loaded regions', () => {
    const gap = box(110.2, -7.2, 110.4, -7);
    const left = box(109, -8, 110.5, -6.2);
    // 110 m apart: two surveys of one border, open to the sea.
    const right = box(110.501, -8, 112, -6.2);
    const withHole: Polygon = { type: 'Polygon', coordinates: [...left.coordinates, gap.coordinates[0]!] };
    const water = seaAround(profileWith(sea), [withHole, right])!;
    expect(areaOf(water.coordinates)).toBeCloseTo(2.8 * 1.1, 4);
    const beyond = profileWith({
      ...sea,
      landBeyond: [box(110.5, -8, 112, -6.2).coordinates[0] as [number, number][]],
    });
    expect(areaOf(seaAround(beyond, [left])!.coordinates)).toBeCloseTo(2.8 * 1.1, 4);
  });

  it('keeps its islands, whichever way their outlines run', () => {
    const island = box(110.4, -5.9, 110.5, -5.8);
    const reversed: Polygon = { type: 'Polygon', coordinates: [island.coordinates[0]!.toReversed()] };
    for (const outline of [island, reversed]) {
      const water = seaAround(profileWith(sea), [mainland, outline])!;
      expect(water.coordinates).toHaveLength(2);
      expect(areaOf(water.coordinates)).toBeCloseTo(2.8 * 1.1 - 0.01, 6);
    }
  });

  it('is none inland, nor where its label stands on land', () => {
    expect(seaAround(profileWith(null), [mainland])).toBeNull();
    expect(seaAround(profileWith({ ...sea, labelPoint: [110.5, -7] }), [mainland])).toBeNull();
    expect(
      seaAround(profileWith({ ...sea, labelPoint: [110.45, -5.85] }), [mainland, box(110.4, -5.9, 110.5, -5.8)]),
    ).toBeNull();
  });
});
