import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export type TilePoint = readonly [number, number];
export interface DecodedFeature {
  readonly id: number | undefined;
  readonly type: 'point' | 'line' | 'polygon';
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** Paths in tile units; rings repeat their first point, as the decoder gives them. */
  readonly paths: readonly (readonly TilePoint[])[];
}

const TYPES = { 1: 'point', 2: 'line', 3: 'polygon' } as const;

/** Layers of a tile by name, read by Mapbox's own decoder. */
export function decodeTile(bytes: Uint8Array): Record<string, DecodedFeature[]> {
  const tile = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(tile.layers).map(([name, layer]) => {
      if (layer.extent !== 4096 || layer.version !== 2)
        throw new Error(`layer ${name}: extent ${layer.extent}, version ${layer.version}`);
      const features = Array.from({ length: layer.length }, (_, index): DecodedFeature => {
        const feature = layer.feature(index);
        return {
          id: feature.id,
          type: TYPES[feature.type as 1 | 2 | 3],
          properties: feature.properties as DecodedFeature['properties'],
          paths: feature.loadGeometry().map((path) => path.map(({ x, y }): TilePoint => [x, y])),
        };
      });
      return [name, features];
    }),
  );
}

/** Twice-halved shoelace area of a closed ring in tile units; positive for exteriors (MVT 2.1, 4.3.4.4). */
export function ringArea(ring: readonly TilePoint[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return sum / 2;
}

export function lengthOf(path: readonly TilePoint[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < path.length; i++)
    sum += Math.hypot(path[i + 1]![0] - path[i]![0], path[i + 1]![1] - path[i]![1]);
  return sum;
}

/** What is wrong with the geometry of a feature by the specification; empty when all is right. */
export function geometryFaults({ type, paths }: DecodedFeature, buffer: number): string[] {
  const faults: string[] = [];
  if (paths.length === 0) faults.push('no geometry');
  for (const [index, path] of paths.entries()) {
    if (path.some(([x, y]) => x < -buffer || y < -buffer || x > 4096 + buffer || y > 4096 + buffer))
      faults.push('outside the buffer');
    if (path.some((point, i) => i > 0 && point[0] === path[i - 1]![0] && point[1] === path[i - 1]![1]))
      faults.push('repeated point');
    if (type === 'line' && path.length < 2) faults.push('line of one point');
    if (type !== 'polygon') continue;
    const [first, last] = [path[0]!, path.at(-1)!];
    if (path.length < 4 || first[0] !== last[0] || first[1] !== last[1]) faults.push('ring not closed');
    if (ringArea(path) === 0) faults.push('ring without area');
    if (index === 0 && ringArea(path) < 0) faults.push('first ring is a hole');
  }
  return faults;
}
