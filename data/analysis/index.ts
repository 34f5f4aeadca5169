/** The public face of the engine: pure, deterministic, without clock, network or DOM. Nothing else here is imported. */
export { cellPositions, spreadPopulation } from './demand.ts';
export type { Demand, DemandGrid, DesaPopulation, SpreadInput } from './demand.ts';
export { decodeDemand, DemandFormatError, encodeDemand } from './demand-codec.ts';
export { distanceMetres } from './geodesy.ts';
export { nearestDistances, nearestFacilities } from './spatial-index.ts';
export type { NearestDistances } from './spatial-index.ts';
export { assess, createAssessor } from './assessment.ts';
export type {
  AssessedRegion,
  Assessment,
  AssessmentContext,
  AssessmentOptions,
  AssessmentResult,
  AssessmentTotals,
  Assessor,
  FacilityColumns,
} from './assessment.ts';
export type { Alternative, Explanation, PlannedProject, Remedy, RuleFinding } from './explain.ts';
export type { ReachInterval } from './uncertainty.ts';
export type { TrendPoint } from './trend.ts';
