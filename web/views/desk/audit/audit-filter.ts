import type { StaffRequest } from '#staff-contract';
import { deskView, type DeskView } from '../../../state/desk-address.ts';

/** Lines of one page of the log. */
export const PAGE_LINES = 50;

type Query = NonNullable<StaffRequest<'audit'>['query']>;
export const FILTERS = ['account', 'agency', 'action', 'dataset', 'from', 'until'] as const;
export type Filter = (typeof FILTERS)[number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VALID: Readonly<Record<Filter, (text: string) => boolean>> = {
  account: (text) => UUID.test(text),
  agency: (text) => /^[a-z][a-z0-9-]{1,30}$/.test(text),
  action: (text) => text.length <= 60,
  dataset: (text) => text.length <= 60,
  from: isDate,
  until: isDate,
};

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The filters of an address that the server understands; what it would refuse is left out. */
export function filtersOf(view: DeskView): Readonly<Partial<Record<Filter, string>>> {
  return Object.fromEntries(
    FILTERS.flatMap((name) => {
      const text = view.query[name];
      return text !== undefined && VALID[name](text) ? [[name, text]] : [];
    }),
  );
}

/** The place in the log where the page of an address begins: a multiple of the lines of a page. */
export function offsetOf(view: DeskView): number {
  const page = Number(/^[1-9]\d{0,4}$/.exec(view.query['page'] ?? '')?.[0] ?? 1);
  return (page - 1) * PAGE_LINES;
}

/** What is asked of the server for an address. */
export const queryOf = (view: DeskView): Query => ({
  ...filtersOf(view),
  limit: String(PAGE_LINES),
  offset: String(offsetOf(view)),
});

/** The address with one filter set (or taken away with an empty text), from the first page on. */
export const withFilter = (view: DeskView, name: Filter, text: string): DeskView =>
  deskView('audit', [], { ...filtersOf(view), [name]: text });

/** The address of another page of the same lines. */
export const withPage = (view: DeskView, page: number): DeskView =>
  deskView('audit', [], { ...filtersOf(view), page: page > 1 ? String(page) : undefined });
