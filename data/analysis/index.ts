/** The public face of the engine: pure, deterministic, without clock, network or DOM. Nothing else here is imported. */
export { cellPositions, cellsWithin, spreadPopulation } from './demand.ts';
export type { Demand, DemandGrid, DesaPopulation, SpreadInput } from './demand.ts';
export { decodeDemand, DemandFormatError, encodeDemand } from './demand-codec.ts';
export { distanceMetres, geodesicArea, geodesicLength } from './geodesy.ts';
export { LineSplitter } from './line-split.ts';
export { areaStatistics } from './area-statistics.ts';
export type { AreaStatistics, AreaStatisticsInput } from './area-statistics.ts';
export { fieldAreas, gapAreas, LEAST_GAP_SQUARE_METRES, peopleInGap } from './gap-areas.ts';
export type { RegionGap } from './gap-areas.ts';
export {
  differenceOfRings,
  gridArea,
  gridRingsOf,
  intersectionOfRings,
  isInRing,
  offsetRings,
  polygonsOfRings,
  stripAroundLines,
  unionOfRings,
} from './polygon-kernel.ts';
export type { GridPoint, GridRing } from './polygon-kernel.ts';
export { nearestDistances, nearestFacilities, straightReachLists } from './spatial-index.ts';
export type { NearestDistances, ReachLists } from './spatial-index.ts';
export { desaPeople } from './register-people.ts';
export { respread } from './respread.ts';
export type { Respread } from './respread.ts';
export { enhancedBands, floatingCatchment, supplyOf } from './floating-catchment.ts';
export { cellRowsOf, straightCatchment } from './straight-catchment.ts';
export type { Decay, DecayBand, FloatingCatchment, Supply } from './floating-catchment.ts';
export { equityOf, gini, lorenzCurve, maxMinRatio, palmaRatio } from './equity.ts';
export type { Equity, LorenzPoint, Share } from './equity.ts';
export { compositeScores } from './composite.ts';
export type { CompositeScores, ScoredPart } from './composite.ts';
export { assess, createAssessor } from './assessment.ts';
export type {
  AssessedRegion,
  Assessment,
  AssessmentContext,
  AssessmentOptions,
  AssessmentResult,
  AssessmentTotals,
  Assessor,
  CellMeasure,
  RegionCapacity,
  TravelOptions,
} from './assessment.ts';
export { kindsOf } from './facility-selection.ts';
export type { FacilityColumns, Selection, SelectionOptions } from './facility-selection.ts';
export { gridFrame } from './grid-frame.ts';
export type { GridFrame } from './grid-frame.ts';
export { createReachFields } from './reach-fields.ts';
export type { Field, ReachFields, ReachLimit, TravelData } from './reach-fields.ts';
export { capacityLimit, suppliesOf } from './capacity.ts';
export type { CapacityLimit } from './capacity.ts';
export type { RegionTravel, TravelBands } from './reach-sums.ts';
export { ancestorAt, isInside, isWithin } from './region-tree.ts';
export { explain } from './explain.ts';
export type { Alternative, Explanation, ExplanationInput, PlannedProject, Remedy, RuleFinding } from './explain.ts';
export { nearestCell } from './place-surroundings.ts';
export type { ProjectColumns } from './place-surroundings.ts';
export { kindsNamed } from './project-kinds.ts';
export { candidateLimits, coverageIntervals } from './uncertainty.ts';
export type { CoverageDraws, ReachInterval, UncertaintySources } from './uncertainty.ts';
export { trendOf } from './trend.ts';
export type { TrendPoint } from './trend.ts';
export { buildRoadNetwork } from './road-network.ts';
export type { BuiltRoads, NetworkReport, RoadDataset, RoadLine, RoadNetwork } from './road-network.ts';
export { decodeRoadNetwork, encodeRoadNetwork, RoadNetworkFormatError } from './road-network-codec.ts';
export { placeOnRoads } from './road-places.ts';
export type { PointColumns, RoadPlaces } from './road-places.ts';
export { createTravelField, straightMinutes } from './travel-time.ts';
export type { TravelField, TravelFieldInput } from './travel-time.ts';
export { coverProblem, travelProblem } from './siting/best-sites-problem.ts';
export type { SiteCells, SiteConditions, SiteOptions, SiteProblem } from './siting/best-sites-problem.ts';
export { brokenBy, scoreOf, valueOf } from './siting/best-sites-score.ts';
export { filledUp, greedySites, improvedSites, siteSet } from './siting/best-sites-greedy.ts';
export type { SiteSet } from './siting/best-sites-greedy.ts';
export { gainCuts, masterModel, masterSolution } from './siting/best-sites-cuts.ts';
export type { LinearModel, LinearRow } from './siting/best-sites-cuts.ts';
export { costOf, createWhatIf } from './siting/what-if.ts';
export type { RegionChange, RegionSupply, WhatIf, WhatIfImpact, WhatIfInput, WhatIfReach } from './siting/what-if.ts';
export type { WhatIfChange } from './siting/what-if-sites.ts';
export { createPolygonIndex } from './siting/polygon-index.ts';
export { createSiteCheck } from './siting/site-check.ts';
export type { FoundParcel, GroundCheck, SiteGround } from './siting/site-check.ts';
export {
  boundByCapacity,
  capacityProblem,
  capacitySet,
  createCapacityFlow,
  greedyByCapacity,
  scoreByCapacity,
} from './siting/best-sites-capacity.ts';
export type { CapacityProblem, CapacitySet } from './siting/best-sites-capacity.ts';
export { sitesOf } from './siting/what-if-sites.ts';
