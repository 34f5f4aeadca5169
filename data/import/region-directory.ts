import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { distance as editDistance } from 'fastest-levenshtein';
import Flatbush from 'flatbush';
import type { MultiPolygon } from 'geojson';
import type { Position } from '#model/geometry';
import { levelOf, normaliseName, parentOf, type RegionCode, type RegionLevel } from '#model/region';
import { metresToRing } from './coordinates.ts';
import { boxOf } from './polygons.ts';

export interface DirectoryRegion {
  code: RegionCode;
  name: string;
  aliases: readonly string[];
  bpsCode: string | null;
  own: boolean;
  geometry: MultiPolygon;
}

/** A name that was understood, and whether it is spelt as the region itself is. */
export interface FoundRegion {
  code: RegionCode;
  variant: boolean;
}

/** Regions by name and by place: which one a row means, and which one holds a point. Built once per import. */
export class RegionDirectory {
  private readonly byCode: ReadonlyMap<RegionCode, DirectoryRegion>;
  /** Code of the parent and normalised name to region. */
  private readonly byName = new Map<string, RegionCode>();
  private readonly children = new Map<RegionCode, RegionCode[]>();
  private readonly layers: Readonly<Record<RegionLevel, Layer>>;

  constructor(regions: readonly DirectoryRegion[]) {
    this.byCode = new Map(regions.map((region) => [region.code, region]));
    for (const region of regions) {
      const parent = parentOf(region.code) ?? '';
      this.children.set(parent, [...(this.children.get(parent) ?? []), region.code]);
      // The official name wins over an alias of a neighbour.
      for (const name of region.aliases) {
        const key = `${parent} ${normaliseName(name)}`;
        if (!this.byName.has(key)) this.byName.set(key, region.code);
      }
    }
    for (const region of regions)
      this.byName.set(`${parentOf(region.code) ?? ''} ${normaliseName(region.name)}`, region.code);
    const layer = (level: RegionLevel) => new Layer(regions.filter(({ code }) => levelOf(code) === level));
    this.layers = { kabupaten: layer('kabupaten'), kecamatan: layer('kecamatan'), desa: layer('desa') };
  }

  get(code: RegionCode): DirectoryRegion | undefined {
    return this.byCode.get(code);
  }

  /** The region that a code names: Kemendagri with or without dots. Null when there is none. */
  byAnyCode(text: string): RegionCode | null {
    const digits = text.replace(/\D/g, '');
    const code = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)]
      .filter(Boolean)
      .join('.');
    return this.byCode.has(code) ? code : null;
  }

  /**
   * The child of `parent` that a name means: equal but for case, spaces and punctuation, or an alias, or one letter in six
   * wrong (`GROG0L`, `Babakanlosarii`) where only one name is that near. Null when none is.
   */
  named(parent: RegionCode, name: string): FoundRegion | null {
    const wanted = normaliseName(name);
    if (wanted === '') return null;
    const code =
      this.byName.get(`${parent} ${wanted}`) ?? this.byName.get(`${parent} ${normaliseName(withoutTitle(name))}`);
    if (code) return { code, variant: !isSameSpelling(name, this.byCode.get(code)!.name) };
    const near = (this.children.get(parent) ?? []).filter((child) => {
      const spelt = normaliseName(this.byCode.get(child)!.name);
      const longer = Math.max(spelt.length, wanted.length);
      return longer >= 5 && editDistance(spelt, wanted) <= Math.floor(longer / 6 + 0.5);
    });
    return near.length === 1 ? { code: near[0]!, variant: true } : null;
  }

  /** The kecamatan of a kabupaten that a cell means, also where it holds the name of one of its desa. */
  kecamatanNamed(kabupaten: RegionCode, name: string): FoundRegion | null {
    const found = this.named(kabupaten, name);
    if (found) return found;
    const wanted = normaliseName(name);
    const holders = (this.children.get(kabupaten) ?? []).filter((kecamatan) =>
      this.byName.has(`${kecamatan} ${wanted}`),
    );
    return holders.length === 1 ? { code: holders[0]!, variant: true } : null;
  }

  /** The region of a level that holds a point; of two that overlap there, the one with the lower code. */
  at(position: Position, level: RegionLevel): RegionCode | null {
    return this.layers[level].at(position);
  }

  /** Metres from a point to a region; 0 when it lies inside. */
  metresTo(position: Position, code: RegionCode): number {
    const region = this.byCode.get(code);
    if (!region) return Infinity;
    if (booleanPointInPolygon(position, region.geometry)) return 0;
    return Math.min(...region.geometry.coordinates.flat().map((ring) => metresToRing(position, ring as Position[])));
  }

  /** The kecamatan of the regency itself, with their outlines. */
  ownKecamatan(): readonly DirectoryRegion[] {
    return [...this.byCode.values()].filter(({ code, own }) => own && levelOf(code) === 'kecamatan');
  }

  /** Codes one level below, in order. */
  childrenOf(code: RegionCode): RegionCode[] {
    return [...(this.children.get(code) ?? [])].sort();
  }
}

/** `DESA KELURAHAN KALISARI`, `Ds.Kertasari`: titles that `normaliseName` does not know. */
const withoutTitle = (name: string) => name.replace(/^\s*((desa|kelurahan|ds|kel|kec)\b[.\s/]*)+/i, '');

/** Whether two spellings differ in case or title only. */
const isSameSpelling = (written: string, official: string) =>
  withoutTitle(written.replace(/^\s*kec(amatan)?\b\.?\s*/i, ''))
    .trim()
    .toLowerCase() === official.toLowerCase();

class Layer {
  private readonly regions: readonly DirectoryRegion[];
  private readonly boxes: Flatbush | null;

  constructor(regions: readonly DirectoryRegion[]) {
    this.regions = [...regions].sort((a, b) => (a.code < b.code ? -1 : 1));
    this.boxes = regions.length === 0 ? null : new Flatbush(regions.length);
    for (const { geometry } of this.regions) this.boxes?.add(...boxOf(geometry.coordinates.flat(2) as Position[]));
    this.boxes?.finish();
  }

  at([x, y]: Position): RegionCode | null {
    const hits = this.boxes?.search(x, y, x, y).sort((a, b) => a - b) ?? [];
    const hit = hits.find((index) => booleanPointInPolygon([x, y], this.regions[index]!.geometry));
    return hit === undefined ? null : this.regions[hit]!.code;
  }
}
