// Made-up features give way to real ones of their kind in the same transaction, and come back when these are gone.
import type { DeskFamily } from '#model/upload';
import type { Queryable } from '../../database/database.ts';
import { archiveApplicants } from './archive.ts';
import { takeBackAll } from './take-back.ts';
import { statement } from './statements.ts';
import { writeTables } from './write-version.ts';

interface SampleFeatures extends Record<string, unknown> {
  dataset: string;
  features: string[];
}

/**
 * Takes out made-up features of the kinds that a real dataset has, and brings back those whose kind no real dataset has any
 * more. Answers the sample datasets that changed. Registers of people stay: which one counts is chosen elsewhere.
 */
export async function balanceSamples(transaction: Queryable, family: DeskFamily, dataset: string): Promise<string[]> {
  if (family === 'population') return [];
  const changed: string[] = [];
  const surplus = await transaction.query<SampleFeatures>(statement('sample-features'), [family, dataset]);
  for (const { dataset: sample, features } of surplus) {
    const version = await raise(transaction, sample, -features.length);
    if (family === 'permit') await archiveApplicants(transaction, sample, version);
    await transaction.query(statement('withdraw-samples'), [family, sample, features]);
    await transaction.query(statement('close-changed'), [family, sample, version - 1, features]);
    await transaction.query(statement('open-published'), [family, sample, version - 1, features]);
    await transaction.query(statement('end-features'), [sample, version, features]);
    await writeTables(transaction, { dataset: sample, family, version });
    changed.push(sample);
  }
  const back = await transaction.query<SampleFeatures>(statement('withdrawn-samples'), [family]);
  for (const { dataset: sample, features } of back) {
    const version = await raise(transaction, sample, features.length);
    await transaction.query(statement('reopen-samples'), [sample, version, features]);
    await writeTables(transaction, { dataset: sample, family, version });
    if (family === 'permit') await transaction.query(statement('last-applicants'), [sample, features]);
    await transaction.query(statement('forget-withdrawal'), [sample, features]);
    changed.push(sample);
  }
  return changed;
}

async function raise(transaction: Queryable, dataset: string, records: number): Promise<number> {
  await takeBackAll(transaction, dataset);
  const [row] = await transaction.query<{ version: number }>(statement('raise-sample'), [dataset, records]);
  return row!.version;
}
