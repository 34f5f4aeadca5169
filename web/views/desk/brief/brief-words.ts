import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import type { Measure } from '../../../state/url-codec.ts';
import type { GapsReply } from '../../../worker/questions.ts';
import { isLacking, rankedItems, type RankedItem } from '../../gaps/gaps-model.ts';
import { answerSentence, writeShort } from '../../gaps/gaps-words.ts';

/** Something that needs a decision, `**…**` around what weighs most. */
export interface BriefSentence {
  readonly text: string;
  readonly isSample: boolean;
}

const NAMED = 3;
const ROWS = 5;

/** The regions that lack most, worst first. */
export function largestGaps(
  reply: GapsReply,
  measure: Measure,
  compareNames: (a: string, b: string) => number,
  count = ROWS,
): RankedItem[] {
  return rankedItems(reply.items, measure, compareNames)
    .filter(({ value }) => isLacking(value, measure, reply.question.standard))
    .slice(0, count);
}

/** The finding of a standard with the regions that lack most: "… Terbesar: Plumbon (14), Susukan (13)." */
export function gapSentence(
  t: Translate,
  format: Format,
  reply: GapsReply,
  measure: Measure,
  service: string,
): BriefSentence {
  const worst = largestGaps(reply, measure, format.compareNames, NAMED);
  const finding = answerSentence(t, format, reply, measure, service);
  const names = worst
    .map(({ item, value }) => `${item.region.name} (${writeShort(t, format, value, measure)})`)
    .join(', ');
  return {
    text: worst.length === 0 ? finding : `${finding} ${t('brief.largest', { names })}`,
    isSample: reply.inputs.some(({ status }) => status === 'contoh'),
  };
}

/** How the money stands to the ceilings. `names`: those most over, with their excess. */
export function ceilingSentence(
  t: Translate,
  format: Format,
  {
    year,
    items,
  }: {
    readonly year: number;
    readonly items: readonly {
      readonly name: string;
      readonly overRupiah: number;
      readonly ceilingRupiah: number | null;
      readonly sample: boolean;
    }[];
  },
): BriefSentence {
  const over = items.filter(({ overRupiah }) => overRupiah > 0).sort((a, b) => b.overRupiah - a.overRupiah);
  const isSample = items.some(({ sample }) => sample);
  if (items.every(({ ceilingRupiah }) => ceilingRupiah === null))
    return { text: t('brief.ceilings.unstated', { year }), isSample };
  if (over.length === 0) return { text: t('brief.ceilings.none', { year }), isSample };
  return {
    text: t('brief.ceilings.over', {
      count: format.number(over.length),
      year,
      rupiah: format.rupiah(over.reduce((sum, { overRupiah }) => sum + overRupiah, 0)),
      names: over
        .slice(0, NAMED)
        .map(({ name, overRupiah }) => `${name} (${format.rupiah(overRupiah)})`)
        .join(', '),
    }),
    isSample,
  };
}

/** What runs behind: contracts, projects, permits. */
export function delaySentence(
  t: Translate,
  format: Format,
  counts: { readonly critical: number; readonly stalled: number; readonly late: number },
  isSample: boolean,
): BriefSentence {
  const { critical, stalled, late } = counts;
  return {
    text:
      critical + stalled + late === 0
        ? t('brief.delays.none')
        : t('brief.delays', {
            critical: format.number(critical),
            stalled: format.number(stalled),
            late: format.number(late),
          }),
    isSample,
  };
}
