import type { RegisterItem } from '#model/project-register';
import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';

/** Names of made-up projects say so themselves; next to the badge once is enough. */
export const plainName = ({ name, sample }: Pick<RegisterItem, 'name' | 'sample'>): string =>
  sample ? name.replace(/\s*\(contoh\)$/i, '') : name;

/** Kecamatan or desa of a project with its share where there are several: "Awan (75 %), Batu Karang (25 %)". */
export const regionWords = (t: Translate, format: Format, regions: RegisterItem['regions']): string =>
  regions.length === 0
    ? t('missing')
    : regions.map(({ name, share }) => (share < 1 ? `${name} (${format.percent(share, 0)})` : name)).join(', ');

/** Money in full, or that nobody told. */
export const rupiahWords = (t: Translate, format: Format, rupiah: number | null): string =>
  rupiah === null ? t('missing') : format.rupiahFull(rupiah);

/** A cumulative percentage with the decimals it came with, or that nobody told. */
export const percentWords = (t: Translate, format: Format, percent: number | null): string =>
  percent === null ? t('missing') : format.percent(percent / 100, Number.isInteger(percent) ? 0 : 2);

/** Today as ISO in the zone of the region, by whose calendar the server judges days. */
export function today(timeZone: string | undefined): string {
  // Sweden writes its dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', timeZone === undefined ? {} : { timeZone }).format(new Date());
}
