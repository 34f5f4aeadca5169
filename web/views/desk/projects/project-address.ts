import { deskView, type DeskView } from '../../../state/desk-address.ts';

/** In the place of an id: the form of a new proposal. */
export const NEW_PROPOSAL = 'baru';
/** After an id: its impact card. */
export const CARD = 'kartu';

export const recordView = (id: string): DeskView => deskView('projects', [id]);
export const cardView = (id: string): DeskView => deskView('projects', [id, CARD]);
