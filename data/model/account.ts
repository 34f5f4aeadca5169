import { z } from 'zod';
import { ROLES } from './role.ts';

export { CUSTODIAN, EDITORS, EVERYONE, STAFF } from './role.ts';

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Id of an agency (perangkat daerah), as in the region's `agencies.json`: `dinkes`, `diskominfo`. */
export const AgencyId = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, { message: 'agency_id' });

/** Who asks. The database answers as this role, and no more. */
export interface Identity {
  readonly role: Role;
  /** Id of the account (UUID); null for the public. */
  readonly account: string | null;
  /** Agency of the account; null for the public, and for accounts above the agencies. */
  readonly agency: string | null;
}
export const PUBLIC: Identity = { role: 'publik', account: null, agency: null };

export const Agency = z.object({
  id: AgencyId,
  name: z.string(),
  shortName: z.string(),
  /** Whether its planners may publish its own datasets without the custodian (who may always). */
  mayPublish: z.boolean(),
});
export type Agency = z.infer<typeof Agency>;

export const Account = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: Role.exclude(['publik']),
  agency: AgencyId.nullable(),
  agencyName: z.string().nullable(),
  status: z.enum(['invited', 'active', 'disabled']),
  createdAt: z.string(),
  lastSignInAt: z.string().nullable(),
});
export type Account = z.infer<typeof Account>;

/** One line of the append-only log; `hash` is the SHA-256 of the line and of `previousHash`. */
export const AuditEntry = z.object({
  number: z.number().int().positive(),
  at: z.string(),
  account: z.string().nullable(),
  accountName: z.string().nullable(),
  role: Role,
  agency: z.string().nullable(),
  /** Dotted code: `upload.created`, `dataset.published`, `session.opened`; the interface has the words. */
  action: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  dataset: z.string().nullable(),
  /** Id of what was acted on: upload, feature, account. */
  subject: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
