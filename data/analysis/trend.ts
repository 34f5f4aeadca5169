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

/**
 * The points in order of time with the change against the one before of the same kind (`by`): periods of registers and versions
 * of the data are two series that may share a chart. A period stands where it ends, for a register counts people at its end:
 * `2024-S1` after `2024-06-01` and before `2024-07-01`; of periods that end together the longer one comes first, then by label.
 * @throws RangeError when `at` is none of `2024`, `2024-S1`, `2024-Q1`, `2024-06`, `2024-06-01` or an ISO time.
 */
export function trendOf(points: readonly Omit<TrendPoint, 'change'>[]): TrendPoint[] {
  const sorted = points
    .map((point) => ({ point, key: orderKey(point.at) }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.point.label, b.point.label));
  const before: { [by in TrendPoint['by']]?: number | null } = {};
  return sorted.map(({ point }) => {
    const previous = before[point.by];
    before[point.by] = point.value;
    const isKnown = previous !== undefined && previous !== null && point.value !== null;
    return { ...point, change: isKnown ? point.value! - previous : null };
  });
}

/** `end|start` of a period as text that sorts: ISO time stamps of its last and first moment. */
function orderKey(at: string): string {
  const [, year, half, quarter, month, day, time] =
    /^(\d{4})(?:-(?:S([12])|Q([1-4])|(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(T[\d:.]+Z?)?)?))?$/.exec(at) ?? [];
  if (year === undefined) throw new RangeError(`"${at}" is not a year, half, quarter, month, date or time`);
  let firstMonth = 1;
  let lastMonth = 12;
  if (half !== undefined) [firstMonth, lastMonth] = [Number(half) * 6 - 5, Number(half) * 6];
  else if (quarter !== undefined) [firstMonth, lastMonth] = [Number(quarter) * 3 - 2, Number(quarter) * 3];
  else if (month !== undefined) firstMonth = lastMonth = Number(month);
  const lastDay = day ?? two(new Date(Date.UTC(Number(year), lastMonth, 0)).getUTCDate());
  const start = `${year}-${two(firstMonth)}-${day ?? '01'}${time ?? 'T00'}`;
  return `${year}-${two(lastMonth)}-${lastDay}${time ?? 'T24'}|${start}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
