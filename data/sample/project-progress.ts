import type { ProjectStatus } from '#model/project';
import { roundTo } from './plane.ts';
import { randomOf } from './random.ts';
import type { ProjectHistoryRecord, ProjectProgressRecord, ProjectRecord } from './records.ts';

const CLOSED: readonly ProjectStatus[] = ['pho', 'pemeliharaan', 'fho', 'dimanfaatkan', 'putus_kontrak'];
/** As many months at most: works of one fiscal year, and what was left of them. */
const MOST_MONTHS = 24;

/** The months of works from `first` to `last`, both `YYYY-MM`. */
function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  let [year, month] = first.split('-').map(Number) as [number, number];
  while (months.length < MOST_MONTHS) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > last) break;
    months.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}

/** Works begin slowly, go on fast and end slowly: share of the way at a share of the time. */
const sCurve = (time: number): number => time * time * (3 - 2 * time);

/**
 * Made-up monthly reports of every project whose works have begun, along an S that ends in the progress that the project itself
 * states; cumulative, so never falling. Of works under way some are not reported of lately, so that there is something to find.
 * Drawn from a stream of its own: the projects are the same with and without.
 */
export function progressReports(
  projects: readonly ProjectRecord[],
  history: readonly ProjectHistoryRecord[],
  today: string,
  seed: number,
): ProjectProgressRecord[] {
  const random = randomOf(seed, 'project-progress');
  const steps = new Map<string, ProjectHistoryRecord[]>();
  for (const step of history) steps.set(step.project, [...(steps.get(step.project) ?? []), step]);
  return projects.flatMap((project) => {
    const { plannedPercent, physicalPercent, financialPercent } = project;
    const taken = steps.get(project.id) ?? [];
    const begun = taken.find(({ status }) => status === 'pelaksanaan')?.changedOn;
    if (begun === undefined || plannedPercent === null || physicalPercent === null || financialPercent === null)
      return [];
    const ended = taken.find(({ status }) => CLOSED.includes(status))?.changedOn ?? today;
    const months = monthsBetween(begun.slice(0, 7), ended.slice(0, 7));
    const isSilent = ended === today && random.chance(0.2);
    const told = isSilent ? months.slice(0, Math.max(1, months.length - random.integer(3, 4))) : months;
    const bend = random.between(0.9, 1.15);
    return told.map((month, index) => {
      const share = index === told.length - 1 ? 1 : sCurve((index + 1) / told.length);
      // The plan runs ahead of or behind the works on the way as it does at the end.
      const built = index === told.length - 1 ? 1 : share ** bend;
      return {
        project: project.id,
        month,
        plannedPercent: roundTo(plannedPercent * share, 1),
        physicalPercent: roundTo(physicalPercent * built, 1),
        financialPercent: roundTo(financialPercent * built, 1),
      };
    });
  });
}
