// One row of an upload, or one feature of the editor: what is wrong with it, what mends it, and what it would be published as.
import type { Geometry } from 'geojson';
import type { Position } from '#model/geometry';
import type { RegionCode, RegionProfile } from '#model/region';
import type { DeskFamily, Remedy, RowIssue, RowOutcome, UploadRow } from '#model/upload';
import type { RegionDirectory } from '../../import/region-directory.ts';
import type { ExistingFeatures } from './existing.ts';
import { facilityNameKey } from './facility-names.ts';
import { readFields } from './fields.ts';
import type { RowTraits } from './duplicates.ts';
import { identify, kindOf } from './identity.ts';
import { Issues, worstFirst } from './issues.ts';
import { readPlace } from './place.ts';
import { buildRecord, placeRulesOf } from './records.ts';

export { ExistingFeatures, type ExistingFeature } from './existing.ts';
export { outcomeOf, worstFirst } from './issues.ts';
export {
  duplicateIssue,
  FileDuplicates,
  sameThing,
  spotOf,
  spotsAround,
  type Duplicate,
  type RowTraits,
} from './duplicates.ts';
export { fieldValues, guessMapping, mappingInto, shapeOf } from './mapping.ts';

export interface RowInput {
  readonly row: number;
  /** Cells and edits by field, before anything was understood. */
  readonly values: Readonly<Record<string, string | null>>;
  /** EPSG:4326. */
  readonly geometry: Geometry | null;
  readonly decisions: readonly Remedy[];
}

export interface CheckContext {
  readonly family: DeskFamily;
  readonly profile: RegionProfile;
  readonly directory: RegionDirectory;
  /** BPS code, digits only, to region. */
  readonly bpsCodes: ReadonlyMap<string, RegionCode>;
  readonly dataset: string;
  /** Whether a comma is the decimal sign of the file. */
  readonly decimalComma: boolean;
  readonly existing: ExistingFeatures;
  /** Id of the feature that a single edit changes: it is no duplicate of itself. */
  readonly editing?: string;
}

export interface CheckedRow {
  readonly outcome: RowOutcome;
  readonly issues: RowIssue[];
  readonly values: UploadRow['values'];
  /** Final id of the record, also where the row is rejected; null where it cannot be known. */
  readonly feature: string | null;
  readonly region: RegionCode | null;
  readonly position: Position | null;
  /** What `data/import/write.ts` takes for a row of the family (see `records.ts`); null unless valid or corrected. */
  readonly record: unknown;
}

/** BPS code to region, for a `CheckContext`. */
export function bpsCodesOf(regions: readonly { code: RegionCode; bpsCode: string | null }[]): Map<string, RegionCode> {
  return new Map(regions.flatMap(({ code, bpsCode }) => (bpsCode === null ? [] : [[bpsCode, code] as const])));
}

/**
 * Checks one row. Pure: other rows of the file are not looked at (`FileDuplicates` does that); published features are, through
 * `existing`. A row without an error satisfies every CHECK of its table.
 */
export function checkRow(input: RowInput, context: CheckContext): CheckedRow {
  const issues = new Issues();
  const values = readFields(input, context, issues);
  const place = readPlace(input, placeRulesOf(context.family, values), context, issues);
  const identity = identify(input, values, place, context, issues);
  const isExcluded = input.decisions.some(({ kind }) => kind === 'exclude_row');
  const record = buildRecord(values, place, identity, context, issues);
  const outcome = isExcluded ? 'excluded' : issues.outcome;
  const passes = outcome === 'valid' || outcome === 'corrected';
  return {
    outcome,
    issues: worstFirst(issues.list),
    values,
    feature: identity.id,
    region: place.region,
    position: place.position,
    record: passes ? record : null,
  };
}

/** Kinds of infrastructure that people give names of their own: two lamps with one name are two lamps. */
const NAMED_INFRASTRUCTURE = new Set(['bridge', 'ict-site', 'land-asset']);

/** What a checked row is compared with the other rows of its file by. */
export function traitsOf(input: RowInput, { feature, values, position }: CheckedRow, context: CheckContext): RowTraits {
  const { family } = context;
  const kind = kindOf(values, context);
  const hasName =
    family === 'facility' || family === 'project' || (family === 'infrastructure' && NAMED_INFRASTRUCTURE.has(kind));
  const asText = (name: string) => (typeof values[name] === 'string' ? values[name] : null);
  const name = asText('name');
  return {
    row: input.row,
    feature,
    kind: hasName ? kind : null,
    name,
    nameKey: hasName && name !== null ? facilityNameKey(name) : null,
    nationalCode: family === 'facility' ? asText('nationalCode') : null,
    position,
    kept: input.decisions.flatMap((decision) => (decision.kind === 'keep_both' ? [decision.feature] : [])),
  };
}
