import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '#model/account';
import type { RegionProfile } from '#model/region';
import type { Database } from '../../../../data/database/database.ts';
import { changeFeature, readFeature, type Refusal } from '../../../../data/desk/versions/index.ts';
import { createTestDatabase } from '../../../database-template.ts';
import { loadMini, loadMiniProfile } from '../../../fixtures/kabupaten-mini/load.ts';
import { makeAccount } from './fill-upload.ts';

let database: Database;
let close: () => Promise<void>;
let profile: RegionProfile;
let editors: readonly Identity[];
let feature: string;
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  profile = await loadMiniProfile();
  await loadMini(database);
  await database.query(
    `INSERT INTO agency (id, name, short_name) VALUES ('dinkes', 'Dinas Kesehatan', 'Dinkes') ON CONFLICT DO NOTHING`,
  );
  await database.query(`UPDATE dataset SET agency = 'dinkes' WHERE id = 'puskesmas'`);
  editors = [await makeAccount(database, 'opd', 'dinkes', true), await makeAccount(database, 'walidata')];
  const [row] = await database.query<{ id: string }>(
    `SELECT id FROM facility WHERE dataset = 'puskesmas' ORDER BY id LIMIT 1`,
  );
  feature = row!.id;
});
afterAll(() => close?.());

const current = async () => (await readFeature(database, 'facility', 'puskesmas', feature))!;

test('whatever two editors read and write in whatever order, no change is lost without being told', async () => {
  const step = fc.record({ editor: fc.constantFrom(0, 1), does: fc.constantFrom('read', 'write') });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const first = await current();
      const held = [first, first];
      // What each editor saw is what each writes upon: a change that somebody did not see must not go.
      let standing = first.revision;
      for (const [at, { editor, does }] of steps.entries()) {
        if (does === 'read') {
          held[editor] = await current();
          continue;
        }
        const phone = `${editor}${at}${Math.floor(Math.random() * 1e9)}`;
        const write = changeFeature(
          database,
          profile,
          'puskesmas',
          feature,
          { values: { phone } },
          held[editor]!.revision,
          editors[editor]!,
        );
        if (held[editor]!.revision === standing) {
          await write;
          const after = await current();
          expect(after.content['phone']).toBe(phone);
          standing = after.revision;
          held[editor] = after;
        } else {
          await expect(write).rejects.toMatchObject({ code: 'edit_conflict' } satisfies Partial<Refusal>);
          expect((await current()).revision).toBe(standing);
        }
      }
    }),
    { numRuns: 8 },
  );
}, 240_000);
