import type { Geometry, Position } from 'geojson';
import type { Queryable } from '../../data/database/database.ts';
import type { Sketch } from '../contract/catalogue.ts';
import { statement } from '../queries/load.ts';

const MOST_SHAPES = 500;

/** Shapes for a small drawing of where a dataset has something, in degrees; roughened, and at most some hundred. */
export async function readSketch(database: Queryable, dataset: string): Promise<Sketch> {
  type Row = { shape: string | null };
  const rows = await database.query<Row>(statement('catalogue-sketch'), [dataset, MOST_SHAPES]);
  const outlines = await database.query<Row>(statement('catalogue-outline'));
  const sketch: Sketch = { points: [], lines: [], outline: [] };
  for (const { shape } of rows) if (shape !== null) add(sketch.points, sketch.lines, JSON.parse(shape) as Geometry);
  for (const { shape } of outlines) if (shape !== null) add([], sketch.outline, JSON.parse(shape) as Geometry);
  return sketch;
}

/** Points go to the points; lines and borders of areas to the lines. */
function add(points: [number, number][], lines: [number, number][][], shape: Geometry): void {
  const pair = ([longitude = 0, latitude = 0]: Position): [number, number] => [longitude, latitude];
  switch (shape.type) {
    case 'Point':
      points.push(pair(shape.coordinates));
      break;
    case 'MultiPoint':
      points.push(...shape.coordinates.map(pair));
      break;
    case 'LineString':
      lines.push(shape.coordinates.map(pair));
      break;
    case 'MultiLineString':
    case 'Polygon':
      lines.push(...shape.coordinates.map((line) => line.map(pair)));
      break;
    case 'MultiPolygon':
      lines.push(...shape.coordinates.flat().map((line) => line.map(pair)));
      break;
    case 'GeometryCollection':
      for (const part of shape.geometries) add(points, lines, part);
  }
}
