import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import {
  buildRoadNetwork,
  costOf,
  createAssessor,
  createReachFields,
  createWhatIf,
  equityOf,
  type AssessmentOptions,
  type FacilityColumns,
  type ReachFields,
  type RoadNetwork,
  type WhatIfChange,
} from '#analysis';
import { FacilityOwner } from '#model/facility';
import type { ServiceStandard } from '#model/standard';
import { standardById } from '../../../../data/standards/index.ts';
import { TRAVEL_SPEEDS } from '../../../../data/standards/travel-speeds.ts';
import { sharesOf } from '../../../../web/worker/measure-values.ts';
import { at, demand, facilitiesOf, regions, roads, type Placed } from '../small-regency.ts';

const KINDS = ['smp', 'mts'] as const;
const standard: ServiceStandard = standardById('SNI-EDU-SMP')!;
/** Ten facilities, one of them without a point, one in other territory, one of an owner that may not count, some with capacity. */
const PLACED: readonly Placed[] = [
  { at: at(500, 500), capacity: 12 },
  { at: at(1500, 3500), capacity: 6, owner: 'swasta' },
  { at: at(3500, 1000), region: '32.09.02', kind: 'mts' },
  { at: null, capacity: 9 },
  { at: at(-1500, 500), region: '32.74', capacity: 24 },
  { at: at(4500, 3500), region: '32.09.02', capacity: 3 },
  { at: at(2500, 1500), owner: 'tidak-diketahui' },
  { at: at(500, 520), capacity: 0 },
];
let network: RoadNetwork;
beforeAll(() => {
  network = buildRoadNetwork(roads).network;
});

type Reach = { readonly metres: number } | { readonly minutes: number; readonly path: 'straight' | 'network' };
interface Setting {
  readonly reach: Reach;
  readonly owners: readonly FacilityOwner[];
  readonly kemenag: boolean;
  readonly crossBorder: boolean;
  readonly placed: readonly Placed[];
  /** Without it, people along the roads are kept on a field of travel time where that is less work. */
  readonly isSupplyAsked: boolean;
}

const fieldsOf = (): ReachFields => createReachFields(demand, { speeds: TRAVEL_SPEEDS, network: () => network });
const withReach = (reach: Reach): ServiceStandard => ({
  ...standard,
  tests: {
    ...standard.tests,
    radius: 'metres' in reach ? { radiusMetres: reach.metres, path: 'straight', evidence: 'B' } : undefined,
    travel: 'metres' in reach ? undefined : { minutes: reach.minutes, evidence: 'B' },
  },
});
function optionsOf({ reach, owners, kemenag, crossBorder }: Setting): AssessmentOptions {
  const travel = 'metres' in reach ? {} : { travel: { mode: 'motorcycle', ...reach } as const };
  return { level: 'kecamatan', owners, kemenag, crossBorder, capacity: true, ...travel };
}

/** The facilities as they would be written down after the changes: what somebody who starts from nothing would load. */
function afterwards(
  facilities: FacilityColumns & { name: string[] },
  changes: readonly WhatIfChange[],
  setting: Setting,
) {
  const rows = facilities.id.map((id, row) => ({
    id,
    kind: facilities.kind[row]!,
    owner: facilities.owner[row]!,
    region: facilities.region[row]!,
    at: facilities.longitude[row] == null ? null : ([facilities.longitude[row]!, facilities.latitude[row]!] as const),
    capacity: facilities.capacity![row] ?? null,
    isClosed: false,
  }));
  for (const { id, action, kind, position, facility, capacity } of changes) {
    if (action === 'build') {
      rows.push({ id, kind, owner: setting.owners[0]!, region: '32.09.01', at: position, capacity, isClosed: false });
      continue;
    }
    const row = rows.find((candidate) => candidate.id === facility)!;
    if (action === 'close') Object.assign(row, { isClosed: true });
    if (action === 'move') Object.assign(row, { at: position, isClosed: false });
    if (capacity !== null && action !== 'close') row.capacity = capacity;
  }
  const left = rows.filter(({ isClosed }) => !isClosed);
  return {
    id: left.map(({ id }) => id),
    kind: left.map(({ kind }) => kind),
    owner: left.map(({ owner }) => owner),
    authority: left.map(() => 'kabupaten' as const),
    region: left.map(({ region }) => region),
    longitude: left.map((row) => row.at?.[0] ?? null),
    latitude: left.map((row) => row.at?.[1] ?? null),
    capacity: left.map(({ capacity }) => capacity),
    dataset: left.map(() => 'sekolah'),
  } satisfies FacilityColumns;
}

function openEngine(setting: Setting) {
  const facilities = facilitiesOf(setting.placed);
  const fields = fieldsOf();
  const options = optionsOf(setting);
  const assessor = createAssessor({ regions, facilities, demand, knownKinds: [...KINDS], fields });
  const held = withReach(setting.reach);
  const { reach } = setting;
  return {
    facilities,
    whatIf: createWhatIf({
      ...{ demand, fields, regions, facilities },
      selection: assessor.select(held, options),
      kinds: setting.kemenag ? [...KINDS] : ['smp'],
      reach: 'metres' in reach ? reach : { mode: 'motorcycle', ...reach },
      capacity: !setting.isSupplyAsked
        ? null
        : 'metres' in reach
          ? { unit: 'metres', value: reach.metres }
          : { unit: 'minutes', value: reach.minutes, mode: 'motorcycle', path: reach.path },
    }),
  };
}

/** The same by the assessor, which knows nothing of changes. */
function fromNothing(setting: Setting, facilities: FacilityColumns) {
  const held = withReach(setting.reach);
  const options = optionsOf(setting);
  const fields = fieldsOf();
  const assessor = createAssessor({ regions, facilities, demand, knownKinds: [...KINDS], fields });
  const measure = 'metres' in setting.reach ? 'radius' : 'travel';
  const servedOf = (level: 'kecamatan' | 'desa') =>
    Object.fromEntries(
      assessor
        .assess(held, { ...options, level })
        .items.map((item) => [
          item.region.code,
          (measure === 'radius' ? item.servedPeople : item.travel?.reachedPeople) ?? 0,
        ]),
    );
  const { items, totals } = assessor.assess(held, options);
  const shares = sharesOf(items, measure);
  return {
    kecamatan: servedOf('kecamatan'),
    desa: servedOf('desa'),
    gini: shares && equityOf(shares).gini,
    capacity: totals.capacity?.unitsPer1000 ?? null,
    capacityOf: Object.fromEntries(items.map((item) => [item.region.code, item.capacity?.unitsPer1000 ?? null])),
    field: assessor.field(measure, held, options),
  };
}

const aPosition = fc.oneof(
  fc.tuple(fc.integer({ min: -2500, max: 6500 }), fc.integer({ min: -1500, max: 5500 })).map(([x, y]) => at(x, y)),
  fc.constantFrom(at(500, 500), at(3500, 1000), at(1000, 1000)),
);
const aCapacity = fc.option(fc.integer({ min: 1, max: 40 }));
const aBuild = fc.record({
  action: fc.constant('build' as const),
  kind: fc.constantFrom('smp', 'mts', 'sd'),
  position: aPosition,
  facility: fc.constant(null),
  capacity: aCapacity,
});
const aChange = fc.oneof(
  aBuild,
  fc.record({
    action: fc.constantFrom('upgrade', 'move', 'close'),
    kind: fc.constant('smp' as const),
    position: aPosition,
    facility: fc.integer({ min: 0, max: PLACED.length - 1 }).map((row) => `f${row}`),
    capacity: aCapacity,
  }),
);
/** A facility is changed once: what several changes of one make together has a test of its own. */
const someChanges = (change: fc.Arbitrary<Omit<WhatIfChange, 'id'>>) =>
  fc
    .uniqueArray(change, { maxLength: 6, selector: ({ facility }) => facility ?? Symbol() })
    .map((changes): WhatIfChange[] => changes.map((one, i) => ({ ...one, id: `c-${i}` })));
const aReach = fc.oneof(
  fc.record({ metres: fc.integer({ min: 100, max: 4000 }) }),
  fc.record({
    minutes: fc.oneof(fc.integer({ min: 1, max: 15 }), fc.double({ min: 0.5, max: 12, noNaN: true })),
    path: fc.constantFrom('straight', 'network'),
  }),
) as fc.Arbitrary<Reach>;
const aSetting: fc.Arbitrary<Setting> = fc.record({
  reach: aReach,
  owners: fc.constantFrom(['negeri'], ['negeri', 'swasta'], [...FacilityOwner.options]) as fc.Arbitrary<
    readonly FacilityOwner[]
  >,
  kemenag: fc.boolean(),
  crossBorder: fc.boolean(),
  isSupplyAsked: fc.boolean(),
  placed: fc.constantFrom(PLACED, PLACED.slice(0, 1), [{ at: null }], []),
});
/** Changes of facilities that this setting has. */
const possible = (changes: readonly WhatIfChange[], { placed }: Setting) =>
  changes.filter(({ facility }) => facility === null || Number(facility.slice(1)) < placed.length);

const codes = (level: 'kecamatan' | 'desa') =>
  regions.filter((r) => r.own && r.level === level).map(({ code }) => code);

describe('what-if', () => {
  it('equals the assessor on the facilities written down anew, after every step of any sequence', () => {
    let gains = 0;
    let losses = 0;
    let networks = 0;
    fc.assert(
      fc.property(aSetting, fc.array(someChanges(aChange), { minLength: 1, maxLength: 4 }), (setting, steps) => {
        const { facilities, whatIf } = openEngine(setting);
        const before = fromNothing(setting, facilities);
        for (const step of [...steps, []]) {
          const changes = possible(step, setting);
          const impact = whatIf.impact(changes);
          const expected = fromNothing(setting, afterwards(facilities, changes, setting));
          const kecamatan = whatIf.kecamatan(changes);
          expect(Object.fromEntries(kecamatan.map((r) => [r.code, r.servedBefore]))).toEqual(before.kecamatan);
          expect(Object.fromEntries(kecamatan.map((r) => [r.code, r.servedAfter]))).toEqual(expected.kecamatan);
          expect(
            Object.fromEntries(codes('desa').map((code) => [code, expected.desa[code]! - before.desa[code]!])),
          ).toEqual(
            Object.fromEntries(
              codes('desa').map((code) => {
                const changed = impact.desa.find((region) => region.code === code);
                return [code, changed ? changed.servedAfter - changed.servedBefore : 0];
              }),
            ),
          );
          expect([impact.giniBefore, impact.giniAfter]).toEqual([before.gini, expected.gini]);
          const field = whatIf.field(changes);
          if (field === 'unknown' || expected.field === 'unknown') expect(field).toBe(expected.field);
          else expect(Array.from(field)).toEqual(Array.from(expected.field));
          gains += Number(impact.gained > 0);
          losses += Number(impact.gained < 0);
          networks += Number('path' in setting.reach && setting.reach.path === 'network' && impact.gained !== 0);
        }
      }),
      { numRuns: 150 },
    );
    expect(Math.min(gains, losses, networks)).toBeGreaterThan(5);
  }, 60_000);

  it('leaves no trace: the order of the steps before does not show in any figure', () => {
    fc.assert(
      fc.property(aSetting, someChanges(aChange), someChanges(aChange), (setting, detour, wanted) => {
        const [first, second] = [openEngine(setting).whatIf, openEngine(setting).whatIf];
        const last = possible(wanted, setting);
        first.impact(possible(detour, setting), { isMoving: true });
        first.field(possible(detour, setting));
        first.impact([]);
        expect(first.impact(last)).toEqual(second.impact(last));
      }),
      { numRuns: 60 },
    );
  });

  it('finds supply per 1,000 people as the floating catchment over all cells, where capacities stay told as before', () => {
    // Of every facility the capacity is known, so that no median moves with the changes.
    const placed = PLACED.map((facility, i) => ({ ...facility, at: facility.at ?? at(100, 100), capacity: i + 2 }));
    let compared = 0;
    fc.assert(
      fc.property(aSetting, someChanges(aChange), (base, drawn) => {
        const setting = { ...base, placed, isSupplyAsked: true };
        const changes = drawn.map((change) => ({ ...change, capacity: change.capacity ?? 7 }));
        const { facilities, whatIf } = openEngine(setting);
        const impact = whatIf.impact(changes);
        const expected = fromNothing(setting, afterwards(facilities, changes, setting));
        const before = fromNothing(setting, facilities);
        const isClose = (ours: number | null, theirs: number | null) => {
          if (ours === null || theirs === null) expect(ours).toBe(theirs);
          else expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-9 * Math.max(1, theirs));
        };
        isClose(impact.capacityBefore, before.capacity);
        isClose(impact.capacityAfter, expected.capacity);
        for (const { code, after } of impact.capacityByKecamatan) {
          isClose(after, expected.capacityOf[code]!);
          compared += 1;
        }
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(20);
  });

  it('gains together at most the sum of what each gains alone, if all build or all close', () => {
    let overlaps = 0;
    fc.assert(
      fc.property(aSetting, someChanges(aBuild), fc.boolean(), (setting, builds, isClosing) => {
        const closings = setting.placed.map((_, row): WhatIfChange => {
          const facility = { facility: `f${row}`, capacity: null, kind: 'smp', position: at(0, 0) } as const;
          return { ...facility, id: `c-${row}`, action: 'close' };
        });
        const { gained, alone } = openEngine(setting).whatIf.impact(isClosing ? closings : builds);
        const sum = Object.values(alone).reduce((all, one) => all + one, 0);
        expect(gained).toBeLessThanOrEqual(sum);
        overlaps += Number(gained < sum);
      }),
      { numRuns: 100 },
    );
    expect(overlaps).toBeGreaterThan(3);
  });

  it('tells of each change what it gains as the only one', () => {
    fc.assert(
      fc.property(aSetting, someChanges(aChange), (setting, drawn) => {
        const changes = possible(drawn, setting);
        const { alone } = openEngine(setting).whatIf.impact(changes);
        for (const change of changes) expect(alone[change.id]).toBe(openEngine(setting).whatIf.impact([change]).gained);
      }),
      { numRuns: 40 },
    );
  });
});

const plain: Setting = {
  reach: { metres: 1000 },
  owners: [...FacilityOwner.options],
  kemenag: true,
  crossBorder: true,
  isSupplyAsked: true,
  placed: PLACED,
};
const change = (part: Partial<WhatIfChange> & Pick<WhatIfChange, 'action'>): WhatIfChange => ({
  id: 'c-1',
  kind: 'smp',
  position: at(1000, 1000),
  facility: null,
  capacity: null,
  ...part,
});

test('what changes nothing gains nobody: another kind, a facility that does not serve, a place where everybody is reached', () => {
  const { whatIf } = openEngine({ ...plain, crossBorder: false });
  for (const one of [
    change({ action: 'build', kind: 'sd' }),
    change({ action: 'close', facility: 'f4' }),
    change({ action: 'close', facility: 'gone' }),
    change({ action: 'build', position: at(500, 500) }),
  ]) {
    const { gained, kecamatan, desa, alone } = whatIf.impact([one]);
    expect([gained, kecamatan, desa, alone]).toEqual([0, [], [], { 'c-1': 0 }]);
  }
});

test('several changes of one facility are made one after another', () => {
  const { whatIf } = openEngine(plain);
  const moved = change({ action: 'move', facility: 'f0', position: at(3500, 1500) });
  const closed = change({ id: 'c-2', action: 'close', facility: 'f0' });
  const larger = change({ id: 'c-3', action: 'upgrade', facility: 'f0', capacity: 30 });
  expect(whatIf.impact([moved, closed]).gained).toBe(whatIf.impact([closed]).gained);
  expect(whatIf.impact([closed, moved]).gained).toBe(whatIf.impact([moved]).gained);
  const both = whatIf.impact([moved, larger]);
  expect(both.gained).toBe(whatIf.impact([moved]).gained);
  expect(both.capacityAfter!).toBeGreaterThan(whatIf.impact([moved]).capacityAfter!);
});

test('where capacities are mostly not known each facility is one, whatever a change says', () => {
  const placed = PLACED.map((facility) => ({ ...facility, capacity: null }));
  const { whatIf } = openEngine({ ...plain, placed });
  expect(whatIf.supply.unit).toBe('facilities');
  const { capacityBefore, capacityAfter } = whatIf.impact([
    change({ action: 'upgrade', facility: 'f0', capacity: 99 }),
  ]);
  expect(capacityAfter).toBe(capacityBefore);
  // Five of the seven with a point reach anybody, and are shared among all without a rest.
  expect(capacityBefore).toBeCloseTo((1000 * 5) / 8201, 12);
});

test('nothing is known of the kinds: nobody is reached yet, and what is built reaches its people', () => {
  const facilities = facilitiesOf([]);
  const fields = fieldsOf();
  const whatIf = createWhatIf({
    ...{ demand, fields, regions, facilities, selection: null, kinds: ['smp'] },
    reach: { metres: 1000 },
    capacity: { unit: 'metres', value: 1000 },
  });
  expect(whatIf.impact([])).toMatchObject({
    servedBefore: 0,
    giniBefore: null,
    capacityBefore: null,
    capacityAfter: null,
  });
  const built = whatIf.impact([change({ action: 'build' })]);
  expect(built.gained).toBeGreaterThan(1000);
  expect(built.capacityAfter).toBeCloseTo(1000 / 8201, 12);
});

test('cost by person is whole rupiah, and null where nobody is gained or a cost is not known', () => {
  expect(costOf([{ costRupiah: 2_000_000_000 }, { costRupiah: 1 }], 3)).toEqual({
    costRupiah: 2_000_000_001,
    rupiahPerPerson: 666_666_667,
  });
  expect(costOf([{ costRupiah: 5 }], 0)).toEqual({ costRupiah: 5, rupiahPerPerson: null });
  expect(costOf([{ costRupiah: 5 }], -4)).toEqual({ costRupiah: 5, rupiahPerPerson: null });
  expect(costOf([{ costRupiah: 5 }, { costRupiah: null }], 4)).toEqual({ costRupiah: null, rupiahPerPerson: null });
  expect(costOf([], 0)).toEqual({ costRupiah: 0, rupiahPerPerson: null });
});
