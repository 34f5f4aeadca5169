import type { DeskDataset, SessionAnswer } from '#staff-contract';

/** Whether somebody may bring an earlier version back: the custodian any, an agency that may publish its own. */
export function mayRestore(session: SessionAnswer | null, { agency }: DeskDataset): boolean {
  if (session === null) return false;
  if (session.role === 'walidata') return true;
  const isEditor = session.role === 'opd' || session.role === 'bappelitbangda';
  return isEditor && agency !== null && session.agency?.mayPublish === true && session.agency.id === agency;
}
