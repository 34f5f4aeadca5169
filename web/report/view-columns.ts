/** A column of the printed table of a view. */
export interface ViewColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Share of the width of the page. */
  readonly share: number;
}
/** Rows that both pages hold beside map, method and sources; all of them are in the other downloads. */
export const MOST_ROWS = 40;
