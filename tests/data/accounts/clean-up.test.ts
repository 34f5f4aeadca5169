import { expect, test } from 'vitest';
import { cleanUpAccounts } from '../../../data/accounts/clean-up.ts';
import { createTestDatabase } from '../../database-template.ts';

test('what can have no effect any more is removed, and nothing else', async () => {
  const { database, close } = await createTestDatabase();
  try {
    const now = new Date('2026-03-10T00:00:00Z');
    await database.query(`
      INSERT INTO account (id, email, name, role) VALUES (gen_random_uuid(), 'a@uji.example', 'A', 'pimpinan');
      INSERT INTO account_session (account, token_hash, created_at, rotated_at, seen_at)
        SELECT id, repeat(age, 64), moment, moment, moment
        FROM account, (VALUES ('a', timestamptz '2026-03-09 00:01Z'), ('b', '2026-03-08 23:59Z')) AS s(age, moment);
      INSERT INTO account_link (token_hash, purpose, account, created_at, expires_at)
        SELECT repeat(age, 64), 'reset', id, '2026-03-01Z', moment
        FROM account, (VALUES ('a', timestamptz '2026-03-10 00:01Z'), ('b', '2026-03-09 23:59Z')) AS s(age, moment);
      INSERT INTO openid_attempt (token_hash, state, nonce, verifier, goes_to, expires_at)
        SELECT repeat(age, 64), 's', 'n', 'v', '/', moment
        FROM (VALUES ('a', timestamptz '2026-03-10 00:01Z'), ('b', '2026-03-09 23:59Z')) AS s(age, moment);
      INSERT INTO sign_in_throttle (key, failures, last_at, free_at)
        SELECT 'pair ' || repeat(age, 64), 9, last_at, free_at
        FROM (VALUES ('a', timestamptz '2026-03-09 00:01Z', timestamptz '2026-03-09 00:01Z'),
                     ('b', '2026-03-08 23:59Z', '2026-03-08 23:59Z')) AS s(age, last_at, free_at);
      INSERT INTO account_origin (account, kind, hash, used_at)
        SELECT id, 'device', repeat(age, 64), moment
        FROM account, (VALUES ('a', timestamptz '2025-12-01Z'), ('b', '2025-08-01Z')) AS s(age, moment)`);
    await cleanUpAccounts(database, now);
    const left = await database.query(`
      SELECT left(token_hash, 1) AS age FROM account_session UNION ALL SELECT left(token_hash, 1) FROM account_link
      UNION ALL SELECT left(token_hash, 1) FROM openid_attempt UNION ALL SELECT right(key, 1) FROM sign_in_throttle
      UNION ALL SELECT left(hash, 1) FROM account_origin`);
    expect(left).toEqual(Array(5).fill({ age: 'a' }));
  } finally {
    await close();
  }
});
