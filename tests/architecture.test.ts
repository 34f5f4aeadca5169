import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** Where a file may take its imports from, first matching prefix wins. `npm:` entries are package names or scopes. */
const MAY_IMPORT: readonly (readonly [place: string, allowed: readonly string[]])[] = [
  ['data/model/', ['data/model/', 'npm:zod']],
  [
    'data/analysis/',
    [
      'data/model/',
      'data/analysis/',
      'npm:proj4',
      'npm:flatbush',
      'npm:kdbush',
      'npm:clipper2-ts',
      'npm:robust-predicates',
      'npm:@turf/',
    ],
  ],
  ['data/backup/', ['data/', 'npm:', 'node:', 'package.json']],
  ['data/', ['data/', 'npm:', 'node:']],
  ['tilesets/schema.ts', []],
  ['tilesets/', ['data/', 'tilesets/', 'npm:', 'node:']],
  ['api/contract/', ['data/model/', 'api/contract/', 'npm:zod']],
  ['api/', ['data/', 'tilesets/', 'api/', 'npm:', 'node:', 'package.json']],
  ['web/vite.config.ts', ['npm:', 'node:']],
  // The speeds of travel are a table without any code of Node; the worker needs them before it asks for roads.
  [
    'web/worker/',
    [
      'data/model/',
      'data/analysis/',
      'data/standards/travel-speeds.ts',
      'tilesets/schema.ts',
      'api/contract/',
      'web/',
      'npm:',
    ],
  ],
  // What is typed at the desk is read as a cell of a file is: these two are plain text in, values out. Unit costs are a table.
  [
    'web/views/desk/',
    [
      'data/model/',
      'data/analysis/',
      'data/desk/check/cells.ts',
      'data/desk/check/angles.ts',
      'data/standards/unit-costs.ts',
      'tilesets/schema.ts',
      'api/contract/',
      'web/',
      'npm:',
    ],
  ],
  ['web/', ['data/model/', 'data/analysis/', 'tilesets/schema.ts', 'api/contract/', 'web/', 'npm:']],
  ['tests/', ['']],
];
/** Foreign worlds stay behind one folder each. */
const ONLY_IN: readonly (readonly [name: string, places: readonly string[]])[] = [
  ['npm:pg', ['data/database/', 'tests/']],
  ['npm:@electric-sql/', ['data/database/', 'tests/']],
  ['npm:maplibre-gl', ['web/map/', 'tests/']],
  ['npm:@deck.gl/', ['web/map/', 'tests/']],
  ['npm:fastify', ['api/', 'tests/']],
  ['npm:@fastify/', ['api/', 'tests/']],
  // Its WebAssembly is what the content security policy makes an exception for: it stays in a worker that only the desk starts.
  ['npm:highs', ['web/worker/solver/', 'tests/']],
];
const DRAWERS = /(^|\/)(utils?|helpers?|common|misc|lib|managers?)(\/|\.(ts|mjs|svelte)$)/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /^(data|tilesets|api|web|tests)\/.*\.(ts|svelte|mjs)$/.test(file));
const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as { imports: Record<string, string> };

/** The module a specifier names, as a path from the repository root, or `npm:` / `node:` and its name. */
function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  if (specifier.startsWith('.'))
    return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, '')));
  for (const [alias, to] of Object.entries(packageJson.imports)) {
    const [head, tail] = alias.split('*');
    if (tail === undefined ? specifier === alias : specifier.startsWith(head ?? alias)) {
      return path.posix.normalize(to.replace('*', specifier.slice((head ?? alias).length)));
    }
  }
  return `npm:${specifier}`;
}

/** Every static or dynamic import of a file, without comments. */
function importsOf(file: string): { target: string; typeOnly: boolean }[] {
  const code = readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
  const found = [...code.matchAll(/(?:^|[\s;])(import|export)\s+(type\s+)?(?:[^'"`;()]*?\sfrom\s+)?['"]([^'"]+)['"]/g)];
  const dynamic = [...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)];
  return [
    ...found.map((match) => ({ target: targetOf(file, match[3] ?? ''), typeOnly: match[2] !== undefined })),
    ...dynamic.map((match) => ({ target: targetOf(file, match[1] ?? ''), typeOnly: false })),
  ];
}
const graph = new Map(files.map((file) => [file, importsOf(file)]));
const allowedFor = (file: string) => MAY_IMPORT.find(([place]) => file.startsWith(place))?.[1] ?? [];
const matches = (target: string, prefix: string) =>
  prefix.startsWith('npm:') && prefix.length > 4
    ? target === prefix || target.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
    : target.startsWith(prefix);

describe('the stack data → tilesets → api → web', () => {
  test('every file imports only from the layers before it', () => {
    const wrong = [...graph].flatMap(([file, imports]) =>
      imports
        .filter(({ target }) => !allowedFor(file).some((prefix) => matches(target, prefix)))
        .map(({ target }) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('each foreign library is touched in one folder only', () => {
    const wrong = [...graph].flatMap(([file, imports]) =>
      imports.flatMap(({ target, typeOnly }) =>
        ONLY_IN.filter(
          ([name, places]) => !typeOnly && matches(target, name) && !places.some((place) => file.startsWith(place)),
        ).map(() => `${file} → ${target}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('no import goes round in a circle', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: string[]) => {
      if (trail.includes(file)) return void circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (done.has(file)) return;
      for (const { target, typeOnly } of graph.get(file) ?? [])
        if (!typeOnly && graph.has(target)) visit(target, [...trail, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('the browser asks the network in one folder and runs the engine in one worker', () => {
    const wrong = files
      .filter((file) => file.startsWith('web/'))
      .flatMap((file) => {
        const code = readFileSync(file, 'utf8');
        const asks = /\bfetch\(/.test(code) && !file.startsWith('web/backend/') ? [`${file} calls fetch`] : [];
        const runs = (graph.get(file) ?? [])
          .filter(
            ({ target, typeOnly }) =>
              target.startsWith('data/analysis/') && !typeOnly && !file.startsWith('web/worker/'),
          )
          .map(() => `${file} runs the engine`);
        return [...asks, ...runs];
      });
    expect(wrong).toEqual([]);
  });
});

describe('names and statements', () => {
  test('there is no drawer', () => expect(files.filter((file) => DRAWERS.test(file))).toEqual([]));

  test('no statement is built from text', () => {
    // What names a table or a channel takes no parameters in PostgreSQL; such names come from our own lists.
    const built = /\.query(?:<[^>]*>)?\(\s*`(?!SET |LISTEN |UNLISTEN |ANALYZE |DROP TABLE |CREATE INDEX )[^`]*\$\{/;
    const wrong = files.filter((file) => !file.startsWith('tests/') && built.test(readFileSync(file, 'utf8')));
    // It makes one table per layer of the tile schema: their names and columns come from there, values from `$1`.
    expect(wrong).toEqual(['tilesets/postgis-source.ts']);
  });

  test('nothing but the region folder names the first regency', () => {
    const wrong = files.filter(
      (file) =>
        !file.startsWith('tests/') && !file.startsWith('data/regions/') && /cirebon/i.test(readFileSync(file, 'utf8')),
    );
    // The default of `--region` is the one allowed mention.
    expect(wrong.filter((file) => file !== 'api/main.ts')).toEqual([]);
  });

  test('colours are named by meaning: no hex code outside the theme', () => {
    const wrong = files.filter(
      (file) =>
        file.startsWith('web/') &&
        file !== 'web/map/theme.ts' &&
        /['"`:]\s*#[0-9a-f]{6}\b/i.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});
