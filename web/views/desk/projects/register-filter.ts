import { FundingSource, ProjectOrigin, ProjectStatus } from '#model/project';
import { ProjectFlag, ProjectList } from '#model/project-register';
import { ServiceSector } from '#model/standard';
import type { StaffRequest } from '#staff-contract';

export const WAYS = ['board', 'map', 'timeline', 'control'] as const;
/** Four ways to see the same rows. */
export type Way = (typeof WAYS)[number];
export const SORTS = ['year', 'name', 'ceiling', 'deviation', 'updated', 'status'] as const;
export type Sort = (typeof SORTS)[number];

type Query = Readonly<Record<string, string>>;
export type RegisterQuery = Omit<NonNullable<StaffRequest<'registerExport'>['query']>, 'format'>;
/** Names of the parameters that filter, in the order they are shown. */
export const FILTERS = ['q', 'year', 'status', 'agency', 'region', 'sector', 'fund', 'origin', 'list', 'flag'] as const;

const isOneOf = <T extends string>(options: readonly T[], text: string | undefined): text is T =>
  text !== undefined && (options as readonly string[]).includes(text);

/** What the server is asked for, of the parameters of an address; what cannot be understood is left out. */
export function filterOf(query: Query): RegisterQuery {
  const { q, year, status, agency, region, sector, fund, origin, list, flag } = query;
  const statuses = (status ?? '').split(',').filter((one) => isOneOf(ProjectStatus.options, one));
  return {
    ...(q?.trim() ? { q: q.trim().slice(0, 200) } : {}),
    ...(year && /^20\d\d$/.test(year) ? { year } : {}),
    ...(statuses.length > 0 ? { status: statuses.join(',') } : {}),
    ...(agency && /^[a-z0-9-]{1,60}$/.test(agency) ? { agency } : {}),
    ...(region && /^\d\d\.\d\d\.\d\d(\.\d{4})?$/.test(region) ? { region } : {}),
    ...(isOneOf(ServiceSector.options, sector) ? { sector } : {}),
    ...(isOneOf(FundingSource.options, fund) ? { fund } : {}),
    ...(isOneOf(ProjectOrigin.options, origin) ? { origin } : {}),
    ...(isOneOf(ProjectList.options, list) ? { list } : {}),
    ...(isOneOf(ProjectFlag.options, flag) ? { flag } : {}),
  };
}

export const wayOf = (query: Query): Way => (isOneOf(WAYS, query['view']) ? query['view'] : 'board');
export const sortOf = (query: Query): Sort => (isOneOf(SORTS, query['sort']) ? query['sort'] : 'year');

/** The parameters without any filter: how the rows are seen stays. */
export function withoutFilters(query: Query): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !(FILTERS as readonly string[]).includes(name)));
}
