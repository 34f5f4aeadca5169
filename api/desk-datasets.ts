import type { z } from 'zod';
import type { Identity } from '#model/account';
import { DeskFamily } from '#model/upload';
import type { Queryable } from '../data/database/database.ts';
import { statement } from '../data/desk/stage/statements.ts';
import { mayEdit, mayPublish } from '../data/desk/versions/index.ts';
import type { DeskDataset } from './contract/desk.ts';

/** Datasets that somebody sees at the desk, with when the next edition of each is due by its cycle. `database` answers as them. */
export async function deskDatasets(
  database: Queryable,
  identity: Identity,
  today = new Date(),
): Promise<z.input<typeof DeskDataset>[]> {
  const seesUploads = identity.role !== 'pimpinan';
  type Found = Omit<z.input<typeof DeskDataset>, 'dueOn' | 'isStale' | 'mayEdit' | 'mayPublish'> & {
    agencyMayPublish: boolean;
  };
  const rows = await database.query<Found & Record<string, unknown>>(
    statement(seesUploads ? 'desk-datasets' : 'desk-datasets-closed'),
  );
  const now = today.toISOString().slice(0, 10);
  return rows.map(({ agencyMayPublish, ...row }) => {
    const dueOn = dueDate(row.date, row.updateCycleMonths);
    const isOfDesk = DeskFamily.safeParse(row.family).success;
    return {
      ...row,
      dueOn,
      isStale: dueOn !== null && dueOn < now,
      mayEdit: isOfDesk && mayEdit(identity, row.agency),
      mayPublish: isOfDesk && mayPublish(identity, row.agency, agencyMayPublish),
    };
  });
}

/** The day by which the next edition should be there: the end of the period that `date` names, and a cycle more. */
export function dueDate(date: string | null, cycleMonths: number | null): string | null {
  if (date === null || cycleMonths === null) return null;
  const [year = 0, month = 12, day] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + cycleMonths + 1, 0));
  if (day !== undefined && day < last.getUTCDate()) last.setUTCDate(day);
  return last.toISOString().slice(0, 10);
}
