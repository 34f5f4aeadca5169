import { parentOf, type RegionCode } from '#model/region';
import type { Demand } from './demand.ts';

/**
 * The people of each desa of the surface by another register, for `respread`. Where it counts a kecamatan but none of its
 * desa, the kecamatan's people are divided among them as they are on the surface, in whole people that sum to it exactly;
 * such figures place people on the map and are no figures of the desa. Null where neither is counted.
 */
export function desaPeople(
  demand: Pick<Demand, 'desa' | 'desaCodes' | 'people'>,
  figureOf: (code: RegionCode) => number | null,
): Map<RegionCode, number | null> {
  const onSurface = new Float64Array(demand.desaCodes.length);
  for (let cell = 0; cell < demand.people.length; cell++) onSurface[demand.desa[cell]!]! += demand.people[cell]!;
  const desaOf = new Map<RegionCode, number[]>();
  demand.desaCodes.forEach((code, desa) => {
    const kecamatan = parentOf(code) ?? code;
    const group = desaOf.get(kecamatan);
    if (group) group.push(desa);
    else desaOf.set(kecamatan, [desa]);
  });
  const people = new Map<RegionCode, number | null>();
  for (const [kecamatan, group] of desaOf) {
    const figures = group.map((desa) => figureOf(demand.desaCodes[desa]!));
    const total = figures.every((figure) => figure === null) ? figureOf(kecamatan) : null;
    const divided =
      total === null
        ? figures
        : divide(
            total,
            group.map((desa) => onSurface[desa]!),
          );
    group.forEach((desa, at) => people.set(demand.desaCodes[desa]!, divided[at]!));
  }
  return people;
}

/** Whole parts in proportion to the weights, evenly where all are 0; the largest remainders get what is left over. */
function divide(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (sum > 0 ? (total * weight) / sum : total / weights.length));
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: share - parts[at]! }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) parts[at]! += 1;
  return parts;
}
