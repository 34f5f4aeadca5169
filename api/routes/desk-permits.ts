import type { FastifyInstance } from 'fastify';
import { PermitStatus, stageOf } from '#model/permit';
import type { Queryable } from '../../data/database/database.ts';
import { LARGEST_SMALL_COUNT } from '../../data/permits/protected-cube.ts';
import { WorkingCalendar, type ServiceTime } from '../../data/permits/service-clock.ts';
import {
  groupOf,
  serviceTimeOf,
  waitingStages,
  type ServedPermit,
  type ServiceGroup,
} from '../../data/permits/service-report.ts';
import type { AppContext } from '../app-context.ts';
import { staffContract, type LatePermit, type PermitTableItem } from '../contract/staff.ts';
import { serve } from '../endpoint.ts';
import { statement } from '../queries/load.ts';

const servedSql = statement('permits-served');
const tableSql = statement('permits-by-kecamatan');
const yearsSql = statement('permit-years');

interface PermitRow extends ServedPermit, Record<string, unknown> {
  id: string;
  regionName: string;
  sample: boolean;
}
interface Filter {
  type?: string | undefined;
  region?: string | undefined;
  year?: number | undefined;
}

/** Service time of permits, for those with an account. Groups are of all permits; single ones only those that one may read. */
export function deskPermitRoutes(app: FastifyInstance, { database, profile, today }: AppContext): void {
  const { holidays } = profile;
  const calendar = new WorkingCalendar(holidays.days.map(({ date }) => date));
  const yearsKnown = new Set(holidays.days.map(({ date }) => Number(date.slice(0, 4))));

  const read = async (from: Queryable, { type, region, year }: Filter) => {
    const rows = await from.query<PermitRow>(servedSql, [type ?? null, region ?? null, year ?? null]);
    return rows.map((row) => ({ ...row, time: serviceTimeOf(row, calendar, today()) }));
  };

  serve(app, staffContract.permitTable, async ({ type, year, stage }) => {
    const statuses = stage === undefined ? null : PermitStatus.options.filter((status) => stageOf(status) === stage);
    const [rows, years] = await Promise.all([
      database.query<PermitTableItem & { sample: boolean }>(tableSql, [type ?? null, year ?? null, statuses]),
      database.query<{ year: number }>(yearsSql),
    ]);
    return {
      items: rows.map(({ region, type: of, count, withoutPosition }) => ({ region, type: of, count, withoutPosition })),
      total: rows.reduce((sum, { count }) => sum + count, 0),
      withoutPosition: rows.reduce((sum, row) => sum + row.withoutPosition, 0),
      years: years.map((row) => row.year),
      sample: rows.some(({ sample }) => sample),
    };
  });

  serve(app, staffContract.permitServiceTime, async (query) => {
    const permits = await read(database, query);
    const times = (of: readonly { time: ServiceTime | null | undefined }[]) =>
      discreet(groupOf(of.map(({ time }) => time)));
    const names = new Map(permits.map(({ region, regionName }) => [region, regionName]));
    const years = permits.flatMap(({ completeOn }) => (completeOn === null ? [] : [Number(completeOn.slice(0, 4))]));
    return {
      today: today(),
      total: times(permits),
      byType: groups(permits, ({ type }) => type).map(([type, of]) => ({ type, ...times(of) })),
      byRegion: groups(permits, ({ region }) => region).map(([region, of]) => ({
        region,
        regionName: names.get(region) ?? region,
        ...times(of),
      })),
      waiting: waitingStages(permits).map((stage) => ({
        ...stage,
        medianDays: stage.open <= LARGEST_SMALL_COUNT ? null : stage.medianDays,
      })),
      holidays: {
        source: holidays.source,
        days: holidays.days.length,
        missingYears: [...new Set(years)].filter((year) => !yearsKnown.has(year)).sort((a, b) => a - b),
      },
      sample: permits.some(({ sample }) => sample),
    };
  });

  serve(app, staffContract.latePermits, async ({ limit, offset, ...query }, _params, { identity }) => {
    const permits = await read(database.as(identity), query);
    const late = permits.flatMap((permit): LatePermit[] => {
      const { time, completeOn, serviceDays } = permit;
      if (!time?.isOpen || !time.isLate || completeOn === null || serviceDays === null || time.dueOn === null)
        return [];
      const { id, type, status, region, regionName, sample } = permit;
      const { usedDays, dueOn } = time;
      const lateDays = usedDays - serviceDays;
      return [{ id, type, status, region, regionName, completeOn, dueOn, serviceDays, usedDays, lateDays, sample }];
    });
    late.sort((a, b) => b.lateDays - a.lateDays || a.id.localeCompare(b.id));
    return { items: late.slice(offset, offset + limit), total: late.length };
  });
}

/** The days of a few decided permits could be those of one person. */
function discreet(group: ServiceGroup): ServiceGroup {
  return group.decided > LARGEST_SMALL_COUNT ? group : { ...group, medianDays: null, p90Days: null };
}

/** Members by key, in the order of keys. */
function groups<T, K extends string>(of: readonly T[], keyOf: (one: T) => K): [K, T[]][] {
  const byKey = new Map<K, T[]>();
  for (const one of of) byKey.set(keyOf(one), [...(byKey.get(keyOf(one)) ?? []), one]);
  return [...byKey].sort(([a], [b]) => a.localeCompare(b));
}
