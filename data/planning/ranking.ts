import type { AreaCeiling, RankedProject, Sensitivity, Weights } from '#model/planning';
import type { RegionCode } from '#model/region';
import type { Judged, PlanningYear, YearProject } from './planning-year.ts';
import { ranked, sensitivityOf } from './score.ts';

/** The kecamatan that a project is listed under: the largest part, of equal ones the first by code; null where it has none. */
function mainKecamatan({ parts }: YearProject): RegionCode | null {
  return [...parts].sort((a, b) => b.share - a.share || (a.kecamatan < b.kecamatan ? -1 : 1))[0]?.kecamatan ?? null;
}

/**
 * The projects of a year by score, of one kecamatan those that have a part in it. Scores compare with all of the regency either way;
 * ranks run from 1 in what is listed. Money is whole rupiah; the cumulative sums of a kecamatan hold every part that lies in it.
 */
export function rankProjects(
  { projects, kecamatan: all }: PlanningYear,
  judged: ReadonlyMap<string, Judged>,
  weights: Weights,
  ceilings: readonly Pick<AreaCeiling, 'kecamatan' | 'ceilingRupiah'>[],
  kecamatan: RegionCode | null,
): { items: RankedProject[]; sensitivity: Sensitivity[] } {
  const nameOf = new Map(all.map(({ code, name }) => [code, name]));
  const ceilingOf = new Map(ceilings.map((ceiling) => [ceiling.kecamatan, ceiling.ceilingRupiah]));
  const listed = projects
    .filter(({ parts }) => kecamatan === null || parts.some((part) => part.kecamatan === kecamatan))
    .map((project) => ({ id: project.id, project, ...judged.get(project.id)! }));
  const sumOf = new Map<RegionCode | null, number>();
  const items = ranked(listed, weights).map(({ project: { project, parts, gainedPeople }, score }, index) => {
    for (const part of project.parts) sumOf.set(part.kecamatan, (sumOf.get(part.kecamatan) ?? 0) + (part.rupiah ?? 0));
    const under = kecamatan ?? mainKecamatan(project);
    if (under === null) sumOf.set(null, (sumOf.get(null) ?? 0) + project.unplacedRupiah);
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
  return { items, sensitivity: sensitivityOf(listed, weights) };
}
