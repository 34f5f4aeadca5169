// Annex of the minutes of a musrenbang (lampiran berita acara): what was ranked, by which weights, from which versions of the data.
import writeSheet, { type Row } from 'write-excel-file/node';
import { BYTE_ORDER_MARK, csvCell } from '#model/csv';
import { Criterion, type AreaCeiling, type RankedProject, type WeightVersion } from '#model/planning';
import english from './words/annex.en.json' with { type: 'json' };
import indonesian from './words/annex.id.json' with { type: 'json' };

const WORDS = { id: indonesian, en: english } as const;
export type AnnexLanguage = keyof typeof WORDS;

/** The list of one kecamatan; its parts sum to the planned money of `ceiling`. */
export interface AnnexList {
  /** Under contract already, and so not in the list; part of the sum. */
  readonly boundRupiah: number;
  readonly ceiling: Pick<
    AreaCeiling,
    'kecamatan' | 'name' | 'ceilingRupiah' | 'plannedRupiah' | 'overRupiah' | 'source' | 'sample'
  > | null;
  readonly items: readonly Pick<
    RankedProject,
    | 'rank'
    | 'id'
    | 'name'
    | 'opd'
    | 'field'
    | 'rupiah'
    | 'partRupiah'
    | 'cumulativeRupiah'
    | 'over'
    | 'score'
    | 'parts'
    | 'gainedPeople'
    | 'sample'
  >[];
}
export interface Annex {
  readonly region: string;
  readonly year: number;
  /** `YYYY-MM-DD`, in the region. */
  readonly date: string;
  readonly weights: WeightVersion;
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    readonly version: number;
    readonly date: string | null;
    readonly sample: boolean;
  }[];
  /** By kecamatan; without one (`ceiling` null) what lies in none. */
  readonly lists: readonly AnnexList[];
}

type Cell = string | number | null;
interface Line {
  readonly cells: readonly Cell[];
  readonly isBold: boolean;
}
const line = (...cells: Cell[]): Line => ({ cells, isBold: false });
const bold = (...cells: Cell[]): Line => ({ cells, isBold: true });
const inFour = (share: number | null): Cell => (share === null ? null : Math.round(share * 10_000) / 10_000);

function linesOf(annex: Annex, language: AnnexLanguage): Line[] {
  const words = WORDS[language];
  const { weights, sources, lists } = annex;
  const isSample = sources.some(({ sample }) => sample) || lists.some(({ ceiling }) => ceiling?.sample);
  const mark = (sample: boolean) => (sample ? words.sample : null);
  const sums = lists.map(({ items, boundRupiah }) =>
    items.reduce((sum, { partRupiah }) => sum + (partRupiah ?? 0), boundRupiah),
  );
  return [
    bold(words.title),
    ...(isSample ? [bold(words.sampleNotice)] : []),
    line(words.region, annex.region),
    line(words.year, annex.year),
    line(words.date, annex.date),
    line(words.weights, weights.version),
    ...Criterion.options.map((criterion) => line(words[criterion], inFour(weights.weights[criterion]))),
    line(words.weightsReason, weights.reason === 'default' ? words.defaultReason : weights.reason),
    line(words.method),
    line(),
    bold(words.sources, words.version, words.dataDate, words.id, words.note),
    ...sources.map(({ id, title, version, date, sample }) => line(title, version, date, id, mark(sample))),
    line(),
    bold(
      words.kecamatan,
      words.rank,
      words.id,
      words.name,
      words.opd,
      words.field,
      words.rupiah,
      words.partRupiah,
      words.cumulative,
      words.overCeiling,
      words.score,
      ...Criterion.options.map((criterion) => words[criterion]),
      words.gainedPeople,
      words.note,
    ),
    ...lists.flatMap(({ ceiling, items }, index) => [
      ...items.map((item) =>
        line(
          ceiling?.name ?? words.withoutKecamatan,
          item.rank,
          item.id,
          item.name,
          item.opd,
          words[item.field],
          item.rupiah,
          item.partRupiah,
          item.cumulativeRupiah,
          item.over ? words.yes : words.no,
          inFour(item.score),
          ...Criterion.options.map((criterion) => inFour(item.parts[criterion])),
          item.gainedPeople,
          mark(item.sample),
        ),
      ),
      ...(lists[index]!.boundRupiah > 0
        ? [
            line(
              words.bound,
              null,
              null,
              ceiling?.name ?? words.withoutKecamatan,
              null,
              null,
              null,
              lists[index]!.boundRupiah,
            ),
          ]
        : []),
      bold(words.subtotal, null, null, ceiling?.name ?? words.withoutKecamatan, null, null, null, sums[index]!),
      ...(ceiling
        ? [
            line(
              words.ceiling,
              null,
              null,
              ceiling.name,
              null,
              null,
              null,
              ceiling.ceilingRupiah,
              mark(ceiling.sample),
            ),
            line(words.excess, null, null, ceiling.name, null, null, null, ceiling.overRupiah),
            ...(ceiling.source === null ? [] : [line(words.ceilingSource, null, null, ceiling.source)]),
          ]
        : []),
    ]),
    bold(
      words.total,
      ...Array.from({ length: 6 }, () => null),
      sums.reduce((sum, one) => sum + one, 0),
    ),
  ];
}

/** The annex as CSV (UTF-8 with byte order mark, comma, CRLF); rupiah as whole numbers, texts that look like formulas made harmless. */
export function annexCsv(annex: Annex, language: AnnexLanguage): string {
  const lines = linesOf(annex, language).map(({ cells }) => cells.map(csvCell).join(','));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

const WIDTHS = [26, 12, 20, 48, 30, 20, 20, 22, 20, 14, 10, 12, 12, 12, 12, 12, 14, 12];
/** A spreadsheet's longest cell. */
const LONGEST_CELL = 32_000;

/** The same as a spreadsheet (XLSX); rupiah and scores are numbers, everything else text. */
export async function annexXlsx(annex: Annex, language: AnnexLanguage): Promise<Buffer> {
  const rows = linesOf(annex, language).map(({ cells, isBold }): Row =>
    cells.map((value) => {
      if (value === null) return null;
      const weight = isBold ? ({ fontWeight: 'bold' } as const) : {};
      if (typeof value === 'string') return { value: value.slice(0, LONGEST_CELL), type: String, ...weight };
      const format = Number.isInteger(value) && value >= 10_000 ? { format: '#,##0' } : {};
      return { value, type: Number, ...format, ...weight };
    }),
  );
  return writeSheet(rows, { sheet: WORDS[language].sheet, columns: WIDTHS.map((width) => ({ width })) }).toBuffer();
}
