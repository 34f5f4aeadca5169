import fc from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import {
  assess,
  createAssessor,
  spreadPopulation,
  type AssessedRegion,
  type AssessmentContext,
  type AssessmentOptions,
  type FacilityColumns,
} from '#analysis';
import { GapItem, GapsAnswer } from '#contract';
import type { FacilityKind, FacilityOwner } from '#model/facility';
import type { Position } from '#model/geometry';
import { levelOf, parentOf } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import { standardById } from '../../../data/standards/index.ts';
import { cirebonGrid } from './real-desas.ts';

const smp = standardById('SNI-EDU-SMP')!;
const sd = standardById('SNI-EDU-SD')!;
const puskesmasPerKecamatan = standardById('PMK-PKM-KEC')!;
const sdPerDesa = standardById('P24-SD')!;
const firePost = standardById('SNI-PEM-DMK1')!;

const region = (code: string, population: number | null, own = true): AssessedRegion => ({
  code,
  name: `Wilayah ${code}`,
  level: levelOf(code),
  parent: parentOf(code),
  own,
  population,
});

interface Placed {
  kind?: FacilityKind;
  owner?: FacilityOwner;
  region: string;
  at?: Position | null;
}
function facilities(placed: readonly Placed[]): FacilityColumns {
  return {
    id: placed.map((_, i) => `f${i}`),
    kind: placed.map(({ kind = 'smp' }) => kind),
    owner: placed.map(({ owner = 'negeri' }) => owner),
    authority: placed.map(() => 'kabupaten'),
    region: placed.map(({ region }) => region),
    longitude: placed.map(({ at = null }) => at?.[0] ?? null),
    latitude: placed.map(({ at = null }) => at?.[1] ?? null),
    dataset: placed.map(() => 'sekolah'),
  };
}
const everything: AssessmentOptions = {
  level: 'kecamatan',
  owners: ['negeri', 'swasta', 'tidak-diketahui'],
  kemenag: true,
  crossBorder: true,
};
const oneKecamatan = (population: number | null, schools: readonly Placed[] = []): AssessmentContext => ({
  regions: [region('32.09', population), region('32.09.01', population)],
  facilities: facilities(schools),
  demand: null,
  knownKinds: ['smp', 'sd', 'fire-station'],
});
const times = (count: number, placed: Placed) => Array.from({ length: count }, () => placed);
const only = (standard: ServiceStandard, context: AssessmentContext, options = everything) => {
  const { items } = assess(standard, context, options);
  expect(items).toHaveLength(1);
  return items[0]!;
};

describe('need by ratio', () => {
  it.each([
    [smp, 58_908, 13],
    [sd, 58_908, 37],
    [firePost, 30_001, 2],
    [firePost, 58_908, 2],
    [firePost, 30_000, 1],
    [smp, 4_800, 1],
    [smp, 4_801, 2],
    [smp, 1, 1],
    [smp, 5_000, 2],
    [smp, 2_387_961, 498],
  ])('of $id for %d people is %d', (standard, people, need) => {
    expect(only(standard, oneKecamatan(people)).need).toBe(need);
  });

  it('of 58,908 people with 5 SMP leaves 8 lacking, one for 11,782 people', () => {
    const item = only(smp, oneKecamatan(58_908, times(5, { region: '32.09.01.2001' })));
    expect(item).toMatchObject({ need: 13, available: 5, gap: 8, needExact: 12.2725, peoplePerUnit: 11_781.6 });
  });

  it('of nobody is 0, and the ratio is undefined rather than infinite', () => {
    const item = only(smp, oneKecamatan(0, times(2, { region: '32.09.01' })));
    expect(item).toMatchObject({
      need: 0,
      available: 2,
      gap: -2,
      needExact: null,
      peoplePerUnit: null,
      servedShare: null,
    });
  });

  it('of people without any unit has no people per unit', () => {
    expect(only(smp, oneKecamatan(100))).toMatchObject({ need: 1, available: 0, gap: 1, peoplePerUnit: null });
  });

  it('of an unknown number of people is unknown, but what is there is counted', () => {
    const item = only(smp, oneKecamatan(null, times(2, { region: '32.09.01' })));
    expect(item).toMatchObject({ population: null, need: null, available: 2, gap: null, needExact: null });
  });

  it('is the least number of units that reaches everybody', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (people) => {
        const need = only(smp, oneKecamatan(people)).need!;
        expect(need * 4800).toBeGreaterThanOrEqual(people);
        expect((need - 1) * 4800).toBeLessThan(people || 1);
      }),
    );
  });
});

describe('what is available', () => {
  it('is unknown, not none, where no dataset of the kinds is loaded', () => {
    const context = { ...oneKecamatan(58_908), knownKinds: ['sd'] as const };
    const { items, totals } = assess(smp, context, everything);
    expect(items[0]).toMatchObject({ need: 13, available: null, gap: null, peoplePerUnit: null, perRegion: null });
    expect(totals).toMatchObject({ need: 13, available: null, gap: null, gapOfWhole: null });
  });

  it('counts Kemenag schools only when asked to, and knows what there is from either kind', () => {
    const context: AssessmentContext = {
      ...oneKecamatan(58_908, [
        { region: '32.09.01' },
        ...times(3, { region: '32.09.01', kind: 'mts', owner: 'swasta' }),
      ]),
      knownKinds: ['mts'],
    };
    expect(only(smp, context).available).toBe(4);
    expect(only(smp, context, { ...everything, kemenag: false }).available).toBeNull();
  });

  it('counts the chosen owners only, and says how many of each', () => {
    const schools = [
      ...times(2, { region: '32.09.01.2001', owner: 'negeri' as const }),
      ...times(3, { region: '32.09.01', owner: 'swasta' as const }),
      { region: '32.09.01', owner: 'tidak-diketahui' as const },
    ];
    expect(only(smp, oneKecamatan(0, schools)).byOwner).toEqual({ negeri: 2, swasta: 3, 'tidak-diketahui': 1 });
    const public_ = only(smp, oneKecamatan(0, schools), { ...everything, owners: ['negeri'] });
    expect(public_).toMatchObject({ available: 2, byOwner: { negeri: 2, swasta: 0, 'tidak-diketahui': 0 } });
  });

  it('does not take 32.09.1 for 32.09.10, nor a neighbour’s school for one’s own', () => {
    const context = oneKecamatan(0, [{ region: '32.09.10' }, { region: '32.74.01' }, { region: '32.09.01' }]);
    expect(only(smp, context).available).toBe(1);
  });

  it('leaves a school of which only the kecamatan is known out of its desa, and says so', () => {
    const context: AssessmentContext = {
      ...oneKecamatan(10_000, [{ region: '32.09.01' }, { region: '32.09.01.2001' }, { region: '32.74.01' }]),
      regions: [
        region('32.09', 10_000),
        region('32.09.01', 10_000),
        region('32.09.01.2001', 6000),
        region('32.09.01.2002', 4000),
      ],
    };
    const { items, totals } = assess(smp, context, { ...everything, level: 'desa' });
    expect(items.map(({ available }) => available)).toEqual([1, 0]);
    expect(totals).toMatchObject({ available: 2, unassigned: 1 });
  });
});

describe('regions', () => {
  const context: AssessmentContext = {
    ...oneKecamatan(null),
    regions: [
      region('32.09', 24_000),
      region('32.09.01', 4_801),
      region('32.09.02', 19_199),
      region('32.09.01.2001', 4_801),
      region('32.09.02.2001', null),
      region('32.74', 340_000, false),
      region('32.74.01', 60_000, false),
    ],
    facilities: facilities(times(3, { region: '32.09.01' })),
  };

  it('of a neighbour are never assessed', () => {
    expect(assess(smp, context, everything).items.map((item) => item.region.code)).toEqual(['32.09.01', '32.09.02']);
    expect(assess(smp, context, { ...everything, parent: '32.74' }).items).toEqual([]);
  });

  it('add up to a need above that of the whole, and both are told', () => {
    const { totals } = assess(smp, context, everything);
    expect(totals).toMatchObject({ population: 24_000, need: 6, needOfWhole: 5, available: 3, gap: 3, gapOfWhole: 2 });
    expect(assess(smp, context, { ...everything, level: 'kabupaten' }).totals).toMatchObject({
      need: 5,
      needOfWhole: 5,
    });
  });

  it('inside a parent are assessed alone, and totals speak of the parent', () => {
    const { items, totals } = assess(smp, context, { ...everything, parent: '32.09.01', level: 'desa' });
    expect(items.map((item) => item.region.code)).toEqual(['32.09.01.2001']);
    expect(totals).toMatchObject({ population: 4_801, need: 2, available: 3, unassigned: 3 });
  });

  it('without a figure make their sum unknown; the whole falls back on its own figure', () => {
    const { totals } = assess(smp, context, { ...everything, level: 'desa' });
    expect(totals).toMatchObject({ population: 24_000, need: null, needOfWhole: 5, gap: null });
  });
});

describe('at least one in each region', () => {
  const regions = [
    region('32.09', 9_000),
    region('32.09.01', 5_000),
    region('32.09.02', 4_000),
    region('32.09.01.2001', 2_500),
    region('32.09.01.2002', 2_500),
    region('32.09.02.2001', 4_000),
  ];
  const context: AssessmentContext = {
    regions,
    facilities: facilities([
      ...times(3, { kind: 'puskesmas', region: '32.09.01' }),
      ...times(2, { kind: 'sd', region: '32.09.01.2001' }),
    ]),
    demand: null,
    knownKinds: ['puskesmas', 'sd'],
  };

  it('asks for the minimum on its own level', () => {
    const { items, totals } = assess(puskesmasPerKecamatan, context, everything);
    expect(items.map(({ need, gap, perRegion }) => [need, gap, perRegion?.lacking])).toEqual([
      [1, -2, 0],
      [1, 1, 1],
    ]);
    expect(totals).toMatchObject({ need: 2, needOfWhole: null });
  });

  it('says above its level how many lack it, where a surplus elsewhere must not hide them', () => {
    const item = assess(puskesmasPerKecamatan, context, { ...everything, level: 'kabupaten' }).items[0];
    expect(item).toMatchObject({
      need: null,
      available: 3,
      gap: null,
      perRegion: { minimum: 1, level: 'kecamatan', total: 2, lacking: 1 },
    });
  });

  it('says nothing below its level', () => {
    const { items } = assess(puskesmasPerKecamatan, context, { ...everything, level: 'desa' });
    expect(items.map(({ need, perRegion }) => [need, perRegion])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it('stands beside a ratio without mixing with it', () => {
    const { items } = assess(sdPerDesa, context, everything);
    expect(
      items.map(({ need, available, gap, perRegion }) => [need, available, gap, perRegion?.total, perRegion?.lacking]),
    ).toEqual([
      [3, 2, 1, 2, 1],
      [2, 0, 2, 1, 1],
    ]);
  });
});

describe('people within the radius', () => {
  const toDegrees = proj4(cirebonGrid.proj4, 'EPSG:4326');
  const at = (east: number, north: number) => toDegrees.forward([220_000 + east, 9_255_000 + north]) as Position;
  const square = (west: number, side: number) => ({
    type: 'Polygon' as const,
    coordinates: [
      [at(west + 1, 1), at(west + side - 1, 1), at(west + side - 1, side - 1), at(west + 1, side - 1), at(west + 1, 1)],
    ],
  });
  const regions = [
    region('32.09', 20_000),
    region('32.09.01', 20_000),
    region('32.09.01.2001', 10_000),
    region('32.09.01.2002', 10_000),
    region('32.74', null, false),
  ];
  const demand = spreadPopulation({
    desas: [
      { code: '32.09.01.2001', geometry: square(0, 2000), people: 10_000 },
      { code: '32.09.01.2002', geometry: square(2000, 2000), people: 10_000 },
    ],
    grid: cirebonGrid,
    dataset: 'uji',
  });
  const context = (schools: readonly Placed[]): AssessmentContext => ({
    regions,
    facilities: facilities(schools),
    demand,
    knownKinds: ['smp'],
  });
  const within = (radiusMetres: number): ServiceStandard => ({
    ...smp,
    tests: { ...smp.tests, radius: { radiusMetres, path: 'straight', evidence: 'C' } },
  });
  const desa = { ...everything, level: 'desa' as const };
  const school = { region: '32.09.01.2001', at: at(1000, 1000) };

  it('are those whose cell centre is no further than the radius', () => {
    // Within 1 km of the middle lie 316 of the 400 cell centres: the lattice points of a circle of ten cells.
    const { items, totals } = assess(smp, context([school]), desa);
    expect(items.map(({ servedPeople }) => servedPeople)).toEqual([316 * 25, 0]);
    expect(items[0]!.servedShare).toBeCloseTo(0.79, 10);
    expect(totals.servedShare).toBeCloseTo(0.395, 10);
  });

  it('may be served across the border, unless that is switched off', () => {
    const neighbour = { region: '32.74.01', at: at(1000, 1000) };
    expect(assess(smp, context([neighbour]), desa).items[0]!.servedShare).toBeCloseTo(0.79, 10);
    expect(assess(smp, context([neighbour]), desa).items[0]!.available).toBe(0);
    expect(assess(smp, context([neighbour]), { ...desa, crossBorder: false }).items[0]!.servedShare).toBe(0);
  });

  it('are unknown where the facilities have no point, and those are told', () => {
    const hidden = { region: '32.09.01.2001', at: null };
    const { items } = assess(smp, context([hidden]), desa);
    expect(items[0]).toMatchObject({ available: 1, unplaced: 1, servedShare: null, servedPeople: null });
    expect(assess(smp, context([hidden, school]), desa).items[0]).toMatchObject({
      available: 2,
      unplaced: 1,
      servedPeople: 7900,
    });
  });

  it('are none where there are no facilities', () => {
    expect(assess(smp, context([]), desa).items.map(({ servedShare }) => servedShare)).toEqual([0, 0]);
  });

  it('are unknown without cells, people, known kinds or a straight radius', () => {
    const share = (standard: ServiceStandard, changed: Partial<AssessmentContext>) =>
      assess(standard, { ...context([school]), ...changed }, desa).items[0]!.servedShare;
    expect(share(smp, { demand: null })).toBeNull();
    expect(share(smp, { knownKinds: ['sd'] })).toBeNull();
    expect(share(smp, { regions: regions.map((one) => ({ ...one, population: null })) })).toBeNull();
    expect(share(standardById('P24-SMP')!, {})).toBeNull();
    expect(share(standardById('P24-SMP-JK')!, {})).toBeNull();
    expect(share(smp, {})).not.toBeNull();
  });

  it('never become fewer with a longer radius or one more facility', () => {
    const place = fc.tuple(fc.integer({ min: -500, max: 4500 }), fc.integer({ min: -500, max: 2500 }));
    const schoolAt = ([east, north]: [number, number]): Placed => ({ region: '32.09.01.2001', at: at(east, north) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), fc.nat(3000), fc.nat(3000), (places, one, other) => {
        const shorter = Math.max(1, Math.min(one, other));
        const longer = Math.max(1, one, other);
        const served = (count: number, radius: number) =>
          assess(within(radius), context(places.slice(0, count).map(schoolAt)), desa).items.map(
            (item) => item.servedPeople!,
          );
        const fewer = served(places.length - 1 || 1, shorter);
        const more = served(places.length, shorter);
        const further = served(places.length, longer);
        for (let i = 0; i < 2; i++) {
          expect(more[i]).toBeGreaterThanOrEqual(fewer[i]!);
          expect(further[i]).toBeGreaterThanOrEqual(more[i]!);
          expect(further[i]).toBeLessThanOrEqual(10_000);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('add up over desa to those of the kecamatan', () => {
    const schools = [school, { region: '32.09.01.2002', at: at(3900, 100) }];
    const ofDesa = assess(smp, context(schools), desa);
    const [kecamatan] = assess(smp, context(schools), everything).items;
    expect(ofDesa.items.reduce((sum, item) => sum + item.servedPeople!, 0)).toBe(kecamatan!.servedPeople);
    expect(ofDesa.totals.servedShare).toBe(kecamatan!.servedShare);
  });

  it('are the same from an assessor that has answered other questions before', () => {
    const schools: Placed[] = [
      school,
      { region: '32.74.01', at: at(3000, 500), owner: 'swasta' },
      { region: '32.09.01.2002', kind: 'mts', at: at(3500, 1500) },
    ];
    const assessor = createAssessor(context(schools));
    // More choices than the assessor remembers, so that forgotten ones are asked again too.
    const ownerChoices = fc.sample(fc.subarray([...everything.owners], { minLength: 1 }), { numRuns: 30, seed: 1 });
    expect(new Set(ownerChoices.map(String)).size).toBe(7);
    for (const kemenag of [true, false, true]) {
      for (const crossBorder of [true, false]) {
        for (const owners of ownerChoices) {
          for (const standard of [smp, within(700)]) {
            const options = { ...desa, kemenag, crossBorder, owners };
            expect(assessor.assess(standard, options)).toEqual(assess(standard, context(schools), options));
          }
        }
      }
    }
  });

  it('and everything else pass the schema of the contract unchanged', () => {
    const { items, totals } = assess(
      sdPerDesa,
      { ...context([{ ...school, kind: 'sd' }]), knownKinds: ['sd'] },
      everything,
    );
    for (const item of [...items, ...assess(smp, context([school]), desa).items])
      expect(GapItem.parse(item)).toEqual(item);
    expect(GapsAnswer.shape.totals.parse(totals)).toEqual(totals);
  });
});
