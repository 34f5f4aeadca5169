import proj4 from 'proj4';
import { isInside, type BBox, type Position } from '#model/geometry';
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

// Degrees of Indonesia's datums differ from WGS 84 by less than a survey by phone: DGN95 and SRGI2013 count as equal to it.
const PROJECTIONS: readonly (readonly [crs: string, definition: string])[] = [
  ...[46, 47, 48, 49, 50, 51, 52, 53, 54].flatMap((zone) => [
    [`EPSG:${32700 + zone}`, `+proj=utm +zone=${zone} +south +datum=WGS84 +units=m +no_defs`] as const,
    [`EPSG:${32600 + zone}`, `+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`] as const,
  ]),
  ['EPSG:3857', '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs'],
];
const transforms = new Map<string, proj4.Converter>();

/** Whether two numbers can only be metres of a projection. */
export const isProjected = (x: number, y: number): boolean => Math.abs(x) > 1000 && Math.abs(y) > 1000;

/**
 * Where metres of a projection lie, and in which one: that of the region first, then the other zones of Indonesia and web
 * Mercator; east and north in either order. Null when none of them leads into the bounds.
 */
export function unproject(
  x: number,
  y: number,
  bounds: BBox,
  home: { crs: string; proj4: string },
): { position: Position; crs: string } | null {
  for (const [crs, definition] of [[home.crs, home.proj4] as const, ...PROJECTIONS]) {
    let transform = transforms.get(crs);
    if (transform === undefined) transforms.set(crs, (transform = proj4(definition)));
    for (const [east, north] of [
      [x, y],
      [y, x],
    ] as const) {
      // Beyond a few zones the formulas of a projection mean nothing, and may throw.
      if (Math.abs(east) > 2e7 || Math.abs(north) > 2.1e7) continue;
      const [longitude, latitude] = transform.inverse([east, north]) as [number, number];
      const position: Position = [Number(longitude.toFixed(7)), Number(latitude.toFixed(7))];
      if (Number.isFinite(longitude) && Number.isFinite(latitude) && isInside(position, bounds))
        return { position, crs };
    }
  }
  return null;
}
