import type { Overlap, OverlapReason } from '#model/overlap';
import type { Format } from '../../../i18n/format.ts';
import { isMessageKey, translateCode, type Translate } from '../../../i18n/messages.ts';

/** Why two projects may be one, in words: "berjarak 120 m". */
export function overlapReason(t: Translate, format: Format, reason: OverlapReason): string {
  switch (reason.code) {
    case 'same_kind':
      return t('overlaps.reason.same_kind', { kind: kindWord(t, reason.kind) });
    case 'same_sub_activity':
      return t('overlaps.reason.same_sub_activity', { code: reason.subActivityCode });
    case 'near':
      return t('overlaps.reason.near', { distance: format.distance(reason.metres) });
    case 'along':
      return t('overlaps.reason.along', {
        distance: format.distance(reason.metres),
        share: format.percent(reason.share, 0),
      });
    case 'similar_title':
      return t('overlaps.reason.similar_title', { share: format.percent(reason.similarity, 0) });
    case 'same_asset':
      return t('overlaps.reason.same_asset', { code: reason.assetCode });
    case 'other_year':
      return t('overlaps.reason.other_year', { years: format.number(Math.abs(reason.years)) });
    case 'other_agency':
    case 'other_fund':
      return t(`overlaps.reason.${reason.code}`);
  }
}

/** The object of a project in the words of people: a kind of facility, or one of the other things that are built. */
function kindWord(t: Translate, kind: string): string {
  const key = `kind.${kind}`;
  return isMessageKey(key) ? t(key) : translateCode(t, 'overlaps.object', kind);
}

/** A pair's id in the page; `a` always has the smaller id. */
export const overlapId = ({ a, b }: Pick<Overlap, 'a' | 'b'>): string => `${a.id} ${b.id}`;

/** Whether something is said of both sides and differs. */
export const differs = <T>(one: T | null, other: T | null): boolean => one !== null && other !== null && one !== other;
