import { expect, test } from 'vitest';
import { FacilityKind } from '#model/facility';
import { UNIT_COSTS } from '../../../data/standards/unit-costs.ts';

test('every kind has a made-up cost, said to be made up, and enlarging costs less than building', () => {
  expect(Object.keys(UNIT_COSTS.costs).sort()).toEqual([...FacilityKind.options].sort());
  expect([UNIT_COSTS.sample, UNIT_COSTS.evidence]).toEqual([true, 'C']);
  for (const { buildRupiah, upgradeRupiah } of Object.values(UNIT_COSTS.costs))
    expect(upgradeRupiah).toBeLessThan(buildRupiah);
});
