// npm run bench -- [--json] [--only NAME]: the timed claims that we publish, each measured beside what it is compared with.
import { cpus, totalmem } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { BenchResult } from './result.ts';

/** Which file measures which names. */
const BENCHES: Readonly<Record<string, readonly string[]>> = {
  tiles: ['tiles-uncached', 'tiles-cached', 'tile-largest-kb'],
  nearest: ['nearest-100k-1000'],
  'gap-areas': ['gap-areas-300x40'],
  travel: ['dijkstra-60k', 'facility-add-remove'],
  'best-sites': ['greedy-10', 'exact-mclp-10', 'exact-budget'],
  uncertainty: ['uncertainty-200'],
  recompute: ['recompute-kabupaten'],
  'what-if': ['whatif-drag-p95'],
  rapor: ['rapor-424'],
  'desk-read': ['desk-read-csv', 'desk-read-xlsx', 'desk-read-geojson'],
  'desk-upload': ['desk-upload-rows', 'desk-upload-p95', 'desk-upload-memory'],
  duplicates: ['duplicates-50k'],
  overlaps: ['overlap-precision', 'overlap-recall', 'overlap-5000'],
  'live-update': ['live-update'],
  publication: ['publication-first', 'publication-changed', 'publication-undone'],
  start: ['first-start', 'second-start'],
};
const names = Object.values(BENCHES).flat();

function options(): { json: boolean; only: string[] } {
  try {
    const { values } = parseArgs({
      options: { json: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
    });
    const unknown = values.only.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`no bench ${unknown}; there are ${names.join(', ')}`);
    return values;
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

const { json, only } = options();
const chosen = only.length > 0 ? only : names;
const results: BenchResult[] = [];
for (const [file, measured] of Object.entries(BENCHES)) {
  if (!measured.some((name) => chosen.includes(name))) continue;
  if (!json) console.log(`${measured.join(', ')} …`);
  const { bench } = (await import(`./${file}.ts`)) as {
    bench: (isWanted: (name: string) => boolean) => Promise<BenchResult[]>;
  };
  results.push(
    ...(await bench((name) => chosen.includes(name))).filter(({ name }) =>
      chosen.some((wanted) => name.startsWith(wanted)),
    ),
  );
}
if (json) console.log(JSON.stringify(results));
else {
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}\n`,
  );
  console.table(
    Object.fromEntries(
      results.map(({ name, unit, ours, other, otherName, ratio }) => [
        otherName === null ? name : `${name} / ${otherName}`,
        { unit, ours, other: other ?? '', ratio: ratio ?? '' },
      ]),
    ),
  );
  for (const { name, otherName, note } of results)
    if (note) console.log(`${name}${otherName ? ` / ${otherName}` : ''}: ${note}`);
}
