import type { AssessmentInput } from '#contract';
import type { Format } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/messages.ts';

/** Datasets under a chart in one line: title and date of each, without the outlines, which no number rests on. */
export function sourceWords(t: Translate, format: Format, inputs: readonly AssessmentInput[]): string {
  const names = inputs
    .filter(({ role }) => role !== 'regions')
    .map(({ title, date }) => `${title}, ${date === null ? t('missing.date') : format.date(date)}`);
  return names.length === 0 ? '' : t('figures.source', { names: [...new Set(names)].join('; ') });
}
