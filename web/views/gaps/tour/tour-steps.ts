import type { Translate } from '../../../i18n/messages.ts';

/** Parts of the workspace that the guided tour shows, in its order; each is marked with `data-tour` where it stands. */
export const TOUR_STOPS = [
  'controls',
  'answer',
  'map',
  'display',
  'ranking',
  'spread',
  'evenness',
  'explain',
  'downloads',
] as const;
export type TourStop = (typeof TOUR_STOPS)[number];

export interface TourStep {
  readonly stop: TourStop;
  readonly selector: string;
  readonly title: string;
  readonly text: string;
}

/** The steps whose parts are on the page now: a chart without data is passed over, so that no step points at nothing. */
export function tourSteps(t: Translate, isShown: (selector: string) => boolean): TourStep[] {
  return TOUR_STOPS.map((stop) => ({
    stop,
    selector: `[data-tour="${stop}"]`,
    title: t(`figures.tour.${stop}.title`),
    text: t(`figures.tour.${stop}.text`),
  })).filter(({ selector }) => isShown(selector));
}
