/** Excel takes UTF-8 for another encoding without it. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A spreadsheet takes a text that begins like this for a formula, and would work it out. */
const FORMULA = /^[=+\-@\t\r]/;

/** A value as a cell of CSV (RFC 4180); null is empty, and a text that looks like a formula gets a single quote before it. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
