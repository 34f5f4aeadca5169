import type { FigureItem, FigureTopicItem } from '#staff-contract';
import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';

type Topic = FigureTopicItem['topic'];

/** A figure with its unit: people, square kilometres or kilometres of road. */
export function figureText(t: Translate, format: Format, topic: Topic, value: number): string {
  switch (topic) {
    case 'population':
      return format.number(value);
    case 'area':
      return t('figures.squareKilometres', { value: format.decimal(value, 2) });
    case 'road_condition':
      return t('figures.kilometres', { value: format.decimal(value, 2) });
  }
}

/** How far a figure is from the one in use, with its sign and as a percentage; null for the one in use itself. */
export function differenceText(
  t: Translate,
  format: Format,
  topic: Topic,
  figure: FigureItem,
  used: FigureItem | undefined,
): string | null {
  if (!used || figure.source === used.source || used.value === 0) return null;
  const difference = figure.value - used.value;
  if (difference === 0) return t('figures.same');
  const sign = difference > 0 ? '+' : '\u2212';
  const amount = figureText(t, format, topic, Math.abs(difference));
  return `${sign}${amount} (${sign}${format.percent(Math.abs(difference) / used.value)})`;
}
