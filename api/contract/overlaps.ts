import { z } from 'zod';
import { AgencyId, EDITORS, STAFF } from '#model/account';
import { Overlap, OverlapDecision, OverlapSide, PlaceCandidate } from '#model/overlap';
import { RegionCode } from '#model/region';
import { counted, endpoint, items, Limit, Offset, wholeNumber } from './endpoint.ts';

const Id = z.string().min(1).max(200);

export const overlapContract = {
  overlaps: endpoint(
    'GET',
    '/api/v1/desk/overlaps',
    'Projects of different agencies, years or funds that may be one',
    STAFF,
    {
      query: z.strictObject({
        year: wholeNumber(2000, 2100).optional(),
        agency: AgencyId.optional(),
        region: RegionCode.optional(),
        project: Id.optional(),
        /** `open` unless told otherwise. */
        state: z.enum(['open', 'decided']).default('open'),
        limit: Limit(500, 100),
        offset: Offset,
      }),
      response: counted(Overlap).extend({
        /** Projects that no pair could be looked for, because nobody knows where they are. */
        withoutPlace: z.array(OverlapSide),
        /** How many there are; of many only the first are in the list. */
        withoutPlaceTotal: z.number().int().nonnegative(),
      }),
    },
  ),
  decideOverlap: endpoint('PUT', '/api/v1/desk/overlaps', 'Whether two projects are one, with the reason', EDITORS, {
    body: z.strictObject({
      a: Id,
      b: Id,
      decision: z.enum(['not_overlap', 'overlap']),
      reason: z.string().trim().min(3).max(1000),
    }),
    response: Overlap,
  }),
  withdrawOverlapDecision: endpoint('DELETE', '/api/v1/desk/overlaps', 'Take a decision back', EDITORS, {
    query: z.strictObject({ a: Id, b: Id }),
  }),
  /** The log: every decision about a pair, and each that was taken back, the newest first. */
  overlapDecisions: endpoint('GET', '/api/v1/desk/overlaps/decisions', 'What was decided about a pair', STAFF, {
    query: z.strictObject({ a: Id, b: Id }),
    response: items(
      z.object({
        decision: z.enum([...OverlapDecision.shape.decision.options, 'withdrawn']),
        reason: z.string().nullable(),
        decidedBy: z.string(),
        decidedAt: z.string(),
      }),
    ),
  }),
  /** Projects without a place whose title speaks of one. Nothing is placed until somebody chooses. */
  placeCandidates: endpoint(
    'GET',
    '/api/v1/desk/project-places',
    'Projects without a place, and what their title may speak of',
    STAFF,
    {
      query: z.strictObject({
        agency: AgencyId.optional(),
        year: wholeNumber(2000, 2100).optional(),
        limit: Limit(500, 100),
        offset: Offset,
      }),
      response: counted(z.object({ project: OverlapSide, candidates: z.array(PlaceCandidate), mayPlace: z.boolean() })),
    },
  ),
  placeProject: endpoint('PUT', '/api/v1/desk/project-places/:id', 'Place a project where its title says', EDITORS, {
    params: z.strictObject({ id: Id }),
    body: z.strictObject({ kind: PlaceCandidate.shape.kind, place: Id }),
    response: OverlapSide,
  }),
  /**
   * The projects of an upload under the columns of its file, in their order: cells that are no longer what the file said hold what is
   * known now, and what the file has no column for stands behind. 409 `conflict` for an upload of anything else.
   */
  returnProjects: endpoint(
    'GET',
    '/api/v1/desk/uploads/:id/returned',
    'The projects of an upload under the columns of its file',
    STAFF,
    {
      params: z.strictObject({ id: z.uuid() }),
      query: z.strictObject({
        format: z.enum(['xlsx', 'csv']).default('xlsx'),
        language: z.enum(['id', 'en']).default('id'),
      }),
      contentType: 'application/octet-stream',
    },
  ),
} as const;
