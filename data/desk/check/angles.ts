// Angles as people write them; no projections here, so that a browser may load it.
import { readNumber } from './cells.ts';

/** Which axis a cell names itself, where it does: by LS, LU, BT, N, S, E, W or B(arat). */
export interface ReadDegrees {
  readonly degrees: number;
  readonly axis: 'longitude' | 'latitude' | null;
}

const HEMISPHERES: readonly (readonly [RegExp, ReadDegrees['axis'], 1 | -1])[] = [
  [/(lintang\s+selatan|l\.?\s?s\.?|south|s)/i, 'latitude', -1],
  [/(lintang\s+utara|l\.?\s?u\.?|north|n|u)/i, 'latitude', 1],
  [/(bujur\s+timur|b\.?\s?t\.?|east|e|t)/i, 'longitude', 1],
  [/(bujur\s+barat|b\.?\s?b\.?|west|w|b)/i, 'longitude', -1],
];

/** The same in front of the number and behind it. */
const AROUND = HEMISPHERES.map(([words, axis, sign]) => ({
  before: new RegExp(`^${words.source}[\\s.:]*(?=[\\d-])`, 'i'),
  behind: new RegExp(`(?<=[\\d"'°º′″\\s.])\\s*${words.source}\\.?$`, 'i'),
  axis,
  sign,
}));
/** Coordinates have decimals, never thousands: `108,437` is a hundred and eight degrees. */
const DECIMAL_DEGREES = /^[-+−]?\d{1,3}[.,]\d+$/;
/** No notation of an angle is longer; what is longer is only searched in vain. */
const LONGEST_ANGLE = 60;

/**
 * Degrees of one cell: `-6,7595`, `6°45'34" LS`, `108 29 40.2 BT`, `S 6° 45.57'`. Null when it is none. Not limited to what
 * exists on earth: metres of a projection pass too, and a caller looks at the size.
 */
export function readDegrees(text: string, decimalComma = true): ReadDegrees | null {
  let rest = text.trim();
  let axis: ReadDegrees['axis'] = null;
  let sign: 1 | -1 = 1;
  if (rest.length > LONGEST_ANGLE) return null;
  if (DECIMAL_DEGREES.test(rest)) return { degrees: Number(rest.replace(',', '.').replace('−', '-')), axis };
  for (const words of AROUND) {
    const match = words.before.exec(rest) ?? words.behind.exec(rest);
    if (!match) continue;
    rest = (rest.slice(0, match.index) + rest.slice(match.index + match[0].length)).trim();
    [axis, sign] = [words.axis, words.sign];
    break;
  }
  const parts =
    /^([-+−]?)\s*(\d{1,3})\s*[°º˚*d:\s]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’`´:m]|\s|$)\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”“]|'{2}|’’|′′|s)?)?$/i.exec(
      rest,
    );
  let degrees: number | null;
  if (parts) {
    const [minutes, seconds] = [numberOf(parts[3]!), numberOf(parts[4] ?? '0')];
    if (minutes >= 60 || seconds >= 60) return null;
    degrees = (+parts[2]! + minutes / 60 + seconds / 3600) * (parts[1] === '' || parts[1] === '+' ? 1 : -1);
  } else {
    const plain = rest.replace(/[°º˚]$/, '').trim();
    degrees = DECIMAL_DEGREES.test(plain)
      ? Number(plain.replace(',', '.').replace('−', '-'))
      : readNumber(plain, decimalComma);
  }
  if (degrees === null) return null;
  return { degrees: axis !== null && sign === -1 ? -Math.abs(degrees) : degrees, axis };
}

const numberOf = (text: string) => Number(text.replace(',', '.'));

/** Longitude and latitude in one cell, whichever comes first; null when there are not two. */
export function readPair(text: string): [ReadDegrees, ReadDegrees] | null {
  const bare = text
    .replace(/^(point|titik)?\s*\(?\s*/i, '')
    .replace(/\)$/, '')
    .trim();
  for (const pieces of waysToDivide(bare)) {
    const [first, second] = pieces.map((piece) => readDegrees(piece));
    if (first && second) return [first, second];
  }
  return null;
}

function* waysToDivide(text: string): Generator<[string, string]> {
  for (const separator of [/\s*[;|/]\s*/, /,\s+/, /\s+-\s+/]) {
    const pieces = text.split(separator);
    if (pieces.length === 2) yield pieces as [string, string];
  }
  const commas = text.split(',');
  if (commas.length === 2) yield commas.map((piece) => piece.trim()) as [string, string];
  // `-6,7595,108,4945`: two decimal commas and one that divides.
  if (commas.length === 4) yield [`${commas[0]},${commas[1]}`.trim(), `${commas[2]},${commas[3]}`.trim()];
  const hemisphere = /^(.*?(?:LS|LU|BT|BB|[NSEW]))\s*,?\s+(.+)$/i.exec(text);
  if (hemisphere) yield [hemisphere[1]!, hemisphere[2]!];
  const spaces = text.split(/\s+/);
  if (spaces.length === 2) yield spaces as [string, string];
}
