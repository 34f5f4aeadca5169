import { z } from 'zod';
import { STAFF, type Role } from '#model/account';
import { AreaCeiling, FieldShares, RankedProject, Sensitivity, WeightVersion, Weights } from '#model/planning';
import { MOST_RUPIAH } from '#model/project';
import { RegionCode } from '#model/region';
import { endpoint, items, Revision, wholeNumber } from './endpoint.ts';

const PLANNING: readonly Role[] = ['bappelitbangda', 'walidata'];
const Year = wholeNumber(2000, 2100);
const Source = z.object({
  id: z.string(),
  title: z.string(),
  version: z.number().int(),
  date: z.string().nullable(),
  sample: z.boolean(),
});

export const planningContract = {
  ceilings: endpoint(
    'GET',
    '/api/v1/desk/planning/ceilings',
    'Ceilings of the kecamatan against what is planned',
    STAFF,
    {
      query: z.strictObject({ year: Year }),
      response: z.object({
        year: z.number().int(),
        items: z.array(AreaCeiling),
        totals: z.object({
          /** Sum of the stated ceilings. */
          ceilingRupiah: z.number().int().nonnegative(),
          /** Money of all proposals of the year, that of no kecamatan included; the items and `unplacedRupiah` sum to it. */
          plannedRupiah: z.number().int().nonnegative(),
          unplacedRupiah: z.number().int().nonnegative(),
          overRupiah: z.number().int().nonnegative(),
        }),
        /** Of planned money per person among the kecamatan; null where there is nothing to divide. */
        gini: z.number().nullable(),
        lorenz: z.array(z.object({ people: z.number(), amount: z.number(), code: RegionCode.nullable() })),
        years: z.array(z.number().int()),
        mayChange: z.boolean(),
        sources: z.array(Source),
      }),
    },
  ),
  stateCeiling: endpoint(
    'PUT',
    '/api/v1/desk/planning/ceilings/:year/:kecamatan',
    'State the ceiling of a kecamatan',
    PLANNING,
    {
      params: z.strictObject({ year: Year, kecamatan: RegionCode }),
      body: z.strictObject({
        ceilingRupiah: z.number().int().positive().max(MOST_RUPIAH),
        shares: FieldShares,
        source: z.string().trim().min(3).max(300),
        revision: Revision,
      }),
      response: AreaCeiling,
    },
  ),
  weights: endpoint('GET', '/api/v1/desk/planning/weights', 'Weights of the score, the newest version first', STAFF, {
    response: items(WeightVersion),
  }),
  chooseWeights: endpoint('POST', '/api/v1/desk/planning/weights', 'Other weights, as a new version', PLANNING, {
    body: z.strictObject({
      weights: Weights,
      reason: z.string().trim().min(3).max(1000),
      version: Revision,
    }),
    response: WeightVersion,
  }),
  priorities: endpoint(
    'GET',
    '/api/v1/desk/planning/priorities',
    'Proposals of a year by score, with their parts',
    STAFF,
    {
      query: z.strictObject({
        year: Year,
        kecamatan: RegionCode.optional(),
        version: wholeNumber(1, 1_000_000).optional(),
      }),
      response: z.object({
        year: z.number().int(),
        weights: WeightVersion,
        items: z.array(RankedProject),
        sensitivity: z.array(Sensitivity),
        sources: z.array(Source),
        sample: z.boolean(),
      }),
    },
  ),
  /** Annex of the minutes of a musrenbang (lampiran berita acara). */
  planningAnnex: endpoint(
    'GET',
    '/api/v1/desk/planning/annex',
    'Annex of the minutes, with date, weights and versions of data',
    STAFF,
    {
      query: z.strictObject({
        year: Year,
        kecamatan: RegionCode.optional(),
        format: z.enum(['csv', 'xlsx']),
        language: z.enum(['id', 'en']).default('id'),
      }),
      contentType: 'application/octet-stream',
    },
  ),
} as const;
