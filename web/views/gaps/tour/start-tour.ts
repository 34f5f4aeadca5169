import { driver } from 'driver.js';
import 'driver.js/dist/driver.css';
import './tour.css';
import type { Translate } from '../../../i18n/messages.ts';
import { tourSteps } from './tour-steps.ts';

/** Shows the workspace step by step; `onend` is called when it is closed or over. Escape closes, arrows go back and forth. */
export function startTour(t: Translate, onend: () => void): void {
  const isShown = (selector: string): boolean => {
    const element = document.querySelector<HTMLElement>(selector);
    return element !== null && element.getClientRects().length > 0;
  };
  const steps = tourSteps(t, isShown);
  if (steps.length === 0) {
    onend();
    return;
  }
  const tour = driver({
    animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    smoothScroll: false,
    duration: 220,
    overlayColor: 'var(--scrim)',
    overlayOpacity: 0.55,
    stagePadding: 4,
    stageRadius: 3,
    popoverClass: 'jangkau-tour',
    showProgress: true,
    progressText: t('figures.tour.progress', { current: '{{current}}', total: '{{total}}' }),
    nextBtnText: t('figures.tour.next'),
    prevBtnText: t('figures.tour.back'),
    doneBtnText: t('figures.tour.done'),
    disableActiveInteraction: true,
    steps: steps.map(({ selector, title, text }) => ({
      element: selector,
      popover: { title, description: text },
    })),
    onPopoverRender: ({ closeButton, nextButton, wrapper }) => {
      closeButton.setAttribute('aria-label', t('figures.tour.close'));
      wrapper.setAttribute('aria-modal', 'true');
      // The first thing in it would be the button that closes; most want to go on.
      queueMicrotask(() => nextButton.focus());
    },
    onDestroyed: onend,
  });
  tour.drive();
}
