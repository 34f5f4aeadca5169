import { z } from 'zod';
import { Authority } from '#model/authority';
import { FacilityKind, FacilityOwner, LocationAccuracy } from '#model/facility';
import { ProjectStatus } from '#model/project';
import { RegionCode, RegionLevel } from '#model/region';

/** Facilities as columns of equal length, in the order of kind and id. */
export const AnalysisFacilities = z.object({
  id: z.array(z.string()),
  /** For the nearest list, which is computed on the device so that no request carries a position. */
  name: z.array(z.string()),
  kind: z.array(FacilityKind),
  owner: z.array(FacilityOwner),
  authority: z.array(Authority),
  region: z.array(RegionCode),
  longitude: z.array(z.number().nullable()),
  latitude: z.array(z.number().nullable()),
  /** How far the point can be trusted; longitude and latitude are given for `point` and `doubtful` only. */
  accuracy: z.array(LocationAccuracy),
  /** Classrooms, beds, staff; null where nobody says, which is most of the time. */
  capacity: z.array(z.number().int().nonnegative().nullable()),
  dataset: z.array(z.string()),
});

const Figure = z.number().int().nonnegative().nullable();

/** Population registers and what each of them counts in every region. */
export const AnalysisRegisters = z.object({
  /** The register in use first, then the newest. */
  registers: z.array(
    z.object({
      dataset: z.string(),
      title: z.string(),
      producer: z.string(),
      /** `2024`, `2024-06` or `2024-S2`. */
      period: z.string(),
      date: z.string().nullable(),
      inUse: z.boolean(),
      /** The smallest level that it counts. */
      level: RegionLevel,
      sample: z.boolean(),
    }),
  ),
  /**
   * By region, one figure per register in their order. A kecamatan or kabupaten without a figure of its own is the sum of its
   * desa where all of them are counted, else null.
   */
  people: z.record(RegionCode, z.array(Figure)),
});

/** Development projects as columns of equal length, newest year first. */
export const AnalysisProjects = z.object({
  id: z.array(z.string()),
  name: z.array(z.string()),
  sector: z.array(z.string()),
  opd: z.array(z.string()),
  status: z.array(ProjectStatus),
  fiscalYear: z.array(z.number().int()),
  ceilingRupiah: z.array(z.number().int().nullable()),
  /** Codes of the kecamatan or desa that each project serves. */
  regions: z.array(z.array(RegionCode)),
  longitude: z.array(z.number().nullable()),
  latitude: z.array(z.number().nullable()),
  sample: z.array(z.boolean()),
});

const Arc = z.array(z.array(z.number().int()));
const RegionObject = z.object({
  type: z.literal('GeometryCollection'),
  geometries: z.array(
    z.object({
      type: z.enum(['Polygon', 'MultiPolygon']),
      /** The region's code. */
      id: RegionCode,
      properties: z.object({ name: z.string() }),
      arcs: z.array(z.unknown()),
    }),
  ),
});

/** Outlines as one quantised TopoJSON; `neighbours` holds the kabupaten and kota around, empty when none is loaded. */
export const AnalysisBoundaries = z.object({
  type: z.literal('Topology'),
  bbox: z.array(z.number()),
  transform: z.object({ scale: z.tuple([z.number(), z.number()]), translate: z.tuple([z.number(), z.number()]) }),
  arcs: z.array(Arc),
  objects: z.object({ kecamatan: RegionObject, desa: RegionObject, neighbours: RegionObject }),
});

/** What one version of the data says of a region by one standard. */
export const TrendItem = z.object({
  /** Counts the versions that were recorded here, from 1. */
  number: z.number().int().positive(),
  /** Two recordings with equal text come from the same state of all datasets. */
  dataVersion: z.string(),
  recordedAt: z.string(),
  population: Figure,
  need: Figure,
  available: Figure,
  servedShare: z.number().min(0).max(1).nullable(),
  /** True when any input was made up. */
  sample: z.boolean(),
});
export const TrendAnswer = z.object({ standard: z.string(), region: RegionCode, items: z.array(TrendItem) });

/**
 * `GET /api/v1/analysis/demand`: the population cells as one little-endian buffer (`application/octet-stream`).
 * Header, 32-bit unsigned: magic 0x4a4b4431 ("JKD1"), cell metres, cell count, desa count, JSON length in bytes; then
 * UTF-8 JSON `{ crs, proj4, originEastMetres, originNorthMetres, desa: code[], dataset, weighted }` padded to 4 bytes;
 * then per cell Uint16 column, Uint16 row, Uint16 desa index (each array padded to 4 bytes), then Uint32 people.
 */
export const DEMAND_PATH = '/api/v1/analysis/demand';

/**
 * `GET /api/v1/analysis/roads`: the road network as the buffer of `encodeRoadNetwork` in `data/analysis`
 * (`application/octet-stream`); 404 `no_roads` when no road is loaded.
 */
export const ROADS_PATH = '/api/v1/analysis/roads';

/** Answers with the TopoJSON of `AnalysisBoundaries`. */
export const BOUNDARIES_PATH = '/api/v1/analysis/boundaries';
