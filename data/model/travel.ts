import { z } from 'zod';

/** How people travel; the speeds of each on each class of road are in `data/standards/travel-speeds.json`. */
export const TravelMode = z.enum(['walk', 'motorcycle', 'car']);
export type TravelMode = z.infer<typeof TravelMode>;

/** `network`: along loaded roads. `straight`: straight distance x 1.3 at a stated speed, an estimate. */
export const TravelPath = z.enum(['network', 'straight']);
export type TravelPath = z.infer<typeof TravelPath>;

/** Upper bounds in minutes of the bands of Riskesdas: up to 15, 16-30, 31-60; the last band is beyond 60. */
export const TRAVEL_BAND_MINUTES = [15, 30, 60] as const;
