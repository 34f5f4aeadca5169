import type { AuditEntry } from '#model/account';

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
const BYTE_ORDER_MARK = '\uFEFF';

/** A spreadsheet takes a text that begins like this for a formula, and would work it out. */
const FORMULA = /^[=+\-@\t\r]/;

const written = (cell: string | number | null): string => {
  if (cell === null) return '';
  const text = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

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
    ].map(written),
  );
  return BYTE_ORDER_MARK + [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
