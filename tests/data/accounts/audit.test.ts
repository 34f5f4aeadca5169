import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identity } from '#model/account';
import type { Database } from '../../../data/database/database.ts';
import { recordAudit, SYSTEM, verifyAudit } from '../../../data/desk/audit.ts';
import { createTestDatabase } from '../../database-template.ts';

let database: Database;
let close: () => Promise<void>;
let planner: Identity;
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  await database.query(`INSERT INTO agency (id, name, short_name) VALUES ('dinkes', 'Dinas Kesehatan', 'Dinkes')`);
  const [account] = await database.query<{ id: string }>(
    `INSERT INTO account (email, name, role, agency, status, openid_subject)
     VALUES ('a@uji.example', 'Aminah', 'opd', 'dinkes', 'active', 'x') RETURNING id`,
  );
  planner = { role: 'opd', account: account!.id, agency: 'dinkes' };
});
afterAll(() => close());

const append = (by: Identity, action = 'test.done', details: Record<string, unknown> = {}) =>
  database.transaction((transaction) => recordAudit(transaction, by, { action, details }));
/** Changes the log as somebody who owns the tables could, past the trigger. */
const tamper = async (sql: string) => {
  await database.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_only_grows');
  await database.query(sql);
  await database.query('ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_only_grows');
};

describe('the log', () => {
  test('an empty one is whole', async () => {
    expect(await verifyAudit(database)).toEqual({ entries: 0, brokenAt: null, head: null });
  });

  test('lines say who and what, and are bound to the one before', async () => {
    await append(planner, 'upload.created', { rows: 60, ratio: 0.1, name: 'Béber "é" 中' });
    await append(SYSTEM);
    const lines = await database.query<Record<string, unknown>>('SELECT * FROM audit_entry ORDER BY number');
    expect(lines[0]).toMatchObject({
      number: 1,
      account: planner.account,
      account_name: 'Aminah',
      role: 'opd',
      agency: 'dinkes',
      action: 'upload.created',
      details: { rows: 60, ratio: 0.1, name: 'Béber "é" 中' },
      previous_hash: '0'.repeat(64),
    });
    expect(lines[1]).toMatchObject({ number: 2, account: null, role: 'publik', previous_hash: lines[0]!['hash'] });
    expect(await verifyAudit(database)).toEqual({ entries: 2, brokenAt: null, head: lines[1]!['hash'] });
  });

  test('a transaction that fails leaves no line and no gap', async () => {
    const { entries } = await verifyAudit(database);
    await expect(
      database.transaction(async (transaction) => {
        await recordAudit(transaction, planner, { action: 'test.lost' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await append(planner);
    expect(await verifyAudit(database)).toMatchObject({ entries: entries + 1, brokenAt: null });
  });

  test('appends at the same time keep the chain', async () => {
    const { entries } = await verifyAudit(database);
    await Promise.all(Array.from({ length: 60 }, (_, index) => append(index % 2 ? planner : SYSTEM)));
    expect(await verifyAudit(database)).toMatchObject({ entries: entries + 60, brokenAt: null });
  });

  test.each([
    `UPDATE audit_entry SET action = 'a.b'`,
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
    'TRUNCATE audit_head',
    'DELETE FROM audit_head',
  ])('the owner cannot %s', async (sql) => {
    await expect(database.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  test('on somebody’s behalf only lines in the own name', async () => {
    const own = database.as(planner);
    await own.transaction((transaction) => recordAudit(transaction, planner, { action: 'test.own' }));
    for (const other of [
      SYSTEM,
      { ...planner, role: 'walidata' as const },
      { ...planner, agency: 'pupr' },
      { ...planner, account: null },
    ]) {
      await expect(
        own.transaction((transaction) => recordAudit(transaction, other, { action: 'test.forged' })),
      ).rejects.toMatchObject({ code: '42501' });
    }
    const [line] = await database.query('SELECT action, account FROM audit_entry ORDER BY number DESC LIMIT 1');
    expect(line).toEqual({ action: 'test.own', account: planner.account });
  });

  test('a changed, a removed, a slipped-in and a cut line are found', async () => {
    const whole = await database.query<{ hash: string }>('SELECT hash FROM audit_entry ORDER BY number');
    const last = whole.length;
    await tamper(`UPDATE audit_entry SET details = '{"rows": 61}' WHERE number = 1`);
    expect(await verifyAudit(database)).toMatchObject({ brokenAt: 1 });
    await tamper(
      `UPDATE audit_entry SET details = '{"rows": 60, "ratio": 0.1, "name": "Béber \\"é\\" 中"}' WHERE number = 1`,
    );
    expect(await verifyAudit(database)).toMatchObject({ brokenAt: null });

    await tamper(
      `CREATE TABLE kept AS SELECT * FROM audit_entry WHERE number IN (7, ${last}); DELETE FROM audit_entry WHERE number = 7`,
    );
    expect(await verifyAudit(database)).toMatchObject({ brokenAt: 7 });
    await tamper('INSERT INTO audit_entry SELECT * FROM kept WHERE number = 7');
    expect(await verifyAudit(database)).toMatchObject({ brokenAt: null });

    await tamper(`DELETE FROM audit_entry WHERE number = ${last}`);
    expect(await verifyAudit(database)).toMatchObject({ entries: last - 1, brokenAt: last });
    await tamper(`INSERT INTO audit_entry SELECT * FROM kept WHERE number = ${last}`);

    await tamper(`INSERT INTO audit_entry (number, at, role, action, previous_hash, hash)
      VALUES (${last + 1}, now(), 'publik', 'test.slipped', '${whole.at(-1)!.hash}', repeat('a', 64))`);
    expect(await verifyAudit(database)).toMatchObject({ brokenAt: last + 1 });
    await tamper(`DELETE FROM audit_entry WHERE number = ${last + 1}; DROP TABLE kept`);

    // A whole end written anew, each line bound to the one before: only the head knows.
    await tamper(`
      UPDATE audit_entry SET details = '{"forged": true}' WHERE number = ${last};
      UPDATE audit_entry AS entry SET hash = audit_hash(entry) WHERE number = ${last}`);
    expect(await verifyAudit(database)).toMatchObject({ brokenAt: last });
  });
});
