import type { FacilityKind } from '#model/facility';
import type { Backend } from '../../backend/backend.ts';

export interface Contact {
  readonly address: string | null;
  readonly phone: string | null;
}
export const NO_CONTACT: Contact = { address: null, phone: null };

/** Address and telephone of every facility of a kind by its id, as far as their producers tell. */
export async function contactsOf(
  kind: FacilityKind,
  backend: Backend,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Contact>> {
  const byId = new Map<string, Contact>();
  let cursor: string | undefined;
  do {
    const page = await backend.get('facilities', { kind, limit: '1000', ...(cursor ? { cursor } : {}) }, {}, signal);
    for (const { id, address, phone } of page.items) byId.set(id, { address, phone });
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return byId;
}
