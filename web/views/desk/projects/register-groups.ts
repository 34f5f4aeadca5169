import { PROJECT_TRANSITIONS, type ProjectStatus } from '#model/project';
import type { ProjectFlag, RegisterItem } from '#model/project-register';

export interface Phase {
  readonly id: 'proposal' | 'budget' | 'procurement' | 'works' | 'handover' | 'dropped';
  readonly statuses: readonly ProjectStatus[];
}

/** The life of a project in the order it is lived; every status is in exactly one phase. */
export const PHASES: readonly Phase[] = [
  {
    id: 'proposal',
    statuses: ['usulan', 'diverifikasi_desa', 'diverifikasi_kecamatan', 'diverifikasi_opd', 'ditunda'],
  },
  { id: 'budget', statuses: ['masuk_rkpd', 'masuk_apbd'] },
  { id: 'procurement', statuses: ['rup_diumumkan', 'pemilihan'] },
  { id: 'works', statuses: ['kontrak', 'pelaksanaan', 'kritis', 'addendum', 'putus_kontrak'] },
  { id: 'handover', statuses: ['pho', 'pemeliharaan', 'fho', 'dimanfaatkan'] },
  { id: 'dropped', statuses: ['ditolak', 'digabung'] },
];

/** The phase of a status. */
export function phaseOf(status: ProjectStatus): Phase['id'] {
  return (PHASES.find(({ statuses }) => statuses.includes(status)) as Phase).id;
}

/** The statuses that may follow; a wish of the bank of proposals is taken into the list first. */
export const followersOf = ({ status, list }: Pick<RegisterItem, 'status' | 'list'>): readonly ProjectStatus[] =>
  list === 'bank' ? [] : PROJECT_TRANSITIONS[status];

type Listed = Pick<RegisterItem, 'id' | 'status' | 'deviationPoints' | 'fiscalYear' | 'flags'>;

/** Rows by status; a status without any has an empty list. */
export function byStatus<P extends Listed>(rows: readonly P[]): ReadonlyMap<ProjectStatus, readonly P[]> {
  return new Map(
    PHASES.flatMap(({ statuses }) => statuses).map((status) => [status, rows.filter((row) => row.status === status)]),
  );
}

/** Rows by year, the newest first. */
export function byYear<P extends Listed>(rows: readonly P[]): readonly { year: number; rows: readonly P[] }[] {
  const years = [...new Set(rows.map(({ fiscalYear }) => fiscalYear))].sort((a, b) => b - a);
  return years.map((year) => ({ year, rows: rows.filter(({ fiscalYear }) => fiscalYear === year) }));
}

/** What is looked after, the most urgent first. */
export const CONTROLS: readonly ProjectFlag[] = [
  'critical',
  'late',
  'stalled',
  'no_report',
  'no_location',
  'overlap',
  'asset_due',
];

/** Rows of one flag, the worst deviation first; those without a deviation last, in the order they came. */
export function flagged<P extends Listed>(rows: readonly P[], flag: ProjectFlag): readonly P[] {
  const deviation = (row: P): number => row.deviationPoints ?? Number.POSITIVE_INFINITY;
  return rows
    .filter(({ flags }) => flags.includes(flag))
    .toSorted((a, b) => (deviation(a) === deviation(b) ? 0 : deviation(a) - deviation(b)));
}
