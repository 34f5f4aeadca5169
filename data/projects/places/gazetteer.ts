// What titles of projects may speak of: roads, facilities, desa and kecamatan, by the words of their names.
import { normaliseName } from '#model/region';
import type { Position } from '#model/geometry';
import { isSameWord, readTitle, type Title } from '../overlaps/title.ts';

/** A road or a facility. */
export interface NamedPlace {
  readonly kind: 'road' | 'facility';
  readonly id: string;
  readonly name: string;
  /** Kind of facility; null for a road. */
  readonly facilityKind: string | null;
  /** Number of the road, national code of the facility. */
  readonly code: string | null;
  /** Region that it lies in, where that is known. */
  readonly region: string | null;
  readonly dataset: string;
  /** Made up: no place for a real project. */
  readonly sample: boolean;
  readonly position: Position;
  /** Ids of all pieces of a road of this name that lie together; the facility alone. */
  readonly pieces: readonly string[];
}

export interface NamedRegion {
  readonly code: string;
  readonly name: string;
  readonly position: Position;
}

/** A place with the words of its name, as titles have them. */
export interface IndexedPlace {
  readonly place: NamedPlace;
  readonly words: readonly string[];
  readonly numbers: readonly string[];
}

/** Places by the words of their names; built once per state of the data. */
export class Gazetteer {
  private readonly byWord = new Map<string, IndexedPlace[]>();
  private readonly byCode = new Map<string, IndexedPlace[]>();
  private readonly alike = new Map<string, readonly string[]>();
  private readonly regionsByName = new Map<string, NamedRegion[]>();
  private readonly regions: ReadonlyMap<string, NamedRegion>;

  constructor(places: readonly NamedPlace[], regions: readonly NamedRegion[]) {
    this.regions = new Map(regions.map((region) => [region.code, region]));
    for (const region of regions) append(this.regionsByName, normaliseName(region.name), region);
    for (const place of places) {
      const title = readTitle(place.name);
      const indexed = { place, words: wordsOf(title), numbers: title.numbers };
      const joined = indexed.words.join('');
      for (const word of new Set([...indexed.words, joined])) if (word !== '') append(this.byWord, word, indexed);
      if (place.code !== null) append(this.byCode, place.code.toUpperCase(), indexed);
    }
  }

  /** Places that have one of these words in their names, a letter in five being wrong at most. */
  withWords(words: readonly string[]): ReadonlySet<IndexedPlace> {
    const found = new Set<IndexedPlace>();
    // `Babakan Losari` of a title is `Babakanlosari` of a list.
    const pairs = words.slice(1).map((word, index) => words[index]! + word);
    for (const word of [...words, ...pairs])
      for (const spelt of this.spellings(word)) for (const place of this.byWord.get(spelt)!) found.add(place);
    return found;
  }

  withCode(code: string): readonly IndexedPlace[] {
    return this.byCode.get(code.trim().toUpperCase()) ?? [];
  }

  region(code: string): NamedRegion | undefined {
    return this.regions.get(code);
  }

  /** Kecamatan and desa of a name, written together or apart. */
  regionsNamed(name: string): readonly NamedRegion[] {
    return this.regionsByName.get(normaliseName(name)) ?? [];
  }

  private spellings(word: string): readonly string[] {
    const known = this.alike.get(word);
    if (known !== undefined) return known;
    const found = [...this.byWord.keys()].filter((other) => isSameWord(word, other));
    this.alike.set(word, found);
    return found;
  }
}

/** The words of a name, with those of the region that it is called after. */
export const wordsOf = ({ names, where }: Title): string[] => [...names, ...where];

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
