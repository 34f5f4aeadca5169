import type { ReachLists } from '../spatial-index.ts';

/** Places that may be chosen, as columns of equal length. */
export interface SiteOptions {
  /** Row of the kecamatan that the place lies in. */
  readonly kecamatan: Int32Array;
  /** Whole rupiah; 0 where no budget limits. */
  readonly cost: Float64Array;
}

/** What a set of places must keep to, and what makes one better than another. */
export interface SiteConditions {
  readonly objective: 'most-people' | 'fewest-sites' | 'least-travel';
  /** At most so many places; null: without limit. */
  readonly count: number | null;
  /** At most so much in all, whole rupiah. */
  readonly budget: number | null;
  /** Per kecamatan at least so many places. */
  readonly minimum: Int32Array;
  /** Of `fewest-sites`: people to be served in all, and in each kecamatan. */
  readonly need: number;
  readonly floor: Float64Array;
  /** 0 to 1, see `scoreOf`. */
  readonly equity: number;
}

/**
 * Who gains by which place. A row is the people of one group (desa) who are in reach of exactly the same places, so nothing is lost
 * by taking them together. The places of row `r` are `option[first[r]] … option[first[r + 1] − 1]`, the largest gain first.
 */
export interface SiteRows {
  readonly first: Uint32Array;
  readonly option: Uint32Array;
  /** What one person of the row gains: 1 for being served, else metres or seconds of travel saved. */
  readonly gain: Float64Array;
  readonly people: Float64Array;
  readonly group: Uint32Array;
}

/** The same seen from the places: the rows of place `j` are `row[first[j]] … row[first[j + 1] − 1]`. */
export interface SiteReach {
  readonly first: Uint32Array;
  readonly row: Uint32Array;
  readonly gain: Float64Array;
}

/** Which places to choose, without any geography left: demand, reach, conditions. All people and gains are whole numbers. */
export interface SiteProblem {
  readonly options: SiteOptions;
  readonly conditions: SiteConditions;
  readonly rows: SiteRows;
  readonly reach: SiteReach;
  /** Row of the kecamatan of each group. */
  readonly kecamatanOfGroup: Int32Array;
  /** People of each kecamatan, and what it has without any place: people served, or minus its travel (person-metres or -seconds). */
  readonly people: Float64Array;
  readonly base: Float64Array;
  /** Kecamatan that some place can improve: the others have what they have, so the dial does not wait for them. */
  readonly isImprovable: Uint8Array;
}

/** Cells and what they have now. */
export interface SiteCells {
  readonly people: ArrayLike<number>;
  /** Row of the group (desa) of each cell. */
  readonly group: ArrayLike<number>;
  readonly kecamatanOfGroup: Int32Array;
  readonly kecamatanCount: number;
}

/**
 * The problem of serving people: a cell is served when any place reaches it.
 * @param isServed per cell, 1 where it is served already.
 * @param lists the cells in reach of each option.
 */
export function coverProblem(
  cells: SiteCells,
  isServed: ArrayLike<number>,
  lists: ReachLists,
  options: SiteOptions,
  conditions: SiteConditions,
): SiteProblem {
  const { people, group } = cells;
  const optionCount = lists.first.length - 1;
  // Cells start in the class of their group; every option splits the classes that it reaches only in part. What is left together
  // in the end has the same options.
  const groupCount = cells.kecamatanOfGroup.length;
  const room = groupCount + lists.cell.length;
  const classOf = Int32Array.from({ length: people.length }, (_, cell) => group[cell]!);
  const splitBy = new Int32Array(room).fill(-1);
  const splitInto = new Int32Array(room);
  let classes = groupCount;
  for (let option = 0; option < optionCount; option++) {
    for (let at = lists.first[option]!; at < lists.first[option + 1]!; at++) {
      const cell = lists.cell[at]!;
      if (isServed[cell] || people[cell] === 0) continue;
      const old = classOf[cell]!;
      if (splitBy[old] !== option) {
        splitBy[old] = option;
        splitInto[old] = classes++;
      }
      classOf[cell] = splitInto[old]!;
    }
  }
  // Classes that still have their first number are in reach of nobody.
  const rowOf = new Int32Array(classes).fill(-1);
  const speaker: number[] = [];
  const rowPeople: number[] = [];
  const rowGroup: number[] = [];
  for (let cell = 0; cell < people.length; cell++) {
    const of = classOf[cell]!;
    if (of < groupCount) continue;
    if (rowOf[of] === -1) {
      rowOf[of] = speaker.length;
      speaker.push(cell);
      rowPeople.push(0);
      rowGroup.push(group[cell]!);
    }
    rowPeople[rowOf[of]!]! += people[cell]!;
  }
  const first = new Uint32Array(optionCount + 1);
  const row: number[] = [];
  for (let option = 0; option < optionCount; option++) {
    for (let at = lists.first[option]!; at < lists.first[option + 1]!; at++) {
      const cell = lists.cell[at]!;
      const of = rowOf[classOf[cell]!]!;
      if (of >= 0 && speaker[of] === cell) row.push(of);
    }
    first[option + 1] = row.length;
  }
  const reach = { first, row: Uint32Array.from(row), gain: new Float64Array(row.length).fill(1) };
  const demand = { people: Float64Array.from(rowPeople), group: Uint32Array.from(rowGroup) };
  const base = new Float64Array(cells.kecamatanCount);
  for (let cell = 0; cell < people.length; cell++)
    if (isServed[cell]) base[cells.kecamatanOfGroup[group[cell]!]!]! += people[cell]!;
  return problemOf(cells, base, reach, demand, options, conditions);
}

/**
 * The problem of travelling less: everybody goes to the nearest place. Costs are rounded to whole metres or seconds.
 * @param now per cell what the way costs today, at most `ceiling`.
 * @param listsOf the cells in reach of the options from `from` up to, not including, `to`, with their cost in the unit of `now`.
 */
export function travelProblem(
  cells: SiteCells,
  now: ArrayLike<number>,
  listsOf: (from: number, to: number) => ReachLists,
  options: SiteOptions,
  conditions: SiteConditions,
): SiteProblem {
  const { people, group } = cells;
  const optionCount = options.cost.length;
  const rowOf = new Int32Array(people.length).fill(-1);
  const rowCell: number[] = [];
  const first = new Uint32Array(optionCount + 1);
  const row: number[] = [];
  const gain: number[] = [];
  for (let from = 0; from < optionCount; from += OPTIONS_AT_ONCE) {
    const to = Math.min(optionCount, from + OPTIONS_AT_ONCE);
    const lists = listsOf(from, to);
    for (let option = from; option < to; option++) {
      for (let at = lists.first[option - from]!; at < lists.first[option - from + 1]!; at++) {
        const cell = lists.cell[at]!;
        const saved = Math.round(now[cell]!) - Math.round(lists.cost[at]!);
        if (people[cell] === 0 || !(saved > 0)) continue;
        if (rowOf[cell] === -1) {
          rowOf[cell] = rowCell.length;
          rowCell.push(cell);
        }
        row.push(rowOf[cell]!);
        gain.push(saved);
      }
      first[option + 1] = row.length;
    }
  }
  const base = new Float64Array(cells.kecamatanCount);
  for (let cell = 0; cell < people.length; cell++) {
    if (people[cell]! > 0) base[cells.kecamatanOfGroup[group[cell]!]!]! -= people[cell]! * Math.round(now[cell]!);
  }
  const reach = { first, row: Uint32Array.from(row), gain: Float64Array.from(gain) };
  const demand = {
    people: Float64Array.from(rowCell, (cell) => people[cell]!),
    group: Uint32Array.from(rowCell, (cell) => group[cell]!),
  };
  return problemOf(cells, base, reach, demand, options, conditions);
}

/** Of a wide reach all lists together would be hundreds of megabytes, of which little saves anybody anything. */
const OPTIONS_AT_ONCE = 16;

function problemOf(
  cells: SiteCells,
  base: Float64Array,
  reach: SiteReach,
  demand: Pick<SiteRows, 'people' | 'group'>,
  options: SiteOptions,
  conditions: SiteConditions,
): SiteProblem {
  const people = new Float64Array(cells.kecamatanCount);
  for (let cell = 0; cell < cells.people.length; cell++)
    people[cells.kecamatanOfGroup[cells.group[cell]!]!]! += cells.people[cell]!;
  const isImprovable = new Uint8Array(cells.kecamatanCount);
  for (const row of reach.row) isImprovable[cells.kecamatanOfGroup[demand.group[row]!]!] = 1;
  return {
    options,
    conditions,
    rows: { ...rowsOf(reach, demand.people.length), ...demand },
    reach,
    kecamatanOfGroup: cells.kecamatanOfGroup,
    people,
    base,
    isImprovable,
  };
}

/** The rows with their options, the largest gain first; equal gains in the order of options. */
function rowsOf(reach: SiteReach, rowCount: number): Pick<SiteRows, 'first' | 'option' | 'gain'> {
  const first = new Uint32Array(rowCount + 1);
  for (const row of reach.row) first[row + 1]! += 1;
  for (let row = 0; row < rowCount; row++) first[row + 1]! += first[row]!;
  const next = first.slice();
  const option = new Uint32Array(reach.row.length);
  const gain = new Float64Array(reach.row.length);
  for (let j = 0; j + 1 < reach.first.length; j++) {
    for (let at = reach.first[j]!; at < reach.first[j + 1]!; at++) {
      const slot = next[reach.row[at]!]!++;
      option[slot] = j;
      gain[slot] = reach.gain[at]!;
    }
  }
  for (let row = 0; row < rowCount; row++) {
    const [begin, end] = [first[row]!, first[row + 1]!];
    if (isDescending(gain, begin, end)) continue;
    const order = Array.from({ length: end - begin }, (_, i) => begin + i).sort((a, b) => gain[b]! - gain[a]!);
    const [options, gains] = [order.map((at) => option[at]!), order.map((at) => gain[at]!)];
    option.set(options, begin);
    gain.set(gains, begin);
  }
  return { first, option, gain };
}

function isDescending(values: Float64Array, begin: number, end: number): boolean {
  for (let at = begin + 1; at < end; at++) if (values[at]! > values[at - 1]!) return false;
  return true;
}
