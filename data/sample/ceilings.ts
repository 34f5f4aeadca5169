import { randomOf } from './random.ts';

/** Rupiah per person and year; gives kecamatan of 66,000 to 90,000 people the two to three milliard that publications state (5a). */
const RUPIAH_PER_PERSON = 33_000;
const STEP_RUPIAH = 50_000_000;
/** Where nobody knows how many people live there. */
const PEOPLE_ASSUMED = 50_000;

/** A made-up ceiling of a kecamatan and year in whole rupiah, in steps of 50 million; always the same for the same kecamatan, people and year. */
export function sampleCeiling(kecamatan: string, people: number | null, year: number): number {
  const random = randomOf(1, `ceiling-${kecamatan}-${year}`);
  const rupiah = (people ?? PEOPLE_ASSUMED) * RUPIAH_PER_PERSON * random.between(0.9, 1.1);
  return Math.max(1, Math.round(rupiah / STEP_RUPIAH)) * STEP_RUPIAH;
}
