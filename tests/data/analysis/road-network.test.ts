import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRoadNetwork, distanceMetres, type RoadLine, type RoadNetwork } from '#analysis';
import type { Position } from '#model/geometry';

/** A lattice of about 11 m, so that a tolerance of 15 m is one step of it. */
const at = (x: number, y: number): Position => [108.4 + x * 0.0001, -6.8 + y * 0.0001];
const road = (coordinates: Position[], rest: Partial<RoadLine> = {}): RoadLine => ({
  id: 'jalan',
  roadClass: 'local',
  coordinates,
  oneWay: 'no',
  sample: false,
  dataset: 'uji',
  ...rest,
});
const build = (lines: readonly RoadLine[], toleranceMetres?: number) =>
  buildRoadNetwork(lines, toleranceMetres === undefined ? {} : { toleranceMetres });
const metresOf = (points: readonly Position[]) =>
  points.slice(1).reduce((sum, point, i) => sum + distanceMetres(...points[i]!, ...point), 0);

/** Number of edges at each node, most first: the shape of a network. */
function degrees({ nodeLongitude, edgeFrom, edgeTo }: RoadNetwork): number[] {
  const count = nodeLongitude.map(() => 0);
  for (const node of [...edgeFrom, ...edgeTo]) count[node]! += 1;
  return [...count].sort((a, b) => b - a);
}
/** The line of an edge from node to node. */
function lineOf(network: RoadNetwork, edge: number): Position[] {
  const node = (n: number): Position => [network.nodeLongitude[n]!, network.nodeLatitude[n]!];
  const bends: Position[] = [];
  for (let b = network.bendFirst[edge]!; b < network.bendFirst[edge + 1]!; b++) {
    bends.push([network.bendLongitude[b]!, network.bendLatitude[b]!]);
  }
  return [node(network.edgeFrom[edge]!), ...bends, node(network.edgeTo[edge]!)];
}

describe('a network of lines', () => {
  it('has one edge for a road with bends, with its length and its line', () => {
    const line = [at(0, 0), at(30, 0), at(30, 0), at(30, 40), at(70, 40)];
    const { network, report } = build([road(line)]);
    expect(lineOf(network, 0)).toEqual([at(0, 0), at(30, 0), at(30, 40), at(70, 40)].map(rounded));
    expect(network.edgeMetres[0]).toBeCloseTo(metresOf(line), 2);
    expect(report).toMatchObject({ lines: 1, nodes: 2, edges: 1, deadEnds: 2, components: 1, largestShare: 1 });
    expect(report.kilometres).toBeCloseTo(metresOf(line) / 1000, 5);
  });

  it('joins ends that meet, whichever way the lines were drawn', () => {
    const { network } = build([road([at(0, 0), at(50, 0)]), road([at(90, 0), at(50, 0)])]);
    expect(network.edgeFrom).toHaveLength(1);
    expect(network.edgeMetres[0]).toBeCloseTo(metresOf([at(0, 0), at(90, 0)]), 2);
  });

  it('keeps a node where the class, the source or the one-way direction changes', () => {
    const first = road([at(0, 0), at(50, 0)]);
    const second = (rest: Partial<RoadLine>) => build([first, road([at(50, 0), at(90, 0)], rest)]).report.edges;
    expect(second({})).toBe(1);
    expect(second({ roadClass: 'arterial' })).toBe(2);
    expect(second({ roadClass: null })).toBe(2);
    expect(second({ dataset: 'lain' })).toBe(2);
    expect(second({ sample: true })).toBe(2);
    expect(second({ oneWay: 'forward' })).toBe(2);
    expect(second({ kind: 'path' })).toBe(2);
  });

  it('keeps the direction of one-way roads in edges made of several lines', () => {
    const { network } = build([
      road([at(0, 0), at(50, 0)], { oneWay: 'forward' }),
      road([at(90, 0), at(50, 0)], { oneWay: 'backward' }),
    ]);
    expect(network.edgeFrom).toHaveLength(1);
    const [start] = lineOf(network, 0);
    expect(network.edgeDirection[0]).toBe(start![0] === rounded(at(0, 0))[0] ? 1 : 2);
    const against = build([
      road([at(0, 0), at(50, 0)], { oneWay: 'forward' }),
      road([at(90, 0), at(50, 0)], { oneWay: 'forward' }),
    ]);
    expect(against.report.edges).toBe(2);
  });

  it('gets a node where lines cross, and where one ends on another', () => {
    const crossing = build([road([at(0, 0), at(50, 50)]), road([at(0, 50), at(50, 0)])]);
    expect(degrees(crossing.network)).toEqual([4, 1, 1, 1, 1]);
    expect(crossing.report).toMatchObject({ crossings: 1, components: 1, snappedEnds: 0 });
    const touching = build([road([at(0, 0), at(50, 0)]), road([at(20, 0), at(20, 30)])]);
    expect(degrees(touching.network)).toEqual([3, 1, 1, 1]);
    expect(touching.report).toMatchObject({ crossings: 1, components: 1 });
    const atVertex = build([road([at(0, 0), at(20, 0), at(50, 0)]), road([at(20, 0), at(20, 30)])]);
    expect(degrees(atVertex.network)).toEqual([3, 1, 1, 1]);
    // They share the vertex already.
    expect(atVertex.report.crossings).toBe(0);
  });

  it('makes one node of a crossing within half a metre of a vertex', () => {
    const { network } = build([road([at(0, 0), at(20.003, 0.3), at(50, 0)]), road([at(20, -30), at(20, 30)])]);
    expect(network.bendLongitude).toHaveLength(0);
    expect(degrees(network)).toEqual([4, 1, 1, 1, 1]);
  });

  it('lets a bridge pass over, but joins its ends', () => {
    const below = road([at(0, 0), at(50, 0)]);
    const bridge = road([at(20, -20), at(20, 20)], { level: 1 });
    const approach = road([at(20, -60), at(20, -20)]);
    const { report, network } = build([below, bridge, approach]);
    expect(report).toMatchObject({ crossings: 0, components: 2 });
    expect(degrees(network)).toEqual([1, 1, 1, 1]);
    expect(build([below, { ...bridge, level: 0 }, approach]).report.components).toBe(1);
    // Two bridges of one level do meet.
    const other = road([at(0, 10), at(50, 10)], { level: 1 });
    expect(build([bridge, other]).report).toMatchObject({ crossings: 1, components: 1 });
  });

  it('counts what is drawn twice once, of the higher class and open both ways if both ways are drawn', () => {
    const once = [at(0, 0), at(20, 0), at(50, 0)];
    const { network, report } = build([
      road(once, { oneWay: 'forward', roadClass: 'neighbourhood' }),
      road(once.toReversed(), { oneWay: 'forward', roadClass: 'collector' }),
    ]);
    expect(report).toMatchObject({ repeatedStretches: 2, edges: 1 });
    expect([network.edgeClass[0], network.edgeDirection[0]]).toEqual([1, 0]);
    // A longer line over the same ground shares what it shares.
    const longer = build([road([at(0, 0), at(50, 0)]), road([at(20, 0), at(90, 0)])]);
    expect(longer.report).toMatchObject({ repeatedStretches: 1, edges: 1 });
    expect(longer.report.kilometres).toBeCloseTo(metresOf([at(0, 0), at(90, 0)]) / 1000, 4);
  });

  it('takes a ring for an edge that returns to where it began', () => {
    const { network, report } = build([road([at(0, 0), at(30, 0), at(30, 30), at(0, 0)])]);
    expect(report).toMatchObject({ nodes: 1, edges: 1, deadEnds: 0 });
    expect(network.edgeFrom[0]).toBe(network.edgeTo[0]);
  });

  it('leaves out lines without two different points', () => {
    expect(build([road([at(0, 0), at(0, 0)]), road([at(3, 3)]), road([])]).report).toMatchObject({
      lines: 3,
      emptyLines: 3,
      nodes: 0,
      edges: 0,
      components: 0,
      largestShare: null,
      isolated: [],
    });
  });

  it('refuses what is no longitude and latitude, by the name of the road', () => {
    expect(() => build([road([at(0, 0), [0, 108]], { id: 'ruas 12' })])).toThrow('ruas 12');
    expect(() => build([road([at(0, 0), [NaN, 0]])])).toThrow(RangeError);
  });
});

describe('ends just short of another road', () => {
  const main = road([at(0, 0), at(100, 0)]);
  it('are joined to it within the tolerance', () => {
    const short = road([at(50, 1), at(50, 40)]);
    const { network, report } = build([main, short]);
    expect(report).toMatchObject({ snappedEnds: 1, components: 1, deadEnds: 3 });
    expect(degrees(network)).toEqual([3, 1, 1, 1]);
    expect(report.kilometres).toBeCloseTo(
      metresOf([at(0, 0), at(100, 0)]) / 1000 + metresOf([at(50, 0), at(50, 40)]) / 1000,
      4,
    );
    expect(build([main, short], 5).report).toMatchObject({ snappedEnds: 0, components: 2 });
    expect(build([main, road([at(50, 2), at(50, 40)])]).report).toMatchObject({ snappedEnds: 0, components: 2 });
  });

  it('are joined to one another by one link', () => {
    const { report } = build([road([at(0, 0), at(50, 0)]), road([at(51, 0.3), at(90, 0)])]);
    expect(report).toMatchObject({ snappedEnds: 1, components: 1, edges: 1, deadEnds: 2 });
  });

  it('prefer the nearest of several roads', () => {
    const { network } = build([
      road([at(0, 0), at(100, 0)]),
      road([at(0, 2.2), at(100, 2.2)]),
      road([at(50, 0.9), at(50, 0.95), at(49, 1)]),
    ]);
    const joined = [...network.nodeLatitude].filter((latitude) => Math.abs(latitude - at(0, 0)[1]) < 1e-6);
    expect(joined.length).toBeGreaterThan(2);
  });

  it('that stick out beyond a crossing stay as they are', () => {
    const { report } = build([main, road([at(50, -1), at(50, 40)])]);
    expect(report).toMatchObject({ crossings: 1, snappedEnds: 0, edges: 4 });
  });

  it('close a ring that was left open, but no hairpin', () => {
    const ring = [at(0, 0), at(40, 0), at(40, 40), at(0, 40), at(0, 1)];
    expect(build([road(ring)]).report).toMatchObject({ snappedEnds: 1, deadEnds: 0 });
    expect(build([road([at(0, 0), at(3, 0), at(3, 1), at(0, 1)])]).report.snappedEnds).toBe(0);
  });

  it.each([
    ['ends', [at(50, 40), at(50, 1)]],
    ['begins', [at(50, 1), at(50, 40)]],
  ])('go on the way the one-way road goes that %s there', (_name, coordinates) => {
    const { network, report } = build([main, road(coordinates, { oneWay: 'forward' })]);
    expect(report.edges).toBe(3);
    const side = [...network.edgeFrom.keys()].find((edge) => network.edgeDirection[edge] !== 0)!;
    const line = lineOf(network, side);
    const runsAsDrawn = line[0]![1] > line.at(-1)![1] === coordinates[0]![1] > coordinates[1]![1];
    expect(network.edgeDirection[side]).toBe(runsAsDrawn ? 1 : 2);
    expect(line).toHaveLength(3);
  });

  it('are not joined to the middle of a bridge above', () => {
    const bridge = road([at(0, 0), at(100, 0)], { level: 1 });
    expect(build([bridge, road([at(50, 1), at(50, 40)])]).report.snappedEnds).toBe(0);
    expect(build([bridge, road([at(101, 0), at(150, 0)])]).report.snappedEnds).toBe(1);
  });
});

describe('the report', () => {
  it('names the pieces that nothing reaches, longest first, with a place and their lines', () => {
    const { network, report } = build([
      road([at(0, 0), at(500, 0)], { id: 'utama' }),
      road([at(0, 100), at(90, 100)], { id: 'pendek', sample: true }),
      road([at(0, 200), at(200, 200)], { id: 'lepas', dataset: 'lain' }),
    ]);
    expect(report.components).toBe(3);
    expect(report.isolated.map(({ lines }) => lines)).toEqual([['lepas'], ['pendek']]);
    expect(report.isolated[0]!.position[1]).toBeCloseTo(at(0, 200)[1], 6);
    expect(report.isolated[0]!.kilometres).toBeCloseTo(metresOf([at(0, 200), at(200, 200)]) / 1000, 4);
    expect(report.largestShare).toBeCloseTo(500 / 790, 3);
    expect(report.sampleKilometres).toBeCloseTo(metresOf([at(0, 100), at(90, 100)]) / 1000, 4);
    expect(network.datasets).toEqual([
      { id: 'uji', sample: false },
      { id: 'uji', sample: true },
      { id: 'lain', sample: false },
    ]);
    expect(network.nodeComponent[network.edgeFrom[0]!]).toBe(0);
  });
});

describe('any lines', () => {
  const lattice = fc.integer({ min: 0, max: 6 });
  const point = fc.tuple(lattice, lattice);
  const shapes = fc.array(fc.array(point, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 10 });
  const linesOf = (found: readonly (readonly (readonly [number, number])[])[]) =>
    found.map((points, i) =>
      road(
        points.map(([x, y]) => at(10 * x, 10 * y)),
        { id: String(i) },
      ),
    );

  it('hang together in the network as their segments touch', () => {
    fc.assert(
      fc.property(shapes, (found) => {
        const { report } = build(linesOf(found), 0);
        expect(report.components).toBe(piecesOf(found));
      }),
      { numRuns: 500 },
    );
  });

  it('along a lattice keep their length, but for what is drawn twice', () => {
    const walk = fc
      .tuple(point, fc.array(fc.tuple(fc.boolean(), lattice), { minLength: 1, maxLength: 5 }))
      .map(([begin, turns]) => {
        const points = [begin];
        for (const [isEast, value] of turns) {
          const [x, y] = points.at(-1)!;
          points.push(isEast ? [value, y] : [x, value]);
        }
        return points;
      });
    fc.assert(
      fc.property(fc.array(walk, { minLength: 1, maxLength: 10 }), (found) => {
        const steps = new Set<string>();
        for (const points of found) {
          points.slice(1).forEach(([x, y], i) => {
            const [fromX, fromY] = points[i]!;
            for (let e = Math.min(x, fromX); e < Math.max(x, fromX); e++) steps.add(`east ${e},${y}`);
            for (let n = Math.min(y, fromY); n < Math.max(y, fromY); n++) steps.add(`north ${x},${n}`);
          });
        }
        const expected = [...steps].reduce((sum, step) => {
          const [direction, x, y] = step.split(/[ ,]/) as [string, string, string];
          const [east, north] = direction === 'east' ? [1, 0] : [0, 1];
          return sum + metresOf([at(10 * +x, 10 * +y), at(10 * (+x + east), 10 * (+y + north))]);
        }, 0);
        const { network, report } = build(linesOf(found), 0);
        expect(report.kilometres * 1000).toBeCloseTo(expected, 0);
        network.edgeMetres.forEach((metres, edge) => expect(metres).toBeCloseTo(metresOf(lineOf(network, edge)), 2));
      }),
      { numRuns: 300 },
    );
  });

  it('share a position only where there is a node', () => {
    fc.assert(
      fc.property(shapes, (found) => {
        const { network } = build(linesOf(found), 0);
        const nodes = new Set([...network.nodeLongitude].map((x, n) => `${x},${network.nodeLatitude[n]!}`));
        const bends = [...network.bendLongitude].map((x, b) => `${x},${network.bendLatitude[b]!}`);
        expect(new Set(bends).size).toBe(bends.length);
        for (const bend of bends) expect(nodes.has(bend)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

/** As the network writes a position: whole steps of 1e-7 degrees. */
function rounded([longitude, latitude]: Position): Position {
  return [Math.round(longitude * 1e7) / 1e7, Math.round(latitude * 1e7) / 1e7];
}

/** How many pieces polylines on whole numbers make, by comparing every segment with every other. */
function piecesOf(shapes: readonly (readonly (readonly [number, number])[])[]): number {
  const segments = shapes.flatMap((points) =>
    points.slice(1).flatMap((to, i) => {
      const from = points[i]!;
      return from[0] === to[0] && from[1] === to[1] ? [] : [[...from, ...to] as const];
    }),
  );
  const side = (ax: number, ay: number, bx: number, by: number, x: number, y: number) =>
    Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
  const within = (a: number, b: number, value: number) => value >= Math.min(a, b) && value <= Math.max(a, b);
  const root = segments.map((_, i) => i);
  const rootOf = (i: number): number => (root[i] === i ? i : rootOf(root[i]!));
  segments.forEach(([ax, ay, bx, by], i) => {
    segments.slice(0, i).forEach(([cx, cy, dx, dy], j) => {
      const [c, d] = [side(ax, ay, bx, by, cx, cy), side(ax, ay, bx, by, dx, dy)];
      const [a, b] = [side(cx, cy, dx, dy, ax, ay), side(cx, cy, dx, dy, bx, by)];
      const touches =
        (c !== d && a !== b) ||
        (c === 0 && within(ax, bx, cx) && within(ay, by, cy)) ||
        (d === 0 && within(ax, bx, dx) && within(ay, by, dy)) ||
        (a === 0 && within(cx, dx, ax) && within(cy, dy, ay)) ||
        (b === 0 && within(cx, dx, bx) && within(cy, dy, by));
      if (touches) root[rootOf(i)] = rootOf(j);
    });
  });
  return new Set(segments.map((_, i) => rootOf(i))).size;
}
