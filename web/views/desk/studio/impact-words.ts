import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import type { Impact, OpenedSiting } from '../../../worker/siting/siting-questions.ts';

/** Share (0–1) of people reached; null where nobody lives. */
export const shareOf = (served: number, people: number): number | null => (people === 0 ? null : served / people);

/** A share in percent, or that it is not known. */
export const percentWords = (t: Translate, format: Format, share: number | null): string =>
  share === null ? t('missing') : format.percent(share);

/** People gained with their sign, or that nothing is gained: "+35.624 jiwa", "−1.200 jiwa", "Tidak menambah jangkauan". */
export function gainWords(t: Translate, format: Format, gained: number): string {
  return gained === 0 ? t('studio.gain.none') : t('studio.gain.people', { people: format.signed(gained) });
}

/** Rupiah per person newly reached: nothing to divide by is said, never an infinity. */
export function rupiahPerPersonWords(t: Translate, format: Format, impact: Impact): string {
  if (impact.gained <= 0) return t('studio.gain.none.short');
  return impact.rupiahPerPerson === null ? t('missing') : format.rupiahFull(impact.rupiahPerPerson);
}

/** How reach is judged, in a phrase: "dalam 3 km", "dalam 30 menit". */
export function reachWords(t: Translate, format: Format, { unit, value }: OpenedSiting['reach']): string {
  return unit === 'metres'
    ? t('studio.reach.metres', { distance: format.ruleDistance(value) })
    : t('studio.reach.minutes', { minutes: format.number(value) });
}

/** What came of the changes, in one sentence for who does not see the map. */
export function impactSentence(t: Translate, format: Format, impact: Impact): string {
  const share = percentWords(t, format, shareOf(impact.servedAfter, impact.people));
  return impact.gained === 0
    ? t('studio.announce.none', { share })
    : t('studio.announce', { gain: gainWords(t, format, impact.gained), share });
}

/** The name of a place with what it lies in. */
export const deskPlace = (t: Translate, desa: { readonly name: string; readonly kecamatan: string } | null): string =>
  desa === null ? t('studio.place.outside') : t('studio.place', { desa: desa.name, kecamatan: desa.kecamatan });
