// Travel time on a network of 60,000 nodes and 160,666 ways: everything to its nearest facility, and one facility more or less.
import createGraph from 'ngraph.graph';
import { nba } from 'ngraph.path';
import { createTravelField, placeOnRoads, type RoadNetwork } from '#analysis';
import { TRAVEL_SPEEDS } from '../../data/standards/travel-speeds.ts';
import { median, type BenchResult } from './result.ts';

const rounds = 7;
const SIDE = 245;
const NODES = SIDE * SIDE;
const EDGES = 80_333;
/** ngraph.path finds one way at a time, so the time of this many is multiplied up to all nodes. */
const ngraphSample = 20;

/** A town plan of 245 × 245 crossings some 200 m apart: a spanning tree and as many further streets as make up the number. */
export function madeNetwork(random: () => number): RoadNetwork {
  const all: [number, number][] = [];
  for (let n = 0; n < NODES; n++) {
    if (n % SIDE < SIDE - 1) all.push([n, n + 1]);
    if (n + SIDE < NODES) all.push([n, n + SIDE]);
  }
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  const root = Int32Array.from({ length: NODES }, (_, n) => n);
  const rootOf = (n: number) => {
    while (root[n] !== n) n = root[n] = root[root[n]!]!;
    return n;
  };
  const tree: [number, number][] = [];
  const rest: [number, number][] = [];
  for (const edge of all) {
    const [a, b] = [rootOf(edge[0]), rootOf(edge[1])];
    if (a === b) rest.push(edge);
    else {
      root[a] = b;
      tree.push(edge);
    }
  }
  const edges = [...tree, ...rest.slice(0, EDGES - tree.length)];
  return {
    nodeLongitude: Float64Array.from({ length: NODES }, (_, n) => 108.3 + (n % SIDE) * 0.0018 + random() * 0.0008),
    nodeLatitude: Float64Array.from(
      { length: NODES },
      (_, n) => -7 + Math.floor(n / SIDE) * 0.0018 + random() * 0.0008,
    ),
    nodeComponent: new Uint32Array(NODES),
    componentMetres: Float32Array.of(2e7),
    edgeFrom: Uint32Array.from(edges, ([from]) => from),
    edgeTo: Uint32Array.from(edges, ([, to]) => to),
    edgeMetres: Float32Array.from(edges, () => 150 + random() * 150),
    edgeClass: Uint8Array.from(edges, () => Math.floor(random() * 4)),
    edgeDirection: new Uint8Array(EDGES),
    edgeDataset: new Uint16Array(EDGES),
    bendFirst: new Uint32Array(EDGES + 1),
    bendLongitude: new Float64Array(),
    bendLatitude: new Float64Array(),
    datasets: [{ id: 'made', sample: true }],
  };
}

/** Alternating rounds of everything that is compared; the first one only warms up. */
export async function bench(isWanted: (name: string) => boolean): Promise<BenchResult[]> {
  const random = seededRandom(60_000);
  const network = madeNetwork(random);
  const results: BenchResult[] = [];
  if (isWanted('dijkstra-60k')) results.push(...(await dijkstra(network, random)));
  if (isWanted('facility-add-remove')) results.push(...(await addRemove(network, random)));
  return results;
}

async function dijkstra(network: RoadNetwork, random: () => number): Promise<BenchResult[]> {
  // Facilities and the cells that are compared lie on nodes, so that another library can be asked the same.
  const nodes = (count: number) => Array.from({ length: count }, () => Math.floor(random() * NODES));
  const places = (chosen: readonly number[]) => ({
    longitude: chosen.map((n) => network.nodeLongitude[n]!),
    latitude: chosen.map((n) => network.nodeLatitude[n]!),
  });
  const sample = nodes(ngraphSample);
  const cells = madeCells();
  const bare = createTravelField({ network, speeds: TRAVEL_SPEEDS, mode: 'motorcycle', cells: places(sample) });
  const whole = createTravelField({ network, speeds: TRAVEL_SPEEDS, mode: 'motorcycle', cells });
  const few = nodes(40);
  const many = nodes(1000);
  const others = { few: ngraphOf(network, few), many: ngraphOf(network, many) };
  const facilities = { few: places(few), many: places(many) };
  const times = { few: [] as number[], many: [] as number[], cells: [] as number[] };
  const otherTimes = { few: [] as number[], many: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    for (const size of ['few', 'many'] as const) {
      const ours = timed(() => bare.setFacilities(facilities[size]));
      const minutes = bare.minutes.slice();
      const theirs: number[] = [];
      const other = timed(() => sample.forEach((node) => theirs.push(others[size](node))));
      if (round === 0) requireAgreement(minutes, theirs);
      else {
        times[size].push(ours);
        otherTimes[size].push((other * NODES) / ngraphSample);
      }
    }
    const withCells = timed(() => whole.setFacilities(facilities.many));
    if (round > 0) times.cells.push(withCells);
    // Lets a server or a terminal in the same process breathe between rounds.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const note = `${NODES} nodes, ${2 * EDGES} ways; ngraph.path (nba) extrapolated from ${ngraphSample} nodes to all`;
  return [
    row('dijkstra-60k', median(times.few), 'ngraph.path', median(otherTimes.few), `40 facilities; ${note}`),
    row('dijkstra-60k-1000', median(times.many), 'ngraph.path', median(otherTimes.many), `1,000 facilities; ${note}`),
    row('dijkstra-60k-1000-cells', median(times.cells), null, null, 'the same with the minutes of 100,000 cells'),
  ];
}

async function addRemove(network: RoadNetwork, random: () => number): Promise<BenchResult[]> {
  const placed = placeOnRoads(network, madeCells(), TRAVEL_SPEEDS);
  const somewhere = (): [number, number] => [108.31 + random() * 0.42, -6.99 + random() * 0.42];
  const results: BenchResult[] = [];
  for (const count of [1000, 40]) {
    const field = createTravelField({ network, speeds: TRAVEL_SPEEDS, mode: 'motorcycle', cells: placed });
    const points = Array.from({ length: count }, somewhere);
    const columns = (all: readonly [number, number][]) => ({
      longitude: all.map(([longitude]) => longitude),
      latitude: all.map(([, latitude]) => latitude),
    });
    field.setFacilities(columns(points));
    const times = { add: [] as number[], remove: [] as number[], full: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      for (let i = 0; i < 30; i++) {
        const point = somewhere();
        let handle = -1;
        const add = timed(() => (handle = field.add(point)));
        const remove = timed(() => field.remove(handle));
        if (round === 0) continue;
        times.add.push(add);
        times.remove.push(remove);
      }
      const kept = field.minutes.slice();
      const full = timed(() => field.setFacilities(columns(points)));
      if (round > 0) times.full.push(full);
      else if (kept.some((minutes, cell) => !Object.is(minutes, field.minutes[cell]))) {
        throw new Error('adding and removing left other minutes than computing from nothing');
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    const full = median(times.full);
    const suffix = count === 1000 ? '' : `-${count}`;
    const note = `${count} facilities, 100,000 cells; median of ${7 * 30}`;
    const [slower, other] = [median(times.remove), median(times.add)];
    results.push(
      row(
        `facility-add-remove${suffix}`,
        slower + other,
        'computed anew twice',
        2 * full,
        `one added and removed; ${note}`,
      ),
      row(`facility-add-remove${suffix}-add`, other, 'computed anew', full, note),
      row(`facility-add-remove${suffix}-remove`, slower, 'computed anew', full, note),
    );
  }
  return results;
}

/** 400 × 250 cells over the whole network. */
function madeCells() {
  return {
    longitude: Float64Array.from({ length: 100_000 }, (_, i) => 108.3 + (i % 400) * 0.0011),
    latitude: Float64Array.from({ length: 100_000 }, (_, i) => -7 + Math.floor(i / 400) * 0.00176),
  };
}

/** Minutes from a node to the nearest of these nodes by ngraph.path, over a node that is next to all of them. */
function ngraphOf(network: RoadNetwork, facilities: readonly number[]): (node: number) => number {
  const classes = ['arterial', 'collector', 'local', 'neighbourhood'] as const;
  const graph = createGraph<object, { milliseconds: number }>();
  network.edgeFrom.forEach((from, e) => {
    const kmh = TRAVEL_SPEEDS.modes.motorcycle.road[classes[network.edgeClass[e]!]!].central;
    graph.addLink(from, network.edgeTo[e]!, { milliseconds: Math.round((network.edgeMetres[e]! * 3600) / kmh) });
  });
  for (const node of new Set(facilities)) graph.addLink(node, 'facility', { milliseconds: 0 });
  const finder = nba(graph, { distance: (_a, _b, link) => link.data.milliseconds });
  return (node) => {
    const path = finder.find(node, 'facility');
    let milliseconds = 0;
    for (let i = 1; i < path.length; i++) {
      milliseconds +=
        graph.getLink(path[i]!.id, path[i - 1]!.id)?.data.milliseconds ??
        graph.getLink(path[i - 1]!.id, path[i]!.id)!.data.milliseconds;
    }
    return milliseconds / 60_000;
  };
}

/** Fails the bench when the library finds a shorter or a longer way: a cell on a node is at most a metre off it. */
function requireAgreement(ours: Float32Array, theirs: readonly number[]): void {
  theirs.forEach((minutes, i) => {
    if (Math.abs(ours[i]! - minutes) > 0.01)
      throw new Error(`ngraph.path finds ${minutes} min, we find ${ours[i]} min`);
  });
}

function timed(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

function row(name: string, ours: number, otherName: string | null, other: number | null, note: string): BenchResult {
  const rounded = (value: number) => Number(value.toPrecision(4));
  return {
    name,
    unit: 'ms',
    ours: rounded(ours),
    other: other === null ? null : rounded(other),
    otherName,
    ratio: other === null ? null : rounded(other / ours),
    note,
  };
}

/** Reproducible numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
