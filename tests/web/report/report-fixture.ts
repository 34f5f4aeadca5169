import { readFileSync } from 'node:fs';
import type { DatasetItem, RegionItem } from '#contract';
import type { Explanation } from '#analysis';
import type { ServiceStandard } from '#model/standard';
import { STANDARDS } from '../../../data/standards/index.ts';
import type { GapsReply } from '../../../web/worker/questions.ts';
import type { SheetFonts } from '../../../web/report/pdf-sheet.ts';
import type { ReportSource } from '../../../web/report/report-data.ts';
import { unpackWoff } from '../../../web/report/woff.ts';

export const standardOf = (id: string): ServiceStandard => STANDARDS.find((standard) => standard.id === id)!;

interface Given {
  readonly available: number | null;
  readonly servedPeople?: number | null;
  readonly reachedShare?: number | null;
  readonly status?: 'terbuka' | 'contoh';
  /** Kemenag schools of the kind are in the data unless told. */
  readonly kemenagCount?: number | null;
}

export const region = (code: string, name: string, parent: string | null): RegionItem => ({
  code,
  name,
  level: code.length > 8 ? 'desa' : 'kecamatan',
  kind: code.length > 8 ? 'desa' : 'kecamatan',
  parent,
  own: true,
  bpsCode: null,
  aliases: [],
  areaKm2: 21.53,
  population: null,
  bbox: [108, -7, 108.1, -6.9],
  labelPoint: [108.05, -6.95],
  dataset: 'outlines',
});

const dataset = (id: string, family: DatasetItem['family'], status: DatasetItem['status'] = 'terbuka') =>
  ({ id, title: `Data ${id}`, producer: 'Dinas Contoh', family, date: '2024-12', status, records: 5 }) as DatasetItem;

/** The reply of one rule for one region, by the same arithmetic as the engine. */
export function replyOf(id: string, code: string, population: number | null, given: Given): GapsReply {
  const standard = standardOf(id);
  const { ratio, perRegion } = standard.tests;
  const need =
    population === null || population === 0
      ? null
      : ratio
        ? Math.ceil(population / ratio.peoplePerUnit)
        : perRegion
          ? 1
          : null;
  const { available, servedPeople = null, reachedShare = null, status = 'terbuka', kemenagCount = 3 } = given;
  const item = {
    region: { code, name: 'Wilayah', level: 'kecamatan' },
    population,
    need,
    available,
    gap: need === null || available === null ? null : need - available,
    servedShare: servedPeople === null || !population ? null : servedPeople / population,
    servedPeople,
    unplaced: 0,
    travel: reachedShare === null ? null : { reachedShare, reachedPeople: 0, bands: [0, 0, 0, 0, 0] },
  };
  return {
    question: { standard, level: code.length > 8 ? 'desa' : 'kecamatan' },
    items: [item],
    inputs: [
      {
        dataset: 'people',
        title: 'Penduduk',
        producer: 'Dukcapil',
        date: '2024-12',
        status: 'terbuka',
        role: 'population',
        records: 1,
      },
      {
        dataset: `points-${id}`,
        title: `Titik ${id}`,
        producer: 'Dinas',
        date: null,
        status,
        role: 'facilities',
        records: 1,
      },
    ],
    estimated: [],
    kemenagCount,
    cellMetres: 100,
    weighted: false,
    travel:
      reachedShare === null
        ? null
        : {
            mode: 'motorcycle',
            path: 'straight',
            minutes: 30,
            isSample: false,
            speedKmh: { least: 30, most: 30 },
            unplacedPeople: 0,
          },
  } as unknown as GapsReply;
}

export function sourceOf(replies: readonly GapsReply[], regions: readonly RegionItem[]): ReportSource {
  return {
    level: regions[0]!.level as ReportSource['level'],
    replies,
    regions,
    datasets: [dataset('outlines', 'region'), dataset('plans', 'project', 'contoh')],
  };
}

export const explanation = (over: Partial<Explanation> = {}): Explanation => ({
  place: { code: '32.99.01', name: 'Wilayah', level: 'kecamatan', parentName: null, population: 58908, position: null },
  authority: ['kabupaten'],
  findings: [],
  bands: null,
  alternatives: [
    {
      id: 'a',
      name: 'SMPN 1 Contoh',
      kind: 'smp',
      region: '32.99.01',
      own: true,
      position: [108, -7],
      distanceMetres: 2140,
      minutes: 5.4,
    },
    {
      id: 'b',
      name: 'SMP Seberang',
      kind: 'smp',
      region: '32.10.01',
      own: false,
      position: [108, -7],
      distanceMetres: 3000,
      minutes: null,
    },
  ],
  projects: [
    {
      id: 'p',
      name: 'Ruang kelas baru SMPN 1 Contoh',
      status: 'kontrak',
      fiscalYear: 2026,
      ceilingRupiah: 1_250_000_000,
      distanceMetres: 2140,
      relation: 'same-kind',
      sample: true,
    },
  ],
  remedies: ['build-facility'],
  missingKinds: [],
  missingUnits: 8,
  ...over,
});

const file = (weight: number): Uint8Array =>
  unpackWoff(readFileSync(`node_modules/@fontsource/encode-sans/files/encode-sans-latin-${weight}-normal.woff`));
export const loadFonts = (): SheetFonts => ({ regular: file(400), semibold: file(600), bold: file(700) });
