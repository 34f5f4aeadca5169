import type { z } from 'zod';
import type { Authority } from '#model/authority';
import type { RoadClass } from '#model/infrastructure';
import type { SourceRecord } from '../formats/index.ts';

/** Reads tags of OpenStreetMap out of one record, whichever tool exported it. Null where the way has no such tag. */
export type TagReader = (tag: string) => string | null;

/** `"oneway"=>"yes","name"=>"Jalan \"A\""`: the hstore text of ogr2ogr (`other_tags`) and osm2pgsql (`tags`). */
const HSTORE_PAIR = /"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"/g;
const unescaped = (text: string) => text.replace(/\\(.)/g, '$1');

/**
 * The tags of a record: columns of their own (Overpass, osmium, QuickOSM), and those packed into `other_tags` or `tags` as
 * hstore or JSON. Geofabrik's `fclass` stands for `highway`, as its shapefiles hold.
 */
export function tagsOf({ values }: SourceRecord): TagReader {
  const packed = new Map<string, string>();
  for (const text of [values['other_tags'], values['tags']]) {
    if (!text) continue;
    if (text.startsWith('{')) {
      for (const [tag, value] of Object.entries(jsonOf(text))) packed.set(tag, String(value));
    } else
      for (const [, tag = '', value = ''] of text.matchAll(HSTORE_PAIR)) packed.set(unescaped(tag), unescaped(value));
  }
  const found = (tag: string) => values[tag] ?? packed.get(tag) ?? null;
  return (tag) => found(tag) ?? (tag === 'highway' ? found('fclass') : null);
}

function jsonOf(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

/** Whether some record has a column that could name the kind of road. */
export function hasHighways(records: readonly SourceRecord[]): boolean {
  return records.some(({ values }) => ['highway', 'fclass', 'other_tags', 'tags'].some((column) => column in values));
}

type Class = z.infer<typeof RoadClass>;

const ARTERIAL = ['motorway', 'trunk', 'primary'];
const COLLECTOR = ['secondary', 'tertiary'];
const LOCAL = ['unclassified', 'residential'];
const NEIGHBOURHOOD = [
  ...['service', 'living_street', 'track', 'path', 'footway', 'pedestrian', 'cycleway', 'bridleway', 'steps', 'busway'],
  ...['track_grade1', 'track_grade2', 'track_grade3', 'track_grade4', 'track_grade5'],
];
/** Roads whose importance nobody stated. */
const UNCLASSED = ['road', 'unknown'];
/** What is tagged `highway` and is no road that one could travel. */
const NO_ROAD = [
  ...['proposed', 'planned', 'construction', 'abandoned', 'razed', 'disused', 'raceway', 'platform', 'corridor'],
  ...['elevator', 'rest_area', 'services', 'bus_stop', 'bus_guideway', 'escape', 'via_ferrata', 'no'],
];

const CLASSES: ReadonlyMap<string, Class | null> = new Map<string, Class | null>([
  ...[...ARTERIAL, ...ARTERIAL.map(link)].map((value) => [value, 'arterial'] as const),
  ...[...COLLECTOR, ...COLLECTOR.map(link)].map((value) => [value, 'collector'] as const),
  ...LOCAL.map((value) => [value, 'local'] as const),
  ...NEIGHBOURHOOD.map((value) => [value, 'neighbourhood'] as const),
  ...UNCLASSED.map((value) => [value, null] as const),
]);

function link(value: string): string {
  return `${value}_link`;
}

/** The class of a `highway` value: null of a road without one, `none` of what is no road, `unknown` of a value never seen. */
export function roadClassOf(highway: string): Class | null | 'none' | 'unknown' {
  const known = CLASSES.get(highway);
  if (known !== undefined) return known;
  return NO_ROAD.includes(highway) ? 'none' : 'unknown';
}

/**
 * `oneway`: yes, 1, true, -1, reverse; Geofabrik writes F for along the line, T for against it and B for both. Motorways and
 * roundabouts are one-way unless they say otherwise.
 */
export function oneWayOf(tags: TagReader): 'no' | 'forward' | 'backward' {
  const value = tags('oneway')?.toLowerCase() ?? null;
  if (value !== null && ['-1', 'reverse', 't'].includes(value)) return 'backward';
  if (value !== null && ['yes', '1', 'true', 'f'].includes(value)) return 'forward';
  if (value !== null) return 'no';
  const round = ['roundabout', 'circular'].includes(tags('junction') ?? '');
  return round || ['motorway', 'motorway_link'].includes(tags('highway') ?? '') ? 'forward' : 'no';
}

const says = (value: string | null) => value !== null && !['no', 'f', 'false', '0'].includes(value.toLowerCase());

/** On which level a way lies where it is a bridge (1 and up) or a tunnel (-1 and down), else 0, whatever `layer` says. */
export function levelOfWay(tags: TagReader): number {
  const bridge = says(tags('bridge'));
  if (!bridge && !says(tags('tunnel'))) return 0;
  const layer = Number.parseInt(tags('layer') ?? '', 10);
  return Number.isFinite(layer) && layer !== 0 ? layer : bridge ? 1 : -1;
}

export const isBridge = (tags: TagReader): boolean => says(tags('bridge'));

const OWNERS: Readonly<Record<string, Authority>> = {
  national: 'pusat',
  jalan_nasional: 'pusat',
  state: 'provinsi',
  province: 'provinsi',
  provincial: 'provinsi',
  jalan_provinsi: 'provinsi',
  county: 'kabupaten',
  regency: 'kabupaten',
  municipal: 'kabupaten',
  jalan_kabupaten: 'kabupaten',
  jalan_kota: 'kabupaten',
  village: 'desa',
  jalan_desa: 'desa',
  private: 'swasta',
};

/** Whose road it is, where `ownership` or `designation` says so; the class of a road does not. */
export function authorityOf(tags: TagReader): Authority | null {
  const values = [tags('ownership'), tags('designation')];
  return values.map((value) => OWNERS[value?.toLowerCase().replaceAll(' ', '_') ?? '']).find(Boolean) ?? null;
}
