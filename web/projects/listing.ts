import type { ProjectItem } from '#contract';
import type { ProjectStatus } from '#model/project';

/** Under contract and not handed over yet: what "being built" means. */
const RUNNING: ReadonlySet<ProjectStatus> = new Set(['kontrak', 'pelaksanaan', 'kritis', 'addendum']);
/** What follows the running work in a list; of what is not named here the order is the last. */
const AFTER_RUNNING: readonly (readonly ProjectStatus[])[] = [
  ['putus_kontrak', 'pemilihan', 'rup_diumumkan', 'masuk_apbd'],
  ['pho', 'pemeliharaan', 'fho', 'dimanfaatkan'],
  ['usulan', 'diverifikasi_desa', 'diverifikasi_kecamatan', 'diverifikasi_opd', 'masuk_rkpd'],
];

type Listed = Pick<ProjectItem, 'id' | 'status' | 'critical' | 'fiscalYear' | 'physicalPercent' | 'plannedPercent'>;

/** The year to begin with: this one if work of it is running, else the newest with running work, else the newest at all. */
export function startingYear(projects: readonly Listed[], thisYear: number): number {
  const running = projects.filter((project) => RUNNING.has(project.status)).map((project) => project.fiscalYear);
  if (running.includes(thisYear)) return thisYear;
  const years = running.length > 0 ? running : projects.map((project) => project.fiscalYear);
  return years.length > 0 ? Math.max(...years) : thisYear;
}

/** Critical work first, the furthest behind at the top, then running work, then what is prepared, finished, proposed, dropped. */
export function byUrgency<P extends Listed>(projects: readonly P[]): P[] {
  return projects.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      b.fiscalYear - a.fiscalYear ||
      behind(b) - behind(a) ||
      (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

function rank({ status, critical }: Listed): number {
  if (RUNNING.has(status)) return critical === true || status === 'kritis' ? 0 : 1;
  const at = AFTER_RUNNING.findIndex((group) => group.includes(status));
  return at < 0 ? AFTER_RUNNING.length + 2 : at + 2;
}

/** Points behind plan; 0 where it cannot be told. */
function behind({ plannedPercent, physicalPercent }: Listed): number {
  return plannedPercent === null || physicalPercent === null ? 0 : plannedPercent - physicalPercent;
}
