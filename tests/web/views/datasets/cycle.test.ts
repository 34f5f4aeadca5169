import { expect, test } from 'vitest';
import { monthsPastCycle } from '../../../../web/views/datasets/cycle.ts';

const today = new Date('2026-11-24T00:00:00Z');

test('age is measured against the own cycle of a dataset', () => {
  expect(monthsPastCycle({ date: '2026-01', updateCycleMonths: 6 }, today)).toBe(4);
  expect(monthsPastCycle({ date: '2026-06-30', updateCycleMonths: 6 }, today)).toBeNull();
});
test('a year alone is taken at its end; without date or cycle nothing is claimed', () => {
  expect(monthsPastCycle({ date: '2025', updateCycleMonths: 12 }, today)).toBeNull();
  expect(monthsPastCycle({ date: '2024', updateCycleMonths: 12 }, today)).toBe(11);
  expect(monthsPastCycle({ date: null, updateCycleMonths: 12 }, today)).toBeNull();
  expect(monthsPastCycle({ date: '2010', updateCycleMonths: null }, today)).toBeNull();
});
