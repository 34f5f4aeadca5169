/** Days on which the office waits for the applicant, both ends included; `endsOn` null while it lasts. `YYYY-MM-DD`. */
export interface Pause {
  readonly startsOn: string;
  readonly endsOn: string | null;
}

export interface PermitTimes {
  readonly completeOn: string | null;
  /** Issued, rejected, withdrawn: whatever ended the service; null while it is open. */
  readonly endedOn: string | null;
  /** Promised working days; null where no promise is known. */
  readonly serviceDays: number | null;
  readonly pauses: readonly Pause[];
}

export interface ServiceTime {
  /** Working days used until the end, or until today while open; 0 on the day it became complete. */
  readonly usedDays: number;
  /** Last working day within the promise, as far as pauses are known today; null where nothing is promised. */
  readonly dueOn: string | null;
  /** Whether more days were used than promised; null where nothing is promised. */
  readonly isLate: boolean | null;
  readonly isOpen: boolean;
}

const DAY_MILLISECONDS = 86_400_000;
/** Longer than any permit takes: a promise that ends later is no promise. */
const LONGEST_DAYS = 20_000;

/**
 * Counts working days: Monday to Friday without the holidays given (libur nasional and cuti bersama of the region profile).
 */
export class WorkingCalendar {
  private readonly holidays: ReadonlySet<number>;

  /** @param holidays `YYYY-MM-DD`. */
  constructor(holidays: Iterable<string>) {
    this.holidays = new Set([...holidays].map(dayOf));
  }

  isWorkingDay(date: string): boolean {
    return this.isWorking(dayOf(date));
  }

  /**
   * The service time of a permit as it stands on `today`. The clock starts on the working day after `completeOn`, and does not
   * run on a day that is no working day or lies in a pause (domain brief 4b; PP 28/2025 counts hari kerja: unverified, GK).
   * Null when `completeOn` is missing ("tidak dapat dihitung"), lies in the future, or after the end.
   */
  timeOf({ completeOn, endedOn, serviceDays, pauses }: PermitTimes, today: string): ServiceTime | null {
    if (completeOn === null) return null;
    const start = dayOf(completeOn);
    const now = dayOf(today);
    const end = endedOn === null ? now : dayOf(endedOn);
    if (start > end) return null;
    const paused = pauses.map(
      ({ startsOn, endsOn }) => [dayOf(startsOn), endsOn === null ? now : dayOf(endsOn)] as const,
    );
    const runs = (day: number) => this.isWorking(day) && !paused.some(([from, until]) => day >= from && day <= until);
    let usedDays = 0;
    for (let day = start + 1; day <= end; day++) if (runs(day)) usedDays++;
    let dueOn: string | null = null;
    if (serviceDays !== null) {
      let day = start;
      for (let left = serviceDays; left > 0 && day - start < LONGEST_DAYS;) if (runs(++day)) left--;
      dueOn = dateOf(day);
    }
    return { usedDays, dueOn, isLate: serviceDays === null ? null : usedDays > serviceDays, isOpen: endedOn === null };
  }

  private isWorking(day: number): boolean {
    // Day 0 was a Thursday.
    const weekday = (day + 4) % 7;
    return weekday !== 0 && weekday !== 6 && !this.holidays.has(day);
  }
}

/** Days since 1970-01-01. */
const dayOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MILLISECONDS);
const dateOf = (day: number): string => new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10);

/**
 * The value below which the share `p` (0–1) of the sorted numbers lies, by linear interpolation between neighbours (type 7 of
 * Hyndman and Fan 1996, as spreadsheets do); null for none.
 */
export function quantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}
