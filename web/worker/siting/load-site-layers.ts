import { unpackSiteLayers, type LoadSiteLayers } from './site-layers.ts';

/** Asks the server that the worker came from. Throws `BackendError`. */
export const loadSiteLayers: LoadSiteLayers = async () => {
  const { createStaffBackend } = await import('../../backend/staff-backend.ts');
  return unpackSiteLayers(await createStaffBackend().ask('siteLayers'));
};
