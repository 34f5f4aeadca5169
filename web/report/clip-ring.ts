import type { BBox } from '#model/geometry';

type Point = readonly [x: number, y: number];

/**
 * The part of a ring inside a box (Sutherland–Hodgman), open, possibly empty. A ring that leaves the box and comes back is
 * joined along its edge, which lies outside of what is drawn.
 */
export function clipRing(ring: readonly Point[], [left, top, right, bottom]: BBox): Point[] {
  const edges: readonly (readonly [axis: 0 | 1, limit: number, keepsLarger: boolean])[] = [
    [0, left, true],
    [0, right, false],
    [1, top, true],
    [1, bottom, false],
  ];
  let points: Point[] = [...ring];
  for (const [axis, limit, keepsLarger] of edges) {
    const isIn = (point: Point): boolean => (keepsLarger ? point[axis] >= limit : point[axis] <= limit);
    const next: Point[] = [];
    points.forEach((point, at) => {
      const before = points[(at + points.length - 1) % points.length]!;
      if (isIn(point) !== isIn(before)) {
        const way = (limit - before[axis]) / (point[axis] - before[axis]);
        next.push(
          axis === 0
            ? [limit, before[1] + way * (point[1] - before[1])]
            : [before[0] + way * (point[0] - before[0]), limit],
        );
      }
      if (isIn(point)) next.push(point);
    });
    points = next;
  }
  return points;
}
