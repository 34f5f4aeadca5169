import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildRoadNetwork,
  createAssessor,
  createReachFields,
  type AssessmentOptions,
  type AssessmentResult,
} from '#analysis';
import { standardById } from '../../../data/standards/index.ts';
import { TRAVEL_SPEEDS } from '../../../data/standards/travel-speeds.ts';
import { at, demand, facilitiesOf, regions, roads, type Placed } from './small-regency.ts';

const smp = standardById('SNI-EDU-SMP')!;
const { network } = buildRoadNetwork(roads);
const travel = { speeds: TRAVEL_SPEEDS, network: () => network };
const everything: AssessmentOptions = {
  level: 'desa',
  owners: ['negeri', 'swasta', 'tidak-diketahui'],
  kemenag: true,
  crossBorder: true,
  travel: { mode: 'walk', path: 'network', minutes: 15 },
  capacity: true,
};
const assessorOf = (placed: readonly Placed[]) =>
  createAssessor({
    regions,
    facilities: facilitiesOf(placed),
    demand,
    knownKinds: ['smp'],
    fields: createReachFields(demand, travel),
  });
const assess = (placed: readonly Placed[], options: Partial<AssessmentOptions> = {}, standard = smp) =>
  assessorOf(placed).assess(standard, { ...everything, ...options });
const ofCode = ({ items }: AssessmentResult, code: string) => items.find(({ region }) => region.code === code)!;

const place = fc.tuple(fc.integer({ min: -500, max: 5500 }), fc.integer({ min: -500, max: 4500 }));
const schools = fc.array(place, { minLength: 1, maxLength: 6 });
const schoolAt = ([east, north]: readonly [number, number]): Placed => ({ at: at(east, north) });
const paths = fc.constantFrom('network' as const, 'straight' as const);

describe('travel time', () => {
  it('counts everybody in exactly one band, and those without a road apart', () => {
    fc.assert(
      fc.property(schools, paths, (places, path) => {
        const { items, totals } = assess(places.map(schoolAt), { travel: { mode: 'walk', path, minutes: 15 } });
        for (const { travel, population } of items) {
          expect(travel!.bands.reduce((sum, people) => sum + people, 0)).toBe(population);
          expect(travel!.reachedPeople).toBe(travel!.bands[0]);
        }
        expect(totals.travel!.bands.reduce((sum, people) => sum + people, 0)).toBe(8201);
        // The second kecamatan begins a kilometre from the last road, so no cell centre of it is near enough.
        expect(ofCode({ items, totals }, '32.09.02.2001').travel!.bands[4]).toBe(path === 'network' ? 3000 : 0);
      }),
      { numRuns: 25 },
    );
  });

  it('adds up over desa to that of kecamatan and kabupaten', () => {
    const placed = [schoolAt([300, 700]), schoolAt([3500, 1500])];
    const desa = assess(placed);
    const kecamatan = assess(placed, { level: 'kecamatan' });
    const kabupaten = assess(placed, { level: 'kabupaten' });
    expect(desa.totals.travel).toEqual(kabupaten.items[0]!.travel);
    expect(kecamatan.totals.travel).toEqual(kabupaten.items[0]!.travel);
    expect(desa.totals.capacity!.unitsPer1000).toBeCloseTo(kabupaten.items[0]!.capacity!.unitsPer1000, 12);
  });

  it('shares speak of those who can be placed, and of nobody where nobody can', () => {
    const result = assess([schoolAt([1000, 1000])]);
    expect(ofCode(result, '32.09.02.2001').travel).toEqual({
      bands: [0, 0, 0, 0, 3000],
      reachedPeople: 0,
      reachedShare: null,
    });
    const { bands, reachedPeople, reachedShare } = result.totals.travel!;
    expect(reachedShare).toBe(reachedPeople / (8201 - bands[4]));
  });

  it('on straight lines is the distance × 1.3 at the stated speed', () => {
    const assessor = assessorOf([schoolAt([1000, 1000])]);
    const options = { ...everything, travel: { mode: 'walk', path: 'straight', minutes: 15 } as const };
    const metres = assessor.field('radius', smp, options) as Float64Array;
    const minutes = assessor.field('travel', smp, options) as Float64Array;
    for (const cell of [0, 399, 800]) expect(minutes[cell]).toBeCloseTo((metres[cell]! * 1.3 * 60) / 4500, 9);
  });

  it('is not known where the only facility has no point, and without a way where there is none', () => {
    expect(ofCode(assess([{ at: null }]), '32.09.01.2001').travel).toBeNull();
    expect(ofCode(assess([]), '32.09.01.2001').travel!.bands).toEqual([0, 0, 0, 4000, 0]);
  });

  it('is left out of the answer unless asked for', () => {
    const { items, totals } = assess([schoolAt([1000, 1000])], { travel: undefined, capacity: false });
    for (const part of [...items, totals]) {
      expect(part).not.toHaveProperty('travel');
      expect(part).not.toHaveProperty('capacity');
    }
  });

  it('says so when roads are asked for and none are loaded', () => {
    const assessor = createAssessor({ regions, facilities: facilitiesOf([]), demand, knownKinds: ['smp'] });
    expect(() => assessor.assess(smp, everything)).toThrow(RangeError);
  });
});

describe('one more facility', () => {
  it('never lowers what is reached or supplied in all, whatever the order of the facilities', () => {
    fc.assert(
      fc.property(schools, place, paths, (places, added, path) => {
        const options = { travel: { mode: 'motorcycle', path, minutes: 4 } as const };
        const before = assess(places.map(schoolAt), options);
        const after = assess([...places, added].map(schoolAt), options);
        const reordered = assess([added, ...places.toReversed()].map(schoolAt), options);
        after.items.forEach((item, i) => {
          expect(item.servedPeople ?? 0).toBeGreaterThanOrEqual(before.items[i]!.servedPeople ?? 0);
          expect(item.travel!.reachedPeople).toBeGreaterThanOrEqual(before.items[i]!.travel!.reachedPeople);
          expect(reordered.items[i]!.travel).toEqual(item.travel);
          expect(reordered.items[i]!.servedPeople).toBe(item.servedPeople);
          expect(reordered.items[i]!.capacity?.unitsPer1000 ?? 0).toBeCloseTo(item.capacity?.unitsPer1000 ?? 0, 9);
        });
        const supplied = (result: AssessmentResult) => result.totals.capacity!.unitsPer1000;
        expect(supplied(after)).toBeGreaterThanOrEqual(supplied(before) - 1e-12);
      }),
      { numRuns: 25 },
    );
  });
});

describe('supply per 1,000 people', () => {
  it('shares out what there is: over all people it is the supply of the facilities that reach anybody', () => {
    const placed = [schoolAt([1000, 1000]), schoolAt([1000, 3000]), schoolAt([40_000, 0])];
    expect(assess(placed).totals.capacity!.unitsPer1000).toBeCloseTo((2 / 8201) * 1000, 9);
  });

  it('counts rooms where they are known', () => {
    const placed = [
      { at: at(1000, 1000), capacity: 12 },
      { at: at(1000, 3000), capacity: 6 },
    ];
    expect(assess(placed).totals.capacity!.unitsPer1000).toBeCloseTo((18 / 8201) * 1000, 9);
  });

  it('of a standard in minutes follows the way of travel', () => {
    const puskesmas = standardById('KES-TT-1')!;
    const assessor = createAssessor({
      regions,
      facilities: facilitiesOf([{ kind: 'puskesmas', at: at(1000, 1000) }]),
      demand,
      knownKinds: ['puskesmas'],
      fields: createReachFields(demand, travel),
    });
    const along = (path: 'network' | 'straight') =>
      assessor.assess(puskesmas, { ...everything, level: 'kecamatan', travel: { mode: 'car', path, minutes: 30 } })
        .items;
    expect(along('network')[1]!.capacity).toEqual({ unitsPer1000: 0 });
    expect(along('straight')[1]!.capacity!.unitsPer1000).toBeGreaterThan(0);
  });

  it('is not known where the only facility has no point, and 0 where there is none', () => {
    expect(ofCode(assess([{ at: null }]), '32.09.01.2001').capacity).toBeNull();
    expect(ofCode(assess([]), '32.09.01.2001').capacity).toEqual({ unitsPer1000: 0 });
    expect(ofCode(assess([]), '32.09.02.2002').capacity).toBeNull();
  });
});
