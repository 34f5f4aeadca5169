import type { RowReason, UploadRow } from '#model/upload';
import type { StaffAnswer } from '#staff-contract';
import { loadMapGround, type MapGround } from '../../../../shell/map-ground.ts';
import type { AppState } from '../../../../state/app-state.svelte.ts';
import { createResource, type Resource } from '../../../../state/resource.svelte.ts';
import type { UploadWork } from '../upload-work.svelte.ts';

export const PAGE_ROWS = 100;
/** Sound rows shown before and after each that is not. */
const NEIGHBOURS = '1';

export type RowsView = 'all' | 'problems';

/** What the page "Periksa" shows: which rows, which of them is looked at, and what was asked for it. */
export interface Check {
  readonly view: RowsView;
  readonly reason: RowReason | null;
  readonly page: number;
  /** The row that map and table point at. */
  readonly selected: number | null;
  readonly rows: Resource<StaffAnswer<'uploadRows'>>;
  readonly reasons: Resource<StaffAnswer<'uploadReasons'>['items']>;
  readonly problems: Resource<readonly UploadRow[]>;
  readonly positions: Resource<StaffAnswer<'uploadPositions'>>;
  readonly ground: Resource<MapGround>;
  show(view: RowsView, reason?: RowReason | null): void;
  turnTo(page: number): void;
  /** Points at a row without moving the table (a hover of the map, a press in the table). */
  select(row: number | null): void;
  /** Brings a row into the table and points at it. */
  goTo(row: number): void;
}

/** Rows of the summary box that are named one by one. */
const MOST_NAMED = 8;

/** Inside a component: loads rows, reasons and positions anew whenever `work` says that they may have changed. */
export function createCheck(work: UploadWork, app: AppState): Check {
  let view = $state<RowsView | null>(null);
  let reason = $state<RowReason | null>(null);
  let page = $state(1);
  let from = $state<number | null>(null);
  let selected = $state<number | null>(null);
  const upload = $derived(work.upload);
  const hasRejected = $derived((upload?.counts.rejected ?? 0) > 0);
  const shown = $derived(view ?? (hasRejected ? 'problems' : 'all'));
  /** Null while rows are at work: what is shown stays. */
  const settled = $derived(
    upload !== null && upload.job === null && upload.mapping !== null && upload.counts.rows > 0 ? work.revision : null,
  );
  const params = $derived({ id: upload?.id ?? '' });

  const rows = createResource(
    () => (settled === null ? null : JSON.stringify([settled, shown, reason, page, from])),
    (_, signal) =>
      app.staff.ask(
        'uploadRows',
        {
          params,
          query: {
            limit: String(PAGE_ROWS),
            offset: String((page - 1) * PAGE_ROWS),
            ...(reason === null ? {} : { reason }),
            ...(shown === 'problems' && reason === null ? { neighbours: NEIGHBOURS } : {}),
            ...(from === null ? {} : { from: String(from) }),
          },
        },
        signal,
      ),
  );
  const reasons = createResource(
    () => settled,
    async (_, signal) => (await app.staff.ask('uploadReasons', { params }, signal)).items,
  );
  const problems = createResource(
    () => settled,
    async (_, signal) =>
      (await app.staff.ask('uploadRows', { params, query: { outcome: 'rejected', limit: String(MOST_NAMED) } }, signal))
        .items,
  );
  const positions = createResource(
    () => settled,
    (_, signal) => app.staff.ask('uploadPositions', { params }, signal),
  );
  const ground = createResource(
    () => app.profile,
    (profile, signal) => loadMapGround(app.backend, profile, app.t('map.outside'), signal),
  );

  return {
    get view() {
      return shown;
    },
    get reason() {
      return reason;
    },
    get page() {
      return page;
    },
    get selected() {
      return selected;
    },
    rows,
    reasons,
    problems,
    positions,
    ground,
    show(next, only = null) {
      view = next;
      reason = only;
      page = 1;
      from = null;
    },
    turnTo(next) {
      page = next;
    },
    select(row) {
      selected = row;
    },
    goTo(row) {
      selected = row;
      if (rows.value?.items.some((item) => item.row === row)) return;
      view = 'all';
      reason = null;
      page = 1;
      // With the row before it, so that the table does not seem to begin there.
      from = Math.max(1, row - 1);
    },
  };
}
