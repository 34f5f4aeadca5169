import {
  coverProblem,
  straightReachLists,
  travelProblem,
  nearestDistances,
  type SiteConditions,
  type SiteProblem,
} from '#analysis';

const COLUMNS = 400;
const ROWS = 250;
const DESA_COLUMNS = 26;
const DESA_ROWS = 17;
const REACH_METRES = 3000;

/** A regency of 400 × 250 cells of 100 m: 442 desa in 40 kecamatan, people in clusters, places in the middle of 424 desa. */
export function madeRegency(random: () => number, facilities: number) {
  const towns = Array.from({ length: 60 }, () => ({
    x: random() * COLUMNS,
    y: random() * ROWS,
    size: 5 + random() * 25,
  }));
  const count = COLUMNS * ROWS;
  const people = Uint32Array.from({ length: count }, (_, cell) => {
    const [x, y] = [cell % COLUMNS, Math.floor(cell / COLUMNS)];
    const density = towns.reduce(
      (sum, town) => sum + Math.exp(-(((x - town.x) ** 2 + (y - town.y) ** 2) / town.size ** 2)),
      0,
    );
    return Math.round(density * 25 * random() + 4 * random());
  });
  const desaAt = (x: number, y: number): number =>
    Math.floor((y * DESA_ROWS) / ROWS) * DESA_COLUMNS + Math.floor((x * DESA_COLUMNS) / COLUMNS);
  const group = Uint16Array.from({ length: count }, (_, cell) => desaAt(cell % COLUMNS, Math.floor(cell / COLUMNS)));
  const kecamatanOfGroup = Int32Array.from(
    { length: DESA_COLUMNS * DESA_ROWS },
    (_, desa) => Math.floor(Math.floor(desa / DESA_COLUMNS) / 3.5) * 8 + Math.floor((desa % DESA_COLUMNS) / 3.3),
  );
  const degrees = 100 / 110_600;
  const at = (x: number, y: number): [number, number] => [108.3 + x * degrees, -6.9 + y * degrees];
  const columns = (points: readonly (readonly [number, number])[]) => ({
    longitude: Float64Array.from(points, ([longitude]) => longitude),
    latitude: Float64Array.from(points, ([, latitude]) => latitude),
  });
  const cells = columns(Array.from({ length: count }, (_, cell) => at(cell % COLUMNS, Math.floor(cell / COLUMNS))));
  const existing = columns(Array.from({ length: facilities }, () => at(random() * COLUMNS, random() * ROWS)));
  const desas = Array.from({ length: 424 }, (_, desa) => desa);
  const candidates = columns(
    desas.map((desa) =>
      at(
        ((desa % DESA_COLUMNS) + 0.3 + 0.4 * random()) * (COLUMNS / DESA_COLUMNS),
        (Math.floor(desa / DESA_COLUMNS) + 0.3 + 0.4 * random()) * (ROWS / DESA_ROWS),
      ),
    ),
  );
  const now = nearestDistances(cells.longitude, cells.latitude, existing.longitude, existing.latitude).metres;
  const siteCells = { people, group, kecamatanOfGroup, kecamatanCount: 40 };
  const kecamatan = Int32Array.from(desas, (desa) => kecamatanOfGroup[desa]!);
  const costs = Float64Array.from(desas, () => 2_000_000_000 + 250_000_000 * Math.floor(random() * 9));

  return function problem(conditions: Partial<SiteConditions>): SiteProblem {
    const all: SiteConditions = {
      objective: 'most-people',
      count: null,
      budget: null,
      minimum: new Int32Array(40),
      need: 0,
      floor: new Float64Array(40),
      equity: 0,
      ...conditions,
    };
    const options = { kecamatan, cost: costs };
    if (all.objective !== 'least-travel') {
      const isServed = Uint8Array.from(now, (metres) => (metres <= REACH_METRES ? 1 : 0));
      return coverProblem(siteCells, isServed, straightReachLists(cells, candidates, REACH_METRES), options, all);
    }
    const farthest = now.reduce((most, metres) => Math.max(most, metres), 0);
    return travelProblem(
      siteCells,
      now,
      (from, to) =>
        straightReachLists(
          cells,
          { longitude: candidates.longitude.subarray(from, to), latitude: candidates.latitude.subarray(from, to) },
          farthest,
        ),
      options,
      all,
    );
  };
}
