// What the title of a project says: which works, on what, of which name, and which stage or stretch of it.
import { distance as editDistance } from 'fastest-levenshtein';
import { kindsNamed } from '../../analysis/project-kinds.ts';
import { plainWords } from '../../desk/check/cells.ts';
import titleWords from './title-words.json' with { type: 'json' };

/** Groups of works. `study` and `land` are never the works themselves; `supply` buys things that move. */
export type Works = 'build' | 'repair' | 'maintain' | 'supply' | 'land' | 'study';

export interface Title {
  /** Empty where the title names no works. */
  readonly works: ReadonlySet<Works>;
  /** What is worked on: a kind of facility, or `road`, `bridge`, `drainage` …; null where nothing is named. */
  readonly object: string | null;
  /** Every facility kind or other thing that is named, the object among them. */
  readonly things: ReadonlySet<string>;
  /** Parts of a facility: `classroom`, `toilet`, `fence` …; empty for the whole. */
  readonly parts: ReadonlySet<string>;
  /** Words of its own name, in their order: of the school, of both ends of the road. */
  readonly names: readonly string[];
  /** Words behind `desa`, `kecamatan` and their like. */
  readonly where: readonly string[];
  /** Numbers of the name (SDN 2), without quantities, years and stages. */
  readonly numbers: readonly string[];
  /** `rt2`, `rw5`, `blokmanis`: the corner of a village that it is about. */
  readonly corners: readonly string[];
  /** `1`, `2` … of `tahap`, or `later` for a continuation; null where it is no part of a sequence. */
  readonly stage: string | null;
  /** Metres from and to, of `STA 0+000 - 1+200`. */
  readonly stretch: readonly [number, number] | null;
}

const ROMAN: Readonly<Record<string, string>> = Object.fromEntries(
  ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'].map((roman, index) => [roman, String(index + 1)]),
);
const ABBREVIATIONS: Readonly<Record<string, string>> = titleWords.abbreviations;
const STOPWORDS = new Set([...titleWords.stopwords, ...titleWords.kindWords]);
const REGION_WORDS = new Set(titleWords.regions);
const COUNTED = new Set(titleWords.counted);
/** Facilities that others are parts of: the library of a school is the school's. */
const INSTITUTIONS = new Set(['tk', 'sd', 'mi', 'smp', 'mts', 'sma', 'ma', 'smk', 'slb', 'puskesmas', 'hospital']);

interface Phrase {
  readonly value: string;
  readonly words: string;
}
const phrasesOf = (table: Readonly<Record<string, readonly string[]>>): Phrase[] =>
  Object.entries(table)
    .flatMap(([value, list]) => list.map((words) => ({ value, words })))
    .sort((a, b) => b.words.length - a.words.length);
const WORKS = phrasesOf(titleWords.works);
const OBJECTS = phrasesOf(titleWords.objects);
const PARTS = phrasesOf(titleWords.parts);

/** The words of a title spelt out: abbreviations, joined numbers and Roman ones; one space between words. */
export function spelledOut(title: string): string {
  const words = plainWords(title.replace(/\(\s*contoh\s*\)/gi, ' ').replace(/(\d)[.,](?=\d)/g, '$1'))
    .replace(/([a-z]{2,})(?=\d)/g, '$1 ')
    .replace(/\btps 3 ?r\b/g, 'tps3r')
    .split(' ');
  return words
    .map((word, index) => {
      if (index > 0 && Object.hasOwn(ROMAN, word)) return ROMAN[word]!;
      if (/^\d+$/.test(word)) return String(Number(word));
      return Object.hasOwn(ABBREVIATIONS, word) ? ABBREVIATIONS[word]! : word;
    })
    .filter((word) => word !== '')
    .join(' ');
}

/** Phrases that a text has, the longest first so that `jalan usaha tani` is no `jalan`; where each begins, and what is left of the text. */
function take(text: string, phrases: readonly Phrase[]): { found: { value: string; at: number }[]; left: string } {
  let left = ` ${text} `;
  const found: { value: string; at: number }[] = [];
  for (const { value, words } of phrases) {
    for (let at = left.indexOf(` ${words} `); at >= 0; at = left.indexOf(` ${words} `)) {
      found.push({ value, at });
      // The same length stays, so that places in the text do.
      left = `${left.slice(0, at + 1)}${'|'.repeat(words.length)}${left.slice(at + 1 + words.length)}`;
    }
  }
  return { found, left };
}

/** What a title says, as people in an Indonesian regency write it. */
export function readTitle(title: string): Title {
  const { stretch, rest } = takeStretch(title);
  let text = spelledOut(rest).replace(/\b(tahun anggaran|tahun|ta) 20\d\d\b|\b20\d\d\b/g, ' ');
  const stage = stageOf(text);
  text = text
    .replace(/\btahap (ke )?\d+\b|\blanjutan\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const corners = cornersOf(text);
  text = text
    .replace(/\brt \d+( rw \d+)?\b|\brw \d+\b|\bblok [a-z0-9]+\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const works = take(text, WORKS);
  const objects = take(text, OBJECTS);
  const parts = take(text, PARTS);
  const facilities = kindsNamed(text);
  const object = objectOf(text, objects.found, facilities);
  const untold = intersection(` ${text} `, [works.left, objects.left, parts.left]);
  return {
    works: worksOf(works.found.map(({ value }) => value as Works)),
    object,
    things: new Set([...objects.found.map(({ value }) => value), ...facilities]),
    parts: new Set(
      parts.found
        .map(({ value }) => value)
        .filter((part) => part !== object && !(object === 'library' && part === 'library')),
    ),
    ...namesOf(untold),
    corners,
    stage,
    stretch,
  };
}

function takeStretch(title: string): { stretch: readonly [number, number] | null; rest: string } {
  const found =
    /\(?\b(?:sta\.?|km\.?)?\s*(\d{1,3})\s*\+\s*(\d{3})\s*(?:-|–|—|s\/?d\.?|sampai|ke)\s*(?:sta\.?|km\.?)?\s*(\d{1,3})\s*\+\s*(\d{3})\)?/i.exec(
      title,
    );
  if (found === null) return { stretch: null, rest: title };
  const ends = [Number(found[1]) * 1000 + Number(found[2]), Number(found[3]) * 1000 + Number(found[4])] as const;
  return { stretch: [Math.min(...ends), Math.max(...ends)], rest: title.replace(found[0], ' ') };
}

function stageOf(text: string): string | null {
  const numbered = /\btahap (?:ke )?(\d+)\b/.exec(text);
  return numbered ? numbered[1]! : /\blanjutan\b/.test(text) ? 'later' : null;
}

const cornersOf = (text: string): string[] =>
  [...text.matchAll(/\b(rt|rw|blok) ([a-z0-9]+)\b/g)].map(([, kind, name]) => `${kind}${name}`).sort();

/** A study of works, or land for them, is not the works. */
function worksOf(found: readonly Works[]): ReadonlySet<Works> {
  if (found.includes('study')) return new Set(['study']);
  if (found.includes('land')) return new Set(['land']);
  return new Set(found);
}

function objectOf(
  text: string,
  found: readonly { value: string; at: number }[],
  facilities: readonly string[],
): string | null {
  const first = found.toSorted((a, b) => a.at - b.at)[0];
  // `Jalan depan kantor desa` is a road, `kantor desa dan jalan masuk` an office: what is named first is worked on.
  if (first !== undefined && kindsNamed(text.slice(0, Math.max(0, first.at - 1))).length === 0) return first.value;
  return facilities.find((kind) => INSTITUTIONS.has(kind)) ?? facilities[0] ?? first?.value ?? null;
}

/** The text with everything away that one of the readings used up. */
function intersection(text: string, readings: readonly string[]): string {
  return [...text].map((letter, at) => (readings.some((reading) => reading[at] === '|') ? '|' : letter)).join('');
}

function namesOf(untold: string): Pick<Title, 'names' | 'where' | 'numbers'> {
  const words = untold.replace(/\|+/g, '|').trim().split(/\s+/);
  const names: string[] = [];
  const where: string[] = [];
  const numbers: string[] = [];
  let isWhere = false;
  for (const [index, word] of words.entries()) {
    if (REGION_WORDS.has(word)) isWhere = true;
    else if (/^\d+$/.test(word)) {
      // `3 ruang kelas`: a quantity stands before what is counted, also where that was read as a part already.
      const next = words[index + 1] ?? '';
      const isQuantity = COUNTED.has(next) || (next === '|' && (words[index - 1] ?? '|') === '|') || word.length > 3;
      if (!isQuantity) numbers.push(word);
    } else if (word !== '|' && word.length > 1 && !STOPWORDS.has(word) && !COUNTED.has(word))
      (isWhere ? where : names).push(word);
  }
  return { names, where, numbers };
}

/** Whether two words are one, a letter in five being wrong at most. */
export function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const longer = Math.max(a.length, b.length);
  return longer >= 5 && Math.abs(a.length - b.length) <= 2 && editDistance(a, b) <= Math.floor(longer / 5);
}

/** How many words of one list the other has, each used once. */
export function sharedWords(a: readonly string[], b: readonly string[]): number {
  const left = [...b];
  let shared = 0;
  for (const word of a) {
    const at = left.findIndex((other) => isSameWord(word, other));
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return shared;
}

/** 0–1: how much of their names, numbers and places two titles share; names and numbers count twice as much as places. */
export function titleSimilarity(a: Title, b: Title): number {
  const [aJoined, bJoined] = [a.names.join(''), b.names.join('')];
  // `Babakan Losari` and `Babakanlosari` are one name.
  const isJoined = aJoined !== '' && aJoined === bJoined;
  const names = isJoined ? Math.max(a.names.length, b.names.length) : 2 * sharedWords(a.names, b.names);
  const ofNames = isJoined ? names : a.names.length + b.names.length;
  const numbers = 2 * sharedWords(a.numbers, b.numbers);
  const ofNumbers = a.numbers.length + b.numbers.length;
  // A place that only one of them names says nothing against it.
  const isPlaced = a.where.length > 0 && b.where.length > 0;
  const places = isPlaced ? 2 * sharedWords(a.where, b.where) : 0;
  const ofPlaces = isPlaced ? a.where.length + b.where.length : 0;
  const most = 2 * (ofNames + ofNumbers) + ofPlaces;
  return most === 0 ? 1 : (2 * ((isJoined ? ofNames : names) + numbers) + places) / most;
}
