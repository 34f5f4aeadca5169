export { decideOverlap, decisionsOf, withdrawDecision } from './decide.ts';
export { listOverlaps, readOverlap } from './list.ts';
export { overlappingProjects } from './pairs.ts';
