// One step of a drag in the studio: people gained by desa, Gini, supply and what each change gains alone, for 100,000 cells.
import {
  createAssessor,
  createReachFields,
  createWhatIf,
  equityOf,
  type AssessmentOptions,
  type Demand,
  type FacilityColumns,
  type ReachFields,
  type RoadNetwork,
  type WhatIf,
  type WhatIfChange,
} from '#analysis';
import { FacilityOwner } from '#model/facility';
import type { Position } from '#model/geometry';
import type { ServiceStandard } from '#model/standard';
import { standardById } from '../../data/standards/index.ts';
import { TRAVEL_SPEEDS } from '../../data/standards/travel-speeds.ts';
import { madeDemand, madeFacilities, madeRegions } from './recompute.ts';
import { median, type BenchResult } from './result.ts';
import { madeNetwork, seededRandom } from './travel.ts';

const FRAME_MILLISECONDS = 1000 / 60;
/** The naive way is so much slower that a part of the path is enough. */
const NAIVE_STEPS = 12;
const WARM_UP_STEPS = 60;

/**
 * A drag of 600 steps across the regency and back as a hand makes it, as samples of the pointer at 60 Hz: it starts slowly, hurries,
 * hesitates at places, and trembles by some metres.
 */
function dragPath(random: () => number): Position[] {
  const stops: Position[] = [
    [108.36, -6.9],
    [108.44, -6.84],
    [108.47, -6.86],
    [108.62, -6.78],
    [108.6, -6.9],
    [108.37, -6.76],
  ];
  return stops.slice(1).flatMap(([x, y], leg) => {
    const [fromX, fromY] = stops[leg]!;
    return Array.from({ length: 120 }, (_, step): Position => {
      const eased = (1 - Math.cos((Math.PI * step) / 119)) / 2;
      const tremble = () => (random() - 0.5) * 0.0004;
      return [fromX + (x - fromX) * eased + tremble(), fromY + (y - fromY) * eased + tremble()];
    });
  });
}

interface Case {
  readonly name: string;
  readonly facilities: number;
  readonly reach: { readonly metres: number } | { readonly minutes: number };
  readonly way: string;
}
const CASES: readonly Case[] = [
  { name: 'whatif-drag-p95', facilities: 300, reach: { metres: 3000 }, way: 'within 3 km, straight' },
  { name: 'whatif-drag-p95-wide', facilities: 300, reach: { metres: 10_000 }, way: 'within 10 km, straight' },
  {
    name: 'whatif-drag-p95-network',
    facilities: 300,
    reach: { minutes: 15 },
    way: 'within 15 minutes along the roads',
  },
  {
    name: 'whatif-drag-p95-network-few',
    facilities: 12,
    reach: { minutes: 30 },
    way: 'within 30 minutes along the roads',
  },
];

/** Three changes of which the first follows the hand; the others stay. */
const changesAt = (position: Position, facilities: FacilityColumns): WhatIfChange[] => [
  { id: 'dragged', action: 'build', kind: 'smp', position, facility: null, capacity: null },
  { id: 'built', action: 'build', kind: 'smp', position: [108.5, -6.85], facility: null, capacity: null },
  { id: 'closed', action: 'close', kind: 'smp', position: [108.5, -6.85], facility: facilities.id[7]!, capacity: null },
];

/** Alternates nothing: a drag is one sequence. Its first steps only warm up. */
export async function bench(): Promise<BenchResult[]> {
  const random = seededRandom(5_162_024);
  const demand = madeDemand(random);
  const network = madeNetwork(random);
  const path = dragPath(random);
  const results: BenchResult[] = [];
  for (const made of CASES) {
    const facilities = madeFacilities(random, made.facilities);
    results.push(measured(made, demand, network, facilities, path));
    // Lets a server or a terminal in the same process breathe between cases.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return results;
}

function measured(
  { name, reach, way }: Case,
  demand: Demand,
  network: RoadNetwork,
  facilities: FacilityColumns,
  path: readonly Position[],
): BenchResult {
  const regions = madeRegions(demand);
  const travel = 'minutes' in reach ? ({ ...reach, mode: 'motorcycle', path: 'network' } as const) : null;
  const base = standardById('SNI-EDU-SMP')!;
  const standard: ServiceStandard = {
    ...base,
    tests: travel
      ? { travel: { minutes: travel.minutes, evidence: 'C' } }
      : { radius: { radiusMetres: (reach as { metres: number }).metres, path: 'straight', evidence: 'C' } },
  };
  const options: AssessmentOptions = {
    ...{ level: 'kecamatan', owners: FacilityOwner.options, kemenag: true, crossBorder: true, capacity: true },
    ...(travel && { travel }),
  };
  const fieldsOf = (): ReachFields => createReachFields(demand, { speeds: TRAVEL_SPEEDS, network: () => network });
  const fields = fieldsOf();
  const assessorOf = (all: FacilityColumns, with_: ReachFields) =>
    createAssessor({ regions, facilities: all, demand, knownKinds: ['smp', 'mts'], fields: with_ });
  const whatIf: WhatIf = createWhatIf({
    ...{ demand, fields, regions, facilities, kinds: ['smp', 'mts'] },
    selection: assessorOf(facilities, fields).select(standard, options),
    reach: travel ?? (reach as { metres: number }),
    capacity: travel
      ? { unit: 'minutes', value: travel.minutes, mode: travel.mode, path: travel.path }
      : { unit: 'metres', value: (reach as { metres: number }).metres },
  });

  const steps: number[] = [];
  const fieldTimes: number[] = [];
  let pending = 0;
  for (const [step, position] of path.entries()) {
    const changes = changesAt(position, facilities);
    const begin = performance.now();
    const impact = whatIf.impact(changes, { isMoving: true });
    const took = performance.now() - begin;
    if (step < WARM_UP_STEPS) continue;
    steps.push(took);
    pending += Number(impact.capacityIsPending);
    if (step % 4 !== 0) continue;
    const beginField = performance.now();
    whatIf.field(changes);
    fieldTimes.push(performance.now() - beginField);
  }

  // Everything anew by the assessor: the cells' places on the roads are found once here as well.
  const naive: number[] = [];
  for (let i = 0; i < NAIVE_STEPS; i++) {
    const position = path[WARM_UP_STEPS + i * 40]!;
    const changes = changesAt(position, facilities);
    const after = writtenDown(facilities, changes);
    const begin = performance.now();
    const assessor = assessorOf(after, fieldsOf());
    const other: AssessmentOptions = { ...options, level: 'desa' };
    const items = assessor.assess(standard, options).items;
    const served = assessor.assess(standard, other).items;
    const reachedBy = (item: (typeof items)[number]) => item.servedPeople ?? item.travel?.reachedPeople ?? 0;
    const { gini } = equityOf(
      items.map((item) => ({ code: item.region.code, people: item.population ?? 0, amount: reachedBy(item) })),
    );
    naive.push(performance.now() - begin);
    const ours = whatIf.impact(changes);
    if (served.reduce((sum, item) => sum + reachedBy(item), 0) !== ours.servedAfter || gini === null) {
      throw new Error('the step of a drag and the recompute differ');
    }
  }
  const p95 = steps.toSorted((a, b) => a - b)[Math.floor(steps.length * 0.95)]!;
  const rounded = (value: number) => Number(value.toPrecision(3));
  return {
    name,
    unit: 'ms',
    ours: rounded(p95),
    other: rounded(median(naive)),
    otherName: 'everything anew',
    ratio: rounded(median(naive) / p95),
    note:
      `95th percentile of ${steps.length} steps of a drag among ${facilities.id.length} facilities and two other changes, ${way}; ` +
      `goal ${FRAME_MILLISECONDS.toFixed(1)} ms; median ${rounded(median(steps))} ms, the map's field ${rounded(median(fieldTimes))} ms` +
      (pending > 0 ? '; supply is told when the drag rests' : ', supply in each step'),
  };
}

/** The facilities with the changes written down, as one who starts from nothing would load them. */
function writtenDown(facilities: FacilityColumns, changes: readonly WhatIfChange[]): FacilityColumns {
  const closed = new Set(changes.flatMap(({ action, facility }) => (action === 'close' && facility ? [facility] : [])));
  const rows = facilities.id.flatMap((id, row) => (closed.has(id) ? [] : [row]));
  const built = changes.filter(({ action }) => action === 'build');
  const columnOf = <T>(column: readonly T[], of: (change: WhatIfChange) => T) => [
    ...rows.map((row) => column[row]!),
    ...built.map(of),
  ];
  return {
    id: columnOf(facilities.id, (change) => `new-${change.id}-${change.position.join()}`),
    kind: columnOf(facilities.kind, ({ kind }) => kind),
    owner: columnOf(facilities.owner, () => 'negeri'),
    authority: columnOf(facilities.authority, () => 'kabupaten'),
    region: columnOf(facilities.region, () => '32.09.01'),
    longitude: columnOf(facilities.longitude, ({ position }) => position[0]),
    latitude: columnOf(facilities.latitude, ({ position }) => position[1]),
    dataset: columnOf(facilities.dataset, () => 'made'),
  };
}
