// Duplicates among 50,000 facilities of which it is known which are one: seconds, and how many are found rightly. With the real
// lists beside the project, also among the junior secondary schools of two offices.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { FacilityKind } from '#model/facility';
import { normaliseName } from '#model/region';
import { metresBetween } from '../../data/import/coordinates.ts';
import { DUPLICATE_METRES } from '../../data/desk/check/identity.ts';
import { findPairs, pairKey, type Comparable } from '../../data/desk/duplicates/find.ts';
import { median, type BenchResult } from './result.ts';

const FACILITIES = 50_000;
const ROUNDS = 3;
/** One in so many facilities is there a second time. */
const ONE_IN = 25;
const DEGREES_PER_METRE = 1 / 111_195;
const REAL = path.resolve('../shared/cirebon');

/** Numbers in [0, 1) that are the same in every run. */
function made(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const KINDS: readonly (readonly [FacilityKind, string, string])[] = [
  ['sd', 'SD Negeri', 'SDN'],
  ['smp', 'SMP Negeri', 'UPTD SMPN'],
  ['posyandu', 'Posyandu', 'Pos Yandu'],
  ['musala', 'Musala', 'Mushola'],
  ['mosque', 'Masjid', 'Mesjid'],
  ['pharmacy', 'Apotek', 'Apotik'],
];
const FIRST = [
  'Al',
  'Nurul',
  'Baitul',
  'Sumber',
  'Karang',
  'Kali',
  'Mekar',
  'Suka',
  'Tegal',
  'Jati',
  'Pangeran',
  'Gunung',
];
const SECOND = [
  'Ikhlas',
  'Huda',
  'Rahman',
  'Wangi',
  'Jaya',
  'Sari',
  'Mulya',
  'Asri',
  'Indah',
  'Bahagia',
  'Melati',
  'Kencana',
  'Lor',
];
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI'];

interface Labelled {
  readonly things: Comparable[];
  readonly twins: ReadonlySet<string>;
}

/** Facilities as lists have them: common names far apart, neighbours that differ by their number, and second records with other spellings. */
function labelled(): Labelled {
  const random = made(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const things: Comparable[] = [];
  const twins = new Set<string>();
  const add = (kind: FacilityKind, name: string, position: Comparable['position'], dataset: string): string => {
    const id = `${dataset}-${String(things.length).padStart(6, '0')}`;
    things.push({
      id,
      kind,
      name,
      dataset,
      region: '32.09.01',
      nationalCode: null,
      isUnnamed: false,
      sample: false,
      position,
    });
    return id;
  };
  while (things.length < FACILITIES) {
    const [kind, word, other] = pick(KINDS);
    const number = 1 + Math.floor(random() * ROMAN.length);
    const name = `${pick(FIRST)} ${pick(SECOND)}`;
    const [longitude, latitude] = [108.35 + random() * 0.4, -7 + random() * 0.5];
    const id = add(kind, `${word} ${number} ${name}`, [longitude, latitude], 'a');
    const isTwin = random() < 1 / ONE_IN;
    const metres = random() * (isTwin ? 140 : 120);
    const angle = random() * 2 * Math.PI;
    const near: Comparable['position'] = [
      longitude + metres * Math.cos(angle) * DEGREES_PER_METRE,
      latitude + metres * Math.sin(angle) * DEGREES_PER_METRE,
    ];
    if (isTwin) {
      // Abbreviated, a roman number, or a letter lost in writing.
      const spelling = random();
      const spelt =
        spelling < 0.4
          ? `${other} ${number} ${name}`
          : spelling < 0.7
            ? `${word} ${ROMAN[number - 1]} ${name}`
            : `${word} ${number} ${name.slice(0, 3)}${name.slice(4)}`;
      twins.add(pairKey(id, add(kind, spelt, near, 'b')));
    } else if (random() < 0.05) {
      // Beside it, and another one: only the number says so.
      add(kind, `${word} ${(number % ROMAN.length) + 1} ${name}`, near, 'a');
    }
  }
  return { things, twins };
}

interface Judged {
  readonly precision: number;
  readonly recall: number;
  readonly found: number;
}

function judge(found: ReadonlySet<string>, twins: ReadonlySet<string>): Judged {
  const right = [...found].filter((key) => twins.has(key)).length;
  return { precision: right / found.size, recall: right / twins.size, found: found.size };
}

/** Pairs of exactly equal names within 150 m, each held against each other of its name: what a spreadsheet does. */
function byEqualNames(things: readonly Comparable[]): Set<string> {
  const names = new Map<string, Comparable[]>();
  for (const thing of things) {
    const key = `${thing.kind} ${thing.name.toLowerCase()}`;
    names.set(key, [...(names.get(key) ?? []), thing]);
  }
  const pairs = new Set<string>();
  for (const alike of names.values()) {
    for (const [index, a] of alike.entries()) {
      for (const b of alike.slice(index + 1))
        if (metresBetween(a.position!, b.position!) <= DUPLICATE_METRES) pairs.add(pairKey(a.id, b.id));
    }
  }
  return pairs;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const said = ({ precision, recall, found }: Judged): string =>
  `${found} pairs, precision ${percent(precision)}, recall ${percent(recall)}`;

/** Seconds for all of it, beside a comparison of equal names; the notes say how right each is. */
export async function bench(): Promise<BenchResult[]> {
  const { things, twins } = labelled();
  const [ours, other]: [number[], number[]] = [[], []];
  let [mine, theirs] = [new Set<string>(), new Set<string>()];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    mine = new Set((await findPairs(things)).map(({ first, second }) => pairKey(first.id, second.id)));
    const between = performance.now();
    theirs = byEqualNames(things);
    ours.push(between - start);
    other.push(performance.now() - between);
  }
  const [a, b] = [Math.round(median(ours)), Math.round(median(other))];
  const note = `${things.length} facilities, ${twins.size} of them twice; ours: ${said(judge(mine, twins))}; equal names: ${said(judge(theirs, twins))}${await ofRealSchools()}`;
  return [
    {
      name: 'duplicates-50k',
      unit: 'ms',
      ours: a,
      other: b,
      otherName: 'equal names',
      ratio: Math.round((b / a) * 100) / 100,
      note,
    },
  ];
}

interface SchoolFeature {
  readonly properties: { readonly NPSN: number; readonly NAMOBJ: string };
  readonly geometry: { readonly coordinates: readonly [number, number] };
}

/**
 * Junior secondary schools as two offices list them, compared without their national codes (NPSN), which say afterwards which are
 * one. In one list they slipped by a row for some schools, so that an equal official name counts as right too.
 */
async function ofRealSchools(): Promise<string> {
  const [office, register] = [path.join(REAL, 'schools-smp-disdik.geojson'), path.join(REAL, 'schools.csv')];
  if (!existsSync(office) || !existsSync(register)) return '';
  const codes = new Map<string, string>();
  const lists: Comparable[][] = [[], []];
  const add = (list: 0 | 1, code: unknown, name: string, position: readonly [number, number]): void => {
    const id = `${list === 0 ? 'office' : 'register'}-${lists[list]!.length}`;
    codes.set(id, String(code));
    lists[list]!.push({
      ...{ id, kind: 'smp', name, dataset: String(list), region: '32.09', nationalCode: null },
      ...{ isUnnamed: false, sample: false, position: [...position] },
    });
  };
  const { features } = JSON.parse(readFileSync(office, 'utf8')) as { features: SchoolFeature[] };
  for (const { properties, geometry } of features) add(0, properties.NPSN, properties.NAMOBJ, geometry.coordinates);
  const rows: Record<string, string>[] = parse(readFileSync(register, 'utf8'), { columns: true, bom: true });
  for (const { BENTUK: level, NPSN: code, 'NAMA SEKOLAH': name, BUJUR: longitude, LINTANG: latitude } of rows)
    if (level === 'SMP' && name) add(1, code, name, [Number(longitude), Number(latitude)]);
  const across = (await findPairs(lists.flat())).filter(({ first, second }) => first.dataset !== second.dataset);
  const isRight = (a: Comparable, b: Comparable): boolean =>
    codes.get(a.id) === codes.get(b.id) || normaliseName(a.name) === normaliseName(b.name);
  const right = across.filter(({ first, second }) => isRight(first, second)).length;
  const reachable = lists[0]!.flatMap((a) =>
    lists[1]!.filter((b) => isRight(a, b) && metresBetween(a.position!, b.position!) <= DUPLICATE_METRES),
  ).length;
  return `; SMP of two offices: ${across.length} pairs, ${right} of them right, of ${reachable} within ${DUPLICATE_METRES} m`;
}
