import type { Geometry } from 'geojson';
import type { Polygonal, Position } from '#model/geometry';
import { LineSplitter } from '../../analysis/line-split.ts';
import type { RegionDirectory } from '../../import/region-directory.ts';

/** Shares are whole numbers of these: as binary fractions they sum to 1 exactly, in whatever order they are added. */
const UNITS = 2 ** 30;
/** What is less than this is the width of the border line. */
const LEAST_SHARE = 0.001;

/** Outlines with thousands of corners are prepared once per directory. */
const splitters = new WeakMap<RegionDirectory, LineSplitter>();

function splitterOf(directory: RegionDirectory): LineSplitter {
  const known = splitters.get(directory);
  if (known !== undefined) return known;
  const splitter = new LineSplitter(
    directory.ownKecamatan().map(({ code, geometry }) => ({ code, geometry: geometry as unknown as Polygonal })),
  );
  splitters.set(directory, splitter);
  return splitter;
}

/**
 * How a line is divided among the kecamatan of the regency that it runs through, by length (WGS 84), largest first; what lies
 * outside of all counts for none. The shares sum to 1 exactly. Empty when all of it lies outside.
 */
export function lineShares(geometry: Geometry, directory: RegionDirectory): { region: string; share: number }[] {
  const lines =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : [];
  const metres = new Map<string, number>();
  for (const line of lines)
    for (const [region, length] of splitterOf(directory).split(line as Position[]))
      if (region !== null) metres.set(region, (metres.get(region) ?? 0) + length);
  const sum = (lengths: Iterable<number>) => [...lengths].reduce((total, length) => total + length, 0);
  const inside = sum(metres.values());
  if (inside === 0) return [];
  const kept = [...metres]
    .filter(([, length]) => length / inside >= LEAST_SHARE)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const whole = sum(kept.map(([, length]) => length));
  const units = kept.map(([, length]) => Math.round((length / whole) * UNITS));
  // What rounding leaves goes to the longest part, which does not notice it.
  units[0]! += UNITS - sum(units);
  return kept.map(([region], index) => ({ region, share: units[index]! / UNITS }));
}
