import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { FieldShares } from '#model/planning';
import { RegionCode } from '#model/region';

/** A ceiling, a split, or both, as a publication states it. */
export const StatedCeiling = z.strictObject({
  kecamatan: RegionCode,
  year: z.number().int(),
  ceilingRupiah: z.number().int().positive().nullable(),
  shares: FieldShares.nullable(),
  source: z.string().min(3),
});
export type StatedCeiling = z.infer<typeof StatedCeiling>;

/** The stated ceilings of a region's folder (`area-ceilings.json`); none without such a file. Throws when it does not fit. */
export async function loadStatedCeilings(folder: string): Promise<StatedCeiling[]> {
  const text = await readFile(path.join(folder, 'area-ceilings.json'), 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  const parsed = z.array(StatedCeiling).safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`area-ceilings.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
