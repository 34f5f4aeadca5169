import { readDate } from './cells.ts';

/** Days on which an applicant, not the office, is waited for; open while `endsOn` is null. */
export interface Pause {
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly reason: 'dikembalikan' | 'menunggu_pembayaran';
}

const PAYMENT = /menunggu[_ ]pembayaran|bayar|retribusi/i;

/**
 * Pauses as an export writes them: `2026-01-05/2026-01-09; 2026-02-01/`, also with `s.d.` between two dates and with the reason
 * behind them. Empty for none; null when a piece cannot be read, ends before it begins, or begins with another one.
 */
export function readPauses(text: string | null): Pause[] | null {
  if (text === null) return [];
  const pauses: Pause[] = [];
  for (const piece of text.split(/[;|]/)) {
    if (piece.trim() === '') continue;
    const reason = PAYMENT.test(piece) ? 'menunggu_pembayaran' : 'dikembalikan';
    const dates = piece
      .replace(/\(?\b(menunggu[_ ]pembayaran|dikembalikan|pembayaran|perbaikan|revisi|retribusi)\b\)?:?/gi, '')
      .trim();
    const [from = '', until = ''] = / (s\/?d|s\.d\.?|sampai|hingga|to) /i.test(dates)
      ? dates.split(/\s+(?:s\/?d|s\.d\.?|sampai|hingga|to)\s+/i)
      : /^\d{4}-/.test(dates)
        ? dates.split('/')
        : dates.split(/\s+-\s+|\s*[–—]\s*/);
    const startsOn = readDate(from.trim()).date;
    const endsOn = until.trim() === '' ? null : readDate(until.trim()).date;
    if (startsOn === null || (until.trim() !== '' && endsOn === null) || (endsOn !== null && endsOn < startsOn))
      return null;
    if (pauses.some((pause) => pause.startsOn === startsOn)) return null;
    pauses.push({ startsOn, endsOn, reason });
  }
  return pauses.sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
}
