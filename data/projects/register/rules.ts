// The rules by which a project is late, stalled or unreported: said here, applied in `queries/register.sql` alone, so that list,
// filters, sums, boards and exports cannot differ.
import { PROJECT_TRANSITIONS, type ProjectStatus } from '#model/project';

/** Works go on: only here is there a deviation, and is a report due every month. */
export const UNDER_WAY: readonly ProjectStatus[] = ['pelaksanaan', 'kritis', 'addendum'];

/** There is a contract, so there may be progress to report. */
export const REPORTED: readonly ProjectStatus[] = ['kontrak', ...UNDER_WAY, 'putus_kontrak', 'pho', 'pemeliharaan'];

/** Works are finished, so they may have become a facility. */
export const HANDED_OVER: readonly ProjectStatus[] = ['fho', 'dimanfaatkan'];

/** Days without any report after which works under way are stalled: two months, of which one was due (our choice, grade C). */
export const SILENT_DAYS = 60;

/**
 * Days that a project may stay in a status before it is stalled. Our choice (grade C): longer than the stage took in each of the
 * planning calendars and procurement timelines that we read (domain.md 5a–5c); no regulation sets them. A status without a
 * number waits for a decision of its own, or is an end.
 */
export const STAGE_DAYS: Readonly<Partial<Record<ProjectStatus, number>>> = {
  usulan: 120,
  diverifikasi_desa: 90,
  diverifikasi_kecamatan: 90,
  diverifikasi_opd: 180,
  masuk_rkpd: 240,
  masuk_apbd: 90,
  rup_diumumkan: 120,
  pemilihan: 90,
  kontrak: 30,
  putus_kontrak: 90,
  pho: 30,
  pemeliharaan: 365,
  fho: 60,
};

/** The statuses that may follow; a wish of the bank of proposals is taken up into the list first. */
export function nextStatuses(status: ProjectStatus, list: 'sipd' | 'bank'): readonly ProjectStatus[] {
  return list === 'bank' ? [] : PROJECT_TRANSITIONS[status];
}
