/** An indicator at one time: a year of a population register, or a version of the data. */
export interface TrendPoint {
  readonly label: string;
  readonly by: 'period' | 'data-version';
  /** ISO date, month or year that orders the points. */
  readonly at: string;
  readonly value: number | null;
  /** Against the point before; null for the first and where either is unknown. */
  readonly change: number | null;
  readonly sample: boolean;
}
