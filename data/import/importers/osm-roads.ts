import { setImmediate as breathe } from 'node:timers/promises';
import type { LineString, MultiLineString } from 'geojson';
import type { BBox, Position } from '#model/geometry';
import type { DefinitionOf } from '../definition.ts';
import { FormatError, type SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';
import { withoutHeights } from '../polygons.ts';
import type { RegionDirectory } from '../region-directory.ts';
import { writeInfrastructure, type InfrastructureRow } from '../write.ts';
import type { ImportContext } from './context.ts';
import { holdingRegion } from './infrastructure.ts';
import { authorityOf, hasHighways, isBridge, levelOfWay, oneWayOf, roadClassOf, tagsOf } from './osm-tags.ts';

type OsmRoadsDefinition = DefinitionOf<'osm-roads'>;

/** Roads of an OpenStreetMap export into the database. */
export async function importOsmRoads(context: ImportContext<OsmRoadsDefinition>): Promise<void> {
  const { database, run, definition, records, directory, profile } = context;
  const rows = await readOsmRoads(definition, profile.bounds, records, directory, run.notes);
  await writeInfrastructure(database, run, rows);
}

const ROADS_AT_ONCE = 500;

/**
 * The ways that are roads, with their class, direction and level; the name of the column `highway` is that of the notes,
 * whatever the file calls it. What lies outside the bounds, is no line or is no road (yet) stays out with a reason.
 * Gives way to other work between some hundred roads. Throws `FormatError` `column_missing` for a file without tags.
 */
export async function readOsmRoads(
  { options }: OsmRoadsDefinition,
  bounds: BBox,
  records: readonly SourceRecord[],
  directory: RegionDirectory,
  notes: Notes,
): Promise<InfrastructureRow[]> {
  if (!hasHighways(records)) throw new FormatError('column_missing', 'the file has no column highway');
  const seen = new Set<string>();
  const rows: InfrastructureRow[] = [];
  for (const record of records) {
    if (rows.length % ROADS_AT_ONCE === ROADS_AT_ONCE - 1) await breathe();
    const { row } = record;
    const tags = tagsOf(record);
    const highway = tags('highway');
    const roadClass = highway === null ? 'none' : roadClassOf(highway);
    if (roadClass === 'none' || tags('area') === 'yes') {
      notes.rejected(row, 'outside_scope', 'highway', highway);
      continue;
    }
    if (roadClass === 'unknown') {
      notes.rejected(row, 'kind_unknown', 'highway', highway);
      continue;
    }
    const line = lineOf(record);
    if (line === null) {
      notes.rejected(row, 'geometry_missing', 'highway', highway);
      continue;
    }
    const positions = (line.type === 'LineString' ? line.coordinates : line.coordinates.flat()) as Position[];
    if (!positions.some((position) => isInside(position, bounds))) {
      notes.rejected(row, 'outside_scope', null, null);
      continue;
    }
    const key = wayOf(record);
    const id = `${options.idPrefix}-${key !== null && !seen.has(key) ? key : `row-${row}`}`;
    if (key !== null) seen.add(key);
    const oneWay = oneWayOf(tags);
    const level = levelOfWay(tags);
    const surface = tags('surface');
    rows.push({
      row,
      id,
      kind: 'road',
      code: tags('ref'),
      name: tags('name'),
      class: roadClass,
      condition: null,
      authority: authorityOf(tags),
      region: holdingRegion(positions, directory),
      statedLengthMetres: null,
      geometry: line,
      attributes: {
        highway: highway!,
        ...(oneWay === 'no' ? {} : { oneWay }),
        ...(level === 0 ? {} : { level }),
        ...(isBridge(tags) ? { bridge: true } : {}),
        ...(surface === null ? {} : { surface }),
      },
    });
  }
  return rows;
}

/** The line of a record without heights, null when it is none or has no length. */
function lineOf({ geometry }: SourceRecord): LineString | MultiLineString | null {
  if (geometry?.type !== 'LineString' && geometry?.type !== 'MultiLineString') return null;
  const line = withoutHeights(geometry).geometry;
  const parts = line.type === 'LineString' ? [line.coordinates] : line.coordinates;
  const sound = parts.filter((part) => part.some(([x, y]) => x !== part[0]?.[0] || y !== part[0]?.[1]));
  if (sound.length === 0) return null;
  if (sound.length === parts.length) return line;
  return { type: 'MultiLineString', coordinates: sound };
}

/** Number of the way: `123`, `w123` (QuickOSM), `way/123` (Overpass); null where the export has none. */
function wayOf({ values }: SourceRecord): string | null {
  const text = values['osm_id'] ?? values['full_id'] ?? values['@id'] ?? values['osm_way_id'] ?? values['id'] ?? null;
  return text === null ? null : (/(\d+)(?:\.0+)?$/.exec(text)?.[1] ?? null);
}

function isInside([longitude, latitude]: Position, [west, south, east, north]: BBox): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}
