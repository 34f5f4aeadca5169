import { expect, test } from 'vitest';
import { judged } from '../../../bench/overlaps.ts';

test('among the labelled projects hardly a pair is wrong or missed', async () => {
  const { precision, recall, pairs } = await judged();
  expect(pairs).toBe(12);
  expect(precision).toBeGreaterThanOrEqual(0.9);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});
