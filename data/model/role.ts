/**
 * What somebody may do. `publik`: no account; `opd`: planner of an agency, for its own data (produsen data); `bappelitbangda`:
 * planning agency; `walidata`: Diskominfo, custodian of all data and administrator; `pimpinan`: reads everything but persons.
 * Roles of Satu Data: Perpres 39/2019.
 */
export const ROLES = ['publik', 'opd', 'bappelitbangda', 'walidata', 'pimpinan'] as const;
export type Role = (typeof ROLES)[number];
export const EVERYONE: readonly Role[] = [...ROLES];
/** Everybody with an account. */
export const STAFF: readonly Role[] = ['opd', 'bappelitbangda', 'walidata', 'pimpinan'];
/** Those who bring data in: an agency its own, the custodian any. */
export const EDITORS: readonly Role[] = ['opd', 'bappelitbangda', 'walidata'];
export const CUSTODIAN: readonly Role[] = ['walidata'];
