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
