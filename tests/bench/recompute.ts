// A whole kabupaten held anew against one standard by every measure, as the worker does when a toggle is switched.
import {
  createAssessor,
  createReachFields,
  type AssessedRegion,
  type AssessmentOptions,
  type Demand,
  type FacilityColumns,
} from '#analysis';
import { FacilityOwner } from '#model/facility';
import { levelOf, parentOf, type RegionCode } from '#model/region';
import { standardById } from '../../data/standards/index.ts';
import { TRAVEL_SPEEDS } from '../../data/standards/travel-speeds.ts';
import { median, type BenchResult } from './result.ts';
import { madeNetwork, seededRandom } from './travel.ts';

const COLUMNS = 400;
const ROWS = 250;
const FACILITIES = 1_000;
/** 40 kecamatan of 50 × 50 cells with ten desa of 10 × 25 each. */
const desaAt = (column: number, row: number): number => {
  const kecamatan = Math.floor(row / 50) * 8 + Math.floor(column / 50);
  const desa = Math.floor((row % 50) / 25) * 5 + Math.floor((column % 50) / 10);
  return kecamatan * 10 + desa;
};
const codeOf = (desa: number): RegionCode =>
  `32.09.${String(1 + Math.floor(desa / 10)).padStart(2, '0')}.${2001 + (desa % 10)}`;

/** 400 × 250 cells of 100 m. */
export function madeDemand(random: () => number): Demand {
  const cells = Array.from({ length: COLUMNS * ROWS }, (_, i) => [i % COLUMNS, Math.floor(i / COLUMNS)] as const);
  return {
    grid: {
      crs: 'EPSG:32749',
      proj4: '+proj=utm +zone=49 +south +datum=WGS84 +units=m',
      cellMetres: 100,
      originEastMetres: 205_000,
      originNorthMetres: 9_232_000,
    },
    column: Uint16Array.from(cells, ([column]) => column),
    row: Uint16Array.from(cells, ([, row]) => row),
    desa: Uint16Array.from(cells, ([column, row]) => desaAt(column, row)),
    people: Uint32Array.from(cells, () => Math.floor(random() * 50)),
    desaCodes: Array.from({ length: 400 }, (_, desa) => codeOf(desa)),
    weighted: false,
    dataset: 'made',
  };
}

/** The regions of a surface, with the people of its cells. */
export function madeRegions({ desa, desaCodes, people }: Demand): AssessedRegion[] {
  const population = new Map<RegionCode, number>();
  for (let cell = 0; cell < people.length; cell++) {
    for (let code: RegionCode | null = desaCodes[desa[cell]!]!; code !== null; code = parentOf(code)) {
      population.set(code, (population.get(code) ?? 0) + people[cell]!);
    }
  }
  return [...population].map(([code, count]) => ({
    code,
    name: code,
    level: levelOf(code),
    parent: parentOf(code),
    own: true,
    population: count,
  }));
}

/** Schools and madrasah strewn over the regency, every twentieth across the border. */
export function madeFacilities(random: () => number, count = FACILITIES): FacilityColumns {
  const rows = Array.from({ length: count }, (_, i) => i);
  return {
    id: rows.map(String),
    kind: rows.map((i) => (i % 10 < 7 ? 'smp' : 'mts')),
    owner: rows.map((i) => FacilityOwner.options[i % 3]!),
    authority: rows.map(() => 'kabupaten'),
    region: rows.map((i) => (i % 20 === 0 ? '32.74' : codeOf(Math.floor(random() * 400)))),
    longitude: rows.map(() => 108.335 + random() * 0.35),
    latitude: rows.map(() => -6.945 + random() * 0.22),
    dataset: rows.map(() => 'made'),
  };
}

/** Every toggle in turn, so that no round meets a field that another one left behind; the first one only warms up. */
export async function bench(): Promise<BenchResult[]> {
  const random = seededRandom(2_481_862);
  const demand = madeDemand(random);
  const regions = madeRegions(demand);
  const facilities = madeFacilities(random);
  const network = madeNetwork(random);
  const fields = createReachFields(demand, { speeds: TRAVEL_SPEEDS, network: () => network });
  const assessor = createAssessor({ regions, facilities, demand, knownKinds: ['smp', 'mts'], fields });
  const standard = standardById('SNI-EDU-SMP')!;
  const [negeri, swasta, unknown] = FacilityOwner.options;
  const toggles = [
    [negeri, swasta, unknown],
    [negeri],
    [swasta],
    [negeri, swasta],
    [negeri, unknown],
    [swasta, unknown],
  ].flatMap((owners) => [true, false].map((crossBorder) => ({ owners: owners as FacilityOwner[], crossBorder })));
  const times = { straight: [] as number[], network: [] as number[] };
  for (const [round, toggle] of toggles.entries()) {
    // The straight fields are left behind by the other path, so each has its own choice of kinds.
    for (const [path, kemenag] of [
      ['straight', true],
      ['network', false],
    ] as const) {
      const options: AssessmentOptions = {
        ...toggle,
        kemenag,
        level: 'kecamatan',
        travel: { mode: 'motorcycle', path, minutes: 15 },
        capacity: true,
      };
      const begin = performance.now();
      const { totals } = assessor.assess(standard, options);
      if (round > 0) times[path].push(performance.now() - begin);
      if (!(totals.travel!.reachedShare! > 0.1)) throw new Error(`only ${totals.travel!.reachedShare} are reached`);
    }
    // Lets a server or a terminal in the same process breathe between rounds.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const row = (name: string, values: readonly number[], way: string): BenchResult => ({
    name,
    unit: 'ms',
    ours: Number(median(values).toPrecision(4)),
    other: null,
    otherName: null,
    ratio: null,
    note: `ratio, radius, travel and supply of 100,000 cells and up to ${FACILITIES} facilities in 40 kecamatan, ${way}; goal 150 ms`,
  });
  return [
    row('recompute-kabupaten', times.straight, 'travel on straight lines'),
    row('recompute-kabupaten-network', times.network, 'travel on 160,666 ways (cells placed on them beforehand)'),
  ];
}
