import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPairs, pairKey, type Comparable } from '../../../../data/desk/duplicates/find.ts';

const METRE = 1 / 111_195;
let count = 0;
function facility(name: string, east = 0, more: Partial<Comparable> = {}): Comparable {
  return {
    id: `f${String(++count).padStart(4, '0')}`,
    kind: 'sd',
    name,
    dataset: 'schools',
    region: '32.09.01.2001',
    nationalCode: null,
    isUnnamed: false,
    sample: false,
    position: [108.4 + east * METRE, 0],
    ...more,
  };
}

describe('facilities that may be one', () => {
  test('S40: the same name 40 m away', async () => {
    const pairs = await findPairs([
      facility('Puskesmas Sumber', 0, { kind: 'puskesmas' }),
      facility('Puskesmas Sumber', 40, { kind: 'puskesmas' }),
    ]);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]!.metres).toBeCloseTo(40, 0);
    expect(pairs[0]).toMatchObject({ similarity: 1, reasons: ['same_name', 'near'] });
  });

  test.each([
    ['SDN 2 Sumber', 'UPTD SD Negeri II Sumber'],
    ['MTsN 1 Cirebon', 'MTs Negeri 1 Cirebon'],
    ['SD Negeri 3 Kedawung', 'SDN 3 Kedaung'],
  ])('%s and %s', async (a, b) => {
    expect(await findPairs([facility(a), facility(b, 90)])).toHaveLength(1);
  });

  test.each<[string, Comparable, Comparable]>([
    ['another number', facility('SDN 1 Sumber'), facility('SDN 2 Sumber', 10)],
    ['far away', facility('SDN 1 Sumber'), facility('SDN 1 Sumber', 200)],
    ['another kind', facility('Melati'), facility('Melati', 10, { kind: 'posyandu' })],
    [
      'two national codes',
      facility('SDN 1 Sumber', 0, { nationalCode: '1' }),
      facility('SDN 1 Sumber', 10, { nationalCode: '2' }),
    ],
    ['a made-up one', facility('SDN 1 Sumber'), facility('SDN 1 Sumber', 10, { sample: true })],
    ['no name', facility('sd', 0, { isUnnamed: true }), facility('sd', 5, { isUnnamed: true })],
    ['only the word for it', facility('Mushola', 0, { kind: 'musala' }), facility('Musala', 60, { kind: 'musala' })],
    [
      'no point in another region',
      facility('SDN 1 Sumber'),
      facility('SDN 1 Sumber', 0, { position: null, region: '32.09.02' }),
    ],
  ])('are two: %s', async (_, a, b) => {
    expect(await findPairs([a, b])).toEqual([]);
  });

  test('the word for it is enough on one spot, and one code across kinds that are taken for each other', async () => {
    const [pair] = await findPairs([
      facility('Mushola', 0, { kind: 'musala' }),
      facility('Musala', 12, { kind: 'mosque' }),
    ]);
    expect(pair?.reasons).toEqual(['same_name', 'near']);
    const [coded] = await findPairs([
      facility('Klinik Sehat', 0, { kind: 'clinic', nationalCode: 'K-0012' }),
      facility('Dokter Budi', 9000, { kind: 'doctor', nationalCode: 'k0012' }),
    ]);
    expect(coded).toMatchObject({ reasons: ['same_code'], score: 1 });
  });

  test('without a point the region decides, and this is less sure than any of one name on one spot', async () => {
    const [here, there] = [
      facility('SDN 1 Sumber'),
      facility('SDN 1 Sumber', 0, { position: null, region: '32.09.01' }),
    ];
    const pairs = await findPairs([here, there, facility('SDN 7 Weru', 900), facility('SDN 7 Weru', 910)]);
    expect(pairs.map(({ reasons }) => reasons)).toEqual([
      ['same_name', 'near'],
      ['same_name', 'same_region'],
    ]);
    expect(pairs[1]!.metres).toBeNull();
  });

  test('each pair once, the same in any order, surest first', async () => {
    const things = fc.array(
      fc.record({
        name: fc.constantFrom('SDN 1 Sumber', 'SD Negeri 1 Sumber', 'SDN 1 Sumbr', 'SDN 2 Weru', 'Masjid'),
        east: fc.integer({ min: 0, max: 400 }),
      }),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(things, async (specs) => {
        const all = specs.map(({ name, east }) => facility(name, east));
        const pairs = await findPairs(all);
        const keys = pairs.map(({ first, second }) => pairKey(first.id, second.id));
        expect(new Set(keys).size).toBe(keys.length);
        expect(pairs.every(({ first, second }) => first.id < second.id)).toBe(true);
        expect(pairs.map(({ score }) => score)).toEqual(pairs.map(({ score }) => score).sort((a, b) => b - a));
        expect((await findPairs(all.toReversed())).map(({ first, second }) => pairKey(first.id, second.id))).toEqual(
          keys,
        );
      }),
      { numRuns: 60 },
    );
  });
});
