import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import type { Feature } from 'geojson';
import { crsOfWkt, type Crs } from './crs.ts';
import { rowOfFeature } from './geojson.ts';
import { parsed } from './json-pieces.ts';
import { checkLargestFeature } from './largest-feature.ts';
import { shortened, UploadRefusal } from './refusal.ts';
import { columnName } from './table.ts';
import type { Findings, OpenedTask, Portion, RawRow } from './reading.ts';

interface GdalField {
  name: string;
  type: string;
}
interface GdalLayer {
  name: string;
  featureCount: number;
  geometryFields?: { name?: string; coordinateSystem?: { wkt?: string } | null; extent?: number[] }[];
  fields?: GdalField[];
}
interface GdalDataset {
  info?: { layers?: GdalLayer[]; driverShortName?: string };
}
interface Gdal {
  open(files: string[]): Promise<{ datasets: GdalDataset[]; errors: { message?: string }[] }>;
  ogr2ogr(dataset: GdalDataset, options: string[], name: string): Promise<{ local: string; real: string }>;
}

const ROWS_AT_ONCE = 500;
/**
 * Rows of a layer that GDAL reads, in degrees. Only in a process of its own: it works in one go, and takes memory that it
 * never gives back. Throws `projection_missing`, `projection_unknown`, `archive_without_layer`, `too_many_rows`, `malformed`.
 */
export async function* readWithGdal(task: OpenedTask): AsyncGenerator<Portion, Findings> {
  const { format, limits } = task;
  await checkLargestFeature(task.path, format, limits.vertices);
  const out = path.join(task.folder, 'out');
  await mkdir(out, { recursive: true });
  const complaints: string[] = [];
  const gdal = await startGdal(out, complaints);
  const complain = (error?: unknown) =>
    new UploadRefusal('malformed', {
      message: shortened([String((error as Error | undefined)?.message ?? ''), ...complaints].join(' ')),
    });
  const dataset = await openDataset(gdal, await filesOf(task)).catch((error: unknown) => {
    throw complain(error);
  });
  const layers = dataset.info?.layers ?? [];
  const layer = chosenLayer(layers, task.layer);
  if (layer.featureCount > limits.rows)
    throw new UploadRefusal('too_many_rows', { rows: layer.featureCount, limit: limits.rows });
  const field = layer.geometryFields?.[0];
  const crs = field === undefined ? null : await crsOfLayer(task, field.coordinateSystem?.wkt);
  if (format === 'gpkg' && field !== undefined) await checkGeoPackage(gdal, dataset, layer, task, out);
  const options = [
    ...['-f', 'GeoJSONSeq', '-lco', 'COORDINATE_PRECISION=9', '-nlt', 'CONVERT_TO_LINEAR', '-dim', 'XY'],
    // Text keeps every digit of a long number; a number of JSON would not.
    ...['-fieldTypeToString', 'All', '-limit', String(limits.rows + 1)],
    ...(crs === null ? [] : ['-s_srs', crs.proj ?? 'EPSG:4326', '-t_srs', 'EPSG:4326']),
    layer.name,
  ];
  await gdal.ogr2ogr(dataset, options, 'features').catch((error: unknown) => {
    throw complain(error);
  });
  yield* rowsOf(path.join(out, 'features.geojsonl'), task, layer);
  const columns = layer.fields?.map((column) => columnName(column.name)) ?? null;
  const names = layers.map(({ name }) => name);
  const encoding = format === 'shapefile' ? await encodingOf(task.path) : null;
  return { format, encoding, delimiter: null, crs: crs?.code ?? null, layer: layer.name, layers: names, columns };
}

async function* rowsOf(file: string, task: OpenedTask, layer: GdalLayer): AsyncGenerator<Portion> {
  const asIs = (position: number[]) => position;
  // FlatGeobuf keeps days as text of their midnight.
  const dates = (layer.fields ?? [])
    .filter(({ type }) => /^Date/.test(type) || task.format === 'flatgeobuf')
    .map(({ name }) => columnName(name));
  const names = (layer.fields ?? []).map(({ name }) => columnName(name));
  const total = Math.max(0, layer.featureCount);
  let rows: RawRow[] = [];
  let row = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  try {
    for await (const line of lines) {
      if (line.trim() === '') continue;
      if (++row > task.limits.rows) throw new UploadRefusal('too_many_rows', { limit: task.limits.rows });
      const raw = rowOfFeature(parsed(line) as Feature, row, asIs);
      for (const name of dates) raw.cells[name] = isoDate(raw.cells[name] ?? null);
      for (const name of names) raw.cells[name] ??= null;
      rows.push(raw);
      if (rows.length < ROWS_AT_ONCE) continue;
      yield { rows, done: row, total };
      rows = [];
    }
  } finally {
    lines.close();
  }
  yield { rows, done: row, total: row };
}

/** `2026/01/05` and `2026/01/05 07:30:00+07` as ISO 8601; a day that had to be stored as its midnight is a day. */
function isoDate(text: string | null): string | null {
  if (text === null) return null;
  const [, day, time] = /^(\d{4}[/-]\d\d[/-]\d\d)(?:[ T](\d\d:\d\d.*))?$/.exec(text) ?? [];
  if (day === undefined) return text;
  const date = day.replaceAll('/', '-');
  return time === undefined || time === '00:00:00' ? date : `${date}T${time}`;
}

async function startGdal(out: string, complaints: string[]): Promise<Gdal> {
  const initGdal = createRequire(import.meta.url)('gdal3.js/node') as (options: object) => Promise<Gdal>;
  return initGdal({
    // Relative to the working directory, which the parent has set to that of the package.
    path: './',
    dest: out,
    logHandler: () => undefined,
    errorHandler: (text: string) => complaints.length < 10 && complaints.push(text),
    env: { SHAPE_RESTORE_SHX: 'YES', OGR_GEOJSON_MAX_OBJ_SIZE: '0', CPL_VSIL_CURL_ALLOWED_EXTENSIONS: '{none}' },
  });
}

async function openDataset(gdal: Gdal, files: string[]): Promise<GdalDataset> {
  const { datasets, errors } = await gdal.open(files);
  if (datasets[0] === undefined) throw new Error(errors.map(({ message }) => message ?? '').join(' '));
  return datasets[0];
}

/** The file and what stands beside it: the folder has nothing else. */
async function filesOf({ path: file, format }: OpenedTask): Promise<string[]> {
  if (format !== 'shapefile') return [file];
  const companions = ['.dbf', '.shx', '.prj', '.cpg'].map((extension) => file.slice(0, -4) + extension);
  const present = await Promise.all(
    companions.map((name) =>
      stat(name).then(
        () => name,
        () => null,
      ),
    ),
  );
  return [file, ...present.filter((name) => name !== null)];
}

/** The layer asked for, else the first with features. Throws `archive_without_layer`. */
function chosenLayer(layers: readonly GdalLayer[], wanted: string | null): GdalLayer {
  const layer =
    wanted === null
      ? (layers.find(({ featureCount }) => featureCount !== 0) ?? layers[0])
      : layers.find(({ name }) => name === wanted);
  if (layer === undefined)
    throw new UploadRefusal('archive_without_layer', wanted === null ? {} : { layer: wanted.slice(0, 100) });
  return layer;
}

async function crsOfLayer({ format, path: file }: OpenedTask, wkt: string | undefined): Promise<Crs> {
  // What the file says itself: GDAL may have put its own name to it.
  const said = format === 'shapefile' ? await readFile(`${file.slice(0, -4)}.prj`, 'utf8') : (wkt ?? '');
  if (said.trim() === '' || /"(Undefined|unknown)[^"]*"/i.test(said.slice(0, 60)))
    throw new UploadRefusal('projection_missing');
  return crsOfWkt(said);
}

async function encodingOf(file: string): Promise<string | null> {
  const text = await readFile(`${file.slice(0, -4)}.cpg`, 'latin1').catch(() => null);
  return text === null ? null : text.trim().slice(0, 40) || null;
}

/** Asks the database for its largest geometry before GDAL takes memory for it. Throws `too_many_vertices`. */
async function checkGeoPackage(
  gdal: Gdal,
  dataset: GdalDataset,
  layer: GdalLayer,
  { limits }: OpenedTask,
  out: string,
): Promise<void> {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const sql = `SELECT max(length(${quoted(layer.geometryFields?.[0]?.name || 'geom')})) AS bytes FROM ${quoted(layer.name)}`;
  await gdal.ogr2ogr(dataset, ['-f', 'CSV', '-sql', sql], 'largest');
  const bytes = Number(/\d+/.exec(await readFile(path.join(out, 'largest.csv'), 'utf8'))?.[0] ?? 0);
  if (bytes / 32 > limits.vertices) throw new UploadRefusal('too_many_vertices', { limit: limits.vertices });
}
