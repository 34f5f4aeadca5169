// npm run data -- import | report | fetch | audit verify. Words are English here: this is a tool for whoever runs the installation.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Database } from '../database/database.ts';
import { verifyAudit } from '../desk/audit.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { loadDefinitions } from './definition.ts';
import { fetchFile, FetchError } from './fetch.ts';
import { cacheFolder } from './locate.ts';
import { loadProfile, regionFolder } from './profile.ts';
import { reportAll, reportDataset, reportRoads } from './report.ts';
import { importAll } from './run.ts';

const USAGE = `npm run data -- import [--offline] [--force]   bring new and changed files into the database
npm run data -- report [dataset]               what the last import did to each dataset, or to each row of one;
                                               without one also how well the roads hang together
npm run data -- fetch [dataset]                download what has a public address, checked by sha256
npm run data -- audit verify                   check the chain of hashes of the log; 1 when a line does not fit, and which

  --region ID     region profile in data/regions (may be left out while there is one)
  --sources DIR   folder with the input files (also $JANGKAU_DATA)
  --database DIR  data folder (default .jangkau/<region>); $DATABASE_URL names a PostGIS server instead`;

const regions = readdirSync(fileURLToPath(new URL('../regions/', import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    region: { type: 'string', ...(regions.length === 1 ? { default: regions[0]! } : {}) },
    sources: { type: 'string' },
    database: { type: 'string' },
    offline: { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
  },
});
const [command, dataset, ...more] = positionals;
const dataFolder = path.resolve(
  values.database ?? fileURLToPath(new URL(`../../.jangkau/${values.region ?? ''}`, import.meta.url)),
);

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({
    url: process.env['DATABASE_URL'],
    folder: path.join(dataFolder, 'database'),
  });
  try {
    await migrate(database);
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Answers how many datasets failed. */
async function runImport(region: string): Promise<number> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const { outcomes } = await withDatabase(async (database) =>
    importAll(database, {
      profile: await loadProfile(regionFolder(region)),
      sourcesFolder: values.sources,
      dataFolder,
      offline: values.offline,
      force: values.force,
      signal: stopping.signal,
      onProgress: ({ dataset: id, step, done, total }) => {
        if (step === 'importing' || step === 'fetching' || step === 'deriving')
          console.log(`${done}/${total} ${step} ${id}`);
      },
    }),
  );
  for (const { dataset: id, outcome, reason, error } of outcomes) {
    console.log(`${outcome.padEnd(10)} ${id}${reason === null ? '' : ` (${reason}: ${error?.message ?? ''})`}`);
  }
  return outcomes.filter(({ outcome }) => outcome === 'failed').length;
}

/** Answers how many downloads failed. */
async function runFetch(region: string, only: string | undefined): Promise<number> {
  const definitions = await loadDefinitions(path.join(regionFolder(region), 'sources'));
  const chosen = definitions.filter(({ id, fetch }) => fetch !== undefined && (only === undefined || id === only));
  if (chosen.length === 0) {
    console.error(only === undefined ? 'No dataset has a public address.' : `${only} has no public address.`);
    return 1;
  }
  let failed = 0;
  for (const { id, fetch } of chosen) {
    try {
      await fetchFile(fetch!, path.join(cacheFolder({ dataFolder, region }), fetch!.file));
      console.log(`fetched    ${id}: ${fetch!.file}`);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      console.error(`failed     ${id} (${error.code}: ${error.message})`);
      failed++;
    }
  }
  return failed;
}

async function runReport(only: string | undefined): Promise<number> {
  const lines = await withDatabase(async (database) =>
    only === undefined
      ? [...(await reportAll(database)), '', ...(await reportRoads(database))]
      : reportDataset(database, only),
  );
  console.log(lines.join('\n'));
  return 0;
}

/** Answers 0 when every line of the log fits the one before, else 1. */
async function runAuditVerify(): Promise<number> {
  const { entries, brokenAt, head } = await withDatabase((database) => verifyAudit(database));
  if (brokenAt === null) {
    console.log(`whole      ${entries} lines${head === null ? '' : `, head ${head}`}`);
    return 0;
  }
  console.error(`broken     line ${brokenAt} does not fit; the ${brokenAt - 1} before it do`);
  return 1;
}

if (values.region === undefined || command === undefined || more.length > 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (command === 'import') {
  process.exitCode = (await runImport(values.region)) === 0 ? 0 : 1;
} else if (command === 'fetch') {
  process.exitCode = (await runFetch(values.region, dataset)) === 0 ? 0 : 1;
} else if (command === 'audit' && dataset === 'verify') {
  process.exitCode = await runAuditVerify();
} else if (command === 'report') {
  process.exitCode = await runReport(dataset);
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
