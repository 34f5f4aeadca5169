// A process of its own for GDAL (WebAssembly): its memory never shrinks. It turns one GeoJSON into another format, tells
// whether it could, and ends.
import { createRequire } from 'node:module';

export interface ConvertTask {
  readonly file: string;
  /** Folder for the result. */
  readonly folder: string;
  readonly driver: 'GPKG' | 'FlatGeobuf';
  readonly layer: string;
  /** Whether some feature has no shape: an index of FlatGeobuf takes none without. */
  readonly hasGaps: boolean;
}
export type ConvertReply =
  { readonly kind: 'done'; readonly file: string } | { readonly kind: 'failed'; readonly message: string };

interface Gdal {
  open(files: string[]): Promise<{ datasets: object[]; errors: { message?: string }[] }>;
  ogr2ogr(dataset: object, options: string[], name: string): Promise<{ real: string }>;
}

async function convert({ file, folder, driver, layer, hasGaps }: ConvertTask): Promise<ConvertReply> {
  const complaints: string[] = [];
  const gdal = await (createRequire(import.meta.url)('gdal3.js/node') as (options: object) => Promise<Gdal>)({
    // Relative to the working directory, which the parent has set to that of the package.
    path: './',
    dest: folder,
    logHandler: () => undefined,
    errorHandler: (text: string) => complaints.length < 10 && complaints.push(text),
    env: { OGR_GEOJSON_MAX_OBJ_SIZE: '0', CPL_VSIL_CURL_ALLOWED_EXTENSIONS: '{none}' },
  });
  const { datasets, errors } = await gdal.open([file]);
  if (datasets[0] === undefined)
    return { kind: 'failed', message: [...errors.map(({ message }) => message), ...complaints].join(' ') };
  const options = ['-f', driver, '-nln', layer, '-a_srs', 'EPSG:4326', '-unsetFid'];
  if (driver === 'FlatGeobuf' && hasGaps) options.push('-lco', 'SPATIAL_INDEX=NO');
  const { real } = await gdal.ogr2ogr(datasets[0], options, 'converted').catch((error: unknown) => {
    throw new Error(complaints.join(' ') || String(error), { cause: error });
  });
  return { kind: 'done', file: real };
}

process.on('disconnect', () => process.exit(1));
process.once('message', (task: ConvertTask) => {
  void convert(task)
    .catch((error: unknown): ConvertReply => ({ kind: 'failed', message: String(error) }))
    .then((reply) => process.send?.(reply, () => process.exit(0)));
});
