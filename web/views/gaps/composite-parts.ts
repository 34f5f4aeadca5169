import type { CompositeItem, CompositePart, CompositeReply } from '../../worker/questions.ts';
import type { GapItem } from './gaps-model.ts';

/** One service in the score of one region. */
export interface PartOfScore {
  readonly part: CompositePart;
  /** 0 (best of the regions) to 100 (worst), before weighting; null where it is not known. */
  readonly own: number | null;
  /** Points of the score that come from it; these of all parts add up to the score. */
  readonly added: number | null;
  /** The region as this service alone has it. */
  readonly assessed: GapItem | null;
}

/** What each service adds to the score of a region, in the order of the parts. */
export function partsOfScore(
  item: CompositeItem,
  parts: readonly CompositePart[],
  reply: Pick<CompositeReply, 'replies'>,
): PartOfScore[] {
  return parts.map((part, at) => {
    const own = item.parts[at] ?? null;
    return {
      part,
      own,
      added: own === null ? null : (own * part.weightPercent) / 100,
      assessed: reply.replies[at]?.items.find(({ region }) => region.code === item.region.code) ?? null,
    };
  });
}
