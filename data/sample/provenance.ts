import type { FacilityKind } from '#model/facility';
import type { Dataset } from '#model/dataset';

/** Ids of the sample datasets: one per layer, and one per kind of facility. */
export const SAMPLE_DATASETS = {
  regions: 'sample-regions',
  population: 'sample-population',
  provincialRoads: 'sample-roads-provincial',
  kabupatenRoads: 'sample-roads-kabupaten',
  rivers: 'sample-rivers',
  coast: 'sample-coast',
  hazard: 'sample-hazard',
  landUse: 'sample-land-use',
  permits: 'sample-permits',
  projects: 'sample-projects',
  ictSites: 'sample-ict-sites',
  fibre: 'sample-fibre',
} as const;

export function facilityDatasetId(kind: FacilityKind): string {
  return `sample-${kind}`;
}

/** What every sample dataset has in common. */
export interface SampleOrigin {
  seed: number;
  today: string;
  regionName: string;
  factsFile: string;
  hasRealRegions: boolean;
}

interface Description {
  id: string;
  title: string;
  family: Dataset['family'];
  abstract: string;
  flaws?: string[];
  classification?: Dataset['classification'];
}

/** The provenance of a sample dataset: it says plainly that it is made up, from what, and how to make it again. */
export function describe(origin: SampleOrigin, description: Description): Dataset {
  const ground = origin.hasRealRegions ? 'batas wilayah yang tersedia' : 'batas wilayah buatan';
  return {
    id: description.id,
    title: `${description.title} (contoh)`,
    family: description.family,
    abstract: description.abstract,
    producer: 'Jangkau (data contoh)',
    custodian: null,
    source: `Pembangkit data contoh Jangkau dari ${origin.factsFile}`,
    sourceUrl: null,
    date: origin.today,
    licence: null,
    updateCycleMonths: null,
    classification: description.classification ?? 'terbuka',
    status: 'contoh',
    coverage: origin.regionName,
    lineage: `Dibuat oleh data/sample dengan benih ${origin.seed} pada ${ground}; fakta kecamatan: ${origin.factsFile}.`,
    knownFlaws: [
      'Data buatan: bukan keadaan sebenarnya, jangan dipakai untuk keputusan.',
      ...(description.flaws ?? []),
    ],
  };
}

/** Titles of the sample datasets of facilities. */
export const FACILITY_TITLES: Partial<Record<FacilityKind, string>> = {
  posyandu: 'Posyandu',
  pustu: 'Puskesmas pembantu',
  'kantor-kecamatan': 'Kantor kecamatan',
  'kantor-desa': 'Kantor desa dan kelurahan',
  market: 'Pasar',
  'fire-station': 'Pos pemadam kebakaran',
  sd: 'SD',
  smp: 'SMP',
  sma: 'SMA',
  smk: 'SMK',
  slb: 'SLB',
  puskesmas: 'Puskesmas',
  hospital: 'Rumah sakit',
};
