// Numbers of persons leave the desk with their last four digits only; whole they stay in the database (UU 23/2006, Ps 84).
import type { FileFacts, Mapping, RowIssue, UploadRow } from '#model/upload';

const MASK = '•';
const SHOWN_DIGITS = 4;
/** A NIK, a number of a family card or an NPWP wherever it stands. Behind a point or comma it is the end of a decimal number. */
const SIXTEEN_DIGITS = /(?<![\d.,])(?:\d{16}|\d{6}([ .-])\d{6}\1\d{4}|\d{4}([ .-])\d{4}\2\d{4}\2\d{4})(?!\d)/g;

/** The text with every digit hidden but the last four. */
function withoutDigits(text: string): string {
  let hidden = text.replace(/\D/g, '').length - SHOWN_DIGITS;
  return text.replace(/\d/g, (digit) => (hidden-- > 0 ? MASK : digit));
}

/** A text as a browser gets it: of a field that holds a NIK also what is none (a digit too few), of others what looks like one. */
function masked(text: string, isNik: boolean): string {
  return isNik ? withoutDigits(text) : text.replace(SIXTEEN_DIGITS, withoutDigits);
}

/** Whether a text is what `maskedRow` made of a whole number: sent back it says nothing new. */
export const isMaskedNumber = (text: string): boolean => MASKED_NUMBER.test(text);
const MASKED_NUMBER = new RegExp(`^${MASK}[${MASK} .-]*\\d{${SHOWN_DIGITS}}$`);

/** Texts by name, those that are none as they are. `nik` is the name that holds a NIK. */
function maskedTexts<T>(texts: Readonly<Record<string, T>>, nik: string | null): Record<string, T> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, value]) => [
      name,
      typeof value === 'string' ? (masked(value, name === nik) as T) : value,
    ]),
  );
}

function maskedIssue(issue: RowIssue): RowIssue {
  const isNik = issue.field === 'nik';
  return {
    ...issue,
    value: issue.value === null ? null : masked(issue.value, isNik),
    // Of the field itself the only text is its code.
    details: maskedTexts(issue.details, isNik ? 'code' : null),
  };
}

/** A row as a browser gets it. `nikColumn`: the column of the file that was chosen for the NIK; null for none. */
export function maskedRow<R extends Pick<UploadRow, 'cells' | 'edits' | 'issues' | 'values'>>(
  row: R,
  nikColumn: string | null,
): R {
  return {
    ...row,
    cells: maskedTexts(row.cells, nikColumn),
    edits: maskedTexts(row.edits, 'nik'),
    issues: row.issues.map(maskedIssue),
    values: maskedTexts(row.values, 'nik'),
  };
}

/** What is known of a file as a browser gets it: its examples are cells. */
export function maskedFacts(facts: FileFacts, mapping: Mapping | null): FileFacts {
  const columns = facts.columns.map((column) => {
    const isNik = column.name === mapping?.columns['nik'];
    return { ...column, examples: column.examples.map((example) => masked(example, isNik)) };
  });
  return { ...facts, columns };
}
