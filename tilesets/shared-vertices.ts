import Flatbush from 'flatbush';

/** A ring as `[x, y]` pairs in unit mercator, closed. */
type Ring = readonly (readonly [number, number])[];

/**
 * About 12 m. Published desa outlines were thinned one polygon at a time, so two neighbours keep different vertices of one
 * line; they differ by up to 10 m. Found on real data: of the inner borders 25 % were not shared, at 12 m 0.5 % remain,
 * at 25 m vertices of other lines are caught.
 */
const REACH = 12 / 40_075_017;

/**
 * The polygons with each other's vertices: where a vertex of one lies within reach of an edge of another, the edge is led
 * through it. Afterwards neighbours run through the same vertices, so that their border is one line.
 * `polygons`: per region a list of rings; the answer has the same shape.
 */
export function withSharedVertices(polygons: readonly (readonly Ring[])[]): [number, number][][][] {
  const vertices: { readonly x: number; readonly y: number; readonly regions: Set<number> }[] = [];
  const byPlace = new Map<string, (typeof vertices)[number]>();
  polygons.forEach((rings, region) => {
    for (const ring of rings) {
      for (const [x, y] of ring) {
        const place = `${x},${y}`;
        let vertex = byPlace.get(place);
        if (vertex === undefined) {
          vertex = { x, y, regions: new Set() };
          byPlace.set(place, vertex);
          vertices.push(vertex);
        }
        vertex.regions.add(region);
      }
    }
  });
  if (vertices.length === 0) return polygons.map(() => []);
  const uses = new Map<string, number>();
  for (const ring of polygons.flat()) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const edge = edgeName(ring[i]!, ring[i + 1]!);
      uses.set(edge, (uses.get(edge) ?? 0) + 1);
    }
  }
  const index = new Flatbush(vertices.length);
  for (const { x, y } of vertices) index.add(x, y, x, y);
  index.finish();

  const verticesAlong = (
    region: number,
    [ax, ay]: readonly [number, number],
    [bx, by]: readonly [number, number],
  ): [number, number][] => {
    const dx = bx - ax;
    const dy = by - ay;
    const squaredLength = dx * dx + dy * dy;
    if (squaredLength === 0) return [];
    const along: { readonly share: number; readonly x: number; readonly y: number }[] = [];
    const near = index.search(
      Math.min(ax, bx) - REACH,
      Math.min(ay, by) - REACH,
      Math.max(ax, bx) + REACH,
      Math.max(ay, by) + REACH,
    );
    for (const candidate of near) {
      const { x, y, regions } = vertices[candidate]!;
      // A ring is never led through its own vertices: it would touch itself.
      if (regions.has(region)) continue;
      const share = ((x - ax) * dx + (y - ay) * dy) / squaredLength;
      if (share <= 0 || share >= 1) continue;
      if ((x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2 <= REACH * REACH) along.push({ share, x, y });
    }
    return along.sort((a, b) => a.share - b.share).map(({ x, y }) => [x, y]);
  };

  return polygons.map((rings, region) =>
    rings.map((ring) =>
      ring.flatMap((vertex, position): [number, number][] => {
        const next = ring[position + 1];
        const own: [number, number] = [vertex[0], vertex[1]];
        // An edge that a neighbour has too is right already, and must not be bent on one side only.
        const isSettled = next === undefined || uses.get(edgeName(vertex, next)) !== 1;
        return isSettled ? [own] : [own, ...verticesAlong(region, vertex, next)];
      }),
    ),
  );
}

/** The same for an edge whichever way it is run through. */
function edgeName(a: readonly [number, number], b: readonly [number, number]): string {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
    ? `${a[0]},${a[1]},${b[0]},${b[1]}`
    : `${b[0]},${b[1]},${a[0]},${a[1]}`;
}
