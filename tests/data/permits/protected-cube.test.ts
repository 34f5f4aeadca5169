import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LARGEST_SMALL_COUNT, ProtectedCube, type CubeRecord } from '../../../data/permits/protected-cube.ts';

type At = (number | null)[];

/** Every question that can be asked. */
function* questions(sizes: readonly number[], from: At = []): Generator<At> {
  if (from.length === sizes.length) return yield from;
  for (const value of [null, ...Array(sizes[from.length]).keys()]) yield* questions(sizes, [...from, value]);
}
const matches = (at: readonly number[], question: At) =>
  question.every((value, d) => value === null || value === at[d]);
const countIn = (cells: readonly (readonly number[])[], question: At) =>
  cells.filter((at) => matches(at, question)).length;

const cube = fc
  .tuple(
    fc.integer({ min: 2, max: 5 }),
    fc.integer({ min: 2, max: 4 }),
    fc.integer({ min: 2, max: 3 }),
    fc.integer({ min: 2, max: 3 }),
  )
  .chain((sizes) =>
    fc.record({
      sizes: fc.constant([...sizes]),
      records: fc.array(
        fc.record({
          at: fc.tuple(...sizes.map((size) => fc.integer({ min: 0, max: size - 1 }))).map((at) => at as number[]),
          isOpen: fc.boolean(),
        }),
        // So many that not everything is small together.
        { minLength: 5 * (LARGEST_SMALL_COUNT + 1), maxLength: 160 },
      ),
    }),
  )
  // Of a handful of secrets in all even the grand total is small, which the cube refuses.
  .filter(({ records }) => records.filter(({ isOpen }) => !isOpen).length > LARGEST_SMALL_COUNT);

/** Proves by brute force that the published numbers do not tell a small count: another possible world gives the same ones. */
function provePrivacy(sizes: readonly number[], records: readonly CubeRecord[]): void {
  const made = new ProtectedCube(sizes, records);
  const secret = records.filter(({ isOpen }) => !isOpen).map(({ at }) => at);
  const all = records.map(({ at }) => at);
  const everything = [...questions(sizes)];
  const published = everything.filter((question) => made.count(question) !== null);
  for (const question of published) expect(made.count(question)).toBe(countIn(all, question));

  const explained = new Set<string>();
  for (const { corners } of made.moves) {
    // The other world: what gives must be there, and be secret.
    const giving = corners.filter(({ change }) => change === -1);
    for (const { at } of giving) {
      expect(secret.filter((own) => own.join() === at.join()).length).toBeGreaterThan(0);
    }
    for (const question of everything) {
      const change = corners.reduce((sum, corner) => sum + (matches(corner.at, question) ? corner.change : 0), 0);
      if (change === 0) continue;
      expect(made.count(question), 'a published number would differ').toBeNull();
      explained.add(question.join());
    }
  }
  for (const question of everything) {
    const [own, total] = [countIn(secret, question), countIn(all, question)];
    const isSmall = own >= 1 && (own <= LARGEST_SMALL_COUNT || total <= LARGEST_SMALL_COUNT);
    if (!isSmall) continue;
    expect(made.count(question)).toBeNull();
    expect(explained.has(question.join()), `small count at ${question.join()}`).toBe(true);
  }
}

describe('small counts of a lattice of filters', () => {
  test('for each there is another possible world with the same published numbers', () => {
    fc.assert(
      fc.property(cube, ({ sizes, records }) => provePrivacy(sizes, records)),
      { numRuns: 60 },
    );
  });

  test('no difference of published numbers, of one filter more or less, is a small count', () => {
    fc.assert(
      fc.property(cube, ({ sizes, records }) => {
        const made = new ProtectedCube(sizes, records);
        for (const question of questions(sizes)) {
          const whole = made.count(question);
          if (whole === null) continue;
          for (const [d, size] of sizes.entries()) {
            if (question[d] !== null) continue;
            const parts = Array.from({ length: size }, (_, value) =>
              question.map((own, place) => (place === d ? value : own)),
            );
            const known = parts.map((part) => made.count(part));
            // A sum with one part missing tells that part.
            expect(known.filter((part) => part === null).length).not.toBe(1);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('nothing is withheld where nothing is small, or where all is public anyway', () => {
    const many = [0, 1].flatMap((a) =>
      [0, 1].flatMap((b) => Array.from({ length: 5 }, () => ({ at: [a, b], isOpen: false }))),
    );
    expect(new ProtectedCube([2, 2], many).publishedShare).toBe(1);
    expect(new ProtectedCube([2, 2], [{ at: [0, 0], isOpen: true }]).count([0, 0])).toBe(1);
  });

  test('what cannot be hidden is refused, never published', () => {
    expect(() => new ProtectedCube([2, 1], [{ at: [0, 0], isOpen: false }])).toThrow(RangeError);
  });
});
