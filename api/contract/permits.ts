import { z } from 'zod';
import { STAFF } from '#model/account';
import { PermitStage, PermitStatus, PermitType } from '#model/permit';
import { RegionCode } from '#model/region';
import { counted, endpoint, Limit, Offset, wholeNumber } from './endpoint.ts';

const count = z.number().int().nonnegative();
/** Days are null where nothing was decided, or so little that a time could be one person's. */
export const ServiceGroupItem = z.object({
  decided: count,
  open: count,
  promised: count,
  late: count,
  lateShare: z.number().min(0).max(1).nullable(),
  /** Without a day of completeness: in no other number ("tidak dapat dihitung"). */
  notComputable: count,
  medianDays: z.number().nullable(),
  p90Days: z.number().nullable(),
});

const Filter = {
  type: PermitType.optional(),
  region: RegionCode.optional(),
  /** Year of application. */
  year: wholeNumber(1900, 2100).optional(),
};

/** An open permit past its promise; no word of who applied. */
export const LatePermit = z.object({
  id: z.string(),
  type: PermitType,
  status: PermitStatus,
  region: RegionCode,
  regionName: z.string(),
  completeOn: z.string(),
  dueOn: z.string(),
  serviceDays: count,
  usedDays: count,
  lateDays: z.number().int().positive(),
  sample: z.boolean(),
});
export type LatePermit = z.infer<typeof LatePermit>;

/** Permits of a kecamatan and type; `region` is the kabupaten where the kecamatan is not known. */
export const PermitTableItem = z.object({
  region: RegionCode,
  type: PermitType,
  count: z.number().int().positive(),
  /** Those of `count` that no map can show. */
  withoutPosition: count,
});
export type PermitTableItem = z.infer<typeof PermitTableItem>;

export const permitContract = {
  permitTable: endpoint(
    'GET',
    '/api/v1/desk/permits/counts',
    'Permits by kecamatan and type, counted exactly: for work, not for publication',
    STAFF,
    {
      query: z.strictObject({ type: Filter.type, year: Filter.year, stage: PermitStage.optional() }),
      response: z.object({
        /** Only where there are any. */
        items: z.array(PermitTableItem),
        total: count,
        withoutPosition: count,
        /** Years of application there are, whatever was asked; the newest first. */
        years: z.array(z.number().int()),
        sample: z.boolean(),
      }),
    },
  ),
  permitServiceTime: endpoint(
    'GET',
    '/api/v1/desk/permits/service-time',
    'Service time of permits in working days: median, P90, share late',
    STAFF,
    {
      query: z.strictObject(Filter),
      response: z.object({
        today: z.string(),
        total: ServiceGroupItem,
        byType: z.array(ServiceGroupItem.extend({ type: PermitType })),
        byRegion: z.array(ServiceGroupItem.extend({ region: RegionCode, regionName: z.string() })),
        /** Where open permits wait, the stage with most late ones first. */
        waiting: z.array(
          z.object({ status: PermitStatus, open: count, late: count, medianDays: z.number().nullable() }),
        ),
        holidays: z.object({
          source: z.string().nullable(),
          days: count,
          /** Years among the permits for which no holidays are known, so that only weekends were left out. */
          missingYears: z.array(z.number().int()),
        }),
        sample: z.boolean(),
      }),
    },
  ),
  latePermits: endpoint('GET', '/api/v1/desk/permits/late', 'Open permits past their promise, worst first', STAFF, {
    query: z.strictObject({ ...Filter, limit: Limit(500, 50), offset: Offset }),
    response: counted(LatePermit),
  }),
} as const;
