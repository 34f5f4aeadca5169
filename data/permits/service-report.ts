import type { PermitStatus, PermitType } from '#model/permit';
import { quantile, type Pause, type ServiceTime, type WorkingCalendar } from './service-clock.ts';

/** What of a permit its service time follows from. */
export interface ServedPermit {
  readonly type: PermitType;
  /** Kecamatan. */
  readonly region: string;
  readonly status: PermitStatus;
  readonly completeOn: string | null;
  readonly issuedOn: string | null;
  readonly rejectedOn: string | null;
  readonly serviceDays: number | null;
  readonly pauses: readonly Pause[];
}

/** Service times of a group of permits. Shares and days are null where nothing can be said. */
export interface ServiceGroup {
  /** Permits whose days can be counted, decided and open. */
  readonly decided: number;
  readonly open: number;
  /** Of these, with a promise; `late` of them used more days than promised, open ones past it included. */
  readonly promised: number;
  readonly late: number;
  readonly lateShare: number | null;
  /** Without a day of completeness: in no other number. */
  readonly notComputable: number;
  /** Working days until the decision, of decided ones. */
  readonly medianDays: number | null;
  readonly p90Days: number | null;
}

/** Where open permits wait now. */
export interface WaitingStage {
  readonly status: PermitStatus;
  readonly open: number;
  readonly late: number;
  readonly medianDays: number | null;
}

/** Statuses before a decision; an end without one (withdrawn) has no service time. */
const OPEN_STATUSES: readonly PermitStatus[] = [
  'diajukan',
  'pemeriksaan_berkas',
  'dikembalikan',
  'verifikasi_teknis',
  'menunggu_pembayaran',
];

/** The day of the decision, null while open; undefined for what neither waits nor was decided (drafts, withdrawn). */
export function endOf({ status, issuedOn, rejectedOn }: ServedPermit): string | null | undefined {
  if (OPEN_STATUSES.includes(status)) return null;
  return issuedOn ?? rejectedOn ?? undefined;
}

/** While a permit has one of these, the office waits for the applicant and the clock stands still (domain brief 4b). */
const PAUSED_STATUSES: readonly PermitStatus[] = ['dikembalikan', 'menunggu_pembayaran'];

/**
 * The service time of a permit: null when it cannot be computed, undefined when none is due (`endOf`). A permit that stands
 * still since nobody recorded when cannot be computed: counting on would call an office late for days that are not its own.
 */
export function serviceTimeOf(
  permit: ServedPermit,
  calendar: WorkingCalendar,
  today: string,
): ServiceTime | null | undefined {
  const endedOn = endOf(permit);
  if (endedOn === undefined) return undefined;
  const { completeOn, serviceDays, pauses, status } = permit;
  if (PAUSED_STATUSES.includes(status) && !pauses.some(({ endsOn }) => endsOn === null)) return null;
  return calendar.timeOf({ completeOn, endedOn, serviceDays, pauses }, today);
}

/** Sums up service times; those that are undefined do not count at all. */
export function groupOf(times: readonly (ServiceTime | null | undefined)[]): ServiceGroup {
  const known = times.filter((time): time is ServiceTime => time !== null && time !== undefined);
  const decided = known.filter(({ isOpen }) => !isOpen);
  const promised = known.filter(({ isLate }) => isLate !== null);
  const late = promised.filter(({ isLate }) => isLate).length;
  const days = sorted(decided);
  return {
    decided: decided.length,
    open: known.length - decided.length,
    promised: promised.length,
    late,
    lateShare: promised.length === 0 ? null : late / promised.length,
    notComputable: times.filter((time) => time === null).length,
    medianDays: quantile(days, 0.5),
    p90Days: quantile(days, 0.9),
  };
}

/** Open permits by where they wait, the stage with most late ones first. */
export function waitingStages(
  permits: readonly { readonly status: PermitStatus; readonly time: ServiceTime | null | undefined }[],
): WaitingStage[] {
  return OPEN_STATUSES.flatMap((status) => {
    const here = permits.filter((permit) => permit.status === status && permit.time !== undefined);
    if (here.length === 0) return [];
    const times = here.flatMap(({ time }) => time ?? []);
    const late = times.filter(({ isLate }) => isLate).length;
    return [{ status, open: here.length, late, medianDays: quantile(sorted(times), 0.5) }];
  }).sort((a, b) => b.late - a.late || b.open - a.open);
}

const sorted = (times: readonly ServiceTime[]): number[] => times.map(({ usedDays }) => usedDays).sort((a, b) => a - b);
