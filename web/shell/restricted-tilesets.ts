import type { StaffAnswer } from '#staff-contract';
import { isMarkedSignedIn } from '../state/signed-in-mark.ts';

/**
 * Tilesets that only who is signed in may have; none for anybody else, who asks nothing and loads nothing. A map without them
 * is still a map: where they cannot be learned there are none.
 */
export async function loadRestrictedTilesets(signal: AbortSignal): Promise<StaffAnswer<'restrictedTilesets'>['items']> {
  if (!isMarkedSignedIn()) return [];
  try {
    const { createStaffBackend } = await import('../backend/staff-backend.ts');
    return (await createStaffBackend().ask('restrictedTilesets', {}, signal)).items;
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}
