// A process of its own for GDAL (WebAssembly): it takes hundreds of megabytes and its memory never shrinks, and a damaged file
// may end it. It reads one file, writes its features as one GeoJSON per line (WGS 84), tells what it did, and ends.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { unzipSync } from 'fflate';

export interface GdalTask {
  /** Archive or file; of a shapefile the `.shp`, its companions stand beside it. */
  readonly file: string;
  /** Empty folder for what is unpacked and for the result `features.geojsonl`. */
  readonly folder: string;
  readonly extension: string;
  /** Names of the layer, best first; empty when the file shall have one only. */
  readonly layers: readonly string[];
  /** `[west, south, east, north]` in degrees: only features that meet it; null for all. */
  readonly bounds: readonly number[] | null;
}
export type GdalReply =
  | { readonly kind: 'done'; readonly layer: string }
  | { readonly kind: 'failed'; readonly code: GdalFailure; readonly message: string };
export type GdalFailure = 'syntax' | 'layer_missing' | 'crs_missing' | 'too_large' | 'empty';

class Failure extends Error {
  readonly code: GdalFailure;
  constructor(code: GdalFailure, message: string) {
    super(message);
    this.code = code;
  }
}

const LARGEST_UNPACKED_BYTES = 1_000_000_000;
/** What belongs to a shapefile. */
const COMPANIONS = ['.dbf', '.shx', '.prj', '.cpg', '.qix'];

interface GdalLayer {
  name: string;
  featureCount: number;
  geometryFields?: { coordinateSystem?: { wkt?: string } | null; extent?: number[] }[];
}
interface GdalDataset {
  pointer: number;
  info?: { layers?: GdalLayer[] };
}
interface Gdal {
  open(files: string[]): Promise<{ datasets: GdalDataset[]; errors: { message?: string }[] }>;
  ogr2ogr(dataset: GdalDataset, options: string[], name: string): Promise<{ local: string }>;
  getFileBytes(file: { local: string }): Promise<Uint8Array>;
}

/** Every file of the archive that may be read, by its name without folders. */
function unpack(task: GdalTask): string[] {
  const wanted = [task.extension, ...(task.extension === '.shp' ? COMPANIONS : [])];
  let total = 0;
  const files = unzipSync(readFileSync(task.file), {
    filter: ({ name, originalSize }) => {
      if (name.startsWith('__MACOSX') || !wanted.includes(path.extname(name).toLowerCase())) return false;
      total += originalSize;
      if (total > LARGEST_UNPACKED_BYTES) throw new Failure('too_large', 'the archive is larger than 1 GB unpacked');
      return true;
    },
  });
  return Object.entries(files).map(([name, bytes]) => {
    const unpacked = path.join(task.folder, path.basename(name));
    writeFileSync(unpacked, bytes);
    return unpacked;
  });
}

const layerName = (file: string) => path.basename(file, path.extname(file));
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** The wanted one of several names. Throws `layer_missing` when none fits and there are several. */
function chosen(names: readonly string[], wanted: readonly string[]): string {
  for (const name of wanted) {
    const found = names.find((candidate) => same(candidate, name));
    if (found !== undefined) return found;
  }
  if (names.length === 1) return names[0]!;
  throw new Failure('layer_missing', `the file has the layers ${names.join(', ') || 'none'}`);
}

/** The files to open: one file, or one shapefile with its companions. */
function inputFiles(task: GdalTask): string[] {
  const packed = ['.zip', '.kmz'].includes(path.extname(task.file).toLowerCase());
  const folder = path.dirname(task.file);
  const present = packed ? unpack(task) : readdirSync(folder).map((name) => path.join(folder, name));
  const main = packed ? present.filter((file) => same(path.extname(file), task.extension)) : [task.file];
  if (main.length === 0) throw new Failure('empty', `the archive has no ${task.extension}`);
  const name = main.length === 1 ? layerName(main[0]!) : chosen(main.map(layerName), task.layers);
  const file = main.find((candidate) => layerName(candidate) === name)!;
  if (task.extension !== '.shp') return [file];
  const companions = present.filter(
    (candidate) => layerName(candidate) === name && COMPANIONS.includes(path.extname(candidate).toLowerCase()),
  );
  return [file, ...companions];
}

async function convert(task: GdalTask): Promise<GdalReply> {
  const files = inputFiles(task);
  const initGdal = createRequire(import.meta.url)('gdal3.js/node') as (options: object) => Promise<Gdal>;
  const complaints: string[] = [];
  const gdal = await initGdal({
    // Relative to the working directory, which the parent has set to that of the package.
    path: './',
    logHandler: () => undefined,
    errorHandler: (text: string) => complaints.push(text),
  });
  const { datasets, errors } = await gdal.open(files);
  const dataset = datasets[0];
  const complaint = () => [...errors.map(({ message }) => message ?? ''), ...complaints].join('; ').slice(0, 500);
  if (dataset === undefined) throw new Failure('syntax', complaint() || 'the file cannot be read');
  const layers = dataset.info?.layers ?? [];
  const name = chosen(
    layers.map((layer) => layer.name),
    task.layers,
  );
  const layer = layers.find((candidate) => candidate.name === name)!;
  const field = layer.geometryFields?.[0];
  const withoutCrs = field !== undefined && !field.coordinateSystem?.wkt;
  if (withoutCrs && !isInDegrees(field.extent))
    throw new Failure('crs_missing', 'the file names no coordinate system and is not in degrees');
  const options = [
    ...['-f', 'GeoJSONSeq', '-lco', 'COORDINATE_PRECISION=9', '-nlt', 'CONVERT_TO_LINEAR'],
    ...(withoutCrs ? ['-s_srs', 'EPSG:4326'] : []),
    ...['-t_srs', 'EPSG:4326'],
    ...(task.bounds === null ? [] : ['-spat', ...task.bounds.map(String), '-spat_srs', 'EPSG:4326']),
    name,
  ];
  const written = await gdal.ogr2ogr(dataset, options, 'features').catch((error: unknown) => {
    throw new Failure('syntax', complaint() || String((error as Error).message ?? error));
  });
  writeFileSync(path.join(task.folder, 'features.geojsonl'), await gdal.getFileBytes(written));
  return { kind: 'done', layer: name };
}

function isInDegrees(extent: readonly number[] | undefined): boolean {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = extent ?? [];
  return west >= -180 && east <= 180 && south >= -90 && north <= 90;
}

process.on('disconnect', () => process.exit(1));
process.once('message', (task: GdalTask) => {
  void convert(task)
    .catch((error: unknown): GdalReply => ({
      kind: 'failed',
      code: error instanceof Failure ? error.code : 'syntax',
      message: error instanceof Error ? error.message : String(error),
    }))
    .then((reply) => process.send?.(reply, () => process.exit(0)));
});
