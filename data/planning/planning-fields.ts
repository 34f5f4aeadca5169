import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PlanningField } from '#model/planning';

const Fields = z.object({
  about: z.string(),
  sectors: z.array(z.object({ sector: z.string(), field: PlanningField, reason: z.string() })),
  affairs: z.array(z.object({ code: z.string(), field: PlanningField, reason: z.string() })),
  otherwise: z.object({ field: PlanningField, reason: z.string() }),
});
const fields = Fields.parse(JSON.parse(readFileSync(new URL('./planning-fields.json', import.meta.url), 'utf8')));
const bySector = new Map(fields.sectors.map(({ sector, field }) => [sector, field]));
const byAffair = new Map(fields.affairs.map(({ code, field }) => [code, field]));

/**
 * The field of the ceiling that a project belongs to: by its sector, else by the affair (urusan) that its sub-activity code begins
 * with (Permendagri 90/2019), else social and government. Why is written beside each in `planning-fields.json` (evidence grade C).
 */
export function planningFieldOf(sector: string, subActivityCode: string | null): PlanningField {
  return bySector.get(sector) ?? byAffair.get((subActivityCode ?? '').slice(0, 4)) ?? fields.otherwise.field;
}
