import type { AssessmentInput } from '#contract';
import type { FacilityKind } from '#model/facility';
import { parentOf, type RegionCode } from '#model/region';
import type { Format } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/messages.ts';
import { roundsAcrossBound, scaleOf, type ClassScale, type ScaleClass } from '../../map/scales.ts';
import type { AssessedLevel, Measure } from '../../state/url-codec.ts';
import type { CompositeReply, GapsReply } from '../../worker/questions.ts';
import { isShare, scaleFor, valueOf } from './gaps-model.ts';
import { minutesOf, titleOf, writeShort, writeValue } from './gaps-words.ts';

/** A measure of one service, or the score of several. */
export type FigureMeasure = Measure | 'score';

/** A region and the one number that is shown of it; null where it is not known. */
export interface RegionValue {
  readonly code: RegionCode;
  readonly name: string;
  readonly population: number | null;
  readonly value: number | null;
}

/** What map, list, charts and table show in common: one number for each region, its classes and its words. */
export interface RegionFigure {
  readonly measure: FigureMeasure;
  readonly level: AssessedLevel;
  readonly title: string;
  /** What the numbers are, in small under the title. */
  readonly unit: string;
  readonly items: readonly RegionValue[];
  readonly scale: ClassScale;
  /** Regions with more than they need. */
  readonly surplus: ReadonlySet<RegionCode>;
  /** Whether a small value is the bad one. */
  readonly lowIsWorse: boolean;
  /** Kinds of facility that it counts. */
  readonly kinds: readonly FacilityKind[];
  readonly inputs: readonly AssessmentInput[];
  readonly isSample: boolean;
  /** A value in full. */
  readonly write: (value: number | null) => string;
  /** A value on the map, as short as it can be without standing in a class that it seems not to be of. */
  readonly label: (value: number | null) => string;
  /** A bound of a class. */
  readonly writeBound: (value: number) => string;
  /** A class in words where its bounds would not do; else null. */
  readonly wordsOf: (row: ScaleClass) => string | null;
}

/** The figure of one service. `bounds` are the upper bounds of its classes. */
export function figureOf(
  t: Translate,
  format: Format,
  reply: GapsReply,
  measure: Measure,
  service: string,
  bounds: readonly number[],
): RegionFigure {
  const level = reply.question.level === 'desa' ? 'desa' : 'kecamatan';
  const items = withTellingNames(
    t,
    reply.items.map((item) => ({
      code: item.region.code,
      name: item.region.name,
      population: item.population,
      value: valueOf(item, measure),
    })),
    reply.kecamatanNames,
  );
  const scale = scaleFor(
    measure,
    bounds,
    items.map((item) => item.value),
  );
  const { tests, facilityKinds } = reply.question.standard;
  return {
    measure,
    level,
    title:
      measure === 'travel' && reply.travel?.path === 'straight'
        ? t('work.travel.title.straight', { title: titleOf(t, measure, service, level) })
        : titleOf(t, measure, service, level),
    unit: t(`gaps.unit.${measure}`, {
      distance: format.ruleDistance(tests.radius?.radiusMetres ?? 0),
      minutes: format.number(minutesOf(reply.question)),
    }),
    items,
    scale,
    surplus: new Set(
      measure === 'unit' ? items.filter(({ value }) => value !== null && value < 0).map(({ code }) => code) : [],
    ),
    lowIsWorse: measure === 'capacity',
    kinds: facilityKinds,
    inputs: reply.inputs,
    isSample: reply.inputs.some((input) => input.status === 'contoh'),
    write: (value) => writeValue(t, format, value, measure),
    label: (value) =>
      isShare(measure) && value !== null && roundsAcrossBound(value, scale)
        ? format.percent(value / 100, 1)
        : writeShort(t, format, value, measure),
    writeBound: (value) =>
      isShare(measure) || measure === 'ratio'
        ? format.number(Math.round(value))
        : writeValue(t, format, value, measure),
    wordsOf: (row) => classWords(t, format, scale, measure, row, reply.capacity?.requiredPer1000 ?? null),
  };
}

/** Upper bounds of the classes of a score: the same for every composite, so that they can be compared. */
const SCORE_BOUNDS = [20, 40, 60, 80] as const;

/** The figure of a composite: 0 is the best of the regions in every part, 100 the worst in every part. */
export function compositeFigureOf(
  t: Translate,
  format: Format,
  reply: CompositeReply,
  level: AssessedLevel,
): RegionFigure {
  const items = withTellingNames(
    t,
    reply.items.map(({ region, population, score }) => ({
      code: region.code,
      name: region.name,
      population,
      value: score,
    })),
    reply.replies[0]?.kecamatanNames ?? {},
  );
  const inputs = new Map(
    reply.replies.flatMap((part) => part.inputs.map((input) => [`${input.role}|${input.dataset}`, input])),
  );
  const scale = scaleOf(
    items.map((item) => item.value),
    { upperBounds: SCORE_BOUNDS, step: 0.1 },
  );
  return {
    measure: 'score',
    level,
    title: t('work.mix.title', { count: reply.replies.length, level: t(`region.level.${level}`) }),
    unit: t('work.mix.unit'),
    items,
    scale,
    surplus: new Set(),
    lowIsWorse: false,
    kinds: [...new Set(reply.replies.flatMap((part) => part.question.standard.facilityKinds))],
    inputs: [...inputs.values()],
    isSample: [...inputs.values()].some((input) => input.status === 'contoh'),
    write: (value) => (value === null ? t('missing') : format.decimal(value, 1)),
    label: (value) => (value === null ? '' : format.number(Math.round(value))),
    writeBound: (value) => format.number(Math.round(value)),
    wordsOf: (row) => classWords(t, format, scale, 'score', row, null),
  };
}

/** Desa of one name are told apart by their kecamatan. */
function withTellingNames(
  t: Translate,
  items: readonly RegionValue[],
  kecamatanNames: GapsReply['kecamatanNames'],
): readonly RegionValue[] {
  const counts = new Map<string, number>();
  for (const { name } of items) counts.set(name, (counts.get(name) ?? 0) + 1);
  return items.map((item) => {
    const kecamatan = kecamatanNames[parentOf(item.code) ?? ''];
    return counts.get(item.name) === 1 || kecamatan === undefined
      ? item
      : { ...item, name: t('work.same.name', { name: item.name, kecamatan }) };
  });
}

/** The lowest class says what it means; the highest may hold regions without any unit. */
function classWords(
  t: Translate,
  format: Format,
  scale: ClassScale,
  measure: FigureMeasure,
  row: ScaleClass,
  requiredPer1000: number | null,
): string | null {
  if (measure === 'capacity') {
    if (requiredPer1000 === null) return null;
    const write = (value: number): string => format.decimal(value, 3);
    const from = scale.classes[row.index - 1]?.to ?? 0;
    if (row.index === scale.classes.length - 1) return t('work.class.enough', { from: write(requiredPer1000) });
    return t(row.index === 0 ? 'work.class.below' : 'work.class.between', {
      from: write(from),
      to: write(row.to ?? 0),
    });
  }
  if (row.index === 0 && measure === 'unit') return t('gaps.class.enough');
  if (row.index === 0)
    return t(measure === 'ratio' ? 'gaps.class.enough.ratio' : 'gaps.class.upTo', {
      value: format.number(row.to ?? 0),
    });
  if (measure === 'radius' || measure === 'travel' || measure === 'score') {
    // They have decimals, so a class begins above the bound of the one below.
    const from = format.number(scale.classes[row.index - 1]?.to ?? 0);
    return row.to === null
      ? t('map.legend.aboveOnly', { from })
      : t('map.legend.above', { from, to: format.number(Math.ceil(row.to)) });
  }
  if (row.to === Infinity) return t('gaps.class.noUnit', { value: format.number(row.from ?? 0) });
  return null;
}
