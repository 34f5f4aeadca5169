import { yearOf } from '../ceilings/planning-year.ts';

type Query = Readonly<Record<string, string>>;

/** Page of a list as an address names it; the first where it names none. */
export const pageOf = (query: Query): number =>
  Math.max(1, Math.min(5000, Number.parseInt(query['page'] ?? '1', 10) || 1));

/** The filters of an address that the server knows; what is no such filter is left out. */
export function overlapFilter(query: Query): { year?: string; agency?: string; region?: string; project?: string } {
  const year = yearOf(query['year']);
  const { agency, region, project } = query;
  return {
    ...(year === null ? {} : { year: String(year) }),
    ...(agency && /^[a-z][a-z0-9-]{1,30}$/.test(agency) ? { agency } : {}),
    ...(region && /^\d\d(\.\d\d){2}$/.test(region) ? { region } : {}),
    ...(project && project.length <= 200 ? { project } : {}),
  };
}
