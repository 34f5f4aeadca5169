// `npm test`: installs what is missing, runs every check, and ends with how many tests passed and failed.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ensureDependencies, requireNode, root, run, seconds } from './bootstrap.mjs';

const results = path.join(root, 'test-results');
/** Only what asks a database, for the server that JANGKAU_TEST_DATABASE_URL names (see .ci/run). */
const nativeOnly = process.argv.includes('--native');
/** How a test comes to the database that the environment names; what is on the embedded engine or on none has no part in it. */
const ASKS_DATABASE = /createTestDatabase|createMiniApp|createOnServer|nativeUrl|startNativePostgis/;
const node = process.execPath;
const bin = (name) => path.join('node_modules', ...name.split('/'));

/** Checks that pass or fail as a whole; their output is shown when they fail. */
const WHOLE_CHECKS = [
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['lint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']],
  ['types: data, tilesets, api, tests', [bin('typescript/bin/tsc'), '-p', 'tsconfig.node.json']],
  ['types: code for the browser without Node', [bin('typescript/bin/tsc'), '-p', 'tsconfig.pure.json']],
  ['types: web', [bin('typescript/bin/tsc'), '-p', 'tsconfig.web.json']],
  ['types: browser tests', [bin('typescript/bin/tsc'), '-p', 'tsconfig.e2e.json']],
  [
    'types: components',
    [bin('svelte-check/bin/svelte-check'), '--tsconfig', 'tsconfig.web.json', '--fail-on-warnings'],
  ],
  ['dead code', [bin('knip/bin/knip.js'), '--no-progress']],
];

/** Suites that count their own tests: `[name, program, report, how to read it]`. */
const ALL_SUITES = [
  [
    'unit, database, API',
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=test-results/vitest.json',
    ],
    'vitest.json',
    ({ numPassedTests, numFailedTests, numPendingTests }) => [numPassedTests, numFailedTests, numPendingTests],
  ],
  [
    'browser',
    [bin('@playwright/test/cli.js'), 'test'],
    'playwright.json',
    // A test that passed only when tried again is a failed one.
    ({ stats }) => [stats.expected, stats.unexpected + stats.flaky, stats.skipped],
  ],
];

const CHECKS = nativeOnly ? [] : WHOLE_CHECKS;
const SUITES = nativeOnly
  ? ALL_SUITES.slice(0, 1).map(([, parameters, ...rest]) => [
      'database, tiles, API',
      [...parameters, ...testsOnDatabase()],
      ...rest,
    ])
  : ALL_SUITES;

requireNode();
await ensureDependencies();
const chromium = nativeOnly ? null : await ensureChromium();
const start = Date.now();
const lines = [];
let passed = 0;
let failed = 0;
let skipped = 0;

for (const [name, parameters] of CHECKS) {
  let output = '';
  const from = Date.now();
  const code = await run(node, parameters, { onOutput: (text) => (output += text) });
  stopIfInterrupted(code);
  if (code === 0) passed++;
  else failed++;
  if (code !== 0) console.log(`\n${output.trimEnd()}`);
  report(`${code === 0 ? 'ok   ' : 'GAGAL'} ${name} (${seconds(from)})`);
}
for (const [name, parameters, file, read] of SUITES) {
  const from = Date.now();
  rmSync(path.join(results, file), { force: true });
  const code = await run(node, parameters, { environment: { CHROMIUM: chromium ?? '', NODE_ENV: 'test' } });
  stopIfInterrupted(code);
  const counts = existsSync(path.join(results, file))
    ? read(JSON.parse(readFileSync(path.join(results, file), 'utf8')))
    : [0, 0, 0];
  // A file that cannot even be loaded holds no test that could fail.
  if (code !== 0 && counts[1] === 0) counts[1] = 1;
  passed += counts[0];
  failed += counts[1];
  skipped += counts[2];
  report(
    `${counts[1] === 0 ? 'ok   ' : 'GAGAL'} ${name}: ${counts[0]} lulus, ${counts[1]} gagal, ${counts[2]} dilewati (${seconds(from)})`,
  );
}

console.log(`\n${lines.join('\n')}\n\nSelesai dalam ${seconds(start)}; ${skipped} dilewati.`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function report(line) {
  lines.push(line);
  console.log(line);
}

function testsOnDatabase() {
  const names = readdirSync(path.join(root, 'tests'), { recursive: true }).map((name) => path.join('tests', name));
  return names.filter(
    (name) =>
      name.endsWith('.test.ts') &&
      !name.startsWith(path.join('tests', 'e2e')) &&
      ASKS_DATABASE.test(readFileSync(path.join(root, name), 'utf8')),
  );
}

/** Codes from 128 tell of a signal: whoever pressed Ctrl-C wants all of it to end. */
function stopIfInterrupted(code) {
  if (code >= 128) process.exit(code);
}

/** Path of a Chromium, installed when there is none; null for the one that Playwright keeps for itself. */
async function ensureChromium() {
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const find = () => [process.env['CHROMIUM'], ...usual].find((file) => file && existsSync(file)) ?? null;
  const found = find();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('Memasang Chromium (apt-get)…');
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    let output = '';
    const onOutput = (text) => (output += text);
    const code =
      (await run('apt-get', ['update'], { environment, onOutput })) ||
      (await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { environment, onOutput }));
    stopIfInterrupted(code);
    const installed = find();
    if (installed) return installed;
    console.log(output);
  }
  console.log('Memasang Chromium (Playwright)…');
  const code = await run(node, [bin('@playwright/test/cli.js'), 'install', 'chromium']);
  stopIfInterrupted(code);
  return null;
}
