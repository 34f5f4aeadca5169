import type { AuditEntry } from '#model/account';
import { BYTE_ORDER_MARK, csvCell } from '#model/csv';

const COLUMNS = [
  'nomor',
  'waktu',
  'akun',
  'nama',
  'peran',
  'perangkat_daerah',
  'tindakan',
  'kumpulan_data',
  'objek',
  'rincian',
  'hash_sebelumnya',
  'hash',
] as const;

/** Lines of the log as CSV (RFC 4180, UTF-8 with a byte order mark): codes and hashes as they are, so that they can be checked. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map((entry) =>
    [
      entry.number,
      entry.at,
      entry.account,
      entry.accountName,
      entry.role,
      entry.agency,
      entry.action,
      entry.dataset,
      entry.subject,
      JSON.stringify(entry.details),
      entry.previousHash,
      entry.hash,
    ].map(csvCell),
  );
  return BYTE_ORDER_MARK + [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
