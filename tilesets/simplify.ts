import type { Vertex } from './feature-table.ts';

/**
 * The vertices with their importance: the squared distance at which Douglas–Peucker would drop each. Ends are never
 * dropped. A closed ring is anchored also at the vertex farthest from its first, so that it does not fold onto a line.
 * Done once per line; each zoom then only compares numbers.
 */
export function withImportance(coordinates: readonly (readonly [number, number])[], isRing: boolean): Vertex[] {
  const count = coordinates.length;
  const importance = new Float64Array(count);
  importance[0] = importance[count - 1] = Infinity;
  if (isRing && count > 3) {
    let farthest = 1;
    let greatest = -1;
    for (let i = 1; i < count - 1; i++) {
      const distance = (coordinates[i]![0] - coordinates[0]![0]) ** 2 + (coordinates[i]![1] - coordinates[0]![1]) ** 2;
      if (distance > greatest) {
        greatest = distance;
        farthest = i;
      }
    }
    importance[farthest] = Infinity;
    rank(coordinates, importance, 0, farthest);
    rank(coordinates, importance, farthest, count - 1);
  } else rank(coordinates, importance, 0, count - 1);
  return coordinates.map(([x, y], i) => [x, y, importance[i]!]);
}

function rank(
  coordinates: readonly (readonly [number, number])[],
  importance: Float64Array,
  from: number,
  to: number,
): void {
  const spans: [number, number, number][] = [[from, to, Infinity]];
  while (spans.length > 0) {
    const [first, last, ceiling] = spans.pop()!;
    let farthest = -1;
    let greatest = -1;
    for (let i = first + 1; i < last; i++) {
      const distance = squaredDistanceToSegment(coordinates[i]!, coordinates[first]!, coordinates[last]!);
      if (distance > greatest) {
        greatest = distance;
        farthest = i;
      }
    }
    if (farthest < 0) continue;
    // A vertex cannot outlive the ones that its span hangs on.
    const own = Math.min(greatest, ceiling);
    importance[farthest] = own;
    spans.push([first, farthest, own], [farthest, last, own]);
  }
}

function squaredDistanceToSegment(
  [px, py]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  let x = ax;
  let y = ay;
  const dx = bx - ax;
  const dy = by - ay;
  if (dx !== 0 || dy !== 0) {
    const t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)));
    x = ax + t * dx;
    y = ay + t * dy;
  }
  return (px - x) ** 2 + (py - y) ** 2;
}
