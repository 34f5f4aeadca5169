/** How a number of a sheet is shown, as far as it decides what it means. */
export type CellFormat = 'number' | 'percent' | 'date' | 'time' | { zeros: number };

const BUILT_IN: Readonly<Record<number, CellFormat>> = {
  9: 'percent',
  10: 'percent',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  45: 'time',
  46: 'time',
  47: 'time',
};
for (const id of [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
  (BUILT_IN as Record<number, CellFormat>)[id] = 'date';

/** The format with a built-in id (ECMA-376 part 1, 18.8.30), or with a code of its own. */
export function cellFormatOf(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return BUILT_IN[id] ?? 'number';
  // Texts, escaped letters, colours and currencies are no part of the pattern; only the first section counts.
  const pattern = code
    .replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';', 1)[0]!
    .toLowerCase();
  if (/^0{2,}$/.test(pattern)) return { zeros: pattern.length };
  if (pattern.includes('%')) return 'percent';
  if (/general|standard|umum/.test(pattern)) return 'number';
  if (/[yd]/.test(pattern) || /m{3,}/.test(pattern)) return 'date';
  if (/[hs]/.test(pattern)) return 'time';
  return 'number';
}

const LAST_SERIAL = 2_958_466;
const DAY_SECONDS = 86_400;

/** A number of a sheet as text: as it was written, without the noise of binary fractions; dates as ISO 8601. */
export function numberText(raw: string, format: CellFormat, has1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw.trim();
  if ((format === 'date' || format === 'time') && value >= 0 && value < LAST_SERIAL)
    return dateText(value, format, has1904);
  if (format === 'percent') return `${plain(value * 100)}%`;
  if (typeof format === 'object' && Number.isInteger(value) && value >= 0)
    return plain(value).padStart(format.zeros, '0');
  return plain(value);
}

/** Decimal digits of a number, at most fifteen that count, without exponent. */
export function plain(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  const [, sign, whole, fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([-+]\d+)$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const shift = Number(exponent);
  const digits = whole + fraction;
  if (shift < 0) return `${sign}0.${'0'.repeat(Math.min(-shift - 1, 400))}${digits}`;
  return `${sign}${digits.padEnd(whole.length + shift, '0')}`;
}

/** The day of a serial number. Sheets of the 1900 system count a 29 February 1900 that never was. */
function dateText(serial: number, format: 'date' | 'time', has1904: boolean): string {
  const seconds = Math.round(serial * DAY_SECONDS);
  let day = Math.floor(seconds / DAY_SECONDS);
  const time = new Date((seconds % DAY_SECONDS) * 1000).toISOString().slice(11, 19);
  if (day === 0 && format === 'time') return time;
  if (has1904) day += 1462;
  else if (day < 60) day++;
  const date = new Date(Date.UTC(1899, 11, 30) + day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  return seconds % DAY_SECONDS === 0 ? date : `${date}T${time}`;
}
