// Whole rupiah divided by share, so that the parts are whole rupiah too and sum to the whole.

/** A share as a whole number of these: divisions of it are exact, and a share of a double's 53 bits loses nothing that matters. */
const UNITS = 2n ** 60n;

/** The exact number of `UNITS` that a double is, rounded down; doubles times 2^60 need no more digits than a bigint has. */
function unitsOf(share: number): bigint {
  if (!Number.isFinite(share) || share < 0) throw new RangeError(`share ${share}`);
  // 2^52 fits a double's digits; the rest is a shift.
  const high = Math.floor(share);
  const low = share - high;
  return BigInt(high) * UNITS + (BigInt(Math.floor(low * 2 ** 52)) << 8n);
}

/**
 * Divides whole rupiah by shares (any numbers >= 0, relative to their sum) by largest remainder: each part is its exact share
 * rounded down or up to a rupiah, and the parts sum to the whole exactly; of equal remainders the earlier gets the rupiah.
 * Empty for no shares. Throws `RangeError` for a whole that is negative or no safe integer, a share that is negative or not
 * finite, and shares that are all 0 when there is something to divide.
 */
export function splitRupiah(whole: number, shares: readonly number[]): number[] {
  if (!Number.isSafeInteger(whole) || whole < 0) throw new RangeError(`rupiah ${whole}`);
  if (shares.length === 0) return [];
  const units = shares.map(unitsOf);
  const sum = units.reduce((total, one) => total + one, 0n);
  if (sum === 0n) {
    if (whole === 0) return shares.map(() => 0);
    throw new RangeError('shares sum to 0');
  }
  const parts = units.map((one, index) => {
    const exact = BigInt(whole) * one;
    return { index, rupiah: exact / sum, remainder: exact % sum };
  });
  let left = BigInt(whole) - parts.reduce((total, { rupiah }) => total + rupiah, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.rupiah += 1n;
    left -= 1n;
  }
  return parts.map(({ rupiah }) => Number(rupiah));
}
