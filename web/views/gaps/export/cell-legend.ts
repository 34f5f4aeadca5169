import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import type { MapImage } from '../../../map/map-image.ts';
import { coloursOf, legendRows } from '../../../map/scales.ts';
import type { MapTheme } from '../../../map/theme.ts';
import { rampOf } from '../map/cell-figure.ts';
import { cellClassWords, cellTitleWords } from '../map/cell-words.ts';
import type { Half } from '../map/map-layers.svelte.ts';
import type { LegendEntry } from './legend-entries.ts';

/** The legend of cells that carry the colours of a printed map in place of its regions. */
export interface PrintedLegend {
  /** What the colours say, and in what unit. */
  readonly unit: string;
  readonly entries: readonly LegendEntry[];
  /** Colours that run into each other, from the least to the most, with the values at their ends and between. */
  readonly surface: { readonly colours: readonly string[]; readonly ticks: readonly string[] } | null;
  readonly total: { readonly label: string; readonly count: string };
}
/** A picture of the map, and the legend of its cells; null where the regions carry the colours. */
export interface PrintedMap extends MapImage {
  readonly legend: PrintedLegend | null;
}

/** The legend that a half of the map shows for its cells, in the colours of print; null while it shows none. */
export function cellLegend(
  t: Translate,
  format: Format,
  { cells, catchment }: Pick<Half, 'cells' | 'catchment'>,
  theme: MapTheme,
): PrintedLegend | null {
  if (!cells) return null;
  const { field, figure, question } = cells;
  const { title, subtitle } = cellTitleWords(t, format, field, question.standard, catchment);
  const unit = `${title} (${subtitle})`;
  const missing = (count: number): LegendEntry => ({
    label: t('missing'),
    count,
    fill: theme.surface,
    pattern: 'hatched',
  });
  const totalOf = (count: number) => ({
    label: t('map.legend.total', { counted: t('map.cells.counted') }),
    count: format.number(count),
  });
  if (figure.form === 'surface') {
    const last = figure.stops.length - 1;
    return {
      unit,
      entries: figure.unknown > 0 ? [missing(figure.unknown)] : [],
      surface: {
        colours: rampOf(figure, theme).colours,
        ticks: figure.stops.map((stop, at) =>
          at === last ? t('map.cells.open', { value: format.number(stop) }) : format.number(stop),
        ),
      },
      total: totalOf(figure.total),
    };
  }
  const { scale } = figure;
  const rows = legendRows(scale).map((row): LegendEntry => ({
    label: cellClassWords(t, format, field.measure, scale, row),
    count: row.count,
    fill: coloursOf(scale, row.index, theme).fill,
    pattern: 'none',
  }));
  return { unit, entries: [...rows, missing(scale.noData)], surface: null, total: totalOf(scale.total) };
}
