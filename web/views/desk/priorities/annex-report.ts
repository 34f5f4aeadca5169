import { Criterion } from '#model/planning';
import type { StaffAnswer } from '#staff-contract';
import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import type { AnnexReport } from '../../../report/annex-pdf.ts';
import { sourceText } from '../ceilings/source-words.ts';
import { countedRupiah, weightReason } from './priority-parts.ts';

interface AnnexParts {
  /** Name of the kecamatan; null for all of them. */
  readonly kecamatan: string | null;
  readonly region: string;
  /** The ceiling of the kecamatan; null where nobody stated one, or all are printed. */
  readonly ceilingRupiah: number | null;
  readonly address: string;
  readonly now: Date;
}

/** The annex of the minutes of a musrenbang in words: list, weights, sums, versions of the data, and when it was made. */
export function annexOf(
  t: Translate,
  format: Format,
  { year, items, weights, sources, sample }: StaffAnswer<'priorities'>,
  { kecamatan, region, ceilingRupiah, address, now }: AnnexParts,
): AnnexReport {
  const total = items.reduce((sum, item) => sum + (countedRupiah(item, kecamatan) ?? 0), 0);
  const unknown = items.filter((item) => countedRupiah(item, kecamatan) === null).length;
  const points = (value: number | null): string => (value === null ? '–' : format.decimal(value * 100, 1));
  const money = (rupiah: number | null): string => (rupiah === null ? t('missing') : format.rupiahFull(rupiah));
  const place = kecamatan === null ? region : t('priorities.annex.place', { kecamatan, region });
  return {
    title: t('priorities.annex.title', { year }),
    subtitle: place,
    sample: sample ? t('priorities.annex.sample') : null,
    facts: [
      t('priorities.annex.made', { date: format.dateTime(now) }),
      t('priorities.annex.weights', {
        version: weights.version,
        weights: Criterion.options
          .map(
            (criterion) => `${t(`priorities.criterion.${criterion}`)} ${format.percent(weights.weights[criterion], 0)}`,
          )
          .join(', '),
        reason: weightReason(t, weights),
      }),
      ...(ceilingRupiah === null
        ? []
        : [
            t(total > ceilingRupiah ? 'priorities.annex.over' : 'priorities.annex.under', {
              ceiling: format.rupiahFull(ceilingRupiah),
              total: format.rupiahFull(total),
              difference: format.rupiahFull(Math.abs(total - ceilingRupiah)),
            }),
          ]),
    ],
    columns: [
      { head: t('priorities.rank'), align: 'right', share: 0.035 },
      { head: t('priorities.project'), align: 'left', share: 0.27 },
      { head: t('priorities.annex.opd'), align: 'left', share: 0.125 },
      ...Criterion.options.map((criterion) => ({
        head: t(`priorities.criterion.${criterion}.short`),
        align: 'right' as const,
        share: 0.05,
      })),
      { head: t('priorities.score'), align: 'right', share: 0.05 },
      { head: t('priorities.rupiah'), align: 'right', share: 0.13 },
      { head: t('priorities.cumulative'), align: 'right', share: 0.14 },
    ],
    rows: items.map((item) => ({
      cells: [
        format.number(item.rank),
        kecamatan === null && item.kecamatanName ? `${item.name} (${item.kecamatanName})` : item.name,
        item.opd,
        ...Criterion.options.map((criterion) => points(item.parts[criterion])),
        points(item.score),
        money(countedRupiah(item, kecamatan)),
        `${format.rupiahFull(item.cumulativeRupiah)}${item.over ? ' *' : ''}`,
      ],
      strong: item.over,
    })),
    total: t(unknown === 0 ? 'priorities.annex.total.whole' : 'priorities.annex.total', {
      count: format.number(items.length),
      rupiah: format.rupiahFull(total),
      unknown: format.number(unknown),
    }),
    notes: [
      t('priorities.annex.note.parts'),
      t('priorities.annex.note.over'),
      t('priorities.annex.sources', {
        sources: sources.map((source) => sourceText(t, format, source)).join(' · '),
      }),
      `${t('app.footer.indicative')} ${t('app.footer.planning')}`,
      address,
    ],
    signatures: [
      // A list of the whole regency is no camat's to sign.
      t(kecamatan === null ? 'priorities.annex.sign.chair' : 'priorities.annex.sign.camat'),
      t('priorities.annex.sign.delegate'),
    ],
    page: t('priorities.annex.page', { page: '{page}', pages: '{pages}' }),
  };
}

/** A name for the file that sorts by year and place. */
export const annexFileName = (year: number, kecamatan: string | null, ending: string): string =>
  `lampiran-berita-acara-${year}${kecamatan === null ? '' : `-${kecamatan}`}.${ending}`;
