import type { RegionCode } from '#model/region';
import type { Format } from '../../i18n/format.ts';
import { capitalised, type Translate } from '../../i18n/messages.ts';
import type { GapsView, OtherSide } from '../../state/url-codec.ts';
import type { CompositePart, GapsReply, ReachInterval } from '../../worker/questions.ts';
import { countChanges, type ComparedRegion } from './comparison.ts';
import { isThresholdOfRule, travelPeople, type CoarseReason, type GapItem, type Service } from './gaps-model.ts';
import { intervalWords, minutesOf, ownerKey, standardName } from './gaps-words.ts';
import type { RegionFigure } from './region-figure.ts';
import { rankedValues } from './ranking.ts';

/** Who is worst when several services are weighed together. */
export function compositeSentence(t: Translate, format: Format, figure: RegionFigure): string {
  const ranked = rankedValues(figure, format.compareNames);
  const worst = ranked.filter((entry) => entry.rank === 1);
  if (worst.length === 0) return t('work.mix.answer.unknown');
  return t(worst.length === 1 ? 'work.mix.answer' : 'work.mix.answer.tied', {
    name: worst[0]!.item.name,
    count: format.number(worst.length),
    level: worst.length === 1 ? capitalised(t(`region.level.${figure.level}`)) : t(`region.level.${figure.level}`),
    score: figure.write(worst[0]!.value),
  });
}

/** Why what was asked per desa is told per kecamatan. */
export function coarseSentence(t: Translate, format: Format, reason: CoarseReason, service: string): string {
  if (reason.why === 'perRegion') return t('work.coarse.perRegion', { service });
  return t(reason.isMoreThanAny ? 'work.coarse.shared.any' : 'work.coarse.shared', {
    service,
    people: format.number(reason.standard.tests.ratio?.peoplePerUnit ?? 0),
  });
}

/** Registers of different years differ by less than this where both count the same people. */
const STRONG_DISAGREEMENT = 0.15;

/** A warning that another register than the one in use (`people`) disagrees with it strongly, or leaves regions out; else null. */
function registerWarning(
  t: Translate,
  format: Format,
  { register, items, question }: Pick<GapsReply, 'register' | 'items' | 'question'>,
  people: ReadonlyMap<RegionCode, number | null>,
): string | null {
  if (!register || register.inUse) return null;
  const missing = items.filter((item) => item.population === null).length;
  const apart = items.filter(({ region, population }) => {
    const used = people.get(region.code) ?? null;
    return used !== null && population !== null && Math.abs(population - used) > used * STRONG_DISAGREEMENT;
  }).length;
  if (apart === 0 && missing === 0) return null;
  const words = {
    period: format.date(register.period),
    apart: format.number(apart),
    missing: format.number(missing),
    level: t(`region.level.${question.level}`),
  };
  if (apart === 0) return t('work.register.missing', words);
  return t(missing === 0 ? 'work.register.apart' : 'work.register.apart.missing', words);
}

/** The warnings of both sides of a comparison, each once. */
export function registerWarnings(
  t: Translate,
  format: Format,
  replies: readonly (GapsReply | null)[],
  people: ReadonlyMap<RegionCode, number | null>,
): string[] {
  return [...new Set(replies.flatMap((reply) => (reply && registerWarning(t, format, reply, people)) ?? []))];
}

/** The formula of a composite with its weights filled in. */
export function compositeFormula(
  t: Translate,
  parts: readonly CompositePart[],
  nameOf: (part: CompositePart) => string,
): string {
  return t('work.mix.formula', {
    terms: parts.map((part) => t('work.mix.term', { weight: part.weightPercent, name: nameOf(part) })).join(' + '),
  });
}

/** What became better or worse, counted; where the two say different things, that they cannot be subtracted. */
export function comparedSentence(
  t: Translate,
  format: Format,
  compared: readonly ComparedRegion[],
  figure: RegionFigure,
  names: SideNames,
): string {
  const { better, worse, same, unknown } = countChanges(compared);
  if (better + worse + same === 0)
    return t('work.compare.answer.different', { first: names.first, second: names.second });
  const rest = unknown > 0 ? t('work.compare.answer.unknown', { count: format.number(unknown) }) : '';
  if (!names.isSameRule && figure.measure !== 'score') {
    const [higher, lower] = figure.lowIsWorse ? [better, worse] : [worse, better];
    return t('work.compare.answer.rules', {
      first: names.first,
      second: names.second,
      measure: t(`gaps.measure.${figure.measure}`),
      higher: format.number(higher),
      lower: format.number(lower),
      same: format.number(same),
      level: t(`region.level.${figure.level}`),
      rest,
    });
  }
  return t(names.isOverTime ? 'work.compare.answer.time' : 'work.compare.answer', {
    first: names.first,
    second: names.second,
    better: format.number(better),
    worse: format.number(worse),
    same: format.number(same),
    level: t(`region.level.${figure.level}`),
    rest,
  });
}

export interface SideNames {
  readonly first: string;
  readonly second: string;
  /** Only the register differs: then a change is one over time, else one of the rule or of what is counted. */
  readonly isOverTime: boolean;
  /** One rule and measure for both: only then is one side better than the other. */
  readonly isSameRule: boolean;
}

/** What the two sides of a comparison are called: only what differs. */
export function sideNames(
  t: Translate,
  first: {
    readonly reply: GapsReply;
    readonly view: GapsView;
    readonly service: Service | null;
    readonly word: string;
  },
  second: {
    readonly reply: GapsReply;
    readonly other: OtherSide;
    readonly service: Service | null;
    readonly word: string;
    readonly measure: RegionFigure['measure'];
  },
  measure: RegionFigure['measure'],
): SideNames {
  const a: string[] = [];
  const b: string[] = [];
  const [ruleA, ruleB] = [first.reply.question.standard, second.reply.question.standard];
  if (ruleA.id !== ruleB.id) {
    const isSame = first.word === second.word;
    a.push(isSame ? standardName(ruleA, first.service?.standards ?? []) : first.word);
    b.push(isSame ? standardName(ruleB, second.service?.standards ?? []) : second.word);
  }
  if (measure !== second.measure && measure !== 'score' && second.measure !== 'score') {
    a.push(t(`gaps.measure.${measure}`));
    b.push(t(`gaps.measure.${second.measure}`));
  }
  if (first.view.register !== second.other.register) {
    a.push(first.reply.register?.period ?? t('work.register.inUse'));
    b.push(second.reply.register?.period ?? t('work.register.inUse'));
  }
  const toggle = (isFirst: boolean, isSecond: boolean, what: string): void => {
    if (isFirst === isSecond) return;
    a.push(t(isFirst ? 'work.compare.with' : 'work.compare.without', { what }));
    b.push(t(isSecond ? 'work.compare.with' : 'work.compare.without', { what }));
  };
  for (const owner of ['negeri', 'swasta', 'tidak-diketahui'] as const)
    toggle(
      first.view.owners.includes(owner),
      second.other.owners.includes(owner),
      t(`owner.${ownerKey(ruleA.facilityKinds, owner)}`),
    );
  toggle(first.view.kemenag, second.other.kemenag, 'Kemenag');
  toggle(first.view.crossBorder, second.other.crossBorder, t('work.compare.border'));
  return {
    isSameRule: ruleA.id === ruleB.id && measure === second.measure,
    isOverTime: a.length === 1 && first.view.register !== second.other.register,
    first: a.length > 0 ? a.join(', ') : t('work.compare.first'),
    second: b.length > 0 ? b.join(', ') : t('work.compare.second'),
  };
}

/** What is not sure about counts of units, for which there is no interval; null where nothing of it is known. */
export function countDoubts(t: Translate, format: Format, reply: GapsReply): string | null {
  const { question, items, estimated, kemenagCount } = reply;
  const { kemenagKinds } = question.standard;
  const kinds = new Intl.ListFormat(format.language, { type: 'conjunction' }).format(
    kemenagKinds.map((kind) => t(`kind.${kind}`)),
  );
  const unplaced = items.reduce((sum, item) => sum + item.unplaced, 0);
  const doubts = [
    ...(kemenagKinds.length > 0 && kemenagCount === null ? [t('work.doubt.kemenag', { kinds })] : []),
    ...(unplaced > 0 ? [t('work.doubt.unplaced', { count: format.number(unplaced) })] : []),
    ...(estimated.length > 0
      ? [
          t('work.doubt.estimated', {
            count: format.number(estimated.length),
            level: t(`region.level.${question.level}`),
          }),
        ]
      : []),
  ];
  return doubts.length === 0 ? null : t('work.doubt', { doubts: doubts.join('; ') });
}

/**
 * How sure a share is: "92,0 % (86,0–95,0 %) penduduk terjangkau", and how many of the others facilities without a point might
 * serve. `travel`: the regions' travel time together, whose people far from any road are told elsewhere.
 */
export function certaintySentence(
  t: Translate,
  format: Format,
  interval: ReachInterval,
  travel: GapItem['travel'],
): string | null {
  const span = intervalWords(format, interval);
  if (!span || interval.share === null) return null;
  const maybe = maybeServedPeople(interval, travelPeople(travel).unplaced);
  return [
    t('work.certainty', { share: format.percent(interval.share), span }),
    ...(maybe >= 1 ? [t('work.certainty.maybe', { people: format.number(Math.round(maybe)) })] : []),
  ].join(' ');
}

/** People not reached whom a facility without a point might serve: without those who are far from any road. */
export function maybeServedPeople({ unplacedPeople }: ReachInterval, offRoads: number): number {
  return Math.max(0, unplacedPeople - offRoads);
}

/** How travel time was found, and whose threshold it is: a chosen one is never shown as law. */
export function travelNote(t: Translate, format: Format, reply: GapsReply): string {
  const { question, travel } = reply;
  if (!travel) return '';
  const { unplaced } = travelPeople(reply.totals.travel);
  const { least, most } = travel.speedKmh;
  const speed = least === most ? format.number(least) : `${format.number(least)}–${format.number(most)}`;
  return [
    t(`work.travel.note.${travel.path}`, { mode: t(`work.mode.${travel.mode}`), speed }),
    isThresholdOfRule('travel', question.standard, question.minutes)
      ? t('work.travel.threshold.rule', { minutes: minutesOf(question) })
      : t('work.travel.threshold.chosen', { minutes: minutesOf(question) }),
    ...(travel.isSample ? [t('work.travel.sample')] : []),
    ...(unplaced >= 1 ? [t('work.travel.unplaced', { people: format.number(Math.round(unplaced)) })] : []),
  ].join(' ');
}

/** What a unit of supply is, how far it reaches, and whether the rule asks for a number of it. */
export function capacityNote(t: Translate, format: Format, { capacity, question }: GapsReply): string {
  if (!capacity) return '';
  const limit =
    capacity.limitUnit === 'metres'
      ? format.ruleDistance(capacity.limit)
      : t('work.minutes', { count: format.number(capacity.limit) });
  return [
    t('gaps.whole.capacity'),
    t(capacity.unit === 'capacity' ? 'work.capacity.unit.capacity' : 'work.capacity.unit.facilities'),
    ...(capacity.unit === 'capacity' && capacity.assumed > 0
      ? [
          t('work.capacity.assumed', {
            count: format.number(capacity.assumed),
            total: format.number(capacity.facilities),
          }),
        ]
      : []),
    t(capacity.limitFrom === 'standard' ? 'work.capacity.limit.standard' : 'work.capacity.limit.default', { limit }),
    ...(question.standard.tests.ratio ? [] : [t('work.capacity.noThreshold')]),
  ].join(' ');
}
