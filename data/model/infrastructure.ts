import { z } from 'zod';

export const InfrastructureKind = z.enum([
  'road',
  'river',
  'coast',
  'street-light',
  'road-sign',
  'land-asset',
  'ict-site',
  'fibre',
  'bridge',
]);
export type InfrastructureKind = z.infer<typeof InfrastructureKind>;

/** Road condition classes of Bina Marga practice (baik, sedang, rusak ringan, rusak berat); unverified (GK). */
export const Condition = z.enum(['good', 'fair', 'light-damage', 'heavy-damage']);
export const RoadClass = z.enum(['arterial', 'collector', 'local', 'neighbourhood']);
export type RoadClass = z.infer<typeof RoadClass>;

export const ZoneFamily = z.enum(['hazard', 'land-use']);
export const HazardKind = z.enum(['flood', 'tidal-flood', 'landslide', 'drought']);
export const HazardClass = z.enum(['low', 'medium', 'high']);
export const LandUseKind = z.enum(['lp2b', 'settlement', 'industry', 'coast-buffer', 'river-buffer', 'forest']);
