import { z } from 'zod';
import { Authority } from './authority.ts';
import { FacilityKind } from './facility.ts';

/** A: the clause itself was read; B: quoted from another copy; C: general knowledge, to be checked. */
export const EvidenceGrade = z.enum(['A', 'B', 'C']);
export type EvidenceGrade = z.infer<typeof EvidenceGrade>;

export const ServiceSector = z.enum([
  'education',
  'health',
  'worship',
  'trade',
  'open-space',
  'government',
  'waste',
  'fire',
  'water',
  'wastewater',
  'roads',
  'electricity',
  'telecom',
]);

/**
 * One rule of a regulation. `tests` holds each question the rule answers; several may disagree, so they are never mixed:
 * `ratio` people per unit, `radius` straight distance, `travel` minutes, `perRegion` a minimum in each region,
 * `index` a figure that needs data other than facilities (km/km², litres, %).
 */
export const ServiceStandard = z.object({
  id: z.string(),
  sector: ServiceSector,
  /** Name of the facility or service as the regulation writes it (Indonesian, as quoted). */
  subject: z.string(),
  /** Kinds that count as available; empty when the rule is not about facilities. */
  facilityKinds: z.array(FacilityKind),
  /** Kinds of Kemenag that serve the same people, for the toggle; their absence is a stated limit. */
  kemenagKinds: z.array(FacilityKind),
  authority: z.array(Authority),
  regulation: z.string(),
  clause: z.string(),
  /** Legal force today: in force, replaced, or to be checked. */
  force: z.enum(['berlaku', 'diganti', 'perlu_diperiksa', 'acuan']),
  replacedBy: z.string().nullable(),
  validFrom: z.string().nullable(),
  landSquareMetres: z.number().positive().nullable(),
  tests: z.object({
    ratio: z.object({ peoplePerUnit: z.number().positive(), evidence: EvidenceGrade }).optional(),
    radius: z
      .object({ radiusMetres: z.number().positive(), path: z.enum(['straight', 'network']), evidence: EvidenceGrade })
      .optional(),
    travel: z.object({ minutes: z.number().positive(), evidence: EvidenceGrade }).optional(),
    perRegion: z
      .object({ level: z.enum(['kecamatan', 'desa']), minimum: z.number().int().positive(), evidence: EvidenceGrade })
      .optional(),
    index: z.object({ value: z.number().nullable(), unit: z.string(), evidence: EvidenceGrade }).optional(),
  }),
  /** Codes of limits to show beside the number; the interface has the sentences. */
  limits: z.array(
    z.enum([
      'urban_standard',
      'without_mi',
      'without_mts',
      'without_ma',
      'sized_by_unit',
      'not_spm',
      'remote_only',
      'straight_line',
      'replaced_regulation',
      'secondary_source',
    ]),
  ),
});
export type ServiceStandard = z.infer<typeof ServiceStandard>;
