// Agencies of a region, from its folder, and which of them produces which dataset.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AgencyId } from '#model/account';
import type { Transactional } from '../database/database.ts';
import { statement } from './statements.ts';

const AgencyFile = z.strictObject({
  /** Where the names come from. */
  source: z.string().min(1),
  agencies: z.array(
    z.strictObject({
      id: AgencyId,
      name: z.string().min(1),
      shortName: z.string().min(1),
      /** Whether it publishes by itself when it is first read; later the custodian decides. */
      mayPublish: z.boolean().default(false),
      /** Who stands as producer of its datasets, exactly as there. */
      producers: z.array(z.string()).default([]),
      /** Datasets that are its task although others produced what we have. */
      datasets: z.array(z.string()).default([]),
      /** Whether the name was read in a document of the region, and which. */
      verified: z.boolean(),
      note: z.string().optional(),
    }),
  ),
});
export type AgencyFile = z.infer<typeof AgencyFile>;

/** The agencies in a region's folder; none where it has no `agencies.json`. Throws when that does not fit. */
export function readAgencies(folder: string): AgencyFile['agencies'] {
  const file = path.join(folder, 'agencies.json');
  if (!existsSync(file)) return [];
  const parsed = AgencyFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`agencies.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data.agencies;
}

/**
 * Brings the agencies of a region into the database: names are corrected, what the custodian decided stays. Datasets without an
 * agency get the one that produces them; call it again when there are new ones.
 */
export async function bringAgencies(database: Transactional, folder: string): Promise<void> {
  const agencies = readAgencies(folder);
  if (agencies.length === 0) return;
  await database.transaction(async (transaction) => {
    await transaction.query(statement('agencies-bring'), [JSON.stringify(agencies)]);
    await transaction.query(statement('agencies-assign'), [JSON.stringify(agencies)]);
  });
}
