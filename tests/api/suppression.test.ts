import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppressSmallCounts } from '../../api/suppression.ts';

const table = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })).chain(([rows, columns]) =>
  fc.array(
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.integer({ min: 0, max: 500 })), {
      minLength: columns,
      maxLength: columns,
    }),
    { minLength: rows, maxLength: rows },
  ),
);
const isSmall = (count: number) => count >= 1 && count <= 4;

/**
 * Whether somebody who knows every published count and the totals of all rows and columns could still be looking at
 * another table, with another number in this cell. The tables he cannot tell apart differ by circles through withheld
 * cells that add 1 and take 1 in turn, so it is a search for such a circle. Rows are nodes r0…, columns c0….
 */
function couldBeAnother(counts: number[][], published: (number | null)[][], row: number, column: number): boolean {
  const withheld = (r: number, c: number) => published[r]?.[c] === null;
  const columns = counts[0]?.length ?? 0;
  const reaches = (from: string, to: string, mayAdd: (r: number, c: number) => boolean, mayTake: typeof mayAdd) => {
    const seen = new Set([from]);
    const queue = [from];
    for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
      const index = Number(node.slice(1));
      const next =
        node[0] === 'r'
          ? Array.from({ length: columns }, (_, c) => c)
              .filter((c) => mayAdd(index, c))
              .map((c) => `c${c}`)
          : counts
              .map((_, r) => r)
              .filter((r) => mayTake(r, index))
              .map((r) => `r${r}`);
      for (const other of next) {
        if (other === to) return true;
        if (!seen.has(other)) queue.push(other);
        seen.add(other);
      }
    }
    return false;
  };
  const other = (r: number, c: number) => withheld(r, c) && !(r === row && c === column);
  const canGive = (r: number, c: number) => other(r, c) && (counts[r]?.[c] ?? 0) > 0;
  // One more here: from the column back to the row, taking first. One less here: from the row to the column, adding first.
  return reaches(`c${column}`, `r${row}`, other, canGive) || reaches(`r${row}`, `c${column}`, other, canGive);
}

describe('small counts', () => {
  test('none of 1–4 is published', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const published = suppressSmallCounts(counts).counts.flat();
        expect(published.filter((count) => count !== null && isSmall(count))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('what is published is unchanged, and large tables keep most of it', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const published = suppressSmallCounts(counts).counts;
        published.forEach((line, row) =>
          line.forEach((count, column) => count !== null && expect(count).toBe(counts[row]?.[column])),
        );
      }),
    );
    const large = Array.from({ length: 40 }, (_, row) => Array.from({ length: 10 }, (_, column) => 20 + row + column));
    (large[3] as number[])[4] = 2;
    const withheld = suppressSmallCounts(large)
      .counts.flat()
      .filter((count) => count === null);
    expect(withheld).toHaveLength(4);
  });

  test('totals of rows and columns give none of them away', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const { counts: published, totalsAreSafe } = suppressSmallCounts(counts);
        if (!totalsAreSafe) return;
        counts.forEach((line, row) =>
          line.forEach((count, column) => {
            if (isSmall(count)) expect(couldBeAnother(counts, published, row, column)).toBe(true);
          }),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('the search for another table finds what a single withheld cell gives away', () => {
    const counts = [
      [3, 10],
      [20, 30],
    ];
    expect(
      couldBeAnother(
        counts,
        [
          [null, 10],
          [20, 30],
        ],
        0,
        0,
      ),
    ).toBe(false);
    expect(
      couldBeAnother(
        counts,
        [
          [null, null],
          [null, null],
        ],
        0,
        0,
      ),
    ).toBe(true);
  });

  test('a table that cannot hide a small count says so', () => {
    expect(suppressSmallCounts([[3]])).toEqual({ counts: [[null]], totalsAreSafe: false });
    expect(suppressSmallCounts([[3, 40, 50]]).totalsAreSafe).toBe(false);
    expect(suppressSmallCounts([])).toEqual({ counts: [], totalsAreSafe: true });
  });
});
