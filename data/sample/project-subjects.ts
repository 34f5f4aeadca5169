import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import { lineLengthMetres, pointAt, roundTo } from './plane.ts';
import type { Random } from './random.ts';
import type { ProjectRecord } from './records.ts';
import type { SampleRoad } from './roads.ts';
import type { SampleDesa, Territory } from './territory.ts';

/** Something that a project may be about: a school, a health post. */
export interface ProjectSite {
  id: string;
  kind: FacilityKind;
  name: string;
  region: string;
  position: Position;
}

/** What a project is about and where. */
export interface Subject {
  name: string;
  description: string;
  sector: ProjectRecord['sector'];
  opd: string;
  origin: ProjectRecord['origin'];
  fundingSource: ProjectRecord['fundingSource'];
  subActivityCode: string;
  assetCode: string | null;
  volume: number | null;
  unit: ProjectRecord['unit'];
  costRupiah: number;
  accuracy: ProjectRecord['accuracy'];
  geometry: ProjectRecord['geometry'];
  shares: [region: string, share: number][];
  landStatus: ProjectRecord['landStatus'];
}

/** Gives out subjects one after the other, each road stretch and site once. */
export function subjectsOf(
  territory: Territory,
  roads: readonly SampleRoad[],
  sites: readonly ProjectSite[],
  random: Random,
): () => Subject {
  const roadQueue = random.shuffled(roads.filter((road) => road.record.condition !== 'good'));
  const schools = random.shuffled(sites.filter(({ kind }) => kind === 'sd' || kind === 'smp'));
  const health = random.shuffled(
    sites.filter(({ kind }) => kind === 'puskesmas' || kind === 'pustu' || kind === 'posyandu'),
  );
  return () => {
    const kind = random.pickWeighted([
      ['road', roadQueue.length > 0 ? 46 : 0],
      ['school', schools.length > 0 ? 18 : 0],
      ['health', health.length > 0 ? 14 : 0],
      ['water', 9],
      ['area', 6],
      ['office', 7],
    ] as const);
    const common = {
      ...purseOf(kind, random),
      landStatus: random.pickWeighted([
        ['aset_pemda', 78],
        ['perlu_pengadaan', 17],
        ['sengketa', 5],
      ] as const),
    };
    const desa = random.pick(territory.desa);
    if (kind === 'road') return { ...common, ...roadSubject(roadQueue.pop()!, territory, random) };
    if (kind === 'school') return { ...common, ...schoolSubject(schools.pop()!, random) };
    if (kind === 'health') return { ...common, ...healthSubject(health.pop()!, random) };
    if (kind === 'water') return { ...common, ...waterSubject(desa, territory, random) };
    if (kind === 'area') return { ...common, ...areaSubject(desa, territory, random) };
    return { ...common, ...officeSubject(desa, random) };
  };
}

type Placed = Omit<Subject, 'origin' | 'fundingSource' | 'landStatus'>;

function purseOf(kind: string, random: Random): Pick<Subject, 'origin' | 'fundingSource'> {
  const fundingSource = random.pickWeighted([
    ['APBD', 52],
    ['DAK_FISIK', kind === 'school' || kind === 'health' || kind === 'road' ? 18 : 4],
    ['BANKEU_PROV', 12],
    ['APBN', 5],
    ['DANA_DESA', kind === 'road' || kind === 'water' ? 9 : 3],
    ['CSR', 3],
    ['KPBU', 2],
  ] as const);
  const origin =
    fundingSource === 'APBN'
      ? 'PUSAT'
      : fundingSource === 'BANKEU_PROV'
        ? 'PROV'
        : fundingSource === 'CSR'
          ? 'HIBAH'
          : random.pickWeighted([
              ['MUSRENBANG_DESA', 30],
              ['MUSRENBANG_KEC', 25],
              ['POKIR', 15],
              ['RENJA', 30],
            ] as const);
  return { fundingSource, origin };
}

/** Repair of a stretch of a sample road; its length is shared out to the kecamatan that it runs through. */
function roadSubject(road: SampleRoad, territory: Territory, random: Random): Placed {
  const line = road.line;
  const part = random.chance(0.35)
    ? line
    : line.slice(0, Math.max(2, Math.round(line.length * random.between(0.35, 0.9))));
  const km = lineLengthMetres(part) / 1000;
  const isWorst = road.record.condition === 'heavy-damage';
  return {
    name: `${isWorst ? 'Rekonstruksi' : 'Pemeliharaan Berkala'} ${road.record.name} (contoh)`,
    description: 'Perbaikan perkerasan dan bahu jalan.',
    sector: 'roads',
    opd: 'Dinas Pekerjaan Umum dan Tata Ruang',
    subActivityCode: isWorst ? '1.03.10.2.01.0009' : '1.03.10.2.01.0012',
    assetCode: road.record.code,
    volume: roundTo(km, 3),
    unit: 'km',
    costRupiah: km * (isWorst ? 2.9e9 : 0.9e9) * random.between(0.8, 1.25),
    accuracy: 'ruas',
    geometry: { type: 'LineString', coordinates: part },
    shares: lengthShares(part, territory),
  };
}

/** Shares of a line's length per kecamatan, four decimals, summing to 1. */
function lengthShares(line: readonly Position[], territory: Territory): [string, number][] {
  const lengths = new Map<string, number>();
  let total = 0;
  let near = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    near = territory.mosaic.cellAt(territory.plane.toPlane([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]), near);
    const index = territory.desaOfCell[near]!;
    if (index < 0) continue;
    const { code } = territory.desa[index]!.kecamatan;
    const length = lineLengthMetres([a, b]);
    lengths.set(code, (lengths.get(code) ?? 0) + length);
    total += length;
  }
  const shares = [...lengths]
    .map(([code, length]): [string, number] => [code, roundTo(length / total, 4)])
    .filter(([, share]) => share >= 0.02)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  shares[0]![1] = roundTo(1 - shares.slice(1).reduce((sum, [, share]) => sum + share, 0), 4);
  return shares;
}

function schoolSubject(site: ProjectSite, random: Random): Placed {
  const rooms = random.integer(2, 6);
  const isRepair = random.chance(0.65);
  return {
    name: `${isRepair ? 'Rehabilitasi' : 'Pembangunan'} ${rooms} Ruang Kelas ${site.name} (contoh)`,
    description: 'Ruang kelas beserta perabot.',
    sector: 'education',
    opd: 'Dinas Pendidikan',
    subActivityCode: site.kind === 'sd' ? '1.01.02.2.01.0003' : '1.01.02.2.02.0003',
    assetCode: site.id,
    volume: rooms,
    unit: 'classroom',
    costRupiah: rooms * (isRepair ? 130e6 : 260e6) * random.between(0.85, 1.2),
    ...pointOf(site),
  };
}

function healthSubject(site: ProjectSite, random: Random): Placed {
  return {
    name: `Peningkatan Bangunan ${site.name} (contoh)`,
    description: 'Perluasan dan perbaikan bangunan layanan kesehatan.',
    sector: 'health',
    opd: 'Dinas Kesehatan',
    subActivityCode: '1.02.02.2.01.0006',
    assetCode: site.id,
    volume: 1,
    unit: 'unit',
    costRupiah: (site.kind === 'puskesmas' ? 2.4e9 : site.kind === 'pustu' ? 550e6 : 160e6) * random.between(0.7, 1.4),
    ...pointOf(site),
  };
}

function pointOf(site: ProjectSite): Pick<Placed, 'accuracy' | 'geometry' | 'shares'> {
  return { accuracy: 'titik', geometry: pointAt(site.position), shares: [[site.region.slice(0, 8), 1]] };
}

function waterSubject(desa: SampleDesa, territory: Territory, random: Random): Placed {
  const homes = random.integer(60, 400);
  return {
    name: `Sistem Penyediaan Air Minum Desa ${desa.name} (contoh)`,
    description: `Sumur, menara dan pipa untuk sekitar ${homes} rumah.`,
    sector: 'water',
    opd: 'Dinas Perumahan dan Kawasan Permukiman',
    subActivityCode: '1.03.03.2.01.0005',
    assetCode: null,
    volume: 1,
    unit: 'unit',
    costRupiah: homes * 4.5e6,
    accuracy: 'titik',
    geometry: pointAt(territory.placeIn(desa, random, 0.4)),
    shares: [[desa.kecamatan.code, 1]],
  };
}

/** Works on a plot of land: the plot is an irregular ring around a place in the desa. */
function areaSubject(desa: SampleDesa, territory: Territory, random: Random): Placed {
  const { plane } = territory;
  const [x, y] = plane.toPlane(territory.placeIn(desa, random, 0.4));
  const radius = random.between(0.05, 0.12);
  const ring = Array.from({ length: 9 }, (_, corner): Position => {
    const angle = (corner / 9) * 2 * Math.PI;
    const reach = radius * random.between(0.75, 1.2);
    return plane.toPosition([x + reach * Math.cos(angle), y + reach * Math.sin(angle)]);
  });
  ring.push(ring[0]!);
  const squareMetres = Math.round(Math.PI * (radius * 1000) ** 2);
  return {
    name: `Penataan Kawasan Permukiman ${desa.name} (contoh)`,
    description: 'Jalan lingkungan, drainase dan ruang terbuka.',
    sector: 'open-space',
    opd: 'Dinas Perumahan dan Kawasan Permukiman',
    subActivityCode: '1.04.03.2.02.0004',
    assetCode: null,
    volume: squareMetres,
    unit: 'm2',
    costRupiah: squareMetres * 90_000,
    accuracy: 'bidang',
    geometry: { type: 'Polygon', coordinates: [ring] },
    shares: [[desa.kecamatan.code, 1]],
  };
}

/** A proposal of which only the desa is known, or not even that. */
function officeSubject(desa: SampleDesa, random: Random): Placed {
  const isVague = random.chance(0.3);
  return {
    name: isVague ? 'Pengadaan Sarana Persampahan (contoh)' : `Rehabilitasi Balai Desa ${desa.name} (contoh)`,
    description: isVague ? 'Lokasi belum ditetapkan.' : 'Perbaikan atap dan ruang layanan.',
    sector: isVague ? 'waste' : 'government',
    opd: isVague ? 'Dinas Lingkungan Hidup' : 'Dinas Pemberdayaan Masyarakat dan Desa',
    subActivityCode: isVague ? '2.11.11.2.01.0006' : '2.13.04.2.01.0003',
    assetCode: null,
    volume: isVague ? null : 1,
    unit: isVague ? null : 'unit',
    costRupiah: random.integer(120, 900) * 1e6,
    accuracy: isVague ? 'tidak_diketahui' : 'desa',
    geometry: null,
    shares: [[isVague ? desa.kecamatan.code : desa.code, 1]],
  };
}
