import type { AreaCeiling, RankedProject, Sensitivity, Weights } from '#model/planning';
import { BEFORE_CONTRACT } from '#model/project';
import type { RegionCode } from '#model/region';
import type { Judged, PlanningYear, YearProject } from './planning-year.ts';
import { ranked, sensitivityOf } from './score.ts';

/** The kecamatan that a project is listed under: the largest part, of equal ones the first by code; null where it has none. */
function mainKecamatan({ parts }: YearProject): RegionCode | null {
  return [...parts].sort((a, b) => b.share - a.share || (a.kecamatan < b.kecamatan ? -1 : 1))[0]?.kecamatan ?? null;
}

/**
 * The proposals of a year by score, of one kecamatan those that have a part in it: what is under contract is no choice any more, and
 * its money comes first in the cumulative sums. Scores compare with all of the regency either way; ranks run from 1 in what is
 * listed. Money is whole rupiah; the cumulative sums of a kecamatan hold every part that lies in it.
 */
export function rankProjects(
  { projects, kecamatan: all }: PlanningYear,
  judged: ReadonlyMap<string, Judged>,
  weights: Weights,
  ceilings: readonly Pick<AreaCeiling, 'kecamatan' | 'ceilingRupiah'>[],
  kecamatan: RegionCode | null,
): {
  items: RankedProject[];
  sensitivity: Sensitivity[];
  /** Under contract in the kecamatan; without one, of what lies in none. */
  boundRupiah: number;
} {
  const nameOf = new Map(all.map(({ code, name }) => [code, name]));
  const ceilingOf = new Map(ceilings.map((ceiling) => [ceiling.kecamatan, ceiling.ceilingRupiah]));
  const isOpen = ({ status }: YearProject): boolean => BEFORE_CONTRACT.has(status);
  const listed = projects
    .filter(isOpen)
    .filter(({ parts }) => kecamatan === null || parts.some((part) => part.kecamatan === kecamatan))
    .map((project) => ({ id: project.id, project, ...judged.get(project.id)! }));
  const sumOf = new Map<RegionCode | null, number>();
  const add = ({ parts, unplacedRupiah }: YearProject): void => {
    for (const part of parts) sumOf.set(part.kecamatan, (sumOf.get(part.kecamatan) ?? 0) + (part.rupiah ?? 0));
    sumOf.set(null, (sumOf.get(null) ?? 0) + unplacedRupiah);
  };
  for (const project of projects) if (!isOpen(project)) add(project);
  const boundRupiah = sumOf.get(kecamatan) ?? 0;
  const items = ranked(listed, weights).map(({ project: { project, parts, gainedPeople }, score }, index) => {
    add(project);
    const under = kecamatan ?? mainKecamatan(project);
    const cumulativeRupiah = sumOf.get(under) ?? 0;
    const ceiling = under === null ? null : (ceilingOf.get(under) ?? null);
    return {
      rank: index + 1,
      id: project.id,
      name: project.name,
      opd: project.opd,
      field: project.field,
      kecamatan: under,
      kecamatanName: under === null ? null : (nameOf.get(under) ?? null),
      rupiah: project.rupiah,
      partRupiah: project.parts.find((part) => part.kecamatan === under)?.rupiah ?? null,
      score,
      parts,
      gainedPeople,
      cumulativeRupiah,
      over: ceiling !== null && cumulativeRupiah > ceiling,
      sample: project.sample,
    };
  });
  return { items, sensitivity: sensitivityOf(listed, weights), boundRupiah };
}
