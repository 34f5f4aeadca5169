import { z } from 'zod';
import { RoadClass } from './infrastructure.ts';
import { EvidenceGrade } from './standard.ts';

/** How people travel; the speeds of each on each class of road are in `data/standards/travel-speeds.json`. */
export const TravelMode = z.enum(['walk', 'motorcycle', 'car']);
export type TravelMode = z.infer<typeof TravelMode>;

/** `network`: along loaded roads. `straight`: straight distance x 1.3 at a stated speed, an estimate. */
export const TravelPath = z.enum(['network', 'straight']);
export type TravelPath = z.infer<typeof TravelPath>;

/** Upper bounds in minutes of the bands of Riskesdas: up to 15, 16-30, 31-60; the last band is beyond 60. */
export const TRAVEL_BAND_MINUTES = [15, 30, 60] as const;

/** Which of the three speeds: `central` is what is published, `low` and `high` span the uncertainty. */
export const SpeedEstimate = z.enum(['low', 'central', 'high']);
export type SpeedEstimate = z.infer<typeof SpeedEstimate>;

/** km/h, from slow to fast. */
const SpeedSpan = z
  .object({ low: z.number().positive(), central: z.number().positive(), high: z.number().positive() })
  .refine(({ low, central, high }) => low <= central && central <= high, { message: 'speed_order' });

/** A road whose class was not recorded has speeds of its own, and is never taken for the best or the worst. */
export const SpeedClass = z.enum([...RoadClass.options, 'unknown']);
export type SpeedClass = z.infer<typeof SpeedClass>;

const ModeSpeeds = z.object({
  /** Along a road of each class. */
  road: z.record(SpeedClass, SpeedSpan),
  /** On a motorway; null: not allowed there. */
  motorway: SpeedSpan.nullable(),
  /** On a way too narrow for cars; null: people leave the vehicle and go on foot. */
  path: SpeedSpan.nullable(),
  /** Of the estimate without roads: over the straight distance x `detourFactor`. */
  straight: SpeedSpan,
  /** Whether the mode has to obey one-way roads. */
  obeysOneWay: z.boolean(),
});

/** Assumed speeds and reaches of travel; see `data/standards/travel-speeds.json` for what they rest on. */
export const TravelSpeeds = z.object({
  evidence: EvidenceGrade,
  source: z.string(),
  /** Length of the way by length of the straight line, where no road is known. */
  detourFactor: z.number().min(1),
  /** On foot from a home or facility to the nearest road, km/h over the straight distance. */
  offRoad: SpeedSpan,
  /** Homes and facilities farther than this from any road cannot be placed on the network. */
  connectMetres: z.number().positive(),
  /** A facility this near is also reached on foot across the fields (straight distance x `detourFactor`). */
  directWalkMetres: z.number().nonnegative(),
  /** Pieces of network that hang together with nothing and are shorter than this are gaps in the drawing: nothing is placed on them. */
  leastPieceMetres: z.number().nonnegative(),
  modes: z.record(TravelMode, ModeSpeeds),
});
export type TravelSpeeds = z.infer<typeof TravelSpeeds>;
