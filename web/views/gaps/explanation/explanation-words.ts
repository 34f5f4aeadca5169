import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import type { Measure } from '../../../state/url-codec.ts';
import type { Explanation, GapsReply, ReachInterval, TrendPoint } from '../../../worker/questions.ts';
import { intervalWords, minutesOf, shareWords } from '../gaps-words.ts';

export type Finding = Explanation['findings'][number];
type Question = GapsReply['question'];

/** What a rule asks for, in a few words: "Radius 1 km". */
export function ruleWords(t: Translate, format: Format, finding: Finding, question: Question): string {
  const { tests } = question.standard;
  switch (finding.test) {
    case 'radius':
      return t('figures.rule.radius', { distance: format.ruleDistance(tests.radius?.radiusMetres ?? 0) });
    case 'travel':
      return t('figures.rule.travel', { minutes: minutesOf(question) });
    case 'perRegion':
      return t('figures.rule.perRegion', {
        minimum: tests.perRegion?.minimum ?? 0,
        level: t(`region.level.${tests.perRegion?.level ?? 'desa'}`),
      });
    case 'ratio':
    case 'capacity':
      return t(`figures.rule.${finding.test}`, { people: format.number(tests.ratio?.peoplePerUnit ?? 0) });
  }
}

/** What is there, what the rule asks for and by how much it falls short, in one sentence. */
export function findingWords(t: Translate, format: Format, finding: Finding, people: number | null): string {
  const { unit, actual, required, shortfall } = finding;
  if (actual === null) return t('figures.finding.missing');
  switch (unit) {
    case 'units':
      if (required === null) return t('figures.finding.missing');
      if (finding.outcome === 'shared') return t('figures.finding.units.shared');
      return shortfall === null
        ? t('figures.finding.units.met', { actual: format.number(actual), required: format.number(required) })
        : t('figures.finding.units.failed', {
            actual: format.number(actual),
            required: format.number(required),
            shortfall: format.number(shortfall),
          });
    case 'share': {
      const beyond = people === null ? null : Math.round(people * (1 - actual));
      return shortfall === null || beyond === 0
        ? t('figures.finding.share.met')
        : t('figures.finding.share.failed', {
            share: shareWords(t, format, 1 - actual),
            people: beyond === null ? t('missing') : format.number(beyond),
          });
    }
    case 'metres':
    case 'minutes': {
      const write = (value: number): string =>
        unit === 'metres' ? format.distance(value) : t('work.minutes', { count: format.decimal(value, 1) });
      if (!Number.isFinite(actual)) return t(`figures.finding.${unit}.none`);
      return shortfall === null
        ? t(`figures.finding.${unit}.met`, { actual: write(actual) })
        : t(`figures.finding.${unit}.failed`, { actual: write(actual), shortfall: write(shortfall) });
    }
    case 'units-per-1000':
      return t(shortfall === null ? 'figures.finding.capacity.met' : 'figures.finding.capacity.failed', {
        actual: format.decimal(actual, 3),
        required: format.decimal(required ?? 0, 3),
      });
  }
}

/** The share reached and its span: "92,0 % penduduk terjangkau (86,0–95,0 %)". */
export function reachedWords(t: Translate, format: Format, share: number, interval: ReachInterval | null): string {
  const span = interval && intervalWords(format, interval);
  return span
    ? t('figures.reached.span', { share: format.percent(share), span })
    : t('figures.reached', { share: format.percent(share) });
}

/** The step put up for study, in one sentence: never an order, and never a count for a single desa. */
export function remedyWords(t: Translate, format: Format, explanation: Explanation, service: string): string {
  const { remedies, missingKinds, missingUnits, place } = explanation;
  const first = remedies[0] ?? 'none';
  if (first === 'complete-data' && missingKinds.length > 0)
    return t('figures.remedy.complete-data', { service: kindWords(t, format, missingKinds) });
  const isSized = missingUnits !== null && missingUnits > 0 && place.level !== 'desa' && place.position === null;
  if ((first === 'build-facility' || first === 'enlarge-facility') && isSized)
    return t(`figures.remedy.${first}.units`, { units: format.number(missingUnits), service });
  return t(`figures.remedy.${first}`, { service });
}

/** Why the step is put up. */
export function remedyReason(t: Translate, format: Format, explanation: Explanation, service: string): string {
  const { remedies, missingKinds, findings } = explanation;
  const first = remedies[0] ?? 'none';
  if (first === 'complete-data' && missingKinds.length > 0)
    return t('figures.remedy.complete-data.kin', { kinds: kindWords(t, format, missingKinds), service });
  const isReachJudged = findings.some(
    ({ test, outcome }) => (test === 'radius' || test === 'travel') && outcome !== 'missing',
  );
  if (first === 'enlarge-facility' && !isReachJudged) return t('figures.remedy.enlarge-facility.ratio', { service });
  if (first === 'build-facility' && !isReachJudged) return t('figures.remedy.build-facility.count', { service });
  return t(`figures.remedy.${first}.why`, { service });
}

function kindWords(t: Translate, format: Format, kinds: Explanation['missingKinds']): string {
  return new Intl.ListFormat(format.language, { type: 'conjunction' }).format(kinds.map((kind) => t(`kind.${kind}`)));
}

/** A value of the trend: shares are of people reached, as the worker gives them. */
export function trendValueWords(format: Format, value: number, measure: Measure): string {
  if (measure === 'radius' || measure === 'travel') return format.percent(value);
  if (measure === 'capacity') return format.decimal(value, 3);
  return format.number(Math.round(value));
}

/** A change between two points, always with its sign. */
export function trendChangeWords(t: Translate, format: Format, change: number, measure: Measure): string {
  if (measure === 'unit' || measure === 'ratio') return format.signed(Math.round(change));
  const isShare = measure !== 'capacity';
  const [size, digits] = isShare ? [change * 100, 1] : [change, 3];
  const text = format.decimal(size, digits);
  const signed = Number(size.toFixed(digits)) > 0 ? `+${text}` : text;
  return isShare ? t('figures.trend.points', { change: signed }) : signed;
}

/** When a point of the trend stands: the period of a register, or a version of the data. */
export function trendLabel(t: Translate, format: Format, point: TrendPoint): string {
  return point.by === 'period'
    ? format.date(point.at)
    : t('figures.trend.version', { number: point.label, date: format.date(point.at.slice(0, 10)) });
}
