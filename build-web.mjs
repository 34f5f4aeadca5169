// Builds the web app into dist/web when its sources changed, with a Brotli and a gzip copy beside each text file.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { hashOf, root, run, seconds } from './bootstrap.mjs';

export const webFolder = path.join(root, 'dist', 'web');
const stamp = path.join(root, 'dist', 'web.sha256');
/** Everything the browser's code is made of, and what turns it into files. */
const SOURCES = [
  'web',
  'data/model',
  'data/analysis',
  'data/desk/check',
  'tilesets/schema.ts',
  'api/contract',
  'package-lock.json',
  'build-web.mjs',
];
const TEXT = /\.(js|mjs|css|html|svg|json|webmanifest|wasm|txt)$/;
const SMALLEST_BYTES = 1024;

/** Resolves to 0, or to the exit code of a build that failed. */
export async function ensureWebApp() {
  const hash = hashOf(SOURCES);
  const built = existsSync(stamp) && existsSync(path.join(webFolder, 'index.html')) ? readFileSync(stamp, 'utf8') : '';
  if (built === hash) return 0;
  console.log('Membangun aplikasi web…');
  const start = Date.now();
  let output = '';
  const code = await run(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    { onOutput: (text) => (output += text) },
  );
  if (code !== 0) {
    if (code < 128) console.error(`${output}\nAplikasi web gagal dibangun.`);
    return code;
  }
  await compressTexts(webFolder);
  writeFileSync(stamp, hash);
  console.log(`Aplikasi web siap (${seconds(start)}).`);
  return 0;
}

async function compressTexts(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      if (bytes.length < SMALLEST_BYTES) return;
      const size = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
      const [brotli, zipped] = await Promise.all([
        promisify(brotliCompress)(bytes, size),
        promisify(gzip)(bytes, { level: 9 }),
      ]);
      await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, zipped)]);
    }),
  );
}
