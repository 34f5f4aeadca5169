import { expect, test } from 'vitest';
import { partsOfScore } from '../../../../web/views/gaps/composite-parts.ts';
import type { CompositeItem, CompositePart, CompositeReply } from '../../../../web/worker/questions.ts';

const parts = [
  { measure: 'unit', weightPercent: 70 },
  { measure: 'travel', weightPercent: 30 },
] as unknown as CompositePart[];
const item = (score: number | null, own: readonly (number | null)[]): CompositeItem => ({
  region: { code: '32.09.07', name: 'Lemahabang', level: 'kecamatan' },
  population: 61_331,
  score,
  parts: own,
});
const replies = [
  { items: [{ region: { code: '32.09.08' } }, { region: { code: '32.09.07' }, gap: 4 }] },
  { items: [] },
] as unknown as CompositeReply['replies'];

test('what the services add makes up the score', () => {
  const found = partsOfScore(item(69.5, [80, 45]), parts, { replies });
  expect(found.map(({ own, added }) => [own, added])).toEqual([
    [80, 56],
    [45, 13.5],
  ]);
  expect(found.reduce((sum, { added }) => sum + added!, 0)).toBe(69.5);
});

test('a part that is not known adds nothing and is not zero; the region is found in each reply by its code', () => {
  const found = partsOfScore(item(null, [null, 0]), parts, { replies });
  expect(found.map(({ own, added }) => [own, added])).toEqual([
    [null, null],
    [0, 0],
  ]);
  expect([found[0]!.assessed?.gap, found[1]!.assessed]).toEqual([4, null]);
});
