import { z } from 'zod';
import { AgencyId, EDITORS, STAFF } from '#model/account';
import { FacilityKind } from '#model/facility';
import { Position } from '#model/geometry';
import { FundingSource, MOST_RUPIAH, ProjectOrigin, ProjectStatus } from '#model/project';
import {
  DocumentKind,
  Month,
  ProgressReport,
  ProjectFlag,
  ProjectList,
  ProjectRecord,
  RegisterItem,
  RegisterTotals,
} from '#model/project-register';
import { RegionCode } from '#model/region';
import { endpoint, Limit, Offset, wholeNumber } from './endpoint.ts';

const OneProject = z.strictObject({ id: z.string().min(1).max(200) });
const Text = z.string().trim().min(1).max(2000);
const Rupiah = z.number().int().nonnegative().max(MOST_RUPIAH);
const Percent = z.number().min(0).max(100);
/** Lines are split at every border, and a request holds so many corners. */
const MOST_CORNERS = 2000;
const Corners = (least: number) => z.array(Position).min(least).max(MOST_CORNERS);
/** What people draw: one line, or one area with its holes. */
const DrawnShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('LineString'), coordinates: Corners(2) }),
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(Corners(4)).min(1).max(20) }),
]);

/** Filters of the register; every list, sum, board, map, timeline and export takes the same. Lists are separated by commas. */
export const RegisterFilter = z.strictObject({
  q: z.string().trim().max(200).optional(),
  year: wholeNumber(2000, 2100).optional(),
  status: z.string().max(400).optional(),
  agency: AgencyId.optional(),
  region: RegionCode.optional(),
  sector: z.string().max(40).optional(),
  fund: FundingSource.optional(),
  origin: ProjectOrigin.optional(),
  list: ProjectList.optional(),
  flag: ProjectFlag.optional(),
});

export const projectContract = {
  register: endpoint(
    'GET',
    '/api/v1/desk/projects',
    'The register of projects, with sums over all that the filters leave',
    STAFF,
    {
      query: RegisterFilter.extend({
        sort: z.enum(['year', 'name', 'ceiling', 'deviation', 'updated', 'status']).optional(),
        limit: Limit(5000, 100),
        offset: Offset,
      }),
      response: z.object({ items: z.array(RegisterItem), totals: RegisterTotals }),
    },
  ),
  registerExport: endpoint('GET', '/api/v1/desk/projects/export', 'The same as a file', STAFF, {
    query: RegisterFilter.extend({ format: z.enum(['csv', 'xlsx', 'geojson']) }),
    contentType: 'application/octet-stream',
  }),
  projectRecord: endpoint(
    'GET',
    '/api/v1/desk/projects/:id',
    'One project with its steps, progress, comments and documents',
    STAFF,
    {
      params: OneProject,
      response: ProjectRecord,
    },
  ),
  /** 409 `illegal_transition` with the statuses that are allowed, 409 `conflict` when somebody stepped before. */
  stepProject: endpoint('POST', '/api/v1/desk/projects/:id/steps', 'The next status of a project', EDITORS, {
    params: OneProject,
    body: z.strictObject({
      to: ProjectStatus,
      changedOn: z.iso.date(),
      document: z.string().trim().max(300).nullable(),
      note: z.string().trim().max(2000).nullable(),
      lastStep: z.number().int().nonnegative(),
    }),
    response: ProjectRecord,
  }),
  reportProgress: endpoint(
    'POST',
    '/api/v1/desk/projects/:id/progress',
    'Plan and reality at the end of a month',
    EDITORS,
    {
      params: OneProject,
      body: ProgressReport.omit({ reportedBy: true, reportedAt: true }).extend({
        month: Month,
        plannedPercent: Percent.nullable(),
        physicalPercent: Percent.nullable(),
        financialPercent: Percent.nullable(),
        spentRupiah: Rupiah.nullable(),
        note: z.string().trim().max(2000).nullable(),
      }),
      response: ProjectRecord,
    },
  ),
  commentProject: endpoint('POST', '/api/v1/desk/projects/:id/comments', 'A comment for the other agencies', STAFF, {
    params: OneProject,
    body: z.strictObject({ text: Text }),
    response: ProjectRecord,
  }),
  /** Only one's own; it is not shown any more. */
  withdrawComment: endpoint(
    'DELETE',
    '/api/v1/desk/projects/:id/comments/:comment',
    'Takes a comment of one’s own back',
    STAFF,
    { params: OneProject.extend({ comment: z.uuid() }), response: ProjectRecord },
  ),
  addProjectDocument: endpoint('POST', '/api/v1/desk/projects/:id/documents', 'A document of a project', EDITORS, {
    params: OneProject,
    body: z.strictObject({
      kind: DocumentKind,
      title: z.string().trim().min(1).max(300),
      number: z.string().trim().max(100).nullable(),
      issuedOn: z.iso.date().nullable(),
      url: z
        .url({ protocol: /^https?$/ })
        .max(1000)
        .nullable(),
    }),
    response: ProjectRecord,
  }),
  /** A wish of the bank of proposals becomes a proposal that the public sees and that can take steps; it keeps its id. */
  takeUpProject: endpoint(
    'POST',
    '/api/v1/desk/projects/:id/take-up',
    'Takes a wish into the list of proposals',
    EDITORS,
    { params: OneProject, response: ProjectRecord },
  ),
  /**
   * A finished project becomes a facility, once, when the custodian or the planning agency approves it. 409 `conflict` with
   * `asset` `approved` or `not_handed_over`, or with `facility` and the id of one that stands there already.
   */
  decideAsset: endpoint(
    'POST',
    '/api/v1/desk/projects/:id/asset',
    'Whether a finished project becomes a facility',
    ['bappelitbangda', 'walidata'],
    {
      params: OneProject,
      body: z.strictObject({
        approve: z.boolean(),
        kind: FacilityKind.nullable(),
        capacity: z.number().positive().nullable(),
        /** Its name; that of the project, without the word for building it, where none is given. */
        name: z.string().trim().max(300).nullable().optional(),
        /** The facility that the works improved: it is there already, and nothing is added. */
        facility: z.string().max(200).nullable().optional(),
        remark: z.string().trim().max(2000).nullable(),
      }),
      response: ProjectRecord,
    },
  ),
  /** From the studio, a wish, or a form. Stands in the dataset `usulan` of the agency, made on first use, as `usulan`. */
  proposeProject: endpoint('POST', '/api/v1/desk/projects', 'A new proposal', EDITORS, {
    body: z.strictObject({
      name: z.string().trim().min(3).max(300),
      description: z.string().trim().max(2000).nullable(),
      origin: ProjectOrigin,
      sector: z.string().max(40),
      list: ProjectList,
      fiscalYear: z.number().int().min(2000).max(2100),
      proposedRupiah: Rupiah.nullable(),
      fundingSource: FundingSource,
      position: Position.nullable(),
      /** A line or an area instead of a point. */
      geometry: DrawnShape.nullable().optional(),
      /** Where there is no shape: the desa or kecamatan that it is for. */
      region: RegionCode.nullable(),
      /** The scenario that it comes from. */
      scenario: z.uuid().nullable(),
    }),
    response: ProjectRecord,
  }),
} as const;
