import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';

/** A dataset that entered a figure. */
export interface PlanningSource {
  readonly title: string;
  readonly version: number;
  readonly date: string | null;
  readonly sample: boolean;
}

/** A source with its version and date: "Usulan 2026 (versi 3, Januari 2026; contoh)"; a title that says so itself says it once. */
export function sourceText(t: Translate, format: Format, { title, version, date, sample }: PlanningSource): string {
  return t(sample && !/contoh/i.test(title) ? 'planning.source.sample' : 'planning.source', {
    title,
    version: format.number(version),
    date: date === null ? t('missing.date') : format.date(date),
  });
}

/** All sources in one line; empty without any. */
export function sourceLine(t: Translate, format: Format, sources: readonly PlanningSource[]): string {
  return sources.length === 0
    ? ''
    : t('planning.sources', { sources: sources.map((source) => sourceText(t, format, source)).join(' · ') });
}
