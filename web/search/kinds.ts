import { FacilityKind } from '#model/facility';
import type { AnswerOf } from '#contract';

export type KindCount = AnswerOf<'facilityKinds'>['items'][number];

/** What people ask for most, first; every other kind follows, those with data before those without. */
const ASKED_FOR: readonly FacilityKind[] = [
  'puskesmas',
  'sd',
  'smp',
  'sma',
  'smk',
  'kantor-kecamatan',
  'posyandu',
  'market',
  // Known only in part: the count would read as the whole.
  'hospital',
  'pharmacy',
  'fire-station',
];
/** How many are shown before "all kinds". */
export const FIRST_KINDS = 8;

/** Every kind with its count, also those of which nothing is known (count 0). */
export function orderedKinds(known: readonly KindCount[]): KindCount[] {
  const countOf = new Map(known.map((item) => [item.kind, item]));
  const asked = (kind: FacilityKind): number => {
    const at = ASKED_FOR.indexOf(kind);
    return at < 0 ? ASKED_FOR.length : at;
  };
  return FacilityKind.options
    .map((kind) => countOf.get(kind) ?? { kind, count: 0, placed: 0, sample: false, datasets: [] })
    .sort(
      (a, b) =>
        Number(a.count === 0 && asked(a.kind) === ASKED_FOR.length) -
          Number(b.count === 0 && asked(b.kind) === ASKED_FOR.length) ||
        asked(a.kind) - asked(b.kind) ||
        b.count - a.count,
    );
}
