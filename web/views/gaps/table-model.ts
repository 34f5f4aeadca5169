import type { RegionCode } from '#model/region';
import { PART_COLUMNS, type Sort, type SortColumn } from '../../state/url-codec.ts';
import type { Translate } from '../../i18n/messages.ts';
import type { Format } from '../../i18n/format.ts';
import { classOf, classVariable, type ClassScale } from '../../map/scales.ts';
import type { CompositePart, CompositeReply, GapsReply, ReachInterval } from '../../worker/questions.ts';
import { divergingStep, largestDifference, type ComparedRegion } from './comparison.ts';
import { isShare, metShare, travelPeople, type GapItem } from './gaps-model.ts';
import type { SideNames } from './gaps-answer.ts';
import { intervalWords } from './gaps-words.ts';
import type { RegionFigure } from './region-figure.ts';
import { rankedValues } from './ranking.ts';

export interface TableCell {
  readonly text: string;
  /** What the column is sorted by; null stands last. */
  readonly sort: number | string | null;
  /** Ground and text of a class, as CSS. */
  readonly fill?: { readonly background: string; readonly color: string };
  readonly isMissing?: boolean;
}
export interface TableColumn {
  readonly key: SortColumn;
  readonly label: string;
  /** Columns that a narrow table shows first. */
  readonly isMain?: boolean;
  readonly isSample?: boolean;
}
export interface TableRow {
  readonly code: RegionCode;
  readonly name: string;
  readonly rank: number | null;
  readonly cells: Readonly<Partial<Record<SortColumn, TableCell>>>;
}
/** A row that speaks of all regions together. */
export interface TotalRow {
  readonly name: string;
  readonly cells: Readonly<Partial<Record<SortColumn, string>>>;
}
/** One view as a table: the twin of its map. */
export interface TableModel {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly totals: readonly TotalRow[];
}

type Write = { readonly t: Translate; readonly format: Format };

/** One service: what is needed, what there is, the value of the map with its interval. */
export function singleTable(
  write: Write,
  figure: RegionFigure,
  reply: GapsReply,
  intervals: readonly ReachInterval[] | null,
): TableModel {
  const { t, format } = write;
  const { measure } = figure;
  if (measure === 'score') throw new Error('a score is told by the table of a composite');
  const share = isShare(measure);
  const spans = new Map(intervals?.map((item) => [item.code, item]));
  const values = valuesByCode(figure);
  const names = namesByCode(figure);
  const ranks = ranksOf(write, figure);
  const isUnplaced = measure === 'travel' && travelPeople(reply.totals.travel).unplaced >= 1;
  const columns: TableColumn[] = [
    ...regionColumns(write),
    ...(isUnplaced ? [{ key: 'unplaced' as const, label: t('work.table.unplaced') }] : []),
    ...(share ? [{ key: 'beyond' as const, label: t('work.table.beyond') }] : []),
    ...(measure === 'unit' || measure === 'ratio' ? [{ key: 'need' as const, label: t('gaps.table.need') }] : []),
    ...(share ? [] : [{ key: 'available' as const, label: t('gaps.table.available') }]),
    { key: 'value', label: t(`gaps.table.value.${measure}`), isMain: true, isSample: figure.isSample },
    ...(intervals ? [{ key: 'range' as const, label: t('work.table.range') }] : []),
    ...(measure === 'capacity'
      ? []
      : [{ key: 'met' as const, label: t(share ? 'gaps.table.served' : 'gaps.table.met'), isMain: true }]),
  ];
  const rows = reply.items.map((item): TableRow => {
    const { code } = item.region;
    const name = names.get(code) ?? item.region.name;
    const met = metShare(item, measure);
    return {
      code,
      name,
      rank: ranks.get(code) ?? null,
      cells: {
        ...regionCells(write, { code, name, population: item.population }),
        unplaced: numberCell(write, item.travel ? Math.round(travelPeople(item.travel).unplaced) : null),
        beyond: numberCell(write, beyondOf(item, measure)),
        need: numberCell(write, item.need),
        available: numberCell(write, item.available),
        value: valueCell(figure, values.get(code) ?? null),
        range: rangeCell(write, spans.get(code)),
        met: { text: met === null ? t('missing') : format.percent(met), sort: met },
      },
    };
  });
  return {
    columns,
    rows,
    totals:
      measure === 'unit'
        ? unitTotals(write, figure, reply)
        : measure === 'travel' || measure === 'radius'
          ? shareTotals(write, figure, reply, measure)
          : [],
  };
}

/** The regions together: people beyond reach are added up, the share is one of all of them. */
function shareTotals(
  { t, format }: Write,
  figure: RegionFigure,
  { items, totals }: GapsReply,
  measure: 'radius' | 'travel',
): TotalRow[] {
  const beyond = items.map((item) => beyondOf(item, measure));
  const share = measure === 'travel' ? (totals.travel?.reachedShare ?? null) : totals.servedShare;
  // A sum without one of its parts would be too small.
  if (share === null || beyond.includes(null)) return [];
  return [
    {
      name: t('work.table.sum', { count: items.length, level: t(`region.level.${figure.level}`) }),
      cells: {
        population: totals.population === null ? t('missing') : format.number(totals.population),
        unplaced: format.number(Math.round(travelPeople(totals.travel).unplaced)),
        beyond: format.number(beyond.reduce<number>((sum, people) => sum + (people ?? 0), 0)),
        value: format.percent(1 - share),
        met: format.percent(share),
      },
    },
  ];
}

/** People out of reach: of the radius, or of the minutes among those who can be placed. */
export function beyondOf(item: GapItem, measure: RegionFigure['measure']): number | null {
  if (measure === 'travel') {
    return item.travel ? Math.round(travelPeople(item.travel).beyond) : null;
  }
  return item.population === null || item.servedPeople === null
    ? null
    : Math.max(0, item.population - Math.round(item.servedPeople));
}

/** The sum of the regions and the whole counted at once: two figures that must not be taken for each other. */
function unitTotals({ t, format }: Write, figure: RegionFigure, { items, totals }: GapsReply): TotalRow[] {
  const sum = totals.need;
  const missing = items.every((item) => item.gap !== null)
    ? items.reduce((all, item) => all + Math.max(0, item.gap!), 0)
    : null;
  const orMissing = (value: number | null): string => (value === null ? t('missing') : format.number(value));
  const common = { population: orMissing(totals.population), available: orMissing(totals.available) };
  return [
    {
      name: t('work.table.sum', { count: items.length, level: t(`region.level.${figure.level}`) }),
      cells: { ...common, need: orMissing(sum), value: orMissing(missing) },
    },
    ...(totals.needOfWhole === null
      ? []
      : [
          {
            name: t('work.table.whole'),
            cells: { ...common, need: orMissing(totals.needOfWhole), value: figure.write(totals.gapOfWhole) },
          },
        ]),
  ];
}

/** Several services: the score, and of each part its own 0–100 and what it adds to the score. */
export function compositeTable(
  write: Write,
  figure: RegionFigure,
  reply: CompositeReply,
  parts: readonly CompositePart[],
  nameOf: (part: CompositePart) => string,
): TableModel {
  const { t, format } = write;
  const ranks = ranksOf(write, figure);
  const names = namesByCode(figure);
  return {
    columns: [
      ...regionColumns(write),
      { key: 'value', label: t('work.table.score'), isMain: true, isSample: figure.isSample },
      ...parts.map((part, at) => ({
        key: PART_COLUMNS[at]!,
        label: t('work.table.part', { name: nameOf(part), weight: part.weightPercent }),
      })),
    ],
    rows: reply.items.map(({ region, population, score, parts: own }) => ({
      code: region.code,
      name: names.get(region.code) ?? region.name,
      rank: ranks.get(region.code) ?? null,
      cells: {
        ...regionCells(write, { code: region.code, name: names.get(region.code) ?? region.name, population }),
        value: valueCell(figure, score),
        ...Object.fromEntries(
          parts.map((part, at): [SortColumn, TableCell] => {
            const value = own[at] ?? null;
            return [
              PART_COLUMNS[at]!,
              value === null
                ? { text: t('missing'), sort: null }
                : {
                    text: t('work.table.contribution', {
                      own: format.decimal(value, 0),
                      added: format.decimal((value * part.weightPercent) / 100, 1),
                    }),
                    sort: value,
                  },
            ];
          }),
        ),
      },
    })),
    totals: [],
  };
}

/** Two states: both values, and what became of each region. */
export function comparedTable(
  write: Write,
  first: RegionFigure,
  second: RegionFigure,
  compared: readonly ComparedRegion[],
  names: SideNames,
): TableModel {
  const { t } = write;
  const ranks = ranksOf(write, first);
  const largest = largestDifference(compared);
  const comparable = compared.some((item) => item.change !== null);
  return {
    columns: [
      ...regionColumns(write),
      { key: 'value', label: names.first, isMain: true, isSample: first.isSample },
      { key: 'other', label: names.second, isMain: true, isSample: second.isSample },
      ...(comparable ? [{ key: 'difference' as const, label: t('work.table.difference') }] : []),
    ],
    rows: compared.map((item) => ({
      code: item.code,
      name: item.name,
      rank: ranks.get(item.code) ?? null,
      cells: {
        ...regionCells(write, item),
        value: valueCell(first, item.first),
        other: valueCell(second, item.second),
        difference: differenceCell(write, first, item, largest, names),
      },
    })),
    totals: [],
  };
}

function differenceCell(
  { t, format }: Write,
  figure: RegionFigure,
  item: ComparedRegion,
  largest: number,
  { isOverTime, isSameRule }: SideNames,
): TableCell {
  if (item.change === null) return { text: t('missing'), sort: null, isMissing: true };
  const step = divergingStep(item, largest);
  const amount =
    item.difference === null
      ? ''
      : figure.measure === 'unit' || figure.measure === 'ratio'
        ? format.signed(Math.round(item.difference))
        : `${item.difference > 0 ? '+' : ''}${format.decimal(item.difference, figure.measure === 'capacity' ? 3 : 1)}`;
  const isHigher = (item.change === 'better') === figure.lowIsWorse;
  const words = t(
    item.change === 'same' || isSameRule
      ? isOverTime
        ? `work.change.${item.change}`
        : `work.side.${item.change}`
      : isHigher
        ? 'work.side.higher'
        : 'work.side.lower',
  );
  const text = item.change === 'same' || amount === '' ? words : `${amount}, ${words}`;
  // Of two yardsticks neither is better: only how far they are apart is coloured, in grey.
  if (!isSameRule) {
    const strength = step === null ? null : Math.abs(step) * 12;
    return {
      text,
      sort: item.difference,
      ...(strength === null
        ? {}
        : { fill: { background: `color-mix(in srgb, var(--ink) ${strength}%, transparent)`, color: 'var(--ink)' } }),
    };
  }
  const at = step === null || step === 0 ? '0' : step > 0 ? `p${step}` : `n${-step}`;
  return {
    text,
    sort: item.difference,
    ...(step === null ? {} : { fill: { background: `var(--div-${at})`, color: `var(--on-div-${at})` } }),
  };
}

/** Rows in the chosen order, by the value where the table has no such column; what is not known always stands last. */
export function sortedRows(
  { rows, columns }: Pick<TableModel, 'rows' | 'columns'>,
  chosen: Sort,
  compareNames: (a: string, b: string) => number,
): TableRow[] {
  const sort = columns.some((column) => column.key === chosen.column)
    ? chosen
    : { ...chosen, column: 'value' as const };
  const direction = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (sort.column === 'name') return direction * compareNames(a.name, b.name);
    const [x, y] = [a.cells[sort.column]?.sort ?? null, b.cells[sort.column]?.sort ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || compareText(a.code, b.code);
    const order = x === y ? 0 : x < y ? -1 : 1;
    const people = (row: TableRow): number => Number(row.cells.population?.sort ?? 0);
    return direction * order || people(b) - people(a) || compareNames(a.name, b.name);
  });
}

function regionColumns({ t }: Write): TableColumn[] {
  return [
    { key: 'name', label: t('gaps.table.name') },
    { key: 'code', label: t('gaps.table.code') },
    { key: 'population', label: t('gaps.table.population') },
  ];
}
function regionCells(
  write: Write,
  { code, name, population }: { code: RegionCode; name: string; population: number | null },
): TableRow['cells'] {
  return {
    name: { text: name, sort: name },
    code: { text: code, sort: code },
    population: numberCell(write, population),
  };
}
function numberCell({ t, format }: Write, value: number | null): TableCell {
  return { text: value === null ? t('missing') : format.number(value), sort: value };
}
function rangeCell({ t, format }: Write, interval: ReachInterval | undefined): TableCell {
  const words = interval && intervalWords(format, interval, true);
  // The wider, the less sure.
  return words ? { text: words, sort: (interval.p95 ?? 0) - (interval.p5 ?? 0) } : { text: t('missing'), sort: null };
}
function valueCell(figure: RegionFigure, value: number | null): TableCell {
  const fill = fillOf(figure.scale, value);
  return { text: figure.write(value), sort: value, ...(fill ? { fill } : { isMissing: true }) };
}
function fillOf(scale: ClassScale, value: number | null): TableCell['fill'] | null {
  const index = classOf(value, scale);
  if (index === null) return null;
  return { background: classVariable(scale, index), color: `var(--on-seq-${scale.classes[index]?.colour ?? 0})` };
}
function valuesByCode({ items }: RegionFigure): ReadonlyMap<RegionCode, number | null> {
  return new Map(items.map((item) => [item.code, item.value]));
}
function namesByCode({ items }: RegionFigure): ReadonlyMap<RegionCode, string> {
  return new Map(items.map((item) => [item.code, item.name]));
}
function ranksOf({ format }: Write, figure: RegionFigure): ReadonlyMap<RegionCode, number> {
  return new Map(rankedValues(figure, format.compareNames).map(({ item, rank }) => [item.code, rank]));
}
function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
