import type { Translate } from '../../../i18n/messages.ts';
import { coloursOf, legendRows, type ScaleClass } from '../../../map/scales.ts';
import type { MapTheme } from '../../../map/theme.ts';
import type { RegionFigure } from '../region-figure.ts';

/** A row of a printed legend. `pattern` stands over the fill. */
export interface LegendEntry {
  readonly label: string;
  readonly count: number;
  readonly fill: string;
  readonly pattern: 'none' | 'dotted' | 'hatched';
}

/** The rows of the legend on screen, in the colours of print; largest class on top, missing data last. */
export function legendEntries(t: Translate, figure: RegionFigure, theme: MapTheme): LegendEntry[] {
  const { scale, surplus, wordsOf, writeBound } = figure;
  const rows = legendRows(scale).flatMap((row): LegendEntry[] => {
    const { fill } = coloursOf(scale, row.index, theme);
    const more = row.index === 0 ? surplus.size : 0;
    const entry: LegendEntry = {
      label: wordsOf(row) ?? boundsIn(row),
      count: row.count - more,
      fill,
      pattern: 'none',
    };
    return more === 0 ? [entry] : [entry, { label: t('map.legend.surplus'), count: more, fill, pattern: 'dotted' }];
  });
  return [...rows, { label: t('missing'), count: scale.noData, fill: theme.surface, pattern: 'hatched' }];

  function boundsIn({ from, to }: ScaleClass): string {
    if (from !== null && to !== null)
      return from === to
        ? writeBound(to)
        : t(from < 0 ? 'map.legend.rangeInWords' : 'map.legend.range', {
            from: writeBound(from),
            to: writeBound(to),
          });
    if (to !== null) return t('map.legend.upTo', { value: writeBound(to) });
    return from === null ? t('missing') : t('map.legend.atLeast', { value: writeBound(from) });
  }
}
