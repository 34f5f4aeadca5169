import { createHash } from 'node:crypto';
import type { Remedy } from '#model/upload';
import { metresBetween } from '../../import/coordinates.ts';
import type { ExistingFeature } from './existing.ts';
import { facilityNameKey, isSimilarName } from './facility-names.ts';
import type { Values } from './fields.ts';
import type { CheckContext, RowInput } from './index.ts';
import type { Issues } from './issues.ts';
import type { Place } from './place.ts';

/** Two things of one name this near may be one. */
export const DUPLICATE_METRES = 150;
/** A row of the same name this near to a published one of the same dataset is that one: the survey differs, not the place. */
const SAME_PLACE_METRES = 25;
/** As far as the only one of its name in a dataset may have moved between two editions for it to be asked about. */
const MOVED_METRES = 5_000;

/** Which feature a row is. */
export interface Identity {
  readonly id: string | null;
  /** Published feature that it takes the place of. */
  readonly replaces: ExistingFeature | null;
  /** A code that another feature holds already and that both may not have; the row goes in without it. */
  readonly giveUpNationalCode: boolean;
}

/**
 * Finds out whether a row is a published feature: by the agency's key, by the national code, by name and place. What cannot be
 * told for sure is an error with the ways to decide it.
 */
export function identify(
  input: RowInput,
  values: Values,
  place: Place,
  context: CheckContext,
  issues: Issues,
): Identity {
  const { existing, dataset } = context;
  const decided = input.decisions.findLast(({ kind }) => kind === 'update_existing');
  const kept = new Set(
    input.decisions.flatMap((decision) => (decision.kind === 'keep_both' ? [decision.feature] : [])),
  );
  const fresh = freshId(input, values, place, context);
  const made = (replaces: ExistingFeature | null, giveUpNationalCode = false): Identity => ({
    id: replaces?.id ?? fresh,
    replaces,
    giveUpNationalCode,
  });
  if (context.editing !== undefined) {
    const self = existing.get(context.editing);
    return self === undefined ? { id: context.editing, replaces: null, giveUpNationalCode: false } : ownOrTaken(self);
  }
  if (decided?.kind === 'update_existing') {
    const target = existing.get(decided.feature);
    if (target !== undefined && (context.family === 'facility' || target.dataset === dataset)) return made(target);
  }
  const key = keyOf(values, context);
  const byKey = key === null ? undefined : existing.withKey(dataset, key);
  if (byKey !== undefined) return ownOrTaken(byKey);
  const kind = kindOf(values, context);
  const code = values['nationalCode'];
  const byCode = typeof code === 'string' ? existing.withNationalCode(kind, code) : undefined;
  // Another dataset's thing that this one holds too was matched before, and stays so.
  if (byCode !== undefined && (byCode.dataset === dataset || byCode.isKnownHere === true)) return made(byCode);
  if (byCode !== undefined) {
    if (kept.has(byCode.id)) return made(null, true);
    // Its own dataset has it already, published beside the other without the code: that was decided once, and stays so.
    const own = ownWithoutCode(values['name'], kind, place, context, new Set([...kept, byCode.id]));
    if (own !== null) {
      const { details } = duplicateMore(byCode, place);
      issues.note('nationalCode', 'national_code_taken', String(code), { details });
      return made(own, true);
    }
    issues.error('nationalCode', 'national_code_taken', String(code), duplicateMore(byCode, place));
    return made(null);
  }
  const again = fresh === null ? undefined : existing.get(fresh);
  if (again?.dataset === dataset) return made(again);
  const name = values['name'];
  if (typeof name !== 'string' || !NAMED_FAMILIES.has(context.family)) return made(null);
  const likely = likelyFeature(name, kind, place, context, kept);
  if (likely === null) return made(null);
  if (likely.isCertain) return made(likely.feature);
  issues.error('name', 'duplicate_published', name, duplicateMore(likely.feature, place));
  return made(null);

  function ownOrTaken(feature: ExistingFeature): Identity {
    const holder =
      typeof values['nationalCode'] === 'string'
        ? existing.withNationalCode(kindOf(values, context), values['nationalCode'])
        : undefined;
    if (holder !== undefined && holder.id !== feature.id) {
      if (kept.has(holder.id)) return made(feature, true);
      const { details, remedies } = duplicateMore(holder, place);
      issues.error('nationalCode', 'national_code_taken', String(values['nationalCode']), {
        details,
        remedies: remedies.filter(({ kind: remedy }) => remedy !== 'update_existing'),
      });
    }
    return made(feature);
  }
}

/** The published feature of the same dataset that a row surely is, where it stands without a national code; else null. */
function ownWithoutCode(
  name: string | number | boolean | null | undefined,
  kind: string,
  place: Place,
  context: CheckContext,
  kept: ReadonlySet<string>,
): ExistingFeature | null {
  if (typeof name !== 'string') return null;
  const likely = likelyFeature(name, kind, place, context, kept);
  return likely?.isCertain === true && likely.feature.nationalCode === null ? likely.feature : null;
}

const NAMED_FAMILIES = new Set(['facility', 'infrastructure', 'project']);

/** What a feature of the family is compared by besides its name: things of two kinds are never one. */
export function kindOf(values: Values, { family }: CheckContext): string {
  return family === 'facility' || family === 'infrastructure'
    ? String(values['kind'] ?? '')
    : family === 'project'
      ? String(values['fiscalYear'] ?? '')
      : family;
}

/** The agency's own id of a row; null where the file has none. */
export function keyOf(values: Values, { family }: CheckContext): string | null {
  const key =
    family === 'permit'
      ? values['number']
      : family === 'population'
        ? null
        : // The code of a procurement plan is one project's alone.
          (values['key'] ?? (family === 'project' ? values['procurementCode'] : null));
  return typeof key === 'string' ? key : null;
}

function likelyFeature(
  name: string,
  kind: string,
  { position, region }: Place,
  { existing, dataset, family }: CheckContext,
  kept: ReadonlySet<string>,
): { feature: ExistingFeature; isCertain: boolean } | null {
  const key = facilityNameKey(name);
  if (position !== null) {
    for (const { feature, metres } of existing.near(position, kind, DUPLICATE_METRES)) {
      if (kept.has(feature.id)) continue;
      if (family !== 'facility' && feature.dataset !== dataset) continue;
      const other = facilityNameKey(feature.name);
      if (!isSimilarName(key, other)) continue;
      const isHere = feature.dataset === dataset || feature.isKnownHere === true;
      return { feature, isCertain: isHere && key === other && metres <= SAME_PLACE_METRES };
    }
  }
  const namesakes = existing.named(dataset, kind, name);
  const [only] = namesakes;
  if (only === undefined || namesakes.length > 1 || kept.has(only.id)) return null;
  const sameKecamatan = region !== null && only.region !== null && region.slice(0, 8) === only.region.slice(0, 8);
  if (position === null || only.position === null) return sameKecamatan ? { feature: only, isCertain: true } : null;
  const metres = metresBetween(position, only.position);
  // Names of posyandu and musala come again in every village: only a single namesake nearby is worth a question.
  return metres <= MOVED_METRES && sameKecamatan ? { feature: only, isCertain: false } : null;
}

function duplicateMore(feature: ExistingFeature, { position }: Place) {
  const metres =
    position === null || feature.position === null ? null : Math.round(metresBetween(position, feature.position));
  const remedies: Remedy[] = [
    { kind: 'update_existing', feature: feature.id, name: feature.name, distanceMetres: metres ?? 0 },
    { kind: 'keep_both', feature: feature.id },
    { kind: 'exclude_row' },
  ];
  return { details: { feature: feature.id, name: feature.name, metres, dataset: feature.dataset }, remedies };
}

/** Long enough that two of a million rows do not meet. */
const DIGEST_LENGTH = 16;

/** The id of a row that is new: by its key where it has one, else by what it is, so that the same row gets the same id again. */
function freshId(input: RowInput, values: Values, place: Place, context: CheckContext): string | null {
  const { dataset, family } = context;
  if (family === 'population') return place.region;
  const key = keyOf(values, context);
  // The number of a permit is nobody's business: its id tells nothing of it, not even to who tries numbers out.
  const isPlain = family !== 'permit' && key !== null && /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(key);
  // `a-b` with key `c` and `a` with key `b-c` would meet.
  if (isPlain && (context.existing.get(`${dataset}-${key}`)?.dataset ?? dataset) === dataset)
    return `${dataset}-${key}`;
  const parts =
    family === 'permit'
      ? [values['number'], values['applicantName'], values['nik'], values['appliedOn'], values['type']]
      : key !== null
        ? [key]
        : values['nationalCode'] != null
          ? [values['kind'], values['nationalCode']]
          : [
              values['kind'],
              values['name'],
              values['code'],
              values['fiscalYear'],
              place.region,
              rounded(place),
              shapeOf(input),
            ];
  return `${dataset}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, DIGEST_LENGTH)}`;
}

const rounded = ({ position }: Place) => position?.map((degrees) => degrees.toFixed(6)) ?? null;
const shapeOf = ({ geometry }: RowInput) =>
  geometry === null || geometry.type === 'Point'
    ? null
    : createHash('sha256').update(JSON.stringify(geometry)).digest('hex').slice(0, DIGEST_LENGTH);
