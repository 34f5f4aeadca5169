import type { BackupRun, BackupWarning } from './contract/operations.ts';

const HOUR = 3_600_000;
/** One that failed is tried again within the period; two periods without one are a fault. */
const PERIODS_UNTIL_OLD = 2;
const DAYS_UNTIL_OLD_WITHOUT_CLOCK = 7;
/** A restore is tested weekly. */
const DAYS_UNTIL_UNTESTED = 14;

/** What is wrong with the backups of a database, the gravest first. `runs` are newest first. */
export function backupWarnings(
  {
    runs,
    last,
    lastTestedAt,
    hours,
  }: {
    runs: readonly BackupRun[];
    last: BackupRun | null;
    lastTestedAt: string | null;
    hours: number | null;
  },
  now: Date,
): BackupWarning[] {
  const age = (moment: string) => now.getTime() - Date.parse(moment);
  const warnings: BackupWarning[] = [];
  const ended = runs.find(({ outcome }) => outcome !== null);
  const tested = runs.find(({ restoreTestedAt }) => restoreTestedAt !== null);
  const longest = (hours === null ? DAYS_UNTIL_OLD_WITHOUT_CLOCK * 24 : hours * PERIODS_UNTIL_OLD) * HOUR;
  if (last === null) warnings.push('never');
  if (ended?.outcome === 'failed') warnings.push('failed');
  if (last !== null && age(last.startedAt) > longest) warnings.push('old');
  if (tested?.restoreFailure != null) warnings.push('restore_failed');
  else if (last !== null && (lastTestedAt === null || age(lastTestedAt) > DAYS_UNTIL_UNTESTED * 24 * HOUR)) {
    warnings.push('untested');
  }
  if (hours === null) warnings.push('off');
  if (last?.encrypted === false) warnings.push('readable');
  return warnings;
}
