import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import type { PrintableView } from '../../../report/report-printer.ts';
import { MOST_ROWS, type ViewColumn } from '../../../report/view-columns.ts';
import { inputsOf, isMadeUp, kecamatanNamesOf, worstFirst, type ExportSubject } from '../gaps-export.ts';
import type { RegionFigure } from '../region-figure.ts';
import { plain, type AboutLine, type ExportWords } from './export-about.ts';

interface ViewParts extends ExportWords {
  readonly about: readonly AboutLine[];
  readonly address: string;
  readonly now: Date;
  readonly picture: { readonly png: Uint8Array; readonly aspect: number };
}

/** The view in words for print. The rows are the worst, as many as the pages hold. */
export function viewReportOf(
  t: Translate,
  format: Format,
  subject: ExportSubject,
  figure: RegionFigure,
  { title, sentence, note, about, address, now, picture }: ViewParts,
): PrintableView {
  const isUnits = subject.type !== 'composite' && figure.measure === 'unit';
  const valueOf = new Map(figure.items.map((item) => [item.code, item]));
  const columns: ViewColumn[] = [
    { head: t('gaps.table.name'), align: 'left', share: isUnits ? 0.3 : 0.4 },
    { head: t('gaps.table.code'), align: 'left', share: 0.18 },
    { head: t('gaps.table.population'), align: 'right', share: 0.16 },
    ...(isUnits
      ? ([
          { head: t('gaps.table.need'), align: 'right', share: 0.11 },
          { head: t('gaps.table.available'), align: 'right', share: 0.11 },
        ] as const)
      : []),
    { head: t('report.view.value'), align: 'right', share: isUnits ? 0.14 : 0.26 },
  ];
  const written = (value: number | null): string => (value === null ? t('missing') : format.number(value));
  const kecamatan = kecamatanNamesOf(subject);
  const placeOf = ({ name, code }: { readonly name: string; readonly code: string }): string => {
    const parent = code.length > 8 ? kecamatan[code.slice(0, 8)] : undefined;
    return parent === undefined ? name : `${name}, ${parent}`;
  };
  const rows = worstFirst(subject)
    .slice(0, MOST_ROWS)
    .map((item) => [
      placeOf(item.region),
      item.region.code,
      written(item.population),
      ...(isUnits && 'need' in item ? [written(item.need), written(item.available)] : []),
      figure.write(valueOf.get(item.region.code)?.value ?? null),
    ]);
  const left = subject.items.length - rows.length;
  return {
    title,
    finding: sentence,
    note: plain(note),
    sample: isMadeUp(inputsOf(subject)) ? t('gaps.meta.sample') : null,
    picture: { ...picture, alt: t('gaps.map.label', { title }) },
    tableTitle:
      left > 0
        ? t('report.view.worst', {
            shown: format.number(rows.length),
            all: format.number(subject.items.length),
            level: t(`report.level.${figure.level}`),
            unit: figure.unit,
          })
        : `${title}: ${figure.unit}`,
    columns,
    rows,
    leftOut: left > 0 ? t('report.view.leftOut', { left: format.number(left), n: left }) : '',
    methodTitle: t('report.view.method'),
    method: about.slice(1),
    foot: `${t('app.footer.indicative')} ${t('report.printed', { time: format.dateTime(now), address })}`,
    pages: [t('report.page', { page: 1, pages: 2 }), t('report.page', { page: 2, pages: 2 })],
  };
}
