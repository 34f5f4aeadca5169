import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROJECT_TRANSITIONS, ProjectStatus } from '#model/project';
import type { ProgressReport, RegisterItem } from '#model/project-register';
import { INDONESIAN } from '../../../../web/i18n/messages.ts';
import type { StaffBackend } from '../../../../web/backend/staff-backend.ts';
import { calendarOf, phaseDays, stretchesOf } from '../../../../web/views/desk/projects/calendar.ts';
import { facilityKindOf } from '../../../../web/views/desk/projects/impact/facility-kind.ts';
import { registerChecks } from '../../../../web/views/desk/projects/impact/register-checks.ts';
import { positionTyped } from '../../../../web/views/desk/projects/position-typed.ts';
import { draftOf, drawnShape, faultsOf, proposalOf } from '../../../../web/views/desk/projects/proposal-form.ts';
import { figuresOf, positionsOf } from '../../../../web/views/desk/projects/record-geometry.ts';
import * as progress from '../../../../web/views/desk/projects/record/progress-form.ts';
import { curveOf, deviationOf } from '../../../../web/views/desk/projects/record/s-curve.ts';
import {
  FILTERS,
  filterOf,
  sortOf,
  wayOf,
  withoutFilters,
} from '../../../../web/views/desk/projects/register-filter.ts';
import {
  byStatus,
  byYear,
  flagged,
  followersOf,
  PHASES,
  phaseOf,
} from '../../../../web/views/desk/projects/register-groups.ts';
import { loadRegister, MOST_ROWS } from '../../../../web/views/desk/projects/register-rows.ts';

const row = (id: string, more: Partial<RegisterItem> = {}): RegisterItem => ({
  id,
  name: id,
  agency: null,
  opd: 'Dinas PUTR',
  sector: 'roads',
  origin: 'RENJA',
  list: 'sipd',
  fiscalYear: 2026,
  proposedRupiah: null,
  plannedRupiah: null,
  ceilingRupiah: null,
  contractRupiah: null,
  spentRupiah: null,
  fundingSource: 'APBD',
  status: 'usulan',
  physicalPercent: null,
  plannedPercent: null,
  financialPercent: null,
  deviationPoints: null,
  delay: null,
  flags: [],
  regions: [],
  position: null,
  accuracy: 'titik',
  updatedOn: null,
  lived: [],
  dataset: 'projects',
  sample: false,
  ...more,
});

describe('filters of the register in the address', () => {
  test('what is understood is asked, what is not is left out', () => {
    const query = {
      q: ' jalan ',
      year: '2026',
      status: 'kritis,ngawur,pho',
      region: '99.01.01',
      fund: 'APBD',
      view: 'map',
    };
    expect(filterOf(query)).toEqual({
      q: 'jalan',
      year: '2026',
      status: 'kritis,pho',
      region: '99.01.01',
      fund: 'APBD',
    });
    expect(filterOf({ year: '1850', status: 'ngawur', agency: 'Dinas X', region: '99', flag: 'x', list: 'y' })).toEqual(
      {},
    );
    expect([wayOf({ view: 'control' }), wayOf({ view: 'x' }), sortOf({ sort: 'deviation' }), sortOf({})]).toEqual([
      'control',
      'board',
      'deviation',
      'year',
    ]);
  });
  test('clearing the filters leaves how the rows are seen', () => {
    const all = Object.fromEntries(FILTERS.map((name) => [name, 'x']));
    expect(withoutFilters({ ...all, view: 'map', sort: 'name' })).toEqual({ view: 'map', sort: 'name' });
  });
});

describe('groups of rows', () => {
  test('every status is in exactly one phase, and so in one column', () => {
    const placed = PHASES.flatMap(({ statuses }) => statuses);
    expect([...placed].sort()).toEqual([...ProjectStatus.options].sort());
    for (const status of ProjectStatus.options)
      expect(PHASES.filter(({ statuses }) => statuses.includes(status)).map(({ id }) => id)).toEqual([phaseOf(status)]);
  });
  test('no row is lost or doubled by columns or years', () => {
    const rows = fc.array(
      fc.record({
        status: fc.constantFrom(...ProjectStatus.options),
        fiscalYear: fc.integer({ min: 2020, max: 2030 }),
      }),
    );
    fc.assert(
      fc.property(rows, (given) => {
        const items = given.map((one, at) => row(String(at), one));
        const ids = (groups: readonly (readonly RegisterItem[])[]) =>
          groups
            .flat()
            .map(({ id }) => id)
            .sort();
        const all = items.map(({ id }) => id).sort();
        expect(ids([...byStatus(items).values()])).toEqual(all);
        expect(ids(byYear(items).map((year) => year.rows))).toEqual(all);
        const years = byYear(items).map(({ year }) => year);
        expect(years).toEqual(years.toSorted((a, b) => b - a));
      }),
    );
  });
  test('a step is legal on the board when it is legal in the model', () => {
    expect(followersOf({ status: 'usulan', list: 'sipd' })).toEqual(PROJECT_TRANSITIONS.usulan);
    expect(followersOf({ status: 'usulan', list: 'sipd' })).not.toContain('kontrak');
    expect(followersOf({ status: 'usulan', list: 'bank' })).toEqual([]);
  });
  test('the worst deviation is first, what is not known last', () => {
    const items = [
      row('a', { flags: ['critical'], deviationPoints: -6 }),
      row('b', { flags: ['critical'], deviationPoints: null }),
      row('c', { flags: ['critical'], deviationPoints: -13 }),
      row('d', { flags: ['late'], deviationPoints: -20 }),
    ];
    expect(flagged(items, 'critical').map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});

describe('loading all rows', () => {
  const serverOf = (count: number): { staff: StaffBackend; offsets: string[] } => {
    const offsets: string[] = [];
    const staff = {
      addressOf: () => '',
      ask: (_: string, { query }: { query: { offset: string; limit: string } }) => {
        offsets.push(query.offset);
        const from = Number(query.offset);
        const size = Math.max(0, Math.min(Number(query.limit), count - from));
        return Promise.resolve({
          items: Array.from({ length: size }, (_, at) => row(String(from + at))),
          totals: { count },
        });
      },
    } as unknown as StaffBackend;
    return { staff, offsets };
  };
  test.each([0, 1, 200, 201, 450])('%i rows come whole and once', async (count) => {
    const { staff, offsets } = serverOf(count);
    const { items } = await loadRegister(staff, {}, 'year', new AbortController().signal);
    expect(items.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, at) => String(at)));
    expect(offsets).toHaveLength(Math.max(1, Math.ceil(count / 200)));
  });
  test('what is too much is left to a filter, and the total says so', async () => {
    const { staff } = serverOf(MOST_ROWS + 1);
    const { items, totals } = await loadRegister(staff, {}, 'year', new AbortController().signal);
    expect([items.length, totals.count]).toEqual([MOST_ROWS, MOST_ROWS + 1]);
  });
});

describe('S-curve', () => {
  const report = (month: string, more: Partial<ProgressReport> = {}): ProgressReport => ({
    month,
    plannedPercent: null,
    physicalPercent: null,
    financialPercent: null,
    spentRupiah: null,
    note: null,
    reportedBy: null,
    reportedAt: null,
    ...more,
  });
  test('a month that nobody told is a gap, and the last report of a month counts', () => {
    const curve = curveOf([
      report('2027-01', { plannedPercent: 55, physicalPercent: 42 }),
      report('2026-11', { plannedPercent: 10, physicalPercent: 9, reportedAt: '2026-12-02T00:00:00Z' }),
      report('2026-11', { plannedPercent: 10, physicalPercent: 8, reportedAt: '2026-12-01T00:00:00Z' }),
    ]);
    expect(curve.map(({ month, physical }) => [month, physical])).toEqual([
      ['2026-11', 9],
      ['2026-12', null],
      ['2027-01', 42],
    ]);
    expect(curve.map(deviationOf)).toEqual([-1, null, -13]);
    expect(curveOf([])).toEqual([]);
  });
  test('a deviation is exact to two decimals', () => {
    expect(deviationOf({ month: '2026-01', planned: 69.9, physical: 59.9, financial: null })).toBe(-10);
  });
});

describe('forms', () => {
  test('percent and rupiah are read as people write them, or not at all', () => {
    expect(['42', '42,5', '42.25', '100', '101', '4,255', '', 'x', '-1'].map(progress.percentOf)).toEqual([
      42,
      42.5,
      42.25,
      100,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(['Rp1.250.000', '1250000', '1,5 miliar', '12,5', '-5', 'x'].map(progress.rupiahOf)).toEqual([
      1_250_000,
      1_250_000,
      1_500_000_000,
      null,
      null,
      null,
    ]);
  });
  test('a report needs a month and a figure', () => {
    const empty = { month: '', planned: '', physical: '', financial: '', spent: '', note: 'x' };
    expect(progress.faultsOf(empty)).toEqual({ month: 'month', physical: 'nothing' });
    const draft = { ...empty, month: '2026-11', planned: '55', physical: '42', spent: '400.000.000', note: ' ' };
    expect(progress.faultsOf(draft)).toEqual({});
    expect(progress.reportOf(draft)).toEqual({
      month: '2026-11',
      plannedPercent: 55,
      physicalPercent: 42,
      financialPercent: null,
      spentRupiah: 400_000_000,
      note: null,
    });
  });
  test('a proposal is somewhere: at a point, or in a region', () => {
    const draft = draftOf({ list: 'bank', region: '99.01.02.2001' }, 2027);
    expect([draft.list, draft.kecamatan, draft.desa, draft.fiscalYear]).toEqual([
      'bank',
      '99.01.02',
      '99.01.02.2001',
      '2027',
    ]);
    expect(faultsOf(draftOf({}, 2027))).toEqual({ name: 'required', sector: 'required', kecamatan: 'place' });
    const whole = { ...draft, name: ' Pustu Batu Lor ', sector: 'health', proposed: '950 juta' };
    expect(faultsOf(whole)).toEqual({});
    expect(proposalOf(whole)).toMatchObject({
      name: 'Pustu Batu Lor',
      list: 'bank',
      region: '99.01.02.2001',
      position: null,
      proposedRupiah: 950_000_000,
    });
    expect(proposalOf({ ...whole, position: [110.07, -7.01] })).toMatchObject({
      region: null,
      position: [110.07, -7.01],
    });
  });
  test('a line or an area that was drawn is the place, and nothing else is', () => {
    const geometry = drawnShape({
      type: 'LineString',
      coordinates: [
        [110.02, -7.02],
        [110.08, -7.02],
      ],
    });
    const draft = { ...draftOf({ region: '99.01.02' }, 2027), name: 'Jalan Batu', sector: 'roads', geometry };
    expect(faultsOf({ ...draft, kecamatan: '' })).toEqual({});
    expect(proposalOf(draft)).toMatchObject({ geometry, position: null, region: null });
    expect(drawnShape({ type: 'Point', coordinates: [110.02, -7.02] })).toBeNull();
    expect(drawnShape(null)).toBeNull();
  });
  test('a coordinate is read latitude first, unless it says otherwise', () => {
    expect(positionTyped('-6.5, 108.25')).toEqual([108.25, -6.5]);
    expect(positionTyped('-6,5; 108,25')).toEqual([108.25, -6.5]);
    expect(positionTyped('108.25, -6.5')).toEqual([108.25, -6.5]);
    expect(positionTyped(`6°30'00" LS, 108°15'00" BT`)).toEqual([108.25, -6.5]);
    expect(positionTyped('Gebang')).toBeNull();
    expect(positionTyped('-6.5, 508.25')).toBeNull();
  });
});

describe('impact card', () => {
  const kindOf = (name: string) => facilityKindOf(name, (kind) => INDONESIAN[`kind.${kind}`]);
  test('the kind is the longest word that the name has', () => {
    expect(kindOf('Pembangunan Puskesmas Pembantu Batu Lor')).toBe('pustu');
    expect(kindOf('Rehabilitasi SDN 1 Gebang')).toBe('sd');
    expect(kindOf('Ruang kelas SMP Negeri 1 Batu')).toBe('smp');
    expect(kindOf('Peningkatan Jalan Pasaran (pasar)')).toBeNull();
  });
  test('each check stands for itself', () => {
    const record = {
      position: null,
      landStatus: 'sengketa',
      ceilingRupiah: null,
      flags: ['stalled'],
      documents: [],
    } as const;
    const keys = registerChecks(record as unknown as Parameters<typeof registerChecks>[0], 2).map(
      ({ key, tone, count }) => `${tone} ${key} ${count}`,
    );
    expect(keys).toEqual([
      'limit noPlace 0',
      'limit landDisputed 0',
      'limit overlaps 2',
      'note noCeiling 0',
      'limit stalled 0',
      'note noDocuments 0',
    ]);
  });
  test('lines and areas are figures, a point is none', () => {
    const line = [
      [1, 2],
      [3, 4],
    ];
    expect(positionsOf({ type: 'MultiLineString', coordinates: [line] })).toEqual(line);
    expect(positionsOf({ type: 'Point', coordinates: [1, 2] })).toEqual([[1, 2]]);
    expect(positionsOf(null)).toEqual([]);
    expect(figuresOf({ type: 'MultiLineString', coordinates: [line, line] })).toHaveLength(2);
    expect(figuresOf({ type: 'Point', coordinates: [1, 2] })).toEqual([]);
  });
});

describe('calendar of the timeline', () => {
  const lived = (...steps: [RegisterItem['status'], string][]) => ({
    lived: steps.map(([status, since]) => ({ status, since })),
  });
  const road = lived(
    ['usulan', '2025-01-01'],
    ['diverifikasi_desa', '2025-03-01'],
    ['masuk_rkpd', '2025-07-02'],
    ['kontrak', '2026-01-01'],
  );

  test('has whole years, and nothing where no day is known', () => {
    expect(calendarOf([lived()], '2026-11-24')).toBeNull();
    const calendar = calendarOf([road, lived()], '2026-07-02')!;
    expect(calendar.years).toEqual([
      { year: 2025, at: 0 },
      { year: 2026, at: 0.5 },
    ]);
    expect(calendar.today).toBeCloseTo((365 + 182) / 730, 9);
  });

  test('phases follow each other without a gap, and the last goes on to the present day', () => {
    const calendar = calendarOf([road], '2026-07-02')!;
    const stretches = stretchesOf(road, calendar);
    expect(stretches.map(({ phase, isOpen }) => [phase, isOpen])).toEqual([
      ['proposal', false],
      ['budget', false],
      ['works', true],
    ]);
    expect(stretches[0]!.to).toBeCloseTo(182 / 730, 9);
    for (const [index, { from }] of stretches.entries()) expect(from).toBe(stretches[index - 1]?.to ?? 0);
    expect(stretches.at(-1)!.to).toBe(calendar.today);
    expect([...phaseDays(road)]).toEqual([
      ['proposal', '2025-01-01'],
      ['budget', '2025-07-02'],
      ['works', '2026-01-01'],
    ]);
  });

  test('a phase that came back counts from its return', () => {
    const back = lived(['usulan', '2025-01-01'], ['masuk_rkpd', '2025-02-01'], ['ditunda', '2025-05-01']);
    expect(phaseDays(back).get('proposal')).toBe('2025-05-01');
  });
});
