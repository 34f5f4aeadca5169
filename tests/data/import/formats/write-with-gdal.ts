import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FeatureCollection } from 'geojson';

const packageFolder = path.join(path.dirname(createRequire(import.meta.url).resolve('gdal3.js/node')), 'dist/package');

const SCRIPT = `
const [input, target, driver, ...more] = process.argv.slice(1);
const fs = require('node:fs'), path = require('node:path');
const quiet = () => undefined;
require(path.resolve('gdal3.node.js'))({ path: './', logHandler: quiet, errorHandler: quiet }).then(async (gdal) => {
  const { datasets } = await gdal.open([input]);
  const written = await gdal.ogr2ogr(datasets[0], ['-f', driver, ...more], path.basename(target, path.extname(target)));
  for (const file of written.all) {
    const name = path.join(path.dirname(target), path.basename(file.local));
    fs.writeFileSync(name, await gdal.getFileBytes(file.local));
  }
  process.exit(0);
});`;

/** Writes a collection as a file of another format, with further options of ogr2ogr; the layer is called as the file. */
export function writeWithGdal(
  target: string,
  collection: FeatureCollection,
  driver: string,
  ...options: string[]
): void {
  const folder = path.join(path.dirname(target), 'input');
  mkdirSync(folder, { recursive: true });
  const input = path.join(folder, `${path.basename(target, path.extname(target))}.geojson`);
  writeFileSync(input, JSON.stringify(collection));
  execFileSync(process.execPath, ['-e', SCRIPT, input, target, driver, ...options], { cwd: packageFolder });
}
