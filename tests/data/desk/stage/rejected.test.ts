import { expect, it } from 'vitest';
import type { FileFacts } from '#model/upload';
import type { Queryable } from '../../../../data/database/database.ts';
import { rejectedSheet } from '../../../../data/desk/stage/rejected.ts';

it('has no more rows than fit into memory, however wide they are', async () => {
  let given = 0;
  const endless = {
    query: async (_text: string, [, after, most]: [string, number, number]) => {
      given += most;
      return Array.from({ length: most }, (_, index) => ({ row: after + index + 1, cells: {}, edits: {}, issues: [] }));
    },
  } as unknown as Queryable;
  const columns = Array.from({ length: 498 }, (_, index) => ({
    name: `k${index}`,
    examples: [],
    empty: 0,
    distinct: 0,
  }));
  await rejectedSheet(endless, 'any', { columns } as unknown as FileFacts, null, 'id');
  expect(given).toBe(2000);
}, 60_000);
