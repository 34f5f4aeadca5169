// Which places the title of a project may speak of, and how sure that is.
import { normaliseName } from '#model/region';
import type { PlaceCandidate } from '#model/overlap';
import { isSameWord, readTitle, sharedWords, spelledOut, type Title } from '../overlaps/title.ts';
import { wordsOf, type Gazetteer, type IndexedPlace, type NamedRegion } from './gazetteer.ts';

/** What is known of the project beside its title. */
export interface Placeless {
  readonly name: string;
  readonly assetCode: string | null;
  /** Region that it is stated for; of the whole regency it says nothing. */
  readonly region: string | null;
  readonly sample: boolean;
}

const MOST_CANDIDATES = 5;
const LEAST_CONFIDENCE = 0.1;
/** Confidences this near are of places that the title does not tell apart. */
const TIE = 0.05;
/** What lies along a road, so that the road's name places it. */
const ON_ROADS = new Set(['road', 'farm-road', 'bridge', 'retaining', 'drainage', 'pavement', 'light']);

/** What stands before the name of a region. */
const TITLES = new Set(['desa', 'kelurahan', 'kecamatan', 'kabupaten']);

interface Found {
  readonly candidate: Omit<PlaceCandidate, 'confidence'>;
  readonly region: string | null;
  confidence: number;
}

/**
 * Places that a title may speak of, the likeliest first; a road or facility before the region around it. Places that the title does
 * not tell apart share the confidence. A real project is never offered a made-up place.
 */
export function placesOf(
  project: Placeless,
  gazetteer: Gazetteer,
  isVisible: (dataset: string) => boolean,
): PlaceCandidate[] {
  const title = readTitle(project.name);
  const regions = regionsOf(project, gazetteer);
  const kecamatan = statedKecamatan(project, regions);
  const words = wordsOf(title);
  const near = new Set([
    ...gazetteer.withWords(words),
    ...(project.assetCode === null ? [] : gazetteer.withCode(project.assetCode)),
  ]);
  const found: Found[] = [];
  for (const one of near) {
    if ((one.place.sample && !project.sample) || !isVisible(one.place.dataset)) continue;
    const match =
      project.assetCode !== null && one.place.code?.toUpperCase() === project.assetCode.trim().toUpperCase()
        ? { confidence: 0.97, words: one.place.code }
        : matchOf(one, title, words, gazetteer);
    if (match === null) continue;
    const isElsewhere =
      kecamatan !== null &&
      one.place.region !== null &&
      one.place.region.length >= 8 &&
      !one.place.region.startsWith(kecamatan);
    found.push({
      candidate: {
        kind: one.place.kind,
        id: one.place.id,
        name: one.place.name,
        within: withinOf(one.place.region, gazetteer),
        words: match.words,
        position: one.place.position,
      },
      region: one.place.region,
      confidence: match.confidence * (isElsewhere ? 0.3 : 1),
    });
  }
  return ranked([...found, ...regions]);
}

/** How well the name of a place fits a title; null where it does not. */
function matchOf(
  one: IndexedPlace,
  title: Title,
  words: readonly string[],
  gazetteer: Gazetteer,
): { confidence: number; words: string } | null {
  const { place } = one;
  const isRoad = place.kind === 'road';
  const speaksOfRoads = [...title.things].some((thing) => ON_ROADS.has(thing));
  if (isRoad ? !speaksOfRoads : !title.things.has(place.facilityKind!)) return null;
  const hasBothNumbers = one.numbers.length > 0 && title.numbers.length > 0;
  const isNumberShared = one.numbers.some((number) => title.numbers.includes(number));
  if (hasBothNumbers && !isNumberShared) return null;
  if (one.words.length === 0) return null;
  const isJoined = words.join('').includes(one.words.join(''));
  const shared = isJoined ? one.words.length : sharedWords(one.words, words);
  const cover = shared / one.words.length;
  if (cover < 0.5) return null;
  const matched = isJoined ? one.words : one.words.filter((word) => words.some((other) => isSameWord(word, other)));
  // What the title says beside the name: the region around it is no other name.
  const around = [place.region?.slice(0, 8), place.region].flatMap((code) => gazetteer.region(code ?? '')?.name ?? []);
  const extra = title.names.filter(
    (word) =>
      !one.words.some((other) => isSameWord(word, other)) && !around.some((name) => normaliseName(name).includes(word)),
  );
  const isExtraNamed = !isJoined && extra.length > 0;
  let confidence = cover === 1 ? (isRoad && one.words.length === 1 ? 0.75 : 0.95) : 0.45 * cover;
  if (isExtraNamed || (isJoined && extra.length > 1))
    confidence *= 1 - (0.5 * extra.length) / Math.max(1, title.names.length);
  if (cover === 1 && !isJoined && !one.words.every((word) => words.includes(word))) confidence *= 0.9;
  if (one.numbers.length !== title.numbers.length && !isRoad) confidence *= 0.6;
  // `Jalan depan SDN 1`: the school says only roughly where.
  if (isRoad !== (title.object !== null && ON_ROADS.has(title.object))) confidence *= 0.4;
  return {
    confidence,
    words: [...one.numbers.filter((number) => title.numbers.includes(number)), ...matched].join(' '),
  };
}

/** Kecamatan and desa that a title names: behind their title for sure, alone perhaps. */
function regionsOf({ name }: Placeless, gazetteer: Gazetteer): Found[] {
  const words = spelledOut(name).split(' ');
  const found = new Map<string, { region: NamedRegion; confidence: number; words: string }>();
  for (let at = 0; at < words.length; at++) {
    for (let length = 3; length > 0; length--) {
      const text = words.slice(at, at + length).join(' ');
      if (at + length > words.length || /\d/.test(text) || TITLES.has(words[at]!)) continue;
      const title = words[at - 1];
      const isKecamatan = title === 'kecamatan';
      const isDesa = title === 'desa' || title === 'kelurahan';
      const here = gazetteer
        .regionsNamed(text)
        .filter(({ code }) => (isKecamatan ? code.length === 8 : isDesa ? code.length > 8 : true));
      for (const region of here) {
        const confidence = isKecamatan || isDesa ? 0.9 : region.code.length > 8 ? 0.5 : 0.4;
        const known = found.get(region.code);
        if (known === undefined || known.confidence < confidence)
          found.set(region.code, { region, confidence, words: text });
      }
      // The longest name wins: `Waled Kota` is not `Waled`.
      if (here.length > 0) {
        at += length - 1;
        break;
      }
    }
  }
  const stated = [...found.values()].filter(({ region, confidence }) => region.code.length === 8 && confidence >= 0.9);
  return [...found.values()].map(({ region, confidence, words: text }) => {
    const isDesa = region.code.length > 8;
    const isOutside = isDesa && stated.length > 0 && !stated.some((one) => region.code.startsWith(one.region.code));
    return {
      candidate: {
        kind: isDesa ? ('desa' as const) : ('kecamatan' as const),
        id: region.code,
        name: region.name,
        within: isDesa ? withinOf(region.code, gazetteer) : null,
        words: text,
        position: region.position,
      },
      region: region.code,
      confidence: confidence * (isOutside ? 0.2 : 1),
    };
  });
}

/** The kecamatan that the project, or its title in so many words, is stated for; null where none or more than one is. */
function statedKecamatan({ region }: Placeless, regions: readonly Found[]): string | null {
  if (region !== null && region.length >= 8) return region.slice(0, 8);
  const codes = new Set(
    regions.filter(({ confidence }) => confidence >= 0.9).map(({ candidate }) => candidate.id.slice(0, 8)),
  );
  return codes.size === 1 ? [...codes][0]! : null;
}

const withinOf = (region: string | null, gazetteer: Gazetteer): string | null =>
  region === null || region.length < 8 ? null : (gazetteer.region(region.slice(0, 8))?.name ?? null);

/** A road or facility that is likelier than not stands before the region around it. */
const orderOf = ({ candidate: { kind }, confidence }: Found): number =>
  (confidence >= 0.4 && (kind === 'road' || kind === 'facility') ? 2 : kind === 'kecamatan' ? 0 : 1) + confidence;

function ranked(found: readonly Found[]): PlaceCandidate[] {
  const shared = found.map((one) => {
    const ties = found.filter(
      (other) => other.candidate.kind === one.candidate.kind && Math.abs(other.confidence - one.confidence) < TIE,
    ).length;
    return { ...one, confidence: one.confidence / ties };
  });
  return shared
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .sort((a, b) => orderOf(b) - orderOf(a) || (a.candidate.id < b.candidate.id ? -1 : 1))
    .slice(0, MOST_CANDIDATES)
    .map(({ candidate, confidence }) => ({ ...candidate, confidence: Math.round(confidence * 100) / 100 }));
}
