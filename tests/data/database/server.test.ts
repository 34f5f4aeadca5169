// What only a server must prove: lost connections, a pool that gives back what it lent, processes that start at once.
// Needs JANGKAU_TEST_DATABASE_URL (see tests/with-native-postgis.ts).
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../data/database/database.ts';
import { migrate, readMigrations } from '../../../data/database/migrate.ts';
import { openDatabase } from '../../../data/database/open.ts';
import { createTestDatabase, nativeUrl } from '../../database-template.ts';

/** URL of another database on the server of the tests. */
function urlOf(name: string): string {
  const url = new URL(nativeUrl!);
  url.pathname = `/${name}`;
  return url.href;
}

test('a server that does not answer is reported as such', async () => {
  await expect(openDatabase({ url: 'postgres://postgres@127.0.0.1:1/none' })).rejects.toMatchObject({
    name: 'DatabaseError',
    code: '08006',
  });
});

describe.skipIf(nativeUrl === undefined)('a server', () => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await createTestDatabase());
  });
  afterAll(() => close());

  test('that drops the listening connection is listened to again, and the gap is told', async () => {
    const heard: string[] = [];
    let gaps = 0;
    const stop = await database.listen(
      'edit',
      (payload) => heard.push(payload),
      () => gaps++,
    );
    const dropped = await database.query(
      `SELECT pg_terminate_backend(pid) AS dropped FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
    );
    expect(dropped).toEqual([{ dropped: true }]);
    for (let tries = 0; gaps === 0 && tries < 100; tries++) await wait(50);
    expect(gaps).toBe(1);
    await database.query(`NOTIFY edit, 'again'`);
    await wait(150);
    expect(heard).toEqual(['again']);
    await stop();
  });

  test('answers requests through a login that reads nothing without a role, and refuses one that does', async () => {
    const [{ name }] = (await database.query<{ name: string }>('SELECT current_database() AS name')) as [
      { name: string },
    ];
    const login = `jangkau_api_${name.slice(-6)}`;
    await database.query(
      `CREATE ROLE ${login} LOGIN NOINHERIT; GRANT jangkau_publik, jangkau_opd, jangkau_walidata TO ${login};
       CREATE ROLE ${login}_strong LOGIN; GRANT SELECT ON facility TO ${login}_strong`,
    );
    const as = (user: string) => {
      const url = new URL(urlOf(name));
      url.username = user;
      return url.href;
    };
    const walled = await openDatabase({ url: urlOf(name), requestsUrl: as(login) });
    try {
      const open = walled.as({ role: 'publik', account: null, agency: null });
      expect(await open.query('SELECT session_user AS login, current_user AS role')).toEqual([
        { login, role: 'jangkau_publik' },
      ]);
      // A statement that takes its role off has none left that reads.
      await expect(open.query('RESET ROLE; SELECT count(*) FROM facility')).rejects.toMatchObject({ code: '42501' });
      await expect(open.query('SET ROLE postgres')).rejects.toMatchObject({ code: '42501' });
      expect(await walled.query('SELECT count(*) FROM personal.permit_applicant')).toEqual([{ count: 0 }]);
    } finally {
      await walled.close();
    }
    for (const requestsUrl of [urlOf(name), as(`${login}_strong`)])
      await expect(openDatabase({ url: urlOf(name), requestsUrl })).rejects.toMatchObject({ code: '25001' });
    await database.query(`DROP OWNED BY ${login}, ${login}_strong; DROP ROLE ${login}; DROP ROLE ${login}_strong`);
  });

  test('that drops a connection inside a transaction fails that transaction only', async () => {
    const work = database.transaction(async (transaction) => {
      await transaction.query('CREATE TABLE lost (id integer)');
      const [own] = await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await transaction.query('SELECT pg_terminate_backend($1)', [own!.pid]);
    });
    await expect(work).rejects.toMatchObject({ name: 'DatabaseError', code: '57P01' });
    const found = await Promise.all(
      Array.from({ length: 12 }, () => database.query(`SELECT to_regclass('lost') AS lost`)),
    );
    expect(found.flat()).toEqual(Array.from({ length: 12 }, () => ({ lost: null })));
  });

  test('gets its connections back with their own deadline', async () => {
    const hold = 'SELECT pg_sleep(0.05)';
    await Promise.all(Array.from({ length: 10 }, () => database.query(hold, [], { deadlineSeconds: 3600 })));
    const work = () =>
      database.transaction(async (transaction) => void (await transaction.query('SELECT 1 / 0')), {
        deadlineSeconds: 5,
      });
    await Promise.allSettled(Array.from({ length: 10 }, work));
    const deadlines = await Promise.all(
      Array.from({ length: 10 }, () =>
        database.query(`SELECT current_setting('statement_timeout') AS deadline, pg_sleep(0.05)::text`),
      ),
    );
    expect(new Set(deadlines.flat().map((row) => row['deadline']))).toEqual(new Set(['1min']));
  });

  test('serves more transactions than it has connections', async () => {
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        database.transaction(
          async (transaction) => (await transaction.query<{ n: number }>('SELECT $1::integer AS n', [index]))[0]!.n,
        ),
      ),
    );
    expect(results).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  test('is migrated once by three processes that start at once', async () => {
    const name = `jangkau_fresh_${process.pid}`;
    await database.query(`CREATE DATABASE ${name}`);
    const all = await Promise.all([1, 2, 3].map(() => openDatabase({ url: urlOf(name) })));
    try {
      const applied = await Promise.all(all.map((each) => migrate(each)));
      expect(applied.flat().sort()).toEqual(readMigrations().map((migration) => migration.name));
      expect(await all[0]!.query('SELECT count(*) AS applied FROM schema_migration')).toEqual([
        { applied: readMigrations().length },
      ]);
    } finally {
      await Promise.all(all.map((each) => each.close()));
      await database.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  });
});
