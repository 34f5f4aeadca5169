import type { LineString, MultiLineString } from 'geojson';
import { buildRoadNetwork, type BuiltRoads, type RoadLine } from '#analysis';
import { RoadClass } from '#model/infrastructure';
import type { Position } from '#model/geometry';
import type { Queryable } from '../database/database.ts';
import { statement } from './statements.ts';

/**
 * The lines that a road network is built of, in a fixed order. Real roads only, unless all that is real belongs to the
 * province or the state: then those and the made-up roads together, the latter marked `sample`.
 */
export async function readRoadLines(database: Queryable): Promise<RoadLine[]> {
  type Row = {
    id: string;
    class: string | null;
    one_way: RoadLine['oneWay'];
    level: number;
    highway: string | null;
    dataset: string;
    sample: boolean;
    geometry: LineString | MultiLineString;
  };
  const rows = await database.query<Row>(statement('road-lines'));
  return rows.flatMap((row) => {
    const parts = row.geometry.type === 'LineString' ? [row.geometry.coordinates] : row.geometry.coordinates;
    return parts.map((coordinates) => ({
      id: row.id,
      roadClass: RoadClass.safeParse(row.class).data ?? null,
      coordinates: coordinates as Position[],
      oneWay: row.one_way,
      sample: row.sample,
      dataset: row.dataset,
      level: row.level,
      ...kindOf(row.highway),
    }));
  });
}

/** The network of the roads in the database and the report on it; null when there is no road. */
export async function loadRoadNetwork(database: Queryable): Promise<BuiltRoads | null> {
  const lines = await readRoadLines(database);
  return lines.length === 0 ? null : buildRoadNetwork(lines);
}

const NO_CARS = ['path', 'footway', 'pedestrian', 'cycleway', 'bridleway', 'steps'];

/** By the tag `highway` of OpenStreetMap, where the road has it: motorways are for cars alone, some ways are not for cars. */
function kindOf(highway: string | null): Pick<RoadLine, 'kind'> {
  if (highway === 'motorway' || highway === 'motorway_link') return { kind: 'motorway' };
  return highway !== null && NO_CARS.includes(highway) ? { kind: 'path' } : {};
}
