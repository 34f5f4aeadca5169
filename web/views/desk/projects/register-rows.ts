import type { RegisterItem, RegisterTotals } from '#model/project-register';
import type { StaffBackend } from '../../../backend/staff-backend.ts';
import type { RegisterQuery, Sort } from './register-filter.ts';

/** Rows that one request asks for, and that a page may show at all: more is narrowed by a filter. */
const ROWS_PER_REQUEST = 200;
export const MOST_ROWS = 2000;

export interface Register {
  readonly items: readonly RegisterItem[];
  readonly totals: RegisterTotals;
}

/** All rows that the filters leave, at most `MOST_ROWS`, with the sums over all of them. Throws `BackendError`. */
export async function loadRegister(
  staff: StaffBackend,
  filter: RegisterQuery,
  sort: Sort,
  signal: AbortSignal,
): Promise<Register> {
  const items = new Map<string, RegisterItem>();
  for (let offset = 0; ; offset += ROWS_PER_REQUEST) {
    const query = { ...filter, sort, limit: String(ROWS_PER_REQUEST), offset: String(offset) };
    const page = await staff.ask('register', { query }, signal);
    // Somebody may add a project between two requests: a row that moved on is not shown twice.
    for (const item of page.items) items.set(item.id, item);
    const next = offset + ROWS_PER_REQUEST;
    if (page.items.length === 0 || next >= page.totals.count || next >= MOST_ROWS)
      return { items: [...items.values()], totals: page.totals };
  }
}
