// All 424 reports of the desa of a kabupaten as one ZIP, from the answers of the engine to the last byte.
import { readFileSync } from 'node:fs';
import type { Explanation } from '#analysis';
import type { DatasetItem, RegionItem } from '#contract';
import type { Polygonal, Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import { STANDARDS } from '../../data/standards/index.ts';
import { createFormat } from '../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../web/i18n/messages.ts';
import { WORKSPACE_INDONESIAN } from '../../web/i18n/workspace/indonesian.ts';
import { reportModelOf, worstReplies, type ReportSource } from '../../web/report/report-data.ts';
import { reportMapOf, type MapSource } from '../../web/report/report-map.ts';
import { MAP_SIZE } from '../../web/report/report-page.ts';
import type { ReportColours } from '../../web/report/report-pdf.ts';
import { createReportPrinter } from '../../web/report/report-printer.ts';
import { reportFileName } from '../../web/report/report-run.ts';
import { reportStandards } from '../../web/report/report-services.ts';
import { reportTextOf } from '../../web/report/report-words.ts';
import { unpackWoff } from '../../web/report/woff.ts';
import type { BoundaryFeatures, GapsReply } from '../../web/worker/questions.ts';
import type { BenchResult } from './result.ts';

const DESA = 424;
const ACROSS = 22;
const SIZE_DEGREES = 0.018;
/** Corners on each side of an outline, as many as a simplified border has. */
const CORNERS = 24;
const NOW = new Date('2026-11-24T03:30:00Z');

const kecamatanOf = (at: number): RegionCode => `32.99.${String(1 + Math.floor(at / 11)).padStart(2, '0')}`;
const codeOf = (at: number): RegionCode => `${kecamatanOf(at)}.${2001 + (at % 11)}`;

export async function bench(): Promise<BenchResult[]> {
  const source = madeSource();
  const ground = madeGround(source.regions);
  const t = createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN });
  const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
  const font = (weight: number): Uint8Array =>
    unpackWoff(readFileSync(`node_modules/@fontsource/encode-sans/files/encode-sans-latin-${weight}-normal.woff`));
  const printer = createReportPrinter(async () => ({ regular: font(400), semibold: font(600), bold: font(700) }));

  const begun = performance.now();
  await printer.beginRun('zip', 'semua desa', { colours: printColours(), language: 'id', now: NOW });
  for (let at = 0; at < DESA; at++) {
    const code = codeOf(at);
    const explanations = new Map(
      worstReplies(source, code).map((reply) => [reply.question.standard.id, madeExplanation(code, reply)]),
    );
    const model = reportModelOf(source, code, explanations);
    const map = reportMapOf(ground, code, MAP_SIZE);
    const text = reportTextOf(t, format, model, {
      regionName: 'Kabupaten Contoh',
      address: `https://jangkau.example/rapor/${code}`,
      now: NOW,
    });
    await printer.addReport({ text, map, scaleLabel: format.ruleDistance(map.scale.metres) }, reportFileName(model));
  }
  const zip = await printer.finishRun('');
  const seconds = (performance.now() - begun) / 1000;
  return [
    {
      name: 'rapor-424',
      unit: 's',
      ours: Number(seconds.toFixed(1)),
      other: null,
      otherName: null,
      ratio: null,
      note: `${(DESA / seconds).toFixed(1)} pages/s on one thread, ${(zip.length / 1e6).toFixed(1)} MB; model, words, map, PDF and ZIP, without the engine's explanations`,
    },
  ];
}

/** Eleven rules answered for every desa; what stands where depends on the number of the desa. */
function madeSource(): ReportSource {
  const population = (at: number): number => 2_000 + ((at * 977) % 9_000);
  const desa = Array.from({ length: DESA }, (_, at) => regionItem(codeOf(at), `Karangsembung ${at}`, kecamatanOf(at)));
  const kecamatan = [...new Set(desa.map((item) => item.parent!))].map((code) =>
    regionItem(code, `Suranenggala ${code}`, null),
  );
  const replies = reportStandards(STANDARDS, 'desa').map((standard, rule): GapsReply => {
    const items = desa.map((item, at) => {
      const people = population(at);
      const { ratio, perRegion } = standard.tests;
      const need = ratio ? Math.ceil(people / ratio.peoplePerUnit) : perRegion ? 1 : null;
      const available = (at + rule) % 4;
      const servedPeople = Math.round(people * (((at * 7 + rule * 3) % 100) / 100));
      return {
        region: { code: item.code, name: item.name, level: 'desa' },
        population: people,
        need,
        available,
        gap: need === null ? null : need - available,
        servedShare: servedPeople / people,
        servedPeople,
        unplaced: 0,
        travel: { reachedShare: 0.93, reachedPeople: people, bands: [people, 0, 0, 0, 0] },
      };
    });
    const input = (dataset: string, role: string) => ({
      dataset,
      title: `Data ${dataset}`,
      producer: 'Dinas Contoh',
      date: '2024-12',
      status: 'contoh',
      role,
      records: 1,
    });
    return {
      question: { standard, level: 'desa' },
      items,
      inputs: [input('penduduk', 'population'), input(`fasilitas ${rule}`, 'facilities')],
      estimated: [],
      cellMetres: 100,
      weighted: true,
      travel: {
        mode: 'motorcycle',
        path: 'straight',
        minutes: 30,
        isSample: false,
        speedKmh: { least: 30, most: 30 },
        unplacedPeople: 0,
      },
    } as unknown as GapsReply;
  });
  return {
    level: 'desa',
    replies,
    regions: [...kecamatan, ...desa],
    datasets: [
      {
        id: 'batas',
        title: 'Batas',
        producer: 'Badan Contoh',
        family: 'region',
        date: '2022',
        status: 'contoh',
        records: 1,
      } as DatasetItem,
    ],
  };
}

function regionItem(code: RegionCode, name: string, parent: RegionCode | null): RegionItem {
  const level = code.length > 8 ? 'desa' : 'kecamatan';
  return {
    code,
    name,
    level,
    kind: level,
    parent,
    own: true,
    bpsCode: null,
    aliases: [],
    areaKm2: 2.5,
    population: null,
    bbox: [108, -7, 109, -6],
    labelPoint: [108.5, -6.5],
    dataset: 'batas',
  };
}

function madeExplanation(code: RegionCode, { question }: GapsReply): Explanation {
  const kind = question.standard.facilityKinds[0]!;
  return {
    place: { code, name: code, level: 'desa', parentName: null, population: null, position: null },
    authority: question.standard.authority,
    findings: [],
    bands: null,
    alternatives: [1, 2, 3].map((at) => ({
      id: `${at}`,
      name: `Satuan Contoh ${at} Karangsembung`,
      kind,
      region: code,
      own: at < 3,
      position: [108, -7] as Position,
      distanceMetres: 900 * at,
      minutes: 3 * at,
    })),
    projects: [],
    remedies: ['build-facility'],
    missingKinds: [],
    missingUnits: 1,
  };
}

/** Desa as a sheet of squares with uneven edges, eleven to a kecamatan, and 2,600 facilities. */
function madeGround(regions: readonly RegionItem[]): MapSource {
  const desa = regions.filter((region) => region.level === 'desa');
  const squareAt = (at: number): Polygonal =>
    outline(108 + (at % ACROSS) * SIZE_DEGREES, -7 + Math.floor(at / ACROSS) * SIZE_DEGREES, 1);
  const facilities = 2_600;
  const kinds = reportStandards(STANDARDS, 'desa').flatMap((standard) => standard.facilityKinds);
  return {
    kabupaten: { type: 'FeatureCollection', features: [] },
    kecamatan: collection(
      regions
        .filter((region) => region.level === 'kecamatan')
        .map((region, at) => [
          region,
          outline(108 + (at % 2) * 11 * SIZE_DEGREES, -7 + Math.floor(at / 2) * SIZE_DEGREES, 11),
        ]),
    ),
    desa: collection(desa.map((region, at) => [region, squareAt(at)])),
    facilities: {
      kind: Array.from({ length: facilities }, (_, at) => kinds[at % kinds.length]!),
      longitude: Array.from({ length: facilities }, (_, at) => 108 + ((at * 0.61803) % 1) * ACROSS * SIZE_DEGREES),
      latitude: Array.from(
        { length: facilities },
        (_, at) => -7 + ((at * 0.75488) % 1) * (DESA / ACROSS) * SIZE_DEGREES,
      ),
    },
    kinds: new Set(kinds),
  };
}

function outline(west: number, south: number, wide: number): Polygonal {
  const uneven = (at: number): number => Math.sin(at * 12.9898) * SIZE_DEGREES * 0.06;
  const side = (from: Position, to: Position, shift: number): Position[] =>
    Array.from({ length: CORNERS }, (_, at) => [
      from[0] + ((to[0] - from[0]) * at) / CORNERS + uneven(at + shift),
      from[1] + ((to[1] - from[1]) * at) / CORNERS + uneven(at * 3 + shift),
    ]);
  const [east, north] = [west + wide * SIZE_DEGREES, south + SIZE_DEGREES];
  const ring = [
    ...side([west, south], [east, south], 1),
    ...side([east, south], [east, north], 2),
    ...side([east, north], [west, north], 3),
    ...side([west, north], [west, south], 4),
  ];
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
}

function collection(given: readonly (readonly [RegionItem, Polygonal])[]): BoundaryFeatures {
  return {
    type: 'FeatureCollection',
    features: given.map(([{ code, name }, geometry]) => ({ type: 'Feature', properties: { code, name }, geometry })),
  };
}

/** The colours of print out of the tokens; the theme of the map reads them through the bundler, which is not here. */
function printColours(): ReportColours {
  const css = readFileSync('web/ui/tokens.css', 'utf8');
  const print = css.slice(css.indexOf('@media print'));
  const colour = (token: string): string =>
    (new RegExp(`${token}:\\s*(#[0-9a-f]+)`).exec(print) ?? new RegExp(`${token}:\\s*(#[0-9a-f]+)`).exec(css))![1]!;
  return {
    ink: colour('--ink'),
    ink2: colour('--ink-2'),
    ink3: colour('--ink-3'),
    action: colour('--action'),
    sample: colour('--sample'),
    surface: colour('--surface'),
    land: colour('--map-land'),
    region: colour('--map-region'),
    regionLine: colour('--map-line-region'),
    innerLinePlain: colour('--map-line-inner-plain'),
    neighbourLine: colour('--map-neighbour-line'),
    neighbourText: colour('--map-neighbour-text'),
    noDataHatch: colour('--no-data-hatch'),
    sequential: [0, 1, 2, 3, 4, 5].map((at) => colour(`--seq-${at}`)),
    categories: [1, 2, 3, 4, 5, 6].map((at) => colour(`--cat-${at}`)),
  };
}
