import { expect, test } from 'vitest';
import { existingTarget } from '../../../../data/desk/stage/target.ts';

test('the draft of a dataset that is not open is not open either, whatever its description is like', async () => {
  const dataset = { id: 'jalan', title: 'Jalan', family: 'infrastructure', agency: null, classification: 'terbatas' };
  const described = { abstract: '', source: 'x', licence: null, updateCycleMonths: null, lineage: '', contact: null };
  for (const source of ['x', 'x'.repeat(501)]) {
    const rows = [{ ...dataset, ...described, source, knownFlaws: [], scale: null }];
    const database = { query: () => Promise.resolve(rows as never) };
    const { metadata } = await existingTarget(database, { role: 'walidata', account: null, agency: null }, 'jalan');
    expect(metadata).toMatchObject({ title: 'Jalan', classification: 'terbatas' });
  }
});
