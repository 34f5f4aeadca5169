export { keepApart, reopenPair } from './decide.ts';
export { listPairs, type Pair, type PairFilter, type PairList } from './list.ts';
export { mergeFacilities, type Merger } from './merge.ts';
