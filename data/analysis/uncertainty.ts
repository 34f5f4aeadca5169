import type { RegionCode } from '#model/region';

/** A coverage share with the span of its draws. */
export interface ReachInterval {
  /** Null: the whole. */
  readonly code: RegionCode | null;
  /** Shares 0-1 of people reached: as published, and the 5th, 50th and 95th percentile of the draws. */
  readonly share: number | null;
  readonly p5: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  /** People whose reach cannot be said: facilities without a point could serve them, or their cells meet no road. */
  readonly unplacedPeople: number;
}
