/**
 * Counts of records by several properties, of which small ones are withheld so that nobody can work them out from the others,
 * whatever filters are combined (UU 27/2022; counts of 1–4 could point at a person).
 *
 * What may be asked is the whole lattice: one value or all values of each property. For every small count a *move* is found: a
 * change of records that keeps every published number as it is, stays possible (no count below zero), and changes the small
 * count. So who knows everything published cannot tell the two worlds apart. A move flips the values of some properties F
 * around a record: +1 and −1 in turn on the corners of a box, which cancels in every sum over a property of F; the counts that
 * it does change are withheld too. Chosen is the box that withholds the least ("hypercube method", Repsilber 1994, carried
 * over to a lattice of sums).
 */
export interface CubeRecord {
  /** Index of the value of each property. */
  readonly at: readonly number[];
  /** Published one by one anyway (a point on the public map), so that it is no secret and no move may touch it. */
  readonly isOpen: boolean;
}

/** What would have to be different for nobody to notice: corners of a box, for proofs in tests. */
export interface Move {
  /** Interior cells by index of each property, and what changes in each. */
  readonly corners: readonly { readonly at: readonly number[]; readonly change: 1 | -1 }[];
}

/** Counts from 1 to this are withheld. */
export const LARGEST_SMALL_COUNT = 4;
/** What withholding a count loses, by how many properties it leaves at "all": the coarser the sum, the more it is worth. */
const WORTH_PER_LEVEL = 12;
/** A zero says little that its neighbours do not. */
const WORTH_OF_ZERO = 0.05;
/** Boxes tried for one small count before the best so far is taken. */
const MOST_BOXES = 4_000;

/** Place of a question in `answers`: one value, or null for all values, of each property. */
export function indexIn(sizes: readonly number[], at: readonly (number | null)[]): number {
  let stride = 1;
  let index = 0;
  for (const [d, size] of sizes.entries()) {
    index += (at[d] ?? size) * stride;
    stride *= size + 1;
  }
  return index;
}

export class ProtectedCube {
  /** Moves that keep the secrets, for proofs. */
  readonly moves: readonly Move[];
  private readonly sizes: readonly number[];
  private readonly strides: readonly number[];
  private readonly counts: Int32Array;
  private readonly withheld: Uint8Array;

  /**
   * @param sizes number of values of each property, each at least 2 unless the cube holds no secret.
   * @throws RangeError when a small count cannot be protected (a property with one value only, everything in one record).
   */
  constructor(sizes: readonly number[], records: readonly CubeRecord[]) {
    this.sizes = sizes;
    // One place more per property: the sum over all its values.
    const strides: number[] = [];
    let length = 1;
    for (const size of sizes) {
      strides.push(length);
      length *= size + 1;
    }
    this.strides = strides;
    this.counts = new Int32Array(length);
    this.withheld = new Uint8Array(length);
    const secrets = new Int32Array(length);
    for (const { at, isOpen } of records) {
      this.eachSum(at, (index) => {
        this.counts[index]!++;
        if (!isOpen) secrets[index]!++;
      });
    }
    this.moves = this.protect(secrets);
  }

  /** Count at one value, or null for all values, of each property; null when it is withheld. */
  count(at: readonly (number | null)[]): number | null {
    const index = this.indexOf(at);
    return this.withheld[index] ? null : this.counts[index]!;
  }

  /** Every count in the order of `indexIn`, −1 where it is withheld: what can be kept and sent without the records. */
  get answers(): Int32Array {
    return this.counts.map((count, index) => (this.withheld[index] ? -1 : count));
  }

  /** Share (0–1) of the counts other than zero that are published, for a report on what protection costs. */
  get publishedShare(): number {
    let some = 0;
    let published = 0;
    for (let index = 0; index < this.counts.length; index++) {
      if (this.counts[index] === 0) continue;
      some++;
      if (!this.withheld[index]) published++;
    }
    return some === 0 ? 1 : published / some;
  }

  private indexOf(at: readonly (number | null)[]): number {
    return indexIn(this.sizes, at);
  }

  /** Calls with the index of every sum that an interior cell enters. */
  private eachSum(at: readonly number[], call: (index: number) => void): void {
    const { sizes, strides } = this;
    const dimensions = sizes.length;
    for (let summed = 0; summed < 1 << dimensions; summed++) {
      let index = 0;
      for (let d = 0; d < dimensions; d++) index += ((summed >> d) & 1 ? sizes[d]! : at[d]!) * strides[d]!;
      call(index);
    }
  }

  /** Withholds small counts and what protects them. Coarse sums first: their moves often protect finer ones, too. */
  private protect(secrets: Int32Array): Move[] {
    const { sizes, strides, counts, withheld } = this;
    const isSmall = (index: number) =>
      secrets[index]! >= 1 && (secrets[index]! <= LARGEST_SMALL_COUNT || isFew(counts[index]!));
    const small: number[] = [];
    for (let index = 0; index < counts.length; index++) {
      if (isSmall(index)) {
        withheld[index] = 1;
        small.push(index);
      }
    }
    const levelOf = (index: number) =>
      sizes.reduce((level, size, d) => level + (Math.floor(index / strides[d]!) % (size + 1) === size ? 1 : 0), 0);
    small.sort((a, b) => levelOf(b) - levelOf(a) || a - b);
    const worth = Float64Array.from(
      counts,
      (count, index) => (count === 0 ? WORTH_OF_ZERO : Math.log2(2 + count)) * WORTH_PER_LEVEL ** levelOf(index),
    );
    const interior = this.interiorCells(secrets);
    const moved = new Uint8Array(counts.length);
    const moves: Move[] = [];
    for (const index of small) {
      if (moved[index]) continue;
      const box = this.cheapestBox(index, secrets, interior, worth);
      if (box === null) throw new RangeError('A small count that no other world could explain');
      for (const affected of box.affected) {
        moved[affected] = 1;
        withheld[affected] = 1;
      }
      moves.push({ corners: box.corners });
    }
    return moves;
  }

  /** Cells of the finest level that hold a secret. */
  private interiorCells(secrets: Int32Array): number[][] {
    const cells: number[][] = [];
    const { sizes, strides } = this;
    for (let index = 0; index < secrets.length; index++) {
      if (secrets[index] === 0) continue;
      const at = sizes.map((size, d) => Math.floor(index / strides[d]!) % (size + 1));
      if (at.every((value, d) => value < sizes[d]!)) cells.push(at);
    }
    return cells;
  }

  private cheapestBox(
    index: number,
    secrets: Int32Array,
    interior: readonly number[][],
    worth: Float64Array,
  ): { affected: readonly number[]; corners: Move['corners'] } | null {
    const { sizes, strides } = this;
    const target = sizes.map((size, d) => Math.floor(index / strides[d]!) % (size + 1));
    const free = sizes.flatMap((size, d) => (target[d]! < size ? [d] : []));
    // Of a grand total nothing can be moved away; it is never small unless everything is.
    const inside = interior.filter((cell) => free.every((d) => cell[d] === target[d]));
    let best: { loss: number; affected: number[]; corners: Move['corners'] } | null = null;
    let tried = 0;
    for (const base of inside) {
      for (let chosen = 1; chosen < 1 << free.length; chosen++) {
        const flipped = free.filter((_, place) => (chosen >> place) & 1);
        for (const other of this.partners(base, flipped, interior)) {
          if (++tried > MOST_BOXES && best !== null) return best;
          const corners = cornersOf(base, other, flipped);
          const possible = corners.every(({ at, change }) => change === 1 || secrets[this.indexOf(at)]! > 0);
          if (!possible) continue;
          const affected = this.affectedBy(corners, flipped);
          const loss = affected.reduce((sum, one) => sum + (this.withheld[one] ? 0 : worth[one]!), 0);
          if (best === null || loss < best.loss) best = { loss, affected, corners };
          if (loss === 0) return best;
        }
      }
    }
    return best;
  }

  /** Values that the flipped properties may take at the far corner: of another secret record where two or more flip, else any. */
  private *partners(
    base: readonly number[],
    flipped: readonly number[],
    interior: readonly number[][],
  ): Generator<number[]> {
    if (flipped.length === 1) {
      const [d] = flipped as [number];
      for (let value = 0; value < this.sizes[d]!; value++) {
        if (value !== base[d]) yield base.map((own, place) => (place === d ? value : own));
      }
      return;
    }
    for (const cell of interior) {
      const differs = flipped.every((d) => cell[d] !== base[d]);
      const agrees = cell.every((value, d) => flipped.includes(d) || value === base[d]);
      // Of an even number of flips the far corner itself gives; of an odd one it takes, and any place will do.
      if (differs && (agrees || flipped.length % 2 === 1)) {
        yield base.map((own, d) => (flipped.includes(d) ? cell[d]! : own));
      }
    }
  }

  /** Sums that a move changes: those that sum over none of the flipped properties. */
  private affectedBy(corners: Move['corners'], flipped: readonly number[]): number[] {
    const { sizes, strides } = this;
    const fixed = sizes.flatMap((_, d) => (flipped.includes(d) ? [] : [d]));
    const affected: number[] = [];
    for (const { at } of corners) {
      for (let summed = 0; summed < 1 << fixed.length; summed++) {
        let index = 0;
        for (let d = 0; d < sizes.length; d++) {
          const place = fixed.indexOf(d);
          index += (place >= 0 && (summed >> place) & 1 ? sizes[d]! : at[d]!) * strides[d]!;
        }
        affected.push(index);
      }
    }
    return affected;
  }
}

const isFew = (count: number): boolean => count >= 1 && count <= LARGEST_SMALL_COUNT;

/** The corners of the box between two cells; those that differ from the base in an even number of properties give one. */
function cornersOf(base: readonly number[], other: readonly number[], flipped: readonly number[]): Move['corners'] {
  return Array.from({ length: 1 << flipped.length }, (_, flips) => {
    const at = [...base];
    let count = 0;
    for (const [place, d] of flipped.entries()) {
      if (!((flips >> place) & 1)) continue;
      at[d] = other[d]!;
      count++;
    }
    return { at, change: count % 2 === 0 ? -1 : 1 };
  });
}
