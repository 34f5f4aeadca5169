import type { LineString, Polygon, Position } from 'geojson';

/** Numbers from 0 to 1 that follow from the seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** A valid polygon around a point, of uneven radius, with a hole of its shape at 0.4 of its size when asked. */
export function starPolygon(
  random: () => number,
  [longitude, latitude]: readonly [number, number],
  radiusDegrees: number,
  corners: number,
  hasHole: boolean,
): Polygon {
  const radii = Array.from({ length: corners }, () => radiusDegrees * (0.4 + 0.6 * random()));
  const ring = (size: number): Position[] => {
    const points = radii.map((radius, i): Position => {
      const angle = (i / corners) * 2 * Math.PI;
      return [longitude + size * radius * Math.cos(angle), latitude + size * radius * Math.sin(angle)];
    });
    return [...points, points[0]!];
  };
  return { type: 'Polygon', coordinates: hasHole ? [ring(1), ring(0.4).toReversed()] : [ring(1)] };
}

/** A line that turns at every step. */
export function wanderingLine(
  random: () => number,
  start: readonly [number, number],
  steps: number,
  stepDegrees: number,
): LineString {
  let [longitude, latitude] = start;
  let angle = random() * 2 * Math.PI;
  const coordinates: Position[] = [[longitude, latitude]];
  for (let i = 0; i < steps; i++) {
    angle += (random() - 0.5) * 2;
    longitude += stepDegrees * Math.cos(angle);
    latitude += stepDegrees * Math.sin(angle);
    coordinates.push([longitude, latitude]);
  }
  return { type: 'LineString', coordinates };
}

/** Where made-up shapes lie, in degrees. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly width: number;
  readonly height: number;
}

/** Polygons that tile a box without gaps: cells of a grid whose shared edges wander, each wound either way at random. */
export function wanderingGrid(
  random: () => number,
  { west, south, width, height }: Box,
  columns: number,
  rows: number,
  stepsPerEdge: number,
): Polygon[] {
  const across = width / columns;
  const up = height / rows;
  const edges = new Map<string, Position[]>();
  /** Points of the edge from node (i, j) to its right or upper neighbour; outer edges stay straight. */
  const edge = (i: number, j: number, isRight: boolean): Position[] => {
    const name = `${i},${j},${isRight}`;
    let points = edges.get(name);
    if (points === undefined) {
      const isOuter = isRight ? j === 0 || j === rows : i === 0 || i === columns;
      points = Array.from({ length: stepsPerEdge + 1 }, (_, k): Position => {
        const share = k / stepsPerEdge;
        // Less than the way to the nearer node, so that no two edges cross.
        const aside = isOuter ? 0 : (random() * 2 - 1) * 0.8 * Math.min(share, 1 - share) * Math.min(across, up);
        return isRight
          ? [west + (i + share) * across, south + j * up + aside]
          : [west + i * across + aside, south + (j + share) * up];
      });
      edges.set(name, points);
    }
    return points;
  };
  return Array.from({ length: columns * rows }, (_, cell): Polygon => {
    const i = cell % columns;
    const j = Math.floor(cell / columns);
    const ring = [
      ...edge(i, j, true).slice(0, -1),
      ...edge(i + 1, j, false).slice(0, -1),
      ...edge(i, j + 1, true)
        .toReversed()
        .slice(0, -1),
      ...edge(i, j, false).toReversed(),
    ];
    return { type: 'Polygon', coordinates: [random() < 0.5 ? ring : ring.toReversed()] };
  });
}
