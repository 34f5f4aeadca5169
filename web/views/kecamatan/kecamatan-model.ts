import type { AnswerOf } from '#contract';
import type { RegionCode } from '#model/region';
import type { DatasetItem } from '#contract';
import type { ServiceStandard } from '#model/standard';
import { cautionsOf, type DataCaution } from '../../worker/data-cautions.ts';

export type GapsAnswer = AnswerOf<'gaps'>;
export type GapItem = GapsAnswer['items'][number];

/** One rule held against one kecamatan, with its place among all. */
export interface Finding {
  readonly standard: ServiceStandard;
  readonly item: GapItem;
  readonly kind: 'lacking' | 'enough' | 'out-of-reach' | 'missing';
  /** 1 is the worst; null where nothing can be ranked. */
  readonly rank: number | null;
  readonly isTied: boolean;
  readonly total: number;
  readonly isSample: boolean;
  readonly inputs: GapsAnswer['inputs'];
  /** Known flaws of the facility datasets that the finding rests on. */
  readonly cautions: readonly DataCaution[];
}

/** Rules that say most about a kecamatan, in the order in which people ask; those that are not loaded are left out. */
export const TOLD_STANDARDS = [
  'SNI-EDU-SMP',
  'SNI-EDU-SD',
  'SNI-KES-PKM',
  'PMK-PKM-KEC',
  'SNI-KES-POSY',
  'SNI-EDU-SMA',
] as const;

/** Share of people out of reach that is worth telling; below it, distance is no finding of its own. */
const OUT_OF_REACH = 0.1;

/** What an answer says about one kecamatan; null when the kecamatan is not in it. */
export function findingOf(answer: GapsAnswer, code: RegionCode, datasets: readonly DatasetItem[]): Finding | null {
  const item = answer.items.find((candidate) => candidate.region.code === code);
  if (!item) return null;
  const common = {
    standard: answer.standard,
    item,
    total: answer.items.length,
    isSample: answer.sample,
    inputs: answer.inputs,
    cautions: cautionsOf(answer.inputs, datasets),
  };
  if (item.available === null) return { ...common, kind: 'missing', rank: null, isTied: false };
  if (item.gap !== null && item.gap > 0)
    return {
      ...common,
      kind: 'lacking',
      ...rankOf(
        answer.items.map((other) => other.gap),
        item.gap,
      ),
    };
  if (item.servedShare !== null && 1 - item.servedShare > OUT_OF_REACH)
    return {
      ...common,
      kind: 'out-of-reach',
      ...rankOf(
        answer.items.map((other) => (other.servedShare === null ? null : 1 - other.servedShare)),
        1 - item.servedShare,
      ),
    };
  return { ...common, kind: 'enough', rank: null, isTied: false };
}

/** Flaws that speak of a region by its name, whatever the spelling of its parts. */
export function flawsNaming(caution: DataCaution, name: string): string[] {
  const squeezed = (text: string): string => text.toLowerCase().replaceAll(' ', '');
  return caution.flaws.filter((flaw) => squeezed(flaw).includes(squeezed(name)));
}

function rankOf(values: readonly (number | null)[], own: number): { rank: number; isTied: boolean } {
  return {
    rank: 1 + values.filter((value) => value !== null && value > own).length,
    isTied: values.filter((value) => value === own).length > 1,
  };
}

/** The table of a kecamatan for machines: one row per rule, decimal point, empty for "not known". */
export function profileCsv(findings: readonly Finding[]): string {
  const header =
    'kode_kemendagri,nama,standar,peraturan,penduduk,kebutuhan,tersedia,kekurangan,bagian_terjangkau,contoh';
  const rows = findings.map(({ standard, item, isSample }) =>
    [
      `"${item.region.code}"`,
      `"${item.region.name}"`,
      standard.id,
      `"${standard.regulation.replaceAll('"', '""')}"`,
      item.population ?? '',
      item.need ?? '',
      item.available ?? '',
      item.gap ?? '',
      item.servedShare?.toFixed(4) ?? '',
      isSample ? 'ya' : 'tidak',
    ].join(','),
  );
  return [header, ...rows].join('\r\n') + '\r\n';
}
