import type { LineString, MultiLineString, MultiPolygon, Point, Polygon } from 'geojson';
import type { z } from 'zod';
import type { Authority } from '#model/authority';
import type { Dataset } from '#model/dataset';
import type { FacilityKind, FacilityOwner, LocationAccuracy } from '#model/facility';
import type {
  Condition,
  HazardClass,
  HazardKind,
  InfrastructureKind,
  LandUseKind,
  RoadClass,
  ZoneFamily,
} from '#model/infrastructure';
import type { ApplicantKind, BusinessScale, PermitAccuracy, PermitRisk, PermitStatus, PermitType } from '#model/permit';
import type { Population } from '#model/population';
import type { FundingSource, LandStatus, ProcurementMethod, ProjectOrigin, ProjectStatus } from '#model/project';
import type { RegionKind, RegionLevel } from '#model/region';
import type { ServiceSector } from '#model/standard';

/** Records have the columns of `data/database/migrations` in camelCase; geometry is GeoJSON, WGS 84; dates are `YYYY-MM-DD`. */
export interface RegionRecord {
  code: string;
  name: string;
  level: RegionLevel;
  kind: RegionKind;
  parent: string | null;
  own: boolean;
  bpsCode: null;
  aliases: string[];
  /** On the WGS 84 ellipsoid. */
  areaKm2: number;
  geometry: MultiPolygon;
  labelPoint: Point;
  dataset: string;
}

export type PopulationRecord = Population;

export interface FacilityRecord {
  id: string;
  kind: FacilityKind;
  name: string;
  owner: FacilityOwner;
  authority: Authority;
  region: string;
  accuracy: z.infer<typeof LocationAccuracy>;
  position: Point | null;
  address: null;
  phone: null;
  capacity: number | null;
  nationalCode: null;
  attributes: Record<string, string | number | boolean>;
  dataset: string;
}

export interface InfrastructureRecord {
  id: string;
  kind: z.infer<typeof InfrastructureKind>;
  code: string | null;
  name: string | null;
  class: z.infer<typeof RoadClass> | string | null;
  condition: z.infer<typeof Condition> | null;
  authority: Authority | null;
  region: string | null;
  statedLengthMetres: number | null;
  lengthMetres: number | null;
  areaSquareMetres: number | null;
  geometry: Point | LineString | MultiLineString | Polygon | MultiPolygon;
  attributes: Record<string, string | number | boolean>;
  dataset: string;
}

export interface ZoneRecord {
  id: string;
  family: z.infer<typeof ZoneFamily>;
  kind: z.infer<typeof HazardKind> | z.infer<typeof LandUseKind>;
  class: z.infer<typeof HazardClass> | null;
  name: string | null;
  areaSquareMetres: number;
  geometry: MultiPolygon;
  dataset: string;
}

export interface PermitRecord {
  id: string;
  type: z.infer<typeof PermitType>;
  kbli: string | null;
  risk: z.infer<typeof PermitRisk> | null;
  businessScale: z.infer<typeof BusinessScale> | null;
  applicantKind: z.infer<typeof ApplicantKind>;
  status: PermitStatus;
  appliedOn: string;
  completeOn: string | null;
  issuedOn: string | null;
  rejectedOn: string | null;
  validUntil: string | null;
  serviceDays: number | null;
  region: string;
  accuracy: z.infer<typeof PermitAccuracy>;
  position: Point | null;
  landSquareMetres: number | null;
  buildingSquareMetres: number | null;
  investmentRupiah: number | null;
  levyRupiah: number | null;
  dataset: string;
}

export interface PermitPauseRecord {
  permit: string;
  startsOn: string;
  /** Null while it lasts. */
  endsOn: string | null;
  reason: 'dikembalikan' | 'menunggu_pembayaran';
}

/** Nobody real: names are numbered, and there is no NIK, tax number or telephone. */
export interface PermitApplicantRecord {
  permit: string;
  number: string;
  name: string;
  nik: null;
  npwp: null;
  phone: null;
  address: null;
}

export interface ProjectRecord {
  id: string;
  name: string;
  description: string | null;
  origin: z.infer<typeof ProjectOrigin>;
  subActivityCode: string | null;
  sector: z.infer<typeof ServiceSector>;
  opd: string;
  assetCode: string | null;
  fiscalYear: number;
  proposedRupiah: number | null;
  plannedRupiah: number | null;
  ceilingRupiah: number | null;
  contractRupiah: number | null;
  spentRupiah: number | null;
  fundingSource: z.infer<typeof FundingSource>;
  volume: number | null;
  unit: 'km' | 'unit' | 'm2' | 'classroom' | null;
  method: z.infer<typeof ProcurementMethod> | null;
  procurementCode: string | null;
  tenderCode: string | null;
  provider: string | null;
  status: ProjectStatus;
  physicalPercent: number | null;
  financialPercent: number | null;
  plannedPercent: number | null;
  landStatus: z.infer<typeof LandStatus> | null;
  accuracy: 'titik' | 'ruas' | 'bidang' | 'desa' | 'tidak_diketahui';
  updatedOn: string | null;
  geometry: Point | LineString | Polygon | null;
  dataset: string;
}

/** Shares of one project sum to 1. Regions are kecamatan, or one desa. */
export interface ProjectRegionRecord {
  project: string;
  region: string;
  share: number;
}

export interface ProjectHistoryRecord {
  project: string;
  step: number;
  status: ProjectStatus;
  changedOn: string;
}

/** Plan and reality of a project at the end of a month (`YYYY-MM`), cumulative per cent. */
export interface ProjectProgressRecord {
  project: string;
  month: string;
  plannedPercent: number;
  physicalPercent: number;
  financialPercent: number;
}

export type SampleDataset = { dataset: Dataset } & (
  | { layer: 'region'; records: RegionRecord[] }
  | { layer: 'population'; records: PopulationRecord[] }
  | { layer: 'facility'; records: FacilityRecord[] }
  | { layer: 'infrastructure'; records: InfrastructureRecord[] }
  | { layer: 'zone'; records: ZoneRecord[] }
  | {
      layer: 'permit';
      records: PermitRecord[];
      applicants: PermitApplicantRecord[];
      pauses: PermitPauseRecord[];
    }
  | {
      layer: 'project';
      records: ProjectRecord[];
      regions: ProjectRegionRecord[];
      history: ProjectHistoryRecord[];
      progress: ProjectProgressRecord[];
    }
);
