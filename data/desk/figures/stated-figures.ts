import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Condition } from '#model/infrastructure';
import { RegionCode } from '#model/region';
import { EvidenceGrade } from '#model/standard';

/** What several sources state differently, and one must be chosen to go on with. */
export const FigureTopic = z.enum(['population', 'area', 'road_condition']);
export type FigureTopic = z.infer<typeof FigureTopic>;

/** A figure as a publication states it, where no dataset holds it. People, square kilometres or kilometres of road. */
export const StatedFigure = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  topic: FigureTopic,
  region: RegionCode,
  title: z.string().min(1),
  producer: z.string().min(1),
  date: z.string().nullable(),
  value: z.number().positive(),
  /** Kilometres of road by condition. */
  parts: z.partialRecord(Condition, z.number().nonnegative()).optional(),
  evidence: EvidenceGrade,
  note: z.string().nullable(),
});
export type StatedFigure = z.infer<typeof StatedFigure>;

/** The stated figures of a region's folder (`stated-figures.json`); none without such a file. Throws when it does not fit. */
export async function loadStatedFigures(folder: string): Promise<StatedFigure[]> {
  const text = await readFile(path.join(folder, 'stated-figures.json'), 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  const parsed = z.array(StatedFigure).safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`stated-figures.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
