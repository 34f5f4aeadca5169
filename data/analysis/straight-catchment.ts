import type { DecayBand } from './floating-catchment.ts';
import { localMetric } from './geodesy.ts';
import type { PointColumns } from './spatial-index.ts';

/** Cells by row of their grid, from west to east: those of row `r` are `cell[first[r]] … cell[first[r + 1] − 1]`. */
export interface CellRows {
  readonly first: Uint32Array;
  readonly cell: Uint32Array;
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

/** The rows of cells on a grid; a row is straight, so the distance from any point falls along it and then rises. */
export function cellRowsOf(
  { column, row }: { readonly column: ArrayLike<number>; readonly row: ArrayLike<number> },
  { longitude, latitude }: PointColumns,
): CellRows {
  const unsorted = Uint32Array.from({ length: row.length }, (_, at) => at);
  const cell = sortedBy(row, sortedBy(column, unsorted));
  const starts = [...cell.keys()].filter((at) => at === 0 || row[cell[at]!] !== row[cell[at - 1]!]);
  return {
    first: Uint32Array.from([...starts, cell.length]),
    cell,
    longitude: Float64Array.from(cell, (at) => longitude[at]!),
    latitude: Float64Array.from(cell, (at) => latitude[at]!),
  };
}

/** Cells by a whole number each has, equal ones in the order given: counted, for comparing them takes ten times as long. */
function sortedBy(key: ArrayLike<number>, cells: Uint32Array): Uint32Array {
  let most = 0;
  for (const cell of cells) most = Math.max(most, key[cell]!);
  const next = new Uint32Array(most + 2);
  for (const cell of cells) next[key[cell]! + 1]! += 1;
  for (let value = 0; value <= most; value++) next[value + 1]! += next[value]!;
  const sorted = new Uint32Array(cells.length);
  for (const cell of cells) sorted[next[key[cell]!]!++] = cell;
  return sorted;
}

/**
 * The accessibility of `floatingCatchment` with bands, where the cost of a way is its straight metres × `costPerMetre`. Within a
 * row of cells those of a band lie side by side, so its ends are searched and sums over whole stretches are taken: of a reach of
 * many kilometres there are tens of millions of pairs of cell and facility, too many to look at each. Equal to the listed way to
 * 1e-9, and exactly 0 where nothing is in reach.
 */
export function straightCatchment(input: {
  readonly rows: CellRows;
  readonly facilities: PointColumns;
  /** Per cell. */
  readonly people: ArrayLike<number>;
  /** Per facility. */
  readonly supply: ArrayLike<number>;
  readonly costPerMetre: number;
  /** Ascending; beyond the last one nothing counts. */
  readonly bands: readonly DecayBand[];
}): Float64Array {
  const { rows, facilities, people, supply, costPerMetre, bands } = input;
  const { first, cell, longitude, latitude } = rows;
  const cellCount = cell.length;
  const accessibility = new Float64Array(cellCount);
  if (cellCount === 0) return accessibility;
  let south = Infinity;
  let north = -Infinity;
  for (const y of latitude) {
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  // As in `straightReachLists`, so that both agree on who is within reach.
  const { east0, east1, east2, north0, north1, referenceLatitude } = localMetric((south + north) / 2);
  const peopleBefore = new Float64Array(cellCount + 1);
  for (let at = 0; at < cellCount; at++) peopleBefore[at + 1] = peopleBefore[at]! + people[cell[at]!]!;

  // What changes from one cell to the next in a row: supply per person, and how many facilities are in reach. Each row has a slot
  // more than cells, and sums start anew in it, so that rounding does not add up.
  const rowCount = first.length - 1;
  const change = new Float64Array(cellCount + rowCount);
  const changeOfCount = new Int32Array(cellCount + rowCount);
  const widest = bands.at(-1)!.upTo;
  // Less than a degree of latitude costs anywhere near, so that no row is passed over wrongly.
  const costPerDegree = 0.99 * north0 * costPerMetre;
  for (let facility = 0; facility < facilities.longitude.length; facility++) {
    const x = facilities.longitude[facility]!;
    const y = facilities.latitude[facility]!;
    const costAt = (at: number): number => {
      const offset = (latitude[at]! + y) / 2 - referenceLatitude;
      const east = (longitude[at]! - x) * (east0 + offset * (east1 + offset * east2));
      const northwards = (latitude[at]! - y) * (north0 + offset * north1);
      return Math.sqrt(east * east + northwards * northwards) * costPerMetre;
    };
    // Those of this facility: first slot, slot after the last, and weight gained.
    const stretches: number[] = [];
    let reached = 0;
    for (let row = 0; row < rowCount; row++) {
      const begin = first[row]!;
      const end = first[row + 1]!;
      const lower = Math.min(latitude[begin]!, latitude[end - 1]!);
      const upper = Math.max(latitude[begin]!, latitude[end - 1]!);
      if (Math.max(lower - y, y - upper) * costPerDegree > widest) continue;
      const nearest = nearestInRow(costAt, begin, end, eastOf(longitude, begin, end, x));
      let left = begin;
      let right = end;
      const least = costAt(nearest);
      for (let band = bands.length - 1; band >= 0 && least <= bands[band]!.upTo; band--) {
        const { upTo, weight } = bands[band]!;
        // Bands lie within one another, so each is searched for in the wider one before it.
        left = firstWithin(costAt, upTo, left, nearest);
        right = endWithin(costAt, upTo, nearest, right);
        const gained = weight - (bands[band + 1]?.weight ?? 0);
        reached += gained * (peopleBefore[right]! - peopleBefore[left]!);
        stretches.push(left + row, right + row, gained);
        if (band === bands.length - 1) {
          changeOfCount[left + row]! += 1;
          changeOfCount[right + row]! -= 1;
        }
      }
    }
    // Who reaches nobody shares nothing out.
    const ratio = reached > 0 ? supply[facility]! / reached : 0;
    for (let i = 0; i < stretches.length; i += 3) {
      change[stretches[i]!]! += stretches[i + 2]! * ratio;
      change[stretches[i + 1]!]! -= stretches[i + 2]! * ratio;
    }
  }
  for (let row = 0; row < rowCount; row++) {
    let sum = 0;
    let count = 0;
    for (let at = first[row]!; at < first[row + 1]!; at++) {
      count += changeOfCount[at + row]!;
      sum = count > 0 ? sum + change[at + row]! : 0;
      accessibility[cell[at]!] = sum;
    }
  }
  return accessibility;
}

/** The first cell of a row that does not lie west of a longitude; the last one when all do. */
function eastOf(longitude: Float64Array, begin: number, end: number, x: number): number {
  let low = begin;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (longitude[middle]! >= x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The cell of a row that costs least, searched downhill from a guess: a row leans a little against the parallel. */
function nearestInRow(costAt: (at: number) => number, begin: number, end: number, guess: number): number {
  let at = guess;
  let cost = costAt(at);
  for (const step of [-1, 1]) {
    for (let next = at + step; next >= begin && next < end; next += step) {
      const there = costAt(next);
      // Equal ones are passed: the parts of a cell that a border divides stand on one place.
      if (there > cost) break;
      at = next;
      cost = there;
    }
  }
  return at;
}

/** The first of the cells from `low` up to `nearest` that costs no more than the limit; `nearest` itself does not. */
function firstWithin(costAt: (at: number) => number, limit: number, low: number, nearest: number): number {
  let high = nearest;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (costAt(middle) <= limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** After the last of the cells from `nearest` up to, not including, `end` that costs no more than the limit. */
function endWithin(costAt: (at: number) => number, limit: number, nearest: number, end: number): number {
  let low = nearest;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (costAt(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
