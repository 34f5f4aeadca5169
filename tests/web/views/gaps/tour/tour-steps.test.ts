import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TOUR_STOPS, tourSteps } from '../../../../../web/views/gaps/tour/tour-steps.ts';

test('every stop is marked exactly once in the workspace', () => {
  const source = readdirSync('web/views/gaps', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => readFileSync(`web/views/gaps/${file}`, 'utf8'))
    .join('\n');
  const marked = [...source.matchAll(/(?:data-tour|tour)="(\w+)"/g)].map((hit) => hit[1]!);
  expect(marked.toSorted()).toEqual([...TOUR_STOPS].toSorted());
});

test('what is not on the page is passed over, the rest keeps its order', () => {
  const steps = tourSteps(
    (key) => key,
    (selector) => !selector.includes('evenness'),
  );
  expect(steps.map(({ stop }) => stop)).toEqual(TOUR_STOPS.filter((stop) => stop !== 'evenness'));
  expect(steps[0]).toEqual({
    stop: 'controls',
    selector: '[data-tour="controls"]',
    title: 'figures.tour.controls.title',
    text: 'figures.tour.controls.text',
  });
});
