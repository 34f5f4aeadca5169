import type { FacilityKind } from '#model/facility';
import type { Polygonal, Position } from '#model/geometry';
import type { RegionProfile } from '#model/region';
import { gridAreaOf, unionOf, type GridArea } from './areas.ts';
import { CELL_SPACING_KM, inventBoundaries, type InventedBoundaries } from './boundaries.ts';
import { readDesaNames } from './desa-names.ts';
import { placeFacilities, plannedKinds } from './facilities.ts';
import type { KecamatanFacts } from './facts.ts';
import { planeAround, type PlanePoint } from './plane.ts';
import { describe, facilityDatasetId, SAMPLE_DATASETS, type SampleOrigin } from './provenance.ts';
import type { SampleDataset } from './records.ts';
import { populationRecords, regionRecords } from './regions.ts';
import { layKabupatenRoads, layProvincialRoads } from './roads.ts';
import { guessCoast } from './sea-side.ts';
import { surveyTerritory, type Territory } from './territory.ts';
import { coastRecords, riverRecords, traceRivers } from './water.ts';
import { drawHazards, drawLandUse } from './zones.ts';

export { parseKecamatanFacts, type KecamatanFacts } from './facts.ts';
export type * from './records.ts';

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

export const NOTHING_KNOWN: KnownData = { regions: null, facilityKinds: [], infrastructureKinds: [] };

export interface Sample {
  datasets: SampleDataset[];
}

interface Ground {
  territory: Territory;
  outline: GridArea;
  invented: InventedBoundaries | null;
}

/**
 * The sample of a region: every layer that real data does not give, made up from the facts of its kecamatan. The same
 * request gives the same answer, to the last digit; nothing reads a clock. Throws when facts and desa codes do not fit.
 */
export function generateSample(request: SampleRequest): Sample {
  const { profile, facts, known, today, seed = 1 } = request;
  if (facts.length === 0) throw new Error('sample: no facts of kecamatan');
  const names = readDesaNames(profile.code);
  const origin: SampleOrigin = {
    seed,
    today,
    regionName: profile.name,
    factsFile: `data/regions/${profile.id}/${profile.factsFile}`,
    hasRealRegions: hasRegions(known),
  };
  const datasets: SampleDataset[] = [];

  const people = populationRecords(facts, names, seed, SAMPLE_DATASETS.population);
  const ground = groundOf(request, names, new Map(people.map((record) => [record.region, record.people])), seed);
  const { territory, outline, invented } = ground;
  if (invented) {
    datasets.push(
      {
        dataset: describe(origin, {
          id: SAMPLE_DATASETS.regions,
          title: 'Batas wilayah',
          family: 'region',
          abstract:
            'Batas kabupaten, kecamatan dan desa buatan menurut letak dan luas kecamatan; kode dan nama desa resmi.',
          flaws: ['Letak desa di dalam kecamatan acak; garis batas tidak mengikuti batas sebenarnya.'],
        }),
        layer: 'region',
        records: regionRecords(profile, facts, names, invented, SAMPLE_DATASETS.regions),
      },
      {
        dataset: describe(origin, {
          id: SAMPLE_DATASETS.population,
          title: 'Penduduk per desa',
          family: 'population',
          abstract:
            'Perkiraan kasar penduduk kecamatan 2024 dibagi ke desa secara acak; jumlahnya sama dengan perkiraan itu.',
        }),
        layer: 'population',
        records: people,
      },
    );
  }

  const rivers = known.infrastructureKinds.includes('river') ? [] : traceRivers(territory, seed);
  const riverLines: (readonly PlanePoint[])[] = [
    ...(known.riverLines ?? []).map((line) => line.map((position) => territory.plane.toPlane(position))),
    ...rivers.map((river) => river.line),
  ];
  if (rivers.length > 0)
    datasets.push({
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.rivers,
        title: 'Sungai',
        family: 'infrastructure',
        abstract: 'Sungai buatan dari dataran tinggi ke laut.',
      }),
      layer: 'infrastructure',
      records: riverRecords(rivers, territory, SAMPLE_DATASETS.rivers),
    });
  if (invented && invented.coast.length > 0 && !known.infrastructureKinds.includes('coast'))
    datasets.push({
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.coast,
        title: 'Garis pantai',
        family: 'infrastructure',
        abstract: 'Garis pantai buatan, tepi batas wilayah contoh.',
      }),
      layer: 'infrastructure',
      records: coastRecords(invented.coast, territory, SAMPLE_DATASETS.coast),
    });

  if (!known.infrastructureKinds.includes('road'))
    datasets.push({
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.provincialRoads,
        title: 'Jalan provinsi',
        family: 'infrastructure',
        abstract: 'Jalan provinsi buatan antara pusat kecamatan.',
      }),
      layer: 'infrastructure',
      records: layProvincialRoads(territory, seed, SAMPLE_DATASETS.provincialRoads),
    });
  if (!known.infrastructureKinds.includes('road-kabupaten'))
    datasets.push({
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.kabupatenRoads,
        title: 'Jalan kabupaten',
        family: 'infrastructure',
        abstract: 'Jaringan jalan kabupaten buatan yang menghubungkan semua desa, dengan kelas dan kondisi.',
        flaws: ['Panjang per kondisi mengikuti perbandingan yang diberitakan pada 2025; letaknya acak.'],
      }),
      layer: 'infrastructure',
      records: layKabupatenRoads(territory, seed, SAMPLE_DATASETS.kabupatenRoads).map((road) => road.record),
    });

  for (const kind of plannedKinds(known.facilityKinds, origin.hasRealRegions)) {
    const id = facilityDatasetId(kind);
    datasets.push({
      dataset: describe(origin, {
        id,
        title: FACILITY_TITLES[kind] ?? kind,
        family: 'facility',
        abstract: 'Fasilitas buatan di dalam desa, jumlahnya menurut penduduk.',
      }),
      layer: 'facility',
      records: placeFacilities(kind, territory, seed, id),
    });
  }

  const zones = { territory, outline, riverLines, seed };
  datasets.push(
    {
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.hazard,
        title: 'Kawasan rawan bencana',
        family: 'zone',
        abstract: 'Kawasan rawan banjir, rob, longsor dan kekeringan buatan, tiga kelas.',
      }),
      layer: 'zone',
      records: drawHazards({ ...zones, dataset: SAMPLE_DATASETS.hazard }),
    },
    {
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.landUse,
        title: 'Penggunaan lahan',
        family: 'zone',
        abstract: 'LP2B, permukiman, kawasan industri, hutan dan sempadan buatan.',
      }),
      layer: 'zone',
      records: drawLandUse({ ...zones, dataset: SAMPLE_DATASETS.landUse }),
    },
  );
  return { datasets };
}

function hasRegions(known: KnownData): boolean {
  return known.regions !== null && known.regions.length > 0;
}

const FACILITY_TITLES: Partial<Record<FacilityKind, string>> = {
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

/** The real boundaries surveyed, or made-up ones. */
function groundOf(
  { profile, facts, known }: SampleRequest,
  names: ReturnType<typeof readDesaNames>,
  peopleOf: ReadonlyMap<string, number>,
  seed: number,
): Ground {
  const plane = planeAround(middleOf(facts));
  if (hasRegions(known)) {
    const regions = known.regions!;
    const coastLines = known.coastLines
      ? known.coastLines.map((line) => line.map((position) => plane.toPlane(position)))
      : guessCoast(regions, profile, facts, plane);
    const territory = surveyTerritory(
      {
        // A register that misses a desa must not leave it empty in the sample.
        regions: regions.map((region) => ({ ...region, people: region.people ?? peopleOf.get(region.code) ?? 0 })),
        coastLines,
        plane,
        seed,
      },
      CELL_SPACING_KM,
    );
    return { territory, outline: unionOf(territory.kecamatan.map(({ geometry }) => geometry)), invented: null };
  }
  const invented = inventBoundaries(profile, facts, names, plane, seed);
  const nameOf = new Map(names.map(({ code, name }) => [code, name]));
  const territory = surveyTerritory(
    {
      regions: [
        ...invented.kecamatan.map(({ code, geometry }, index) => ({
          code,
          name: facts[index]!.name,
          geometry: geometry as Polygonal,
          people: null,
        })),
        ...invented.desa.map(({ code, geometry }) => ({
          code,
          name: nameOf.get(code)!,
          geometry: geometry as Polygonal,
          people: peopleOf.get(code) ?? 0,
        })),
      ],
      coastLines: invented.coast.flatMap(({ own, line }) => (own ? [line] : [])),
      plane,
      seed,
      mosaic: invented.mosaic,
    },
    CELL_SPACING_KM,
  );
  return { territory, outline: gridAreaOf(invented.kabupaten), invented };
}

function middleOf(facts: readonly KecamatanFacts[]): [number, number] {
  const longitudes = facts.map(({ position }) => position[0]);
  const latitudes = facts.map(({ position }) => position[1]);
  return [
    (Math.min(...longitudes) + Math.max(...longitudes)) / 2,
    (Math.min(...latitudes) + Math.max(...latitudes)) / 2,
  ];
}
