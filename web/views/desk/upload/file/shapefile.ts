/** Endings of the files that a shapefile is made of. */
const PARTS = /\.(shp|shx|dbf|prj|cpg|qix|sbn|sbx|shp\.xml)$/i;

/**
 * The one ZIP that the server takes for a shapefile whose parts were chosen side by side; null when the files are anything else.
 * Rejects when a part cannot be read.
 */
export async function zippedShapefile(files: readonly File[]): Promise<File | null> {
  const main = files.filter(({ name }) => /\.shp$/i.test(name));
  const [shape] = main;
  if (files.length < 2 || main.length !== 1 || !shape || !files.every(({ name }) => PARTS.test(name))) return null;
  const { zipSync } = await import('fflate');
  const parts = await Promise.all(
    files.map(async (part) => [part.name, new Uint8Array(await part.arrayBuffer())] as const),
  );
  const bytes = zipSync(Object.fromEntries(parts), { level: 1 });
  return new File([bytes], shape.name.replace(/\.shp$/i, '.zip'), { type: 'application/zip' });
}
