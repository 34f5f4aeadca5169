import type { AnswerOf } from '#contract';
import type { Position } from '#model/geometry';
import type { Translate } from '../i18n/messages.ts';
import { placeWords } from './place-words.ts';

export type Region = AnswerOf<'regions'>['items'][number];
export type RegionsByCode = ReadonlyMap<string, Region>;

/** Codes of kabupaten, kecamatan and desa have this many characters; each begins with the code above it. */
const CODE_LENGTHS = [13, 8, 5] as const;

/** The known regions that a code lies in, the smallest first; empty where none is known. */
export function regionsAround(regions: RegionsByCode, code: string): Region[] {
  return CODE_LENGTHS.flatMap((length) => (code.length >= length ? (regions.get(code.slice(0, length)) ?? []) : []));
}

/** Where something is, in one breath: our own kecamatan, or for a neighbour the kabupaten or kota; null when not known. */
export function briefPlace(t: Translate, regions: RegionsByCode, code: string): string | null {
  const around = regionsAround(regions, code);
  const one = around.find((region) => region.level === 'kecamatan' && region.own) ?? around.at(-1);
  return one ? placeWords(t, one, null) : null;
}

/** Where something is, in full: desa and kecamatan, beyond the border also the kabupaten or kota; null when not known. */
export function fullPlace(t: Translate, regions: RegionsByCode, code: string): string | null {
  const named = regionsAround(regions, code).filter((region) => region.level !== 'kabupaten' || !region.own);
  return named.length === 0 ? null : named.map((region) => placeWords(t, region, null)).join(', ');
}

/** The desa whose label stands nearest to a position; null when none is known. Nothing is asked of anyone. */
export function nearestDesa(regions: RegionsByCode, [longitude, latitude]: Position): Region | null {
  const narrowing = Math.cos((latitude * Math.PI) / 180);
  let best: Region | null = null;
  let least = Infinity;
  for (const region of regions.values()) {
    if (region.level !== 'desa') continue;
    const distance = Math.hypot((region.labelPoint[0] - longitude) * narrowing, region.labelPoint[1] - latitude);
    if (distance < least) [best, least] = [region, distance];
  }
  return best;
}
