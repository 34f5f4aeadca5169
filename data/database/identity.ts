// The second wall: on whose behalf the database answers. What a role may read and write is said in the migrations.
import type { Identity } from '#model/account';

/** The role in the database that answers for a role of the API. */
export const databaseRoleOf = (role: Identity['role']): string => `jangkau_${role}`;

/** Equal for two identities that the database cannot tell apart; null is the owner. */
export function identityKey(identity: Identity | null): string {
  return identity === null ? '' : `${identity.role} ${identity.agency ?? ''} ${identity.account ?? ''}`;
}

/** Statements that make a session answer as the identity; null is the owner. Throws when a value is none of ours. */
export function assume(identity: Identity | null): string {
  if (identity === null) return `RESET ROLE; SET jangkau.agency = ''; SET jangkau.account = ''`;
  const values = [identity.role, identity.agency ?? '', identity.account ?? ''];
  if (!values.every((value) => /^[a-z0-9-]*$/.test(value))) throw new Error('An identity that cannot be assumed');
  return `SET ROLE ${databaseRoleOf(identity.role)}; SET jangkau.agency = '${values[1]}'; SET jangkau.account = '${values[2]}'`;
}
