/**
 * Withholds small counts of a table of rows × columns (UU 27/2022; counts of 1–4 could point at a person), and as many
 * more as it takes that nobody who knows the totals of all rows and columns can work a small count out.
 *
 * Method: each small count becomes a corner of a rectangle whose four corners are withheld ("hypercube method",
 * Repsilber 1994). Adding 1 to two opposite corners and taking 1 from the other two changes no total, so the small
 * count has at least two possible values as long as one pair of opposite corners can give up 1. Rectangles are chosen
 * so that the least is lost.
 */
export interface SuppressedTable {
  /** Counts as given, `null` where withheld. */
  readonly counts: (number | null)[][];
  /** False when the table is too small to hide a small count from its totals: then no total may be published. */
  readonly totalsAreSafe: boolean;
}

/** Counts from 1 to this are withheld. */
export const LARGEST_SMALL_COUNT = 4;

/** `counts[row][column]`, whole and not negative, every row of the same length. The input is not changed. */
export function suppressSmallCounts(counts: readonly (readonly number[])[]): SuppressedTable {
  const withheld = counts.map((row) => row.map(isSmall));
  let totalsAreSafe = true;
  for (const [row, line] of counts.entries()) {
    for (const [column, count] of line.entries()) {
      if (!isSmall(count)) continue;
      const corner = cheapestRectangle(counts, withheld, row, column);
      if (!corner) {
        totalsAreSafe = false;
        continue;
      }
      for (const r of [row, corner.row]) for (const c of [column, corner.column]) withhold(withheld, r, c);
    }
  }
  return {
    counts: counts.map((line, row) => line.map((count, column) => (withheld[row]?.[column] ? null : count))),
    totalsAreSafe,
  };
}

function isSmall(count: number): boolean {
  return count >= 1 && count <= LARGEST_SMALL_COUNT;
}

function withhold(withheld: boolean[][], row: number, column: number): void {
  const line = withheld[row];
  if (line) line[column] = true;
}

/** The opposite corner of the rectangle that hides the count at (row, column) and loses the least; null without one. */
function cheapestRectangle(
  counts: readonly (readonly number[])[],
  withheld: readonly (readonly boolean[])[],
  row: number,
  column: number,
): { row: number; column: number } | null {
  const at = (r: number, c: number) => counts[r]?.[c] ?? 0;
  // What publishing loses: a count of n costs n + 1, so that an empty cell is cheap but not free.
  const cost = (r: number, c: number) => (withheld[r]?.[c] ? 0 : at(r, c) + 1);
  let best: { row: number; column: number } | null = null;
  let bestCost = Infinity;
  for (let r = 0; r < counts.length; r++) {
    if (r === row) continue;
    for (let c = 0; c < (counts[row]?.length ?? 0); c++) {
      if (c === column) continue;
      const oppositeCanGive = at(r, c) > 0;
      const neighboursCanGive = at(r, column) > 0 && at(row, c) > 0;
      if (!oppositeCanGive && !neighboursCanGive) continue;
      const total = cost(r, c) + cost(r, column) + cost(row, c);
      if (total < bestCost) [best, bestCost] = [{ row: r, column: c }, total];
    }
  }
  return best;
}
