// Old address of these types; questions.ts is the one to import from.
export type { GapsQuestion, GapsReply, OwnerCounts } from './questions.ts';
