// A place in words, as lists of works have it: `Desa Batu Lor Kec. Batu Karang`, `Jawa Barat, Mini (Kab.), Awan`.
import { normaliseName, type RegionCode } from '#model/region';
import type { RegionDirectory } from '../../import/region-directory.ts';
import { plainWords } from './cells.ts';
import type { CheckContext } from './index.ts';
import type { Issues } from './issues.ts';
import { statedOf, type ReadRegion } from './regions.ts';

/** What stands before a name, by the length of the codes that it is of. */
const TITLES: Readonly<Record<string, 'kecamatan' | 'desa'>> = {
  kecamatan: 'kecamatan',
  kec: 'kecamatan',
  desa: 'desa',
  ds: 'desa',
  kelurahan: 'desa',
  kel: 'desa',
};
/** Names have as many words at most. */
const LONGEST_NAME = 4;

const names = new WeakMap<RegionDirectory, ReadonlyMap<string, readonly RegionCode[]>>();

/**
 * The region that a location speaks of: a desa that it names, else a kecamatan, else the whole regency with a note. Names only count as
 * they are spelt: in a sentence a near one is more often another word.
 */
export function readLocation(text: string, context: CheckContext, issues: Issues): ReadRegion {
  const { directory, profile } = context;
  const known = namesOf(directory, profile.code);
  const words = plainWords(text).split(' ');
  const kecamatan = new Set<RegionCode>();
  const desa = new Set<RegionCode>();
  for (let at = 0; at < words.length; at++) {
    const title = TITLES[words[at - 1] ?? ''];
    for (let length = Math.min(LONGEST_NAME, words.length - at); length > 0; length--) {
      const here = (known.get(words.slice(at, at + length).join('')) ?? []).filter(
        (code) => title === undefined || (code.length === 8) === (title === 'kecamatan'),
      );
      for (const code of here) (code.length === 8 ? kecamatan : desa).add(code);
      if (here.length === 0) continue;
      at += length - 1;
      break;
    }
  }
  const within = [...desa].filter((code) => kecamatan.size === 0 || kecamatan.has(code.slice(0, 8)));
  const holders = new Set(within.map((code) => code.slice(0, 8)));
  const found =
    within.length === 1
      ? within[0]!
      : kecamatan.size === 1
        ? [...kecamatan][0]!
        : kecamatan.size === 0 && holders.size === 1
          ? [...holders][0]!
          : null;
  if (found !== null) return { ...statedOf(found), isWritten: true };
  issues.note('location', within.length + kecamatan.size > 1 ? 'region_ambiguous' : 'region_unknown', text);
  return { ...statedOf(profile.code), isWritten: true };
}

function namesOf(directory: RegionDirectory, kabupaten: RegionCode): ReadonlyMap<string, readonly RegionCode[]> {
  const known = names.get(directory);
  if (known !== undefined) return known;
  const found = new Map<string, RegionCode[]>();
  for (const kecamatan of directory.childrenOf(kabupaten))
    for (const code of [kecamatan, ...directory.childrenOf(kecamatan)]) {
      const region = directory.get(code)!;
      for (const name of new Set([region.name, ...region.aliases].map(normaliseName)))
        found.set(name, [...(found.get(name) ?? []), code]);
    }
  names.set(directory, found);
  return found;
}
