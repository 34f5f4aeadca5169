import { z } from 'zod';
import { AgencyId, EVERYONE, STAFF, type Role } from '#model/account';
import { Condition } from '#model/infrastructure';
import { RegionCode } from '#model/region';
import {
  Application,
  ApplicationEntry,
  ApplicationStatus,
  Equipment,
  EquipmentEntry,
  EquipmentKind,
  FunctionGroup,
} from '#model/register';
import { TilesetItem } from './index.ts';
import { counted, endpoint, items, Limit, Offset, wholeNumber } from './endpoint.ts';

/** Who fills in the registers: an agency its own, the custodian any. */
export const REGISTRARS: readonly Role[] = ['opd', 'walidata'];

const OneEntry = z.strictObject({ id: z.uuid() });
const Revision = z.number().int().positive();
const Search = z.string().trim().max(100);

/** Offices on the network of the government; numbers of what was recorded, null where nothing is. */
const Connected = z.object({
  offices: z.number().int().nonnegative(),
  connected: z.number().int().nonnegative(),
  unknown: z.number().int().nonnegative(),
  /** Connected of those known, 0–1. */
  share: z.number().min(0).max(1).nullable(),
});

/** How many applications of each function group an agency has; null for an agency that filled in nothing. */
const MatrixRow = z.object({
  agency: AgencyId,
  agencyName: z.string(),
  counts: z.array(z.number().int().nonnegative()).length(6).nullable(),
});
/** Applications that do the same: of one group, their functions in the same words. */
const Duplicates = z.object({
  functionGroup: FunctionGroup,
  function: z.string(),
  applications: z.array(z.object({ id: z.uuid(), name: z.string(), agency: AgencyId, agencyName: z.string() })).min(2),
});

export const registerContract = {
  publicApplications: endpoint('GET', '/api/v1/applications', 'Applications that their agency opened', EVERYONE, {
    response: items(
      z.object({
        id: z.uuid(),
        agency: AgencyId,
        agencyName: z.string(),
        name: z.string(),
        functionGroup: FunctionGroup,
      }),
    ),
  }),
  applications: endpoint('GET', '/api/v1/desk/applications', 'The register of applications', STAFF, {
    query: z.strictObject({
      agency: AgencyId.optional(),
      group: wholeNumber(1, 6).optional(),
      status: ApplicationStatus.optional(),
      q: Search.optional(),
      limit: Limit(500, 100),
      offset: Offset,
    }),
    response: counted(Application),
  }),
  applicationMatrix: endpoint(
    'GET',
    '/api/v1/desk/applications/matrix',
    'Agencies by function group, and applications that do the same',
    STAFF,
    { response: z.object({ rows: z.array(MatrixRow), duplicates: z.array(Duplicates) }) },
  ),
  createApplication: endpoint('POST', '/api/v1/desk/applications', 'Adds an application', REGISTRARS, {
    body: ApplicationEntry,
    response: Application,
  }),
  /** 409 `edit_conflict` when it was changed since `revision`. */
  changeApplication: endpoint('PUT', '/api/v1/desk/applications/:id', 'Changes an application', REGISTRARS, {
    params: OneEntry,
    body: ApplicationEntry.extend({ revision: Revision }),
    response: Application,
  }),
  removeApplication: endpoint('DELETE', '/api/v1/desk/applications/:id', 'Takes an application out', REGISTRARS, {
    params: OneEntry,
  }),
  equipment: endpoint('GET', '/api/v1/desk/equipment', 'ICT equipment; an agency sees its own', STAFF, {
    query: z.strictObject({
      agency: AgencyId.optional(),
      kecamatan: RegionCode.optional(),
      kind: EquipmentKind.optional(),
      condition: Condition.optional(),
      /** Only what should have been serviced before today. */
      overdue: z.enum(['true']).optional(),
      q: Search.optional(),
      limit: Limit(500, 100),
      offset: Offset,
    }),
    response: counted(Equipment).extend({ pieces: z.number().int().nonnegative() }),
  }),
  /** Of every agency (an agency: of itself) and every kecamatan; null is not filled in, which is not 0. */
  equipmentCoverage: endpoint('GET', '/api/v1/desk/equipment/coverage', 'Who recorded what, and who nothing', STAFF, {
    response: z.object({
      agencies: z.array(
        z.object({
          agency: AgencyId,
          agencyName: z.string(),
          pieces: z.number().int().positive().nullable(),
          damaged: z.number().int().nonnegative().nullable(),
          overdue: z.number().int().nonnegative().nullable(),
        }),
      ),
      kecamatan: z.array(
        z.object({ code: RegionCode, name: z.string(), pieces: z.number().int().positive().nullable() }),
      ),
    }),
  }),
  createEquipment: endpoint('POST', '/api/v1/desk/equipment', 'Adds equipment', REGISTRARS, {
    body: EquipmentEntry,
    response: Equipment,
  }),
  changeEquipment: endpoint('PUT', '/api/v1/desk/equipment/:id', 'Changes equipment', REGISTRARS, {
    params: OneEntry,
    body: EquipmentEntry.extend({ revision: Revision }),
    response: Equipment,
  }),
  removeEquipment: endpoint('DELETE', '/api/v1/desk/equipment/:id', 'Takes equipment out', REGISTRARS, {
    params: OneEntry,
  }),
  /** Counts alone: where the offices and lines are is known to those who keep the network. */
  ictConnection: endpoint('GET', '/api/v1/desk/ict-connection', 'Share of offices on the network', STAFF, {
    response: z.object({ agencies: Connected, kecamatan: Connected, sample: z.boolean() }),
  }),
  restrictedTilesets: endpoint('GET', '/api/v1/desk/tilesets', 'Tilesets that are not for the public', STAFF, {
    response: items(TilesetItem),
  }),
} as const;
