import type { Database } from '../../data/database/database.ts';
import type { CatalogueItem, QualityShares } from '../contract/catalogue.ts';
import { statement } from '../queries/load.ts';

/** What is counted of a dataset; see the statement. */
export interface QualityCounts extends Record<string, unknown> {
  readonly id: string;
  readonly rows: number;
  readonly places: number;
  readonly placed: number;
  readonly coded: number;
  readonly points: number;
  readonly inside: number;
  readonly read: number;
  readonly rejected: number;
  readonly geometryRefused: number;
  readonly codeRefused: number;
  readonly outsideRefused: number;
}

/** Counts of every dataset by its id. `database` answers as the owner. */
export async function readQualityCounts(database: Database): Promise<ReadonlyMap<string, QualityCounts>> {
  const rows = await database.query<QualityCounts>(statement('catalogue-quality'));
  return new Map(rows.map((row) => [row.id, row]));
}

/** A part of a whole (0–1); null where there is no whole: nothing can be said then. */
const share = (part: number, whole: number): number | null => (whole > 0 ? Math.min(1, part / whole) : null);

/** Shares of a dataset (0–1) that are as they should be; null where nothing can be said. */
export function sharesOf(item: CatalogueItem, counts: QualityCounts | undefined): QualityShares {
  const { date, dueOn, isStale, licence } = item;
  const stated = {
    dated: date === null ? 0 : 1,
    onTime: dueOn === null ? null : isStale ? 0 : 1,
    licensed: licence === null || licence.trim() === '' ? 0 : 1,
  };
  if (counts === undefined || counts.rows === 0)
    return { accepted: null, validGeometry: null, placed: null, validCode: null, insideRegion: null, ...stated };
  const { places, placed, coded, points, inside, read, rejected } = counts;
  const { geometryRefused, codeRefused, outsideRefused } = counts;
  return {
    accepted: share(read - rejected, read),
    validGeometry: share(placed, placed === 0 ? 0 : placed + geometryRefused),
    placed: share(placed, places),
    validCode: share(coded, coded === 0 ? 0 : coded + codeRefused),
    insideRegion: share(inside, points === 0 ? 0 : points + outsideRefused),
    ...stated,
  };
}

/** Mean of the shares that can be told (0–1); null where no row stands, for then it would only judge the description. */
export function scoreOf(shares: QualityShares, rows: number): number | null {
  if (rows === 0) return null;
  const known = Object.values(shares).filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
