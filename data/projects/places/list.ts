// The review list: projects without a place, and what their titles may speak of. Nothing is placed until somebody chooses.
import type { Geometry, LineString, MultiLineString } from 'geojson';
import type { Identity } from '#model/account';
import type { OverlapSide, PlaceCandidate } from '#model/overlap';
import type { RegionProfile } from '#model/region';
import type { Database } from '../../database/database.ts';
import type { FeatureChange } from '../../desk/versions/edit.ts';
import { changeFeature, mayEdit, readFeature, Refusal } from '../../desk/versions/index.ts';
import { readSides } from '../overlaps/list.ts';
import { placesOf, type Placeless } from './match.ts';
import { readPlaces } from './places.ts';
import { statement } from './statements.ts';

export interface PlaceFilter {
  readonly agency: string | null;
  readonly year: number | null;
  readonly limit: number;
  readonly offset: number;
}
export interface PlaceList {
  items: { project: OverlapSide; candidates: PlaceCandidate[]; mayPlace: boolean }[];
  total: number;
}
interface UnplacedRow extends Placeless, Record<string, unknown> {
  id: string;
  agency: string | null;
  total: number;
}

/** A page of the projects without a shape that somebody may see, the latest years first, each with what its title may speak of. */
export async function listUnplaced(
  database: Database,
  profile: RegionProfile,
  by: Identity,
  { agency, year, limit, offset }: PlaceFilter,
): Promise<PlaceList> {
  const asker = database.as(by);
  const [rows, visible, { gazetteer }] = await Promise.all([
    asker.query<UnplacedRow>(statement('unplaced'), [agency, year, limit, offset]),
    asker.query<{ id: string }>(statement('visible-datasets')),
    readPlaces(database, profile),
  ]);
  const seen = new Set(visible.map(({ id }) => id));
  const sides = await readSides(
    asker,
    rows.map(({ id }) => id),
  );
  return {
    items: rows.flatMap((row) => {
      const project = sides.get(row.id);
      if (project === undefined) return [];
      const candidates = placesOf(row, gazetteer, (dataset) => seen.has(dataset)).filter(
        // What the project is stated for already tells nothing new.
        ({ id }) => id !== row.region,
      );
      return [{ project, candidates, mayPlace: mayEdit(by, row.agency) }];
    }),
    total: rows[0]?.total ?? 0,
  };
}

/**
 * Places a project where somebody says that its title does: on a road with all its pieces, on the point of a facility, or in a desa
 * or kecamatan (which is then its region, without a shape). A version of its dataset like any edit. Throws `Refusal` as
 * `changeFeature`; `unknown_feature` where the project or the place is not there for who asks.
 */
export async function placeProject(
  database: Database,
  profile: RegionProfile,
  id: string,
  choice: { readonly kind: PlaceCandidate['kind']; readonly place: string },
  by: Identity,
): Promise<OverlapSide> {
  const asker = database.as(by);
  const [project] = await asker.query<{ dataset: string; sample: boolean }>(statement('project'), [id]);
  if (project === undefined) throw new Refusal('unknown_feature');
  const feature = await readFeature(asker, 'project', project.dataset, id);
  if (feature === null) throw new Refusal('unknown_feature');
  const change = await changeTo(database, profile, choice, project.sample, by);
  await changeFeature(database, profile, project.dataset, id, change, feature.revision, by);
  const side = (await readSides(asker, [id])).get(id);
  if (side === undefined) throw new Refusal('unknown_feature');
  return side;
}

async function changeTo(
  database: Database,
  profile: RegionProfile,
  { kind, place }: { readonly kind: PlaceCandidate['kind']; readonly place: string },
  isSample: boolean,
  by: Identity,
): Promise<FeatureChange> {
  const { gazetteer, byId } = await readPlaces(database, profile);
  if (kind === 'desa' || kind === 'kecamatan') {
    const region = gazetteer.region(place);
    if (region === undefined || region.code.length > 8 !== (kind === 'desa')) throw new Refusal('unknown_feature');
    return { values: {}, region: region.code };
  }
  const named = byId.get(place);
  const visible = await database.as(by).query<{ id: string }>(statement('visible-datasets'));
  if (named?.kind !== kind || !visible.some(({ id }) => id === named.dataset) || (named.sample && !isSample))
    throw new Refusal('unknown_feature');
  if (kind === 'facility') return { values: {}, position: named.position };
  const lines = await database.query<{ geometry: LineString | MultiLineString }>(statement('road-lines'), [
    named.pieces,
  ]);
  return { values: {}, geometry: together(lines.map(({ geometry }) => geometry)) };
}

/** One line, or all of them as one shape. */
function together(lines: readonly (LineString | MultiLineString)[]): Geometry {
  const paths = lines.flatMap((line) => (line.type === 'LineString' ? [line.coordinates] : line.coordinates));
  return paths.length === 1
    ? { type: 'LineString', coordinates: paths[0]! }
    : { type: 'MultiLineString', coordinates: paths };
}
