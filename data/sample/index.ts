import type { Position } from '#model/geometry';
import { groundOf, hasRegions } from './ground.ts';
import { readDesaNames } from './desa-names.ts';
import { placeFacilities, plannedKinds } from './facilities.ts';
import type { PlanePoint } from './plane.ts';
import { describe, FACILITY_TITLES, facilityDatasetId, SAMPLE_DATASETS, type SampleOrigin } from './provenance.ts';
import type { SampleDataset } from './records.ts';
import type { KnownData, SampleRequest } from './request.ts';
import { populationRecords, regionRecords } from './regions.ts';
import { issuePermits } from './permits.ts';
import type { ProjectSite } from './project-subjects.ts';
import { planProjects } from './projects.ts';
import { layFibre, placeIctSites } from './ict.ts';
import { layKabupatenRoads, layProvincialRoads } from './roads.ts';
import { coastRecords, riverRecords, traceRivers } from './water.ts';
import { drawHazards, drawLandUse } from './zones.ts';

export { parseKecamatanFacts, type KecamatanFacts } from './facts.ts';
export type * from './records.ts';
export type { KnownData, KnownRegion, SampleRequest } from './request.ts';

/** For a region of which there are only the facts. */
export const NOTHING_KNOWN: KnownData = { regions: null, facilityKinds: [], infrastructureKinds: [] };

export interface Sample {
  datasets: SampleDataset[];
}

/**
 * The sample of a region: every layer that real data does not give, made up from the facts of its kecamatan. The same
 * request gives the same answer, to the last digit; nothing reads a clock. Throws when facts and desa codes do not fit.
 */
export function generateSample(request: SampleRequest): Sample {
  const { profile, facts, known, today, seed = 1 } = request;
  const names = readDesaNames(profile.code);
  const named = new Set(names.map(({ kecamatan }) => kecamatan));
  const strange = facts.filter(({ code }) => !named.has(code)).map(({ code }) => code);
  if (facts.length !== named.size || strange.length > 0)
    throw new Error(
      `sample: facts of ${facts.length} kecamatan, codes of ${named.size}; unknown: ${strange.join(', ')}`,
    );
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
  const coast = invented ? invented.coast : territory.coastLines.map((line) => ({ own: true, line }));
  if (coast.length > 0 && !known.infrastructureKinds.includes('coast'))
    datasets.push({
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.coast,
        title: 'Garis pantai',
        family: 'infrastructure',
        abstract: 'Garis pantai buatan menurut batas wilayah.',
      }),
      layer: 'infrastructure',
      records: coastRecords(coast, territory, SAMPLE_DATASETS.coast),
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
  // Projects need roads even where those of the kabupaten are known: they keep to the sample's own then.
  const roads = layKabupatenRoads(territory, seed, SAMPLE_DATASETS.kabupatenRoads);
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
      records: roads.map((road) => road.record),
    });

  const sites: ProjectSite[] = [...(known.projectSites ?? [])];
  for (const kind of plannedKinds(known.facilityKinds)) {
    const id = facilityDatasetId(kind);
    const records = placeFacilities(kind, territory, seed, id);
    for (const { name, region, position, ...record } of records)
      if (position) sites.push({ id: record.id, kind, name, region, position: position.coordinates as Position });
    datasets.push({
      dataset: describe(origin, {
        id,
        title: FACILITY_TITLES[kind] ?? kind,
        family: 'facility',
        abstract: 'Fasilitas buatan di dalam desa, jumlahnya menurut penduduk.',
      }),
      layer: 'facility',
      records,
    });
  }

  const dryKecamatan = facts.every(({ drought }) => drought === null)
    ? null
    : new Set(facts.flatMap(({ code, drought }) => (drought === true ? [code] : [])));
  const zones = { territory, outline, riverLines, dryKecamatan, seed };
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
    {
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.ictSites,
        title: 'Simpul jaringan TIK',
        family: 'infrastructure',
        abstract:
          'Kantor perangkat daerah pada jaringan buatan, pusat data dan pusat kendali jaringannya, dengan jenis sambungan dan kondisi.',
        classification: 'dikecualikan',
      }),
      layer: 'infrastructure',
      records: placeIctSites(territory, seed, SAMPLE_DATASETS.ictSites),
    },
    {
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.fibre,
        title: 'Serat optik',
        family: 'infrastructure',
        abstract: 'Jaringan serat optik buatan antara pusat kecamatan.',
        classification: 'dikecualikan',
      }),
      layer: 'infrastructure',
      records: layFibre(territory, seed, SAMPLE_DATASETS.fibre),
    },
    {
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.permits,
        title: 'Perizinan',
        family: 'permit',
        abstract: 'Izin buatan dari semua jenis dan status; pemohon tidak ada.',
        flaws: ['Pemohon bernomor, tanpa NIK, NPWP, telepon dan alamat.'],
      }),
      layer: 'permit',
      ...issuePermits(territory, seed, today, SAMPLE_DATASETS.permits),
    },
    {
      dataset: describe(origin, {
        id: SAMPLE_DATASETS.projects,
        title: 'Proyek pembangunan',
        family: 'project',
        abstract: 'Proyek buatan empat tahun anggaran dari semua status, sebagian besar jalan, sekolah dan kesehatan.',
        flaws: ['Penyedia, kode RUP dan kode tender buatan.'],
      }),
      layer: 'project',
      ...planProjects({ territory, roads, sites, seed, today, dataset: SAMPLE_DATASETS.projects }),
    },
  );
  return { datasets };
}
