import type { ProgressReport } from '#model/project-register';

export interface CurvePoint {
  readonly month: string;
  readonly planned: number | null;
  readonly physical: number | null;
  readonly financial: number | null;
}

/**
 * Every month from the first report to the last, with the cumulative percentages told for it; null where nobody told, so that
 * the line breaks there instead of guessing. Of several reports of one month the last counts.
 */
export function curveOf(reports: readonly ProgressReport[]): CurvePoint[] {
  const byMonth = new Map(
    reports
      .toSorted((a, b) => (a.reportedAt ?? '').localeCompare(b.reportedAt ?? ''))
      .map((report) => [report.month, report] as const),
  );
  const months = [...byMonth.keys()].sort();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const points: CurvePoint[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) {
    const report = byMonth.get(month);
    points.push({
      month,
      planned: report?.plannedPercent ?? null,
      physical: report?.physicalPercent ?? null,
      financial: report?.financialPercent ?? null,
    });
  }
  return points;
}

/** `2026-12` → `2027-01`. */
function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** Physical minus planned in percentage points, exact to two decimals; null where either is not known. */
export const deviationOf = ({ planned, physical }: CurvePoint): number | null =>
  planned === null || physical === null ? null : Math.round((physical - planned) * 100) / 100;
