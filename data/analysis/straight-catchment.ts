import type { DecayBand } from './floating-catchment.ts';
import { stretchesWithin, type PointColumns } from './spatial-index.ts';

/**
 * The accessibility of `floatingCatchment` with bands, where the cost of a way is its straight metres × `costPerMetre`. Finds the
 * pairs of cell and facility twice instead of listing them: of a reach of many kilometres there are tens of millions, and finding
 * them takes less than storing them. Equal to the listed way but for the order of adding.
 */
export function straightCatchment(input: {
  readonly cells: PointColumns;
  readonly facilities: PointColumns;
  /** Per cell. */
  readonly people: ArrayLike<number>;
  /** Per facility. */
  readonly supply: ArrayLike<number>;
  readonly costPerMetre: number;
  /** Ascending; beyond the last one nothing counts. */
  readonly bands: readonly DecayBand[];
}): Float64Array {
  const { cells, facilities, people, supply, costPerMetre, bands } = input;
  const accessibility = new Float64Array(cells.longitude.length);
  const facilityCount = facilities.longitude.length;
  if (facilityCount === 0 || accessibility.length === 0) return accessibility;
  const limit = bands.at(-1)!.upTo;
  const { metric, grid, forEachStretch } = stretchesWithin(cells, facilities, limit / costPerMetre);
  const { east0, east1, east2, north0, north1, referenceLatitude } = metric;
  const { member, memberLongitude, memberLatitude } = grid;
  const upTo = Float64Array.from(bands, (band) => band.upTo);
  const weights = Float64Array.from(bands, (band) => band.weight);

  const reached = new Float64Array(facilityCount);
  const ratio = new Float64Array(facilityCount);
  for (const isDemand of [true, false]) {
    forEachStretch((cell, from, end) => {
      const count = people[cell]!;
      if (isDemand && count === 0) return;
      const x = cells.longitude[cell]!;
      const y = cells.latitude[cell]!;
      let sum = 0;
      for (let m = from; m < end; m++) {
        // Written out as in `straightReachLists`, so that both agree on who is within reach.
        const otherLatitude = memberLatitude[m]!;
        const offset = (y + otherLatitude) / 2 - referenceLatitude;
        const east = (x - memberLongitude[m]!) * (east0 + offset * (east1 + offset * east2));
        const northwards = (y - otherLatitude) * (north0 + offset * north1);
        const cost = Math.sqrt(east * east + northwards * northwards) * costPerMetre;
        if (cost > limit) continue;
        let band = 0;
        while (cost > upTo[band]!) band++;
        if (isDemand) reached[m]! += weights[band]! * count;
        else sum += weights[band]! * ratio[m]!;
      }
      accessibility[cell]! += sum;
    });
    // Who reaches nobody shares nothing out.
    if (isDemand)
      for (let m = 0; m < facilityCount; m++) ratio[m] = reached[m]! > 0 ? supply[member[m]!]! / reached[m]! : 0;
  }
  return accessibility;
}
