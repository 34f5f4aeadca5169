import { ownerKey } from '../../search/owner-key.ts';
import type { ServiceStandard } from '#model/standard';
import type { Format } from '../../i18n/format.ts';
import { isMessageKey, type Translate } from '../../i18n/messages.ts';
import type { AssessedLevel, Measure } from '../../state/url-codec.ts';
import type { GapsQuestion, GapsReply, ReachInterval } from '../../worker/questions.ts';
import type { Authority } from '#model/authority';
import {
  isLacking,
  isShare,
  isSharedByRegions,
  rankedItems,
  travelPeople,
  valueOf,
  type Service,
} from './gaps-model.ts';

export { ownerKey };

/** A service in the words of people where it is a kind of facility, else as its regulation names it. */
export function serviceName(t: Translate, service: Pick<Service, 'kinds' | 'subject'>): string {
  if (service.kinds.length === 0) return service.subject;
  return service.kinds.map((kind) => t(`kind.${kind}`)).join(' / ');
}

/** Who may provide a service, in one phrase: "kewenangan kabupaten dan provinsi; boleh swasta". */
export function authorityWords(t: Translate, format: Format, authorities: readonly Authority[]): string {
  const names = authorities.flatMap((authority) =>
    authority === 'swasta' || authority === 'masyarakat' ? [] : [t(`gaps.authority.${authority}`)],
  );
  const list = new Intl.ListFormat(format.language, { type: 'conjunction' }).format(names);
  return [
    ...(names.length > 0 ? [t('gaps.authority.of', { names: list })] : []),
    ...(authorities.includes('masyarakat') ? [t('authority.masyarakat')] : []),
    ...(authorities.includes('swasta')
      ? [t(names.length > 0 ? 'gaps.authority.mayBePrivate' : 'authority.swasta')]
      : []),
  ].join('; ');
}

/** How a rule is told from others for the same service. */
export function standardName(standard: ServiceStandard, siblings: readonly ServiceStandard[]): string {
  const isAlone = siblings.filter((other) => other.regulation === standard.regulation).length <= 1;
  return isAlone ? standard.regulation : `${standard.regulation}, ${standard.subject}`;
}

/** The rule in sentences, each with its evidence grade. */
export function clauseSentences(
  t: Translate,
  format: Format,
  { tests, landSquareMetres }: ServiceStandard,
): { text: string; grade: 'A' | 'B' | 'C' | null }[] {
  const sentences: { text: string; grade: 'A' | 'B' | 'C' | null }[] = [];
  if (tests.ratio)
    sentences.push({
      text: t('gaps.clause.ratio', { perUnit: format.number(tests.ratio.peoplePerUnit) }),
      grade: tests.ratio.evidence,
    });
  if (tests.perRegion)
    sentences.push({
      text: t('gaps.clause.perRegion', {
        minimum: tests.perRegion.minimum,
        level: t(`region.level.${tests.perRegion.level}`),
      }),
      grade: tests.perRegion.evidence,
    });
  if (tests.radius)
    sentences.push({
      text: t(tests.radius.path === 'network' ? 'gaps.clause.radiusNetwork' : 'gaps.clause.radius', {
        distance: format.ruleDistance(tests.radius.radiusMetres),
      }),
      grade: tests.radius.evidence,
    });
  if (tests.travel)
    sentences.push({ text: t('gaps.clause.travel', { minutes: tests.travel.minutes }), grade: tests.travel.evidence });
  if (tests.index)
    sentences.push({ text: t('gaps.clause.index', { unit: tests.index.unit }), grade: tests.index.evidence });
  if (landSquareMetres !== null)
    sentences.push({ text: t('gaps.clause.land', { area: format.areaSquareMetres(landSquareMetres) }), grade: null });
  return sentences;
}

/** People farther than this count as not reached by travel: as chosen, else as the rule says, else half an hour. */
export function minutesOf({ minutes, standard }: Pick<GapsQuestion, 'minutes' | 'standard'>): number {
  return minutes ?? standard.tests.travel?.minutes ?? CHOSEN_MINUTES;
}
const CHOSEN_MINUTES = 30;

/** The span of a share in percent points with one decimal: `86,0–95,0 %`; of people beyond reach with `isBeyond`. */
export function intervalWords(format: Format, { p5, p95 }: ReachInterval, isBeyond = false): string | null {
  if (p5 === null || p95 === null) return null;
  const [from, to] = isBeyond ? [1 - p95, 1 - p5] : [p5, p95];
  const low = format.decimal(from * 100, 1);
  // Both ends written alike would claim a certainty that only the rounding has.
  return low === format.decimal(to * 100, 1) ? null : `${low}–${format.percent(to)}`;
}

/** A value as the map, the table and the charts write it. */
export function writeValue(t: Translate, format: Format, value: number | null, measure: Measure): string {
  if (value === null) return t('missing');
  if (value === Infinity) return t('gaps.value.noUnit');
  if (isShare(measure)) return format.percent(value / 100);
  if (measure === 'capacity') return format.decimal(value, 3);
  // A surplus of units is written with a plus, as people say it.
  if (measure === 'unit' && value < 0) return format.signed(-value);
  return format.number(Math.round(value));
}

/** A share of people (0–1): one that is not nothing is never written as 0.0 %. */
export function shareWords(t: Translate, format: Format, share: number): string {
  return share > 0 && share < 0.0005 ? t('work.share.least') : format.percent(share);
}

/** The same for labels on the map, where every character counts. */
export function writeShort(t: Translate, format: Format, value: number | null, measure: Measure): string {
  if (value === null) return '';
  if (measure === 'capacity') return format.decimal(value, 2);
  return isShare(measure) ? format.percent(value / 100, 0) : writeValue(t, format, value, measure);
}

/** The finding in one sentence that can be repeated, `**…**` around what weighs most. */
export function answerSentence(
  t: Translate,
  format: Format,
  reply: GapsReply,
  measure: Measure,
  service: string,
): string {
  const { standard, level } = reply.question;
  const levelWord = t(`region.level.${level}`);
  const values = reply.items.map((item) => valueOf(item, measure));
  if (standard.facilityKinds.length === 0) return t('gaps.answer.indexOnly');
  if (reply.items.every((item) => item.available === null)) return t('gaps.answer.missing', { service });
  if (values.every((value) => value === null))
    return t(
      measure === 'travel' && travelPeople(reply.totals.travel).unplaced >= 1
        ? 'gaps.answer.travel.unplaced'
        : 'gaps.answer.noPopulation',
    );
  const lacking = values.filter((value) => isLacking(value, measure, standard)).length;
  const common = {
    lacking: format.number(lacking),
    total: format.number(reply.items.length),
    level: levelWord,
    service,
  };
  switch (measure) {
    case 'unit': {
      const whole = wholeOf(reply);
      if (whole && isSharedByRegions(reply.items, standard, whole.need))
        return t(whole.gap > 0 ? 'gaps.answer.whole' : 'gaps.answer.whole.enough', {
          service,
          need: format.number(whole.need),
          available: format.number(whole.available),
          gap: format.number(whole.gap),
        });
      const units = values.reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0);
      if (lacking === 0) return t('gaps.answer.unit.none', { ...common, regulation: standard.regulation });
      return t('gaps.answer.unit', { ...common, units: format.number(units), n: units });
    }
    case 'ratio': {
      const limit = format.number(standard.tests.ratio?.peoplePerUnit ?? 0);
      return t(lacking === 0 ? 'gaps.answer.ratio.none' : 'gaps.answer.ratio', { ...common, limit });
    }
    case 'radius': {
      const known = reply.items.filter((item) => item.servedPeople !== null && item.population !== null);
      const people = known.reduce((sum, item) => sum + item.population! - item.servedPeople!, 0);
      const whole = known.reduce((sum, item) => sum + item.population!, 0);
      return t('gaps.answer.radius', {
        people: format.number(Math.round(people)),
        share: shareWords(t, format, whole === 0 ? 0 : people / whole),
        distance: format.ruleDistance(standard.tests.radius?.radiusMetres ?? 0),
        service,
      });
    }
    case 'travel': {
      const { travel } = reply.totals;
      const { beyond, unplaced } = travelPeople(travel);
      return t(beyond < 1 ? 'gaps.answer.travel.none' : 'gaps.answer.travel', {
        people: format.number(Math.round(beyond)),
        share: shareWords(t, format, 1 - (travel?.reachedShare ?? 1)),
        among: unplaced < 1 ? '' : t('gaps.answer.travel.among'),
        minutes: format.number(minutesOf(reply.question)),
        service,
      });
    }
    case 'capacity': {
      const limit = reply.capacity?.requiredPer1000 ?? null;
      const below = values.filter((value) => value !== null && limit !== null && value < limit).length;
      const worst = rankedItems(reply.items, measure, format.compareNames)[0];
      if (limit === null)
        return t('gaps.answer.capacity.worst', {
          ...common,
          name: worst?.item.region.name ?? '',
          value: writeValue(t, format, worst?.value ?? null, measure),
        });
      return t(below === 0 ? 'gaps.answer.capacity.none' : 'gaps.answer.capacity', {
        ...common,
        lacking: format.number(below),
        limit: writeValue(t, format, limit, measure),
      });
    }
  }
}

/** What stands under the finding: how it was counted, so that nobody quotes a sum as something else. */
export function answerNote(t: Translate, format: Format, reply: GapsReply, measure: Measure): string {
  const { standard, level } = reply.question;
  const levelWord = t(`region.level.${level}`);
  if (reply.items.every((item) => item.available === null)) return t('gaps.answer.missing.body');
  if (measure === 'radius')
    return reply.cellMetres === null ? '' : t('gaps.whole.radius', { metres: format.number(reply.cellMetres) });
  if (measure === 'ratio') return '';
  const { perRegion } = standard.tests;
  if (!standard.tests.ratio && perRegion)
    return t('gaps.whole.perRegion', {
      minimum: perRegion.minimum,
      n: perRegion.minimum,
      level: t(`region.level.${perRegion.level}`),
    });
  const whole = wholeOf(reply);
  if (!whole) return '';
  if (isSharedByRegions(reply.items, standard, whole.need)) {
    const gaps = reply.items.map((item) => Math.max(0, item.gap ?? 0));
    return t('gaps.whole.shared', {
      perUnit: format.number(standard.tests.ratio?.peoplePerUnit ?? 0),
      level: levelWord,
      lacking: format.number(gaps.filter((gap) => gap > 0).length),
      total: format.number(gaps.length),
      units: format.number(gaps.reduce((sum, gap) => sum + gap, 0)),
    });
  }
  return t(whole.gap < 0 ? 'gaps.whole.surplus' : 'gaps.whole.unit', {
    level: levelWord,
    need: format.number(whole.need),
    available: format.number(whole.available),
    gap: format.number(whole.gap),
    surplus: format.number(-whole.gap),
  });
}

/** The kabupaten counted at once; null where a part is not known. */
function wholeOf({ totals }: GapsReply): { need: number; available: number; gap: number } | null {
  const { needOfWhole: need, gapOfWhole: gap, available } = totals;
  return need === null || gap === null || available === null ? null : { need, available, gap };
}

export function titleOf(t: Translate, measure: Measure, service: string, level: AssessedLevel): string {
  return t(`gaps.title.${measure}`, { service, level: t(`region.level.${level}`) });
}

/** A dataset that entered the figure: producer, title and date, or that its date is not recorded. */
export function inputWords(t: Translate, format: Format, input: GapsReply['inputs'][number]): string {
  return t('gaps.how.input', {
    role: t(`gaps.role.${input.role}`),
    producer: input.producer,
    title: input.title,
    date: input.date === null ? t('missing.date') : format.date(input.date),
  });
}

/** Limits that hold for this result: those of the rule, less those lifted by the data at hand or foreign to the measure. */
export function limitsOf(
  standard: ServiceStandard,
  kemenagIsCounted: boolean,
  measure: Measure,
): ServiceStandard['limits'] {
  return standard.limits.filter(
    (limit) =>
      !(kemenagIsCounted && ['without_mi', 'without_mts', 'without_ma'].includes(limit)) &&
      !(limit === 'straight_line' && measure !== 'radius') &&
      isMessageKey(`limit.${limit}`),
  );
}
