import { expect, test } from 'vitest';
import { InfrastructureKind } from '#model/infrastructure';
import { placeRulesOf } from '../../../../data/desk/check/records.ts';
import { shapesFor } from '../../../../web/views/desk/dataset/feature/shape-kind.ts';

const DIMENSIONS = { point: 0, line: 1, area: 2 } as const;

test('the form offers exactly the shapes that the check takes', () => {
  for (const kind of InfrastructureKind.options) {
    const taken = placeRulesOf('infrastructure', { kind }).dimensions;
    expect(
      shapesFor('infrastructure', kind)
        .map((shape) => DIMENSIONS[shape])
        .sort(),
      kind,
    ).toEqual([...taken].sort());
  }
  for (const family of ['facility', 'project'] as const) {
    const taken = placeRulesOf(family, {}).dimensions;
    expect(shapesFor(family, '').map((shape) => DIMENSIONS[shape])).toEqual([...taken]);
  }
});
