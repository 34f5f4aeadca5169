// The review list: pairs that somebody may see, with both sides, and the projects that no pair could be looked for.
import type { Identity } from '#model/account';
import type { Overlap, OverlapDecision, OverlapSide } from '#model/overlap';
import type { ProjectStatus } from '#model/project';
import type { Database, Queryable } from '../../database/database.ts';
import { mayEdit } from '../../desk/versions/edit.ts';
import { isCompared, pairKey, type CandidatePair } from './find.ts';
import { candidatePairs } from './pairs.ts';
import { statement } from './statements.ts';

export interface OverlapFilter {
  /** Pairs with a project of this fiscal year. */
  readonly year: number | null;
  /** Pairs with a project of a dataset of this agency. */
  readonly agency: string | null;
  /** Pairs with a project in this region. */
  readonly region: string | null;
  /** Pairs of this project. */
  readonly project: string | null;
  /** Pairs that somebody decided on, instead of those that are open. */
  readonly isDecided: boolean;
  readonly limit: number;
  readonly offset: number;
}

export interface OverlapList {
  items: Overlap[];
  total: number;
  withoutPlace: OverlapSide[];
  withoutPlaceTotal: number;
}

interface SeenRow extends Record<string, unknown> {
  id: string;
  status: ProjectStatus;
  isUnplaced: boolean;
  isChosen: boolean;
}
interface DecisionRow extends OverlapDecision, Record<string, unknown> {
  first: string;
  second: string;
}
interface SideRow extends Omit<OverlapSide, 'position'>, Record<string, unknown> {
  longitude: number | null;
  latitude: number | null;
}

/** So many of them are shown beside the pairs; all of them stand in the list of places. */
const MOST_WITHOUT_PLACE = 200;

/**
 * A page of the pairs of projects that somebody may see, surest first; a pair whose decision was taken, or whose ids nobody may
 * see both of, is not among the open ones. Beside them the projects without a place that the same filter leaves.
 */
export async function listOverlaps(database: Database, by: Identity, filter: OverlapFilter): Promise<OverlapList> {
  const asker = database.as(by);
  const [pairs, rows, decided] = await Promise.all([
    candidatePairs(database),
    asker.query<SeenRow>(statement('seen'), [filter.year, filter.agency, filter.region]),
    asker.query<DecisionRow>(statement('decisions')),
  ]);
  const seen = new Map(rows.map((row) => [row.id, row]));
  const decisions = new Map(decided.map(({ first, second, ...decision }) => [pairKey(first, second), decision]));
  const found = pairs.filter(({ a, b }) => {
    const [one, other] = [seen.get(a), seen.get(b)];
    if (one === undefined || other === undefined || !(one.isChosen || other.isChosen)) return false;
    if (filter.project !== null && a !== filter.project && b !== filter.project) return false;
    return decisions.has(pairKey(a, b)) === filter.isDecided;
  });
  const page = found.slice(filter.offset, filter.offset + filter.limit);
  const unplaced = rows.filter(
    (row) =>
      row.isUnplaced && row.isChosen && isCompared(row) && (filter.project === null || row.id === filter.project),
  );
  const shown = unplaced.slice(0, MOST_WITHOUT_PLACE).map(({ id }) => id);
  const sides = await readSides(asker, [...page.flatMap(({ a, b }) => [a, b]), ...shown]);
  return {
    // One that is gone since the pairs were found makes no pair any more.
    items: page.flatMap((pair) => overlapOf(pair, sides, decisions.get(pairKey(pair.a, pair.b)) ?? null, by) ?? []),
    total: found.length,
    withoutPlace: shown.flatMap((id) => sides.get(id) ?? []),
    withoutPlaceTotal: unplaced.length,
  };
}

/** One pair as somebody sees it, whether the search finds it now or only a decision speaks of it; null where a side is not for them. */
export async function readOverlap(database: Database, by: Identity, a: string, b: string): Promise<Overlap | null> {
  const asker = database.as(by);
  const key = pairKey(a, b);
  const pair = (await candidatePairs(database)).find((one) => pairKey(one.a, one.b) === key);
  if (pair === undefined) return null;
  const decided = await asker.query<DecisionRow>(statement('decisions'));
  const found = decided.find(({ first, second }) => pairKey(first, second) === key);
  const { first: _first, second: _second, ...decision } = found ?? ({} as DecisionRow);
  return overlapOf(pair, await readSides(asker, [pair.a, pair.b]), found === undefined ? null : decision, by);
}

/** Projects as sides of a pair, by id, as far as whoever asks may see them. */
export async function readSides(asker: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, OverlapSide>> {
  if (ids.length === 0) return new Map();
  const rows = await asker.query<SideRow>(statement('sides'), [[...new Set(ids)]]);
  return new Map(
    rows.map(({ longitude, latitude, ...side }) => [
      side.id,
      { ...side, position: longitude === null || latitude === null ? null : [longitude, latitude] },
    ]),
  );
}

/** Who decides about a pair: the planning agency and the custodian, and an agency that has one of the two. */
export function mayDecide(by: Identity, agencies: readonly (string | null)[]): boolean {
  return by.role === 'bappelitbangda' || agencies.some((agency) => mayEdit(by, agency));
}

function overlapOf(
  { a, b, score, reasons }: CandidatePair,
  sides: ReadonlyMap<string, OverlapSide>,
  decision: OverlapDecision | null,
  by: Identity,
): Overlap | null {
  const [one, other] = [sides.get(a), sides.get(b)];
  if (one === undefined || other === undefined) return null;
  return {
    a: one,
    b: other,
    score,
    reasons: [...reasons],
    decision,
    mayDecide: mayDecide(by, [one.agency, other.agency]),
  };
}
