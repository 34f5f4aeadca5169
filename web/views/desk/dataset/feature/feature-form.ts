import type { Geometry } from 'geojson';
import type { Position } from '#model/geometry';
import { PROJECT_TRANSITIONS, type ProjectStatus } from '#model/project';
import { DESK_FIELDS, type DeskFamily, type DeskField } from '#model/upload';
import type { DeskFeature, StaffRequest } from '#staff-contract';
import { readNumber, readRupiah } from '../../../../../data/desk/check/cells.ts';

export type Value = string | number | boolean | null;
export type ChangeBody = Omit<NonNullable<StaffRequest<'changeFeature'>['body']>, 'revision'>;

/** What stands in the form: texts by field, and where the feature lies. */
export interface Draft {
  readonly texts: Readonly<Record<string, string>>;
  readonly position: Position | null;
  /** GeoJSON where it is no point. */
  readonly geometry: Geometry | null;
  /** Chosen by a person where there is no point to tell it. */
  readonly region: string | null;
}
export const EMPTY_DRAFT: Draft = { texts: {}, position: null, geometry: null, region: null };

/** Name of what the map changes, beside the names of fields. */
export const PLACE = 'place';
const PLACE_FIELDS = new Set(['region', 'kecamatan', 'desa', 'longitude', 'latitude', 'coordinates']);

/** Families whose single features are edited here; the others come as whole files. */
export const EDITED_FAMILIES: readonly DeskFamily[] = ['facility', 'infrastructure', 'project'];

/** Fields that the form has: all but places, which the map sets. */
export function formFields(family: DeskFamily): readonly DeskField[] {
  return DESK_FIELDS[family].filter(({ name, personal }) => !PLACE_FIELDS.has(name) && personal !== true);
}

/** The choices of a field: a project's status only goes on as the stages follow each other, a new one may begin anywhere. */
export function choicesOf(family: DeskFamily, field: DeskField, saved: Value): readonly string[] {
  const choices = field.choices ?? [];
  if (family !== 'project' || field.name !== 'status' || typeof saved !== 'string') return choices;
  return [saved, ...(PROJECT_TRANSITIONS[saved as ProjectStatus] ?? [])];
}

/** A value as it is typed: numbers with the decimal sign of the language and without groups. */
export function textOf(value: Value, decimalComma: boolean): string {
  if (value === null) return '';
  return typeof value === 'number' && decimalComma ? String(value).replace('.', ',') : String(value);
}

/** What a typed text says; null for nothing. What cannot be read stays text, so that the check can say why. */
export function valueOf(field: DeskField, text: string, decimalComma: boolean): Value {
  const clean = text.trim();
  if (clean === '') return null;
  switch (field.type) {
    case 'integer':
    case 'number':
      return readNumber(clean, decimalComma) ?? clean;
    case 'rupiah':
      return readRupiah(clean).rupiah ?? clean;
    case 'year':
      return /^\d{4}$/.test(clean) ? Number(clean) : clean;
    default:
      return clean;
  }
}

/** The form as it begins for a published feature. */
export function draftOf(feature: DeskFeature, decimalComma: boolean): Draft {
  return {
    texts: Object.fromEntries(
      formFields(feature.family).map(({ name }) => [name, textOf(feature.values[name] ?? null, decimalComma)]),
    ),
    position: feature.position,
    geometry: feature.geometry as Geometry | null,
    region: feature.region,
  };
}

const isSamePlace = (one: Draft, other: Draft): boolean =>
  JSON.stringify([one.position, one.geometry]) === JSON.stringify([other.position, other.geometry]);
const isPlaced = ({ position, geometry }: Draft): boolean => position !== null || geometry !== null;

/** Whether a field of two forms says the same. */
function isSame(field: DeskField, one: Draft, other: Draft, decimalComma: boolean): boolean {
  const said = (draft: Draft): Value => valueOf(field, draft.texts[field.name] ?? '', decimalComma);
  return String(said(one) ?? '') === String(said(other) ?? '');
}

/** Names of the fields, and of the place, in which two forms differ. */
export function differing(family: DeskFamily, one: Draft, other: Draft, decimalComma: boolean): readonly string[] {
  const names = formFields(family)
    .filter((field) => !isSame(field, one, other, decimalComma))
    .map(({ name }) => name);
  const isElsewhere = !isSamePlace(one, other) || (!isPlaced(one) && one.region !== other.region);
  return isElsewhere ? [...names, PLACE] : names;
}

/** What is sent: only what differs from the form as it began; of a new feature everything that is filled. */
export function bodyOf(family: DeskFamily, before: Draft | null, now: Draft, decimalComma: boolean): ChangeBody {
  const changed = new Set(differing(family, before ?? EMPTY_DRAFT, now, decimalComma));
  const values = Object.fromEntries(
    formFields(family)
      .filter(({ name }) => changed.has(name))
      .map((field) => [field.name, valueOf(field, now.texts[field.name] ?? '', decimalComma)]),
  );
  if (!changed.has(PLACE)) return { values };
  // A line has no position of its own, and a place without either is the region that was chosen.
  if (now.geometry !== null) return { values, geometry: now.geometry };
  if (now.position !== null) return { values, position: now.position };
  const wasPlaced = before !== null && isPlaced(before);
  return { values, region: now.region, ...(wasPlaced ? { position: null } : {}) };
}

/** One thing that two editors see differently. `both`: each changed it, so that a person decides. */
export interface Disagreement {
  readonly name: string;
  readonly changedBy: 'mine' | 'theirs' | 'both';
}

/** Where the form and what somebody else saved meanwhile differ; `before` is what both began with. */
export function disagreements(
  family: DeskFamily,
  before: Draft,
  mine: Draft,
  theirs: Draft,
  decimalComma: boolean,
): readonly Disagreement[] {
  const byMe = new Set(differing(family, before, mine, decimalComma));
  const byThem = new Set(differing(family, before, theirs, decimalComma));
  return differing(family, mine, theirs, decimalComma).map((name) => ({
    name,
    changedBy: byMe.has(name) && byThem.has(name) ? 'both' : byMe.has(name) ? 'mine' : 'theirs',
  }));
}

/** Mine where `keepMine` says so, else theirs. */
export function merged(family: DeskFamily, mine: Draft, theirs: Draft, keepMine: ReadonlySet<string>): Draft {
  const placed = keepMine.has(PLACE) ? mine : theirs;
  return {
    texts: Object.fromEntries(
      formFields(family).map(({ name }) => [name, (keepMine.has(name) ? mine : theirs).texts[name] ?? '']),
    ),
    position: placed.position,
    geometry: placed.geometry,
    region: placed.region,
  };
}
