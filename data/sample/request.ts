import type { FacilityKind } from '#model/facility';
import type { Polygonal, Position } from '#model/geometry';
import type { RegionProfile } from '#model/region';
import type { KecamatanFacts } from './facts.ts';

/** A kecamatan or desa of the regency that real data gave; people of a kecamatan may be null. */
export interface KnownRegion {
  code: string;
  name: string;
  /** Code of the kabupaten for a kecamatan, of the kecamatan for a desa. */
  parent: string;
  geometry: Polygonal;
  people: number | null;
}

/** Real data that is there already: what is named here is not made up again. */
export interface KnownData {
  /** Own kecamatan and desa together, told apart by their code; null or empty when there are no real boundaries. */
  regions: readonly KnownRegion[] | null;
  facilityKinds: readonly FacilityKind[];
  /** `road` stands for provincial and national roads; kabupaten roads are known only as `road-kabupaten`. */
  infrastructureKinds: readonly ('road' | 'road-kabupaten' | 'river' | 'coast')[];
  /** Where known, hazard zones and buffers follow these lines or polygon rings; else a line is guessed. */
  coastLines?: readonly (readonly Position[])[];
  riverLines?: readonly (readonly Position[])[];
  /** Schools and puskesmas that sample projects may stand at. */
  projectSites?: readonly { id: string; kind: FacilityKind; name: string; region: string; position: Position }[];
}

export interface SampleRequest {
  profile: RegionProfile;
  facts: readonly KecamatanFacts[];
  /** Default 1. */
  seed?: number;
  /** `YYYY-MM-DD`; nothing in the sample happened after it. */
  today: string;
  known: KnownData;
}
