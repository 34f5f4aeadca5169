import type { Position } from '#model/geometry';

export const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const LOCALE: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' };
const NARROW_SPACE = '\u202f';
const MINUS = '\u2212';

/** Words of the short form of money, large to small. */
const RUPIAH_STEPS: Readonly<Record<Language, readonly { unit: number; word: string }[]>> = {
  id: [
    { unit: 1e12, word: 'triliun' },
    { unit: 1e9, word: 'miliar' },
    { unit: 1e6, word: 'juta' },
  ],
  en: [
    { unit: 1e12, word: 'trillion' },
    { unit: 1e9, word: 'billion' },
    { unit: 1e6, word: 'million' },
  ],
};

const SEMESTER: Readonly<Record<string, string>> = { '1': 'I', '2': 'II' };

export interface Format {
  readonly language: Language;
  /** Whole number with grouping, minus U+2212: `2.481.862`, `−13`. */
  number(value: number): string;
  /** Fixed decimals: `0,099`. */
  decimal(value: number, digits: number): string;
  /** Whole number that always carries its sign: `+2`, `−13`. */
  signed(value: number): string;
  /** Money in full: `Rp1.234.567`. */
  rupiahFull(rupiah: number): string;
  /** Money in short, one decimal at most: `Rp2,9 miliar`. */
  rupiah(rupiah: number): string;
  /** A share of 0–1 as percent with one decimal: `85,5 %` (narrow no-break space; English `85.5%`). */
  percent(share: number, digits?: number): string;
  /** A figure that already is in percent: `78 %`. */
  percentPoints(percent: number): string;
  /** Metres as `950 m` below one kilometre, else `1,6 km`. */
  distance(metres: number): string;
  /** The distance that a rule names, as people say it: `3 km`, `1,5 km`, `500 m`. */
  ruleDistance(metres: number): string;
  area(squareKilometres: number): string;
  areaSquareMetres(squareMetres: number): string;
  /** A date as its producer wrote it, to the same precision: `2024` · `Desember 2024` · `27 Desember 2022` · `semester II 2024`. */
  date(text: string): string;
  /** `24/11/2026` in the zone of the region. */
  shortDate(instant: Date): string;
  /** `24/11/2026, 14.30 WIB`. */
  dateTime(instant: Date): string;
  /** `6°38'44" LS, 108°23'29" BT`. */
  coordinate(position: Position): string;
  /** Order of names as people expect it. */
  compareNames(a: string, b: string): number;
}

/**
 * All numbers, money, dates and coordinates of the interface are written here and nowhere else.
 * @param timeZone IANA zone of the region and the label people know it by.
 */
export function createFormat(language: Language, timeZone: { id: string; label: string }): Format {
  const locale = LOCALE[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const collator = new Intl.Collator('id', { numeric: true, sensitivity: 'base' });
  const withMinus = (text: string): string => text.replace(/^-/, MINUS);
  const fixed = (value: number, digits: number): string => {
    const rounded = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);
    return withMinus(/^-[0.,]+$/.test(rounded) ? rounded.slice(1) : rounded);
  };
  const upTo = (value: number, digits: number): string =>
    withMinus(new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value));
  const percentSign = language === 'id' ? `${NARROW_SPACE}%` : '%';
  const part = (instant: Date, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { timeZone: timeZone.id, ...options }).format(instant);

  function number(value: number): string {
    return withMinus(whole.format(value === 0 ? 0 : value));
  }

  function rupiah(value: number): string {
    const sign = value < 0 ? MINUS : '';
    const amount = Math.abs(value);
    for (const { unit, word } of RUPIAH_STEPS[language]) {
      // 999.95 million would print as "1.000 juta": from there on the larger word is used.
      if (amount / unit >= 0.99995) return `${sign}Rp${upTo(amount / unit, 1)} ${word}`;
    }
    return `${sign}Rp${whole.format(amount)}`;
  }

  function sexagesimal(degrees: number, positive: string, negative: string): string {
    const seconds = Math.round(Math.abs(degrees) * 3600);
    const text = `${Math.floor(seconds / 3600)}°${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}'${String(seconds % 60).padStart(2, '0')}"`;
    return `${text} ${degrees < 0 ? negative : positive}`;
  }

  return {
    language,
    number,
    decimal: fixed,
    signed: (value) => (value > 0 ? `+${number(value)}` : number(value)),
    rupiahFull: (value) => `${value < 0 ? MINUS : ''}Rp${whole.format(Math.abs(value))}`,
    rupiah,
    percent: (share, digits = 1) => `${fixed(share * 100, digits)}${percentSign}`,
    percentPoints: (percent) => `${upTo(percent, 1)}${percentSign}`,
    distance: (metres) => (Math.round(metres) < 1000 ? `${number(metres)} m` : `${fixed(metres / 1000, 1)} km`),
    ruleDistance: (metres) => (metres < 1000 ? `${number(metres)} m` : `${upTo(metres / 1000, 1)} km`),
    area: (squareKilometres) => `${fixed(squareKilometres, 1)} km²`,
    areaSquareMetres: (squareMetres) => `${number(squareMetres)} m²`,
    date(text) {
      const semester = /^(\d{4})-S([12])$/.exec(text);
      if (semester) return `semester ${SEMESTER[semester[2]!]} ${semester[1]}`;
      const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text);
      if (!match) return text;
      const [, year, month, day] = match;
      if (month === undefined) return year!;
      const noon = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1), 12));
      if (Number.isNaN(noon.getTime())) return text;
      const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', month: 'long', year: 'numeric' };
      return new Intl.DateTimeFormat(locale, day === undefined ? options : { ...options, day: 'numeric' }).format(noon);
    },
    shortDate: (instant) => part(instant, { day: '2-digit', month: '2-digit', year: 'numeric' }),
    dateTime(instant) {
      const time = part(instant, { hour: '2-digit', minute: '2-digit', hour12: false });
      const date = part(instant, { day: '2-digit', month: '2-digit', year: 'numeric' });
      return `${date}, ${language === 'id' ? time.replace(':', '.') : time} ${timeZone.label}`;
    },
    coordinate: ([longitude, latitude]) =>
      language === 'id'
        ? `${sexagesimal(latitude, 'LU', 'LS')}, ${sexagesimal(longitude, 'BT', 'BB')}`
        : `${sexagesimal(latitude, 'N', 'S')}, ${sexagesimal(longitude, 'E', 'W')}`,
    compareNames: (a, b) => collator.compare(a, b),
  };
}
