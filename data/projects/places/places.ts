// The gazetteer of what is published now, read anew after each change of it.
import type { Position } from '#model/geometry';
import type { RegionProfile } from '#model/region';
import type { Database, Queryable } from '../../database/database.ts';
import { spelledOut } from '../overlaps/title.ts';
import { Gazetteer, type NamedPlace, type NamedRegion } from './gazetteer.ts';
import { statement } from './statements.ts';

const PAGE = 4_000;
/** Pieces of one name this near each other are one road: half a kilometre of degrees. */
const TOGETHER_DEGREES = 0.005;

export interface Places {
  readonly gazetteer: Gazetteer;
  readonly byId: ReadonlyMap<string, NamedPlace>;
}
const kept = new WeakMap<Database, { state: string; places: Promise<Places> }>();

/** Every road, facility, desa and kecamatan that titles may speak of, for the owner's eyes. */
export async function readPlaces(database: Database, profile: RegionProfile): Promise<Places> {
  const [{ state } = { state: '' }] = await database.query<{ state: string }>(statement('state'));
  const known = kept.get(database);
  if (known?.state === state) return known.places;
  const entry = { state, places: readAnew(database, profile) };
  kept.set(database, entry);
  entry.places.catch(() => {
    if (kept.get(database) === entry) kept.delete(database);
  });
  return entry.places;
}

interface FacilityRow extends Record<string, unknown> {
  id: string;
  kind: string;
  name: string;
  code: string | null;
  region: string | null;
  dataset: string;
  sample: boolean;
  longitude: number;
  latitude: number;
}
interface RoadRow extends Record<string, unknown> {
  id: string;
  name: string;
  code: string | null;
  region: string | null;
  dataset: string;
  sample: boolean;
  longitude: number;
  latitude: number;
  west: number;
  south: number;
  east: number;
  north: number;
}
interface RegionRow extends Record<string, unknown> {
  code: string;
  name: string;
  longitude: number;
  latitude: number;
}

async function readAnew(database: Database, profile: RegionProfile): Promise<Places> {
  const facilities = await readAll<FacilityRow>(database, 'facilities');
  const roads = await readAll<RoadRow>(database, 'roads');
  const regions = await database.query<RegionRow>(statement('regions'), [profile.code]);
  const places = [...facilities.map(facilityOf), ...roadsOf(roads)];
  const named = regions.map(({ code, name, longitude, latitude }): NamedRegion => ({
    code,
    name,
    position: [longitude, latitude],
  }));
  return {
    gazetteer: new Gazetteer(places, named),
    byId: new Map(places.map((place) => [place.id, place])),
  };
}

async function readAll<R extends FacilityRow | RoadRow>(database: Queryable, name: string): Promise<R[]> {
  const all: R[] = [];
  for (let last = ''; ;) {
    const rows: R[] = await database.query<R>(statement(name), [last, PAGE]);
    all.push(...rows);
    if (rows.length < PAGE) return all;
    last = rows.at(-1)!.id;
  }
}

const facilityOf = ({ kind, longitude, latitude, ...row }: FacilityRow): NamedPlace => ({
  ...row,
  kind: 'facility',
  facilityKind: kind,
  position: [longitude, latitude],
  pieces: [row.id],
});

/** Pieces of one dataset and name that lie together as one road; its id is the first one's. */
function roadsOf(rows: readonly RoadRow[]): NamedPlace[] {
  const groups = new Map<string, RoadRow[][]>();
  for (const row of rows) {
    const key = `${row.dataset} ${row.code ?? ''} ${spelledOut(row.name)}`;
    const clusters = groups.get(key) ?? [];
    const [touching, others] = [
      clusters.filter((cluster) => cluster.some((other) => isTogether(row, other))),
      clusters.filter((cluster) => !cluster.some((other) => isTogether(row, other))),
    ];
    groups.set(key, [...others, [...touching.flat(), row]]);
  }
  return [...groups.values()].flat().map((cluster): NamedPlace => {
    const pieces = cluster.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const [first] = pieces as [RoadRow, ...RoadRow[]];
    const kecamatan = new Set(pieces.map(({ region }) => region?.slice(0, 8) ?? null));
    const position: Position = [first.longitude, first.latitude];
    return {
      kind: 'road',
      id: first.id,
      name: first.name,
      facilityKind: null,
      code: first.code,
      // Of a road through more than one kecamatan none is the one that it lies in.
      region: kecamatan.size === 1 ? [...kecamatan][0]! : null,
      dataset: first.dataset,
      sample: first.sample,
      position,
      pieces: pieces.map(({ id }) => id),
    };
  });
}

const isTogether = (a: RoadRow, b: RoadRow): boolean =>
  a.west <= b.east + TOGETHER_DEGREES &&
  b.west <= a.east + TOGETHER_DEGREES &&
  a.south <= b.north + TOGETHER_DEGREES &&
  b.south <= a.north + TOGETHER_DEGREES;
