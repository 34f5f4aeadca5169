import type { z } from 'zod';
import type { RegionLevel } from '#model/region';
import type { Queryable } from '../data/database/database.ts';
import type { AnalysisRegisters } from './contract/index.ts';
import { statement } from './queries/load.ts';

const registersSql = statement('registers');
const peopleSql = statement('register-people');

/** Every open register, and what each counts in every region that any of them counts. */
export async function readRegisters(database: Queryable): Promise<z.input<typeof AnalysisRegisters>> {
  type RegisterRow = {
    dataset: string;
    title: string;
    producer: string;
    period: string;
    date: string | null;
    in_use: boolean;
    level: RegionLevel;
    sample: boolean;
  };
  const [rows, figures] = await Promise.all([
    database.query<RegisterRow>(registersSql),
    database.query<{ code: string; dataset: string; people: number }>(peopleSql),
  ]);
  const place = new Map(rows.map(({ dataset }, index) => [dataset, index]));
  const people: Record<string, (number | null)[]> = {};
  for (const { code, dataset, people: value } of figures) {
    const index = place.get(dataset);
    if (index !== undefined) (people[code] ??= rows.map(() => null))[index] = value;
  }
  return { registers: rows.map(({ in_use, ...row }) => ({ ...row, inUse: in_use })), people };
}
