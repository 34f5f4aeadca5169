// Which backups stay: all of the last day, then one per day, week and month, fewer the older they are.

export interface Retention {
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}
/** A week back by the day, a month by the week, half a year by the month. */
export const RETENTION: Retention = { days: 7, weeks: 4, months: 6 };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 1970-01-05 was a Monday. */
const weekOf = (moment: Date) => Math.floor((moment.getTime() - 4 * DAY) / (7 * DAY));

/**
 * Those of the moments (UTC) whose backups stay: every one younger than a day, and the newest of each of the last `days` days,
 * `weeks` weeks (from Monday) and `months` months that have any. The newest of all always stays, whatever the clock says.
 */
export function keptMoments(moments: readonly Date[], now: Date, retention: Retention = RETENTION): Set<Date> {
  const newestFirst = [...moments].sort((a, b) => b.getTime() - a.getTime());
  const kept = new Set(newestFirst.filter((moment) => now.getTime() - moment.getTime() < DAY));
  if (newestFirst[0]) kept.add(newestFirst[0]);
  const periods: [number, (moment: Date) => number | string][] = [
    [retention.days, (moment) => Math.floor(moment.getTime() / DAY)],
    [retention.weeks, weekOf],
    [retention.months, (moment) => moment.toISOString().slice(0, 7)],
  ];
  for (const [count, periodOf] of periods) {
    const seen = new Set<number | string>();
    for (const moment of newestFirst) {
      const period = periodOf(moment);
      if (seen.has(period)) continue;
      if (seen.size === count) break;
      seen.add(period);
      kept.add(moment);
    }
  }
  return kept;
}
