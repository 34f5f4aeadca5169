export { keepApart, reopenPair } from './decide.ts';
export { listPairs } from './list.ts';
export { mergeFacilities } from './merge.ts';
