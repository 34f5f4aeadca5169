import type { FacilityKind } from '#model/facility';
import type { ReachLists } from './spatial-index.ts';

/**
 * How much a way of a cost counts: `none` counts all cells of the lists alike (2SFCA); `bands` by steps, the first band whose
 * `upTo` is not exceeded (E2SFCA); `gaussian` smoothly from 1 at no cost to 0 at the limit. Beyond the last band or the limit
 * nothing counts.
 */
export type Decay =
  | 'none'
  | { readonly bands: readonly DecayBand[] }
  /** Same unit as the lists' cost. */
  | { readonly gaussian: { readonly limit: number } };
export interface DecayBand {
  readonly upTo: number;
  readonly weight: number;
}

export interface FloatingCatchment {
  /** Per facility: its supply for each (weighted) person it can reach; NaN when it reaches nobody. */
  readonly supplyRatio: Float64Array;
  /** Per cell: supply per person, the sum of the ratios of the facilities in reach; 0 when there is none. */
  readonly accessibility: Float64Array;
}

/**
 * The three bands of Luo and Qi (2009), thirds of the limit with weights 1, 0.68 and 0.22: in the paper 0–10, 10–20 and 20–30
 * minutes under slow decay.
 */
export function enhancedBands(limit: number): readonly DecayBand[] {
  return [
    { upTo: limit / 3, weight: 1 },
    { upTo: (limit * 2) / 3, weight: 0.68 },
    { upTo: limit, weight: 0.22 },
  ];
}

/**
 * Two-step floating catchment: supply in reach of each cell that takes into account who else is in reach of that supply.
 *
 * Step 1, per facility: ratio = supply / Σ weight(cost) × people over the cells of its list. Step 2, per cell: accessibility =
 * Σ weight(cost) × ratio over the facilities whose list has the cell. So Σ people × accessibility = Σ supply of the facilities
 * that reach anybody: supply is shared out, neither lost nor counted twice.
 *
 * Sources: W. Luo, F. Wang, "Measures of spatial accessibility to health care in a GIS environment", Environment and Planning B
 * 30 (2003) 865–884; bands: W. Luo, Y. Qi, "An enhanced two-step floating catchment area (E2SFCA) method", Health & Place 15
 * (2009) 1100–1107; Gaussian: D. Dai, "Black residential segregation, disparities in spatial access to health care facilities,
 * and late-stage breast cancer diagnosis in metropolitan Detroit", Health & Place 16 (2010) 1038–1052.
 * @throws RangeError when lists, people and supply do not belong together, or bands are not in ascending order.
 */
export function floatingCatchment({
  lists,
  people,
  supply,
  decay,
}: {
  readonly lists: ReachLists;
  /** Per cell. */
  readonly people: ArrayLike<number>;
  /** Per facility, in order of the lists. */
  readonly supply: ArrayLike<number>;
  readonly decay: Decay;
}): FloatingCatchment {
  const { first, cell } = lists;
  const facilityCount = first.length - 1;
  if (supply.length !== facilityCount)
    throw new RangeError(`${supply.length} supplies for ${facilityCount} facilities`);
  const weight = weightsOf(lists, decay);
  const supplyRatio = new Float64Array(facilityCount);
  const accessibility = new Float64Array(people.length);
  for (let facility = 0; facility < facilityCount; facility++) {
    const end = first[facility + 1]!;
    let reached = 0;
    for (let i = first[facility]!; i < end; i++) {
      const at = cell[i]!;
      if (at >= people.length) throw new RangeError(`facility ${facility} reaches cell ${at} of ${people.length}`);
      reached += (weight ? weight[i]! : 1) * people[at]!;
    }
    // Who reaches nobody shares nothing out: without people in reach there is no supply per person.
    supplyRatio[facility] = reached > 0 ? supply[facility]! / reached : NaN;
    if (!(reached > 0)) continue;
    const ratio = supplyRatio[facility]!;
    for (let i = first[facility]!; i < end; i++) accessibility[cell[i]!]! += (weight ? weight[i]! : 1) * ratio;
  }
  return { supplyRatio, accessibility };
}

/** The weight of each entry of the lists; null where all weigh 1. */
function weightsOf({ cost }: ReachLists, decay: Decay): Float64Array | null {
  if (decay === 'none') return null;
  const weight = new Float64Array(cost.length);
  if ('gaussian' in decay) {
    const { limit } = decay.gaussian;
    if (!(limit > 0)) throw new RangeError(`the limit of a Gaussian decay is above 0, not ${limit}`);
    const atLimit = Math.exp(-0.5);
    for (let i = 0; i < cost.length; i++) {
      const share = cost[i]! / limit;
      weight[i] = share < 1 ? (Math.exp(-0.5 * share * share) - atLimit) / (1 - atLimit) : 0;
    }
    return weight;
  }
  const { bands } = decay;
  for (const [i, band] of bands.entries()) {
    if (!(band.weight >= 0) || (i > 0 && !(band.upTo > bands[i - 1]!.upTo))) {
      throw new RangeError(`band ${i + 1} (up to ${band.upTo}, weight ${band.weight}) is not beyond the one before it`);
    }
  }
  const upTo = Float64Array.from(bands, (band) => band.upTo);
  const weightOf = Float64Array.from([...bands.map((band) => band.weight), 0]);
  for (let i = 0; i < cost.length; i++) {
    let band = 0;
    while (band < upTo.length && cost[i]! > upTo[band]!) band++;
    weight[i] = weightOf[band]!;
  }
  return weight;
}

/** What each facility is taken to supply. */
export interface Supply {
  readonly supply: Float64Array;
  /** `capacity`: classrooms, beds or staff; `facilities`: every facility counts as one. */
  readonly unit: 'capacity' | 'facilities';
  /** Facilities whose own capacity is not what stands in `supply`: given the median, or counted as one. */
  readonly assumed: number;
}

/**
 * The supply of each facility. Known capacities are used as soon as at least half of the facilities have one; the others then
 * get the median of the known of their own kind (of all kinds where their kind has none): "1" among classrooms would say that
 * a school has a single room. Where fewer than half are known, most of the sum would be guessed, so each counts as one instead
 * and no capacity is used at all.
 * @throws RangeError when columns differ in length or a capacity is negative.
 */
export function supplyOf(facilities: {
  readonly capacity: readonly (number | null)[];
  readonly kind: readonly FacilityKind[];
}): Supply {
  const { capacity, kind } = facilities;
  if (capacity.length !== kind.length)
    throw new RangeError(`${capacity.length} capacities for ${kind.length} facilities`);
  const known: number[] = [];
  const knownOfKind = new Map<FacilityKind, number[]>();
  for (const [i, value] of capacity.entries()) {
    if (value === null) continue;
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`capacity ${value} is not a number from 0 up`);
    known.push(value);
    const ofKind = knownOfKind.get(kind[i]!);
    if (ofKind) ofKind.push(value);
    else knownOfKind.set(kind[i]!, [value]);
  }
  const count = capacity.length;
  if (known.length === 0 || known.length * 2 < count) {
    return { supply: new Float64Array(count).fill(1), unit: 'facilities', assumed: count };
  }
  const medianOfAll = median(known);
  const medianOfKind = new Map([...knownOfKind].map(([ofKind, values]) => [ofKind, median(values)]));
  return {
    supply: Float64Array.from(capacity, (value, i) => value ?? medianOfKind.get(kind[i]!) ?? medianOfAll),
    unit: 'capacity',
    assumed: count - known.length,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
