import { levelOf } from '#model/region';
import { trendOf, type AssessmentResult, type TrendPoint } from '#analysis';
import type { AnswerOf } from '#contract';
import { FacilityOwner } from '#model/facility';
import type { RegionCode, RegionLevel } from '#model/region';
import type { Backend } from '../backend/backend.ts';
import { valueOf, valueOfWhole } from './measure-values.ts';
import type { GapsQuestion, Measure } from './questions.ts';
import type { Scenario } from './scenarios.ts';
import type { WorkspaceData } from './workspace-data.ts';

type Point = Omit<TrendPoint, 'change'>;

/** A measure of a region, or of the whole for null, by period of the registers and by version of the data. */
export async function trendPoints(
  backend: Backend,
  data: WorkspaceData,
  scenarioOf: (question: GapsQuestion) => Promise<Scenario>,
  asked: GapsQuestion,
  measure: Measure,
  code: RegionCode | null,
): Promise<readonly TrendPoint[]> {
  const level: RegionLevel = code === null ? 'kecamatan' : levelOf(code);
  const question = { ...asked, level, measures: [measure] };
  const { registers } = await data.registers();
  const points: Point[] = [];
  for (const register of registers) {
    const { assessor, options, selection, roadInputs } = await scenarioOf({ ...question, register: register.dataset });
    const result = assessor.assess(question.standard, options);
    const isSample =
      register.sample ||
      roadInputs.some(({ status }) => status === 'contoh') ||
      (selection?.counted.some((row) => data.datasets.get(data.facilities.dataset[row]!)?.status === 'contoh') ??
        false);
    points.push({
      label: register.dataset,
      by: 'period',
      at: register.period,
      value: valueAt(result, measure, code),
      sample: isSample,
    });
  }
  const recorded = code ?? data.regions.find((region) => region.own && region.level === 'kabupaten')?.code;
  if (recorded !== undefined && isRecorded(question, measure, recorded)) {
    const { items } = await backend.get('trend', { standard: question.standard.id, region: recorded });
    for (const item of items) {
      points.push({
        label: String(item.number),
        by: 'data-version',
        at: item.recordedAt,
        value: recordedValue(item, measure),
        sample: item.sample,
      });
    }
  }
  return trendOf(points);
}

/** Versions are recorded of kabupaten and kecamatan, with every toggle on, and by the measures without travel. */
function isRecorded(
  { owners, kemenag, crossBorder, register }: GapsQuestion,
  measure: Measure,
  code: RegionCode,
): boolean {
  return (
    register === null &&
    kemenag &&
    crossBorder &&
    FacilityOwner.options.every((owner) => owners.includes(owner)) &&
    levelOf(code) !== 'desa' &&
    (measure === 'unit' || measure === 'ratio' || measure === 'radius')
  );
}

function recordedValue(item: AnswerOf<'trend'>['items'][number], measure: Measure): number | null {
  const { need, available, population, servedShare } = item;
  if (measure === 'radius') return servedShare;
  if (measure === 'unit') return need === null || available === null ? null : need - available;
  return population && available ? population / available : null;
}

function valueAt({ items, totals }: AssessmentResult, measure: Measure, code: RegionCode | null): number | null {
  if (code === null) return valueOfWhole(totals, measure);
  const item = items.find(({ region }) => region.code === code);
  const value = item ? valueOf(item, measure) : null;
  // "Nobody has any" has no size that could change.
  return value === Infinity ? null : value;
}
