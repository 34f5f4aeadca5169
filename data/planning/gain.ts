import { straightReachLists, type Assessor, type cellPositions, type Demand } from '#analysis';
import type { Position } from '#model/geometry';
import type { ServiceStandard } from '#model/standard';
import { COUNTED } from './need.ts';

/**
 * People newly reached by one more facility at each position alone, by the radius of the standard: those of the population cells
 * within it that no facility there is reaches. Equal to the difference of two full assessments, to the last person. Null for all
 * where the standard has no radius or nobody knows where its facilities are. `cells`: the positions of the cells of `demand`, which
 * take longer to find than the answer.
 */
export function gainsAt(
  positions: readonly Position[],
  standard: ServiceStandard,
  assessor: Assessor,
  demand: Demand,
  cells: ReturnType<typeof cellPositions>,
): (number | null)[] {
  const radius = standard.tests.radius?.radiusMetres;
  if (radius === undefined) return positions.map(() => null);
  const metres = assessor.field('radius', standard, { ...COUNTED, level: 'kecamatan' });
  if (metres === 'unknown') return positions.map(() => null);
  const sites = {
    longitude: Float64Array.from(positions, ([longitude]) => longitude),
    latitude: Float64Array.from(positions, ([, latitude]) => latitude),
  };
  const { first, cell } = straightReachLists(cells, sites, radius);
  return positions.map((_, site) => {
    let people = 0;
    for (let at = first[site]!; at < first[site + 1]!; at++) {
      const index = cell[at]!;
      if (!(metres[index]! <= radius)) people += demand.people[index]!;
    }
    return people;
  });
}
