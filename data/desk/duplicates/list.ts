// The review list: pairs that somebody may see, with both sides.
import type { Identity } from '#model/account';
import { MergedField, type PairReason } from '#model/duplicate';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { Database } from '../../database/database.ts';
import type { Content } from '../versions/difference.ts';
import { mayEdit } from '../versions/edit.ts';
import { columnName, valuesOf } from '../versions/features.ts';
import { pairKey, type CandidatePair } from './find.ts';
import { candidatePairs } from './pairs.ts';
import { statement } from './statements.ts';

export interface PairFilter {
  readonly kind: FacilityKind | null;
  readonly dataset: string | null;
  /** Pairs with a dataset of this agency. */
  readonly agency: string | null;
  /** Pairs that were said to be two things, instead of those that are open. */
  readonly isDecided: boolean;
  readonly limit: number;
  readonly offset: number;
}

export interface PairSide {
  id: string;
  dataset: string;
  datasetTitle: string;
  agency: string | null;
  date: string | null;
  sample: boolean;
  name: string;
  region: string;
  regionName: string | null;
  values: Record<string, string | number | boolean | null>;
  position: Position | null;
  /** Titles of other datasets that know it. */
  knownBy: string[];
  revision: string;
}

export interface Pair {
  first: PairSide;
  second: PairSide;
  metres: number | null;
  similarity: number;
  reasons: PairReason[];
  score: number;
  /** Fields that they do not have alike. */
  differing: MergedField[];
  /** Whether who asks may make one of them, and say that they are two. */
  mayMerge: boolean;
  mayDecide: boolean;
  decision: Decision | null;
}

export interface PairList {
  items: Pair[];
  total: number;
  kinds: { id: FacilityKind; pairs: number }[];
  datasets: { id: string; title: string; pairs: number }[];
  agencies: { id: string; pairs: number }[];
}

interface Decision {
  reason: string;
  at: string;
  by: string | null;
}
interface DatasetRow extends Record<string, unknown> {
  id: string;
  title: string;
  agency: string | null;
}
interface SideRow extends Omit<PairSide, 'position' | 'values'>, Record<string, unknown> {
  content: Content;
  longitude: number | null;
  latitude: number | null;
}

/**
 * A page of the pairs that somebody may see, surest first: an agency those with data of its own, the others all of datasets that
 * they see. Counts by kind, dataset and agency are over all of them, not only those that the filter leaves.
 */
export async function listPairs(database: Database, by: Identity, filter: PairFilter): Promise<PairList> {
  const asker = database.as(by);
  const [pairs, visible, decided] = await Promise.all([
    candidatePairs(database),
    asker.query<DatasetRow>(statement('datasets')),
    asker.query<Decision & { first: string; second: string } & Record<string, unknown>>(statement('decisions')),
  ]);
  const datasets = new Map(visible.map((one) => [one.id, one]));
  const decisions = new Map(
    decided.map(({ first, second, reason, at, by: who }) => [pairKey(first, second), { reason, at, by: who }]),
  );
  const agenciesOf = (pair: CandidatePair) =>
    datasetsOf(pair).flatMap((id) => {
      const agency = datasets.get(id)?.agency ?? null;
      return agency === null ? [] : [agency];
    });
  const seen = pairs.filter((pair) => {
    if (!datasetsOf(pair).every((id) => datasets.has(id))) return false;
    if (by.role === 'opd' && !agenciesOf(pair).includes(by.agency ?? '')) return false;
    return decisions.has(pairKey(pair.first.id, pair.second.id)) === filter.isDecided;
  });
  const found = seen.filter(
    (pair) =>
      (filter.kind === null || kindsOf(pair).includes(filter.kind)) &&
      (filter.dataset === null || datasetsOf(pair).includes(filter.dataset)) &&
      (filter.agency === null || agenciesOf(pair).includes(filter.agency)),
  );
  const page = found.slice(filter.offset, filter.offset + filter.limit);
  const ids = page.flatMap(({ first, second }) => [first.id, second.id]);
  const rows = ids.length === 0 ? [] : await asker.query<SideRow>(statement('sides'), [ids]);
  const sides = new Map(rows.map((row) => [row.id, row]));
  return {
    // One that is gone since the pairs were found makes no pair any more.
    items: page.flatMap((pair) => {
      const [first, second] = [sides.get(pair.first.id), sides.get(pair.second.id)];
      const decision = decisions.get(pairKey(pair.first.id, pair.second.id)) ?? null;
      return first && second ? [shown(pair, first, second, decision, by)] : [];
    }),
    total: found.length,
    kinds: counted(seen, kindsOf),
    datasets: counted(seen, datasetsOf).map((one) => ({ ...one, title: datasets.get(one.id)!.title })),
    agencies: counted(seen, agenciesOf),
  };
}

const datasetsOf = ({ first, second }: CandidatePair): string[] => [...new Set([first.dataset, second.dataset])];
const kindsOf = ({ first, second }: CandidatePair): FacilityKind[] => [...new Set([first.kind, second.kind])];

function counted<I extends string>(
  pairs: readonly CandidatePair[],
  idsOf: (pair: CandidatePair) => readonly I[],
): { id: I; pairs: number }[] {
  const counts = new Map<I, number>();
  for (const pair of pairs) for (const id of new Set(idsOf(pair))) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .map(([id, count]) => ({ id, pairs: count }))
    .sort((a, b) => b.pairs - a.pairs || (a.id < b.id ? -1 : 1));
}

function shown(
  { metres, similarity, reasons, score }: CandidatePair,
  first: SideRow,
  second: SideRow,
  decision: Decision | null,
  by: Identity,
): Pair {
  const differing = MergedField.options.filter((field) => {
    const column = columnName(field);
    return (first.content[column] ?? null) !== (second.content[column] ?? null);
  });
  const mayEach = [mayEdit(by, first.agency), mayEdit(by, second.agency)];
  return {
    first: sideOf(first),
    second: sideOf(second),
    metres,
    similarity,
    reasons: [...reasons],
    score,
    differing,
    mayMerge: mayEach.every(Boolean),
    mayDecide: mayEach.some(Boolean),
    decision,
  };
}

function sideOf({ content, longitude, latitude, ...row }: SideRow): PairSide {
  const { id, dataset, datasetTitle, agency, date, sample, name, region, regionName, knownBy, revision } = row;
  return {
    ...{ id, dataset, datasetTitle, agency, date, sample, name, region, regionName, knownBy, revision },
    values: valuesOf('facility', content),
    position: longitude === null || latitude === null ? null : [longitude, latitude],
  };
}
