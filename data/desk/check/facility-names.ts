import { distance as editDistance } from 'fastest-levenshtein';
import { plainWords } from './cells.ts';

/** How names of facilities are abbreviated; what stands for nothing (UPTD, titles of a region) goes. */
const WORDS: Readonly<Record<string, string>> = {
  uptd: '',
  upt: '',
  upk: '',
  pkm: 'puskesmas',
  pusk: 'puskesmas',
  puskes: 'puskesmas',
  n: 'negeri',
  neg: 'negeri',
  negri: 'negeri',
  sdn: 'sd negeri',
  smpn: 'smp negeri',
  sman: 'sma negeri',
  smkn: 'smk negeri',
  min: 'mi negeri',
  mtsn: 'mts negeri',
  man: 'ma negeri',
  slbn: 'slb negeri',
  sdit: 'sd it',
  smpit: 'smp it',
  rs: 'rumah sakit',
  rsu: 'rumah sakit umum',
  rsud: 'rumah sakit umum daerah',
  pustu: 'puskesmas pembantu',
  musholla: 'musala',
  mushola: 'musala',
  musholah: 'musala',
  mesjid: 'masjid',
  apotik: 'apotek',
  desa: '',
  kecamatan: '',
  kec: '',
  kab: '',
  kabupaten: '',
};
const ROMAN: Readonly<Record<string, string>> = {
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
  x: '10',
};

/** A facility's name as two lists may be compared by it: `UPTD SDN II  Sumber` and `SD Negeri 2 Sumber` are equal. */
export function facilityNameKey(name: string): string {
  const words = plainWords(name)
    .replace(/([a-z])(?=\d)/g, '$1 ')
    .split(' ');
  return words
    .map((word, index) => {
      if (index > 0 && Object.hasOwn(ROMAN, word)) return ROMAN[word]!;
      if (/^\d+$/.test(word)) return String(Number(word));
      return Object.hasOwn(WORDS, word) ? WORDS[word]! : word;
    })
    .filter((word) => word !== '')
    .join(' ')
    .replace(/(?<=[a-z]) (?=[a-z])/g, '');
}

/** Whether two keys of `facilityNameKey` may be one name misspelt: one letter in eight differs, and no number does. */
export function isSimilarName(a: string, b: string): boolean {
  if (a === b) return a !== '';
  const longer = Math.max(a.length, b.length);
  if (longer < 8 || Math.abs(a.length - b.length) > longer / 8) return false;
  if (a.replace(/\D+/g, ' ').trim() !== b.replace(/\D+/g, ' ').trim()) return false;
  return editDistance(a, b) <= longer / 8;
}
