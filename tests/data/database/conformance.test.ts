// What both engines must do alike. Runs on the embedded engine, and on a server when JANGKAU_TEST_DATABASE_URL names one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseError, type Database } from '../../../data/database/database.ts';
import { createTestDatabase } from '../../database-template.ts';

let database: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  await database.query('CREATE TABLE note (id integer PRIMARY KEY, body text NOT NULL)');
});
afterAll(() => close());

const value = async (sql: string, parameters?: readonly unknown[]) => {
  const [row] = await database.query<{ value: unknown }>(`SELECT ${sql} AS value`, parameters);
  return row!.value;
};

describe('values that come back', () => {
  test.each([
    ['int4', '7', 7],
    ['int8', '9007199254740991::int8', 9007199254740991],
    ['int8 past what a number holds', '9223372036854775807::int8', 9223372036854775807n],
    ['count', '(SELECT count(*) FROM (VALUES (1), (2)) AS t)', 2],
    ['sum of int8', '(SELECT sum(x) FROM (VALUES (1500000000000::int8), (2)) AS t (x))', 1500000000002],
    ['numeric', '2.50::numeric', 2.5],
    ['float4', '0.5::float4', 0.5],
    ['float8', '0.1::float8', 0.1],
    ['not a number', `'NaN'::float8`, NaN],
    ['boolean', 'false', false],
    ['null', 'NULL::text', null],
    ['text', `'Astanajapura'`, 'Astanajapura'],
    ['empty text', `''`, ''],
    ['date', `date '2024-02-29'`, '2024-02-29'],
    ['timestamptz', `timestamptz '2026-11-24 06:51:03.25+07'`, '2026-11-23T23:51:03.250Z'],
    ['timestamptz of a half-hour zone', `timestamptz '2026-01-01 00:00:00+05:30'`, '2025-12-31T18:30:00.000Z'],
    ['timestamp', `timestamp '2026-01-01 00:00:00'`, '2026-01-01T00:00:00'],
    ['interval', `interval '1 day 2 hours'`, '1 day 02:00:00'],
    ['bytea', `'\\x00ff10'::bytea`, new Uint8Array([0, 255, 16])],
    ['jsonb object', `'{"a": [1, {"b": null}]}'::jsonb`, { a: [1, { b: null }] }],
    ['jsonb null', `'null'::jsonb`, null],
    ['json text', `'"a"'::json`, 'a'],
    [
      'text[]',
      `ARRAY['a', 'b,c', 'd"e', 'NULL', NULL, '', 'back\\slash']`,
      ['a', 'b,c', 'd"e', 'NULL', null, '', 'back\\slash'],
    ],
    ['empty array', `'{}'::text[]`, []],
    [
      'nested array',
      'ARRAY[[1, 2], [3, 4]]',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['int8[]', 'ARRAY[1, 2]::int8[]', [1, 2]],
    ['float8[]', 'ARRAY[0.5, NULL]::float8[]', [0.5, null]],
    ['boolean[]', 'ARRAY[true, false]', [true, false]],
    ['date[]', `ARRAY[date '2024-02-29']`, ['2024-02-29']],
    ['jsonb[]', `ARRAY['{"a":1}'::jsonb]`, [{ a: 1 }]],
    ['uuid', `'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid`, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['geometry', `ST_SetSRID(ST_MakePoint(108.5, -6.75), 4326)`, '0101000020E61000000000000000205B400000000000001BC0'],
  ])('%s', async (_name, sql, expected) => {
    expect(await value(sql)).toEqual(expected);
  });
});

describe('values that go in', () => {
  test.each([
    ['text', '$1::text', `it's "quoted" \\ and — ünïcode 🏥`, undefined],
    ['number', '$1::float8', 0.1, undefined],
    ['money', '$1::int8', 1_250_000_000_000, undefined],
    ['bigint', '$1::int8', 9223372036854775807n, undefined],
    ['boolean', '$1::boolean', true, undefined],
    ['null', '$1::integer', null, undefined],
    ['undefined', '$1::integer', undefined, null],
    ['date', '$1::date', '2024-02-29', undefined],
    ['instant', '$1::timestamptz', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['bytes', '$1::bytea', new Uint8Array([0, 1, 254, 255]), undefined],
    ['a window on bytes', '$1::bytea', new Uint8Array([9, 1, 2, 9]).subarray(1, 3), new Uint8Array([1, 2])],
    ['object', '$1::jsonb', { capacity: 12, note: `it's "fine"`, none: null }, undefined],
    ['array as JSON', '$1::jsonb', JSON.stringify([1, 'a']), [1, 'a']],
    ['text[]', '$1::text[]', ['a', 'b,c', '{d}', 'e"f', 'NULL', '', null, 'g\\h', ' i '], undefined],
    ['integer[]', '$1::integer[]', [1, null, -3], undefined],
    ['float8[]', '$1::float8[]', [0.1, 1e-300], undefined],
    ['boolean[]', '$1::boolean[]', [true, false], undefined],
    ['empty array', '$1::text[]', [], undefined],
    [
      'nested array',
      '$1::integer[]',
      [
        [1, 2],
        [3, 4],
      ],
      undefined,
    ],
    ['jsonb[]', '$1::jsonb[]', [{ a: '"' }, null], undefined],
    ['bytea[]', '$1::bytea[]', [new Uint8Array([1, 2])], undefined],
  ])('%s', async (_name, sql, given, expected) => {
    expect(await value(sql, [given])).toEqual(expected === undefined && given !== undefined ? given : expected);
  });

  test('many rows by unnest', async () => {
    const rows = await database.query(
      'SELECT * FROM unnest($1::text[], $2::integer[], $3::float8[]) AS t (code, people, share)',
      [
        ['32.09.01', '32.09.02'],
        [10, null],
        [0.25, 1],
      ],
    );
    expect(rows).toEqual([
      { code: '32.09.01', people: 10, share: 0.25 },
      { code: '32.09.02', people: null, share: 1 },
    ]);
  });

  test.each([
    ['a function', () => 1],
    ['a number that is none', NaN],
    ['infinity among numbers', [1, Infinity]],
  ])('%s is refused before it reaches the engine', async (_name, given) => {
    await expect(database.query('SELECT $1::text', [given])).rejects.toThrow(TypeError);
  });
});

describe('statements', () => {
  test('several without parameters give the rows of the last', async () => {
    expect(await database.query('SELECT 1 AS a; SELECT 2 AS b')).toEqual([{ b: 2 }]);
    expect(await database.query('SELECT 1 AS a; DELETE FROM note')).toEqual([]);
  });

  test('several without parameters are all or nothing', async () => {
    await expect(
      database.query(`INSERT INTO note VALUES (1, 'a'); INSERT INTO note VALUES (1, 'b')`),
    ).rejects.toMatchObject({ code: '23505' });
    expect(await database.query('SELECT * FROM note')).toEqual([]);
  });

  test.each([
    ['syntax', 'SELEC 1', [], '42601'],
    ['unknown table', 'SELECT * FROM no_such_table', [], '42P01'],
    ['unknown table with a parameter', 'SELECT $1::text FROM no_such_table', ['a'], '42P01'],
    ['division by zero', 'SELECT 1 / $1::integer', [0], '22012'],
    ['bad number', 'SELECT $1::integer', ['twelve'], '22P02'],
    ['bad boolean', 'SELECT $1::boolean', ['maybe'], '22P02'],
    ['bad date', 'SELECT $1::date', ['2023-02-29'], '22008'],
    ['bad bytes', 'SELECT $1::bytea', ['\\xzz'], '22023'],
    ['zero byte in a text', 'SELECT $1::text', ['a\0b'], '22021'],
    ['bad JSON', 'SELECT $1::jsonb', ['{'], '22P02'],
    ['missing parameter', 'SELECT $1::text, $2::text', ['a'], '08P01'],
    ['null where none may be', 'INSERT INTO note (id) VALUES ($1)', [1], '23502'],
    ['bad geometry', 'SELECT ST_GeomFromText($1)', ['POINT(1'], 'XX000'],
  ])('%s: SQLSTATE and a usable database afterwards', async (_name, sql, parameters, code) => {
    const error = await database.query(sql, parameters).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code, name: 'DatabaseError' });
    expect((error as DatabaseError).cause).toBeTruthy();
    expect(await value('1')).toBe(1);
  });

  test('the error names the statement and the constraint, not the values', async () => {
    const sql = `INSERT INTO personal.permit_applicant (permit, number, name, nik)\nVALUES ($1, $2, $3, $4)`;
    const error: unknown = await database
      .query(sql, ['p', '1', 'Siti Rahayu', '123'])
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: '23514', constraint: 'permit_applicant_nik_check' });
    expect((error as Error).message).toContain('INSERT INTO personal.permit_applicant');
    expect((error as Error).message).not.toContain('Siti');
  });

  test('a passed deadline is 57014, and the database lives on', async () => {
    const started = performance.now();
    const slow = database.query('SELECT count(*) FROM generate_series(1, 100000000000)', [], { deadlineSeconds: 0.5 });
    await expect(slow).rejects.toMatchObject({ code: '57014' });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await value('2')).toBe(2);
  });

  test('a deadline holds for its own statement only', async () => {
    await database.query('SELECT 1', [], { deadlineSeconds: 2 });
    expect(await value('pg_sleep(2.5)::text')).toBe('');
  });
});

describe('transactions', () => {
  const notes = () => database.query('SELECT id FROM note ORDER BY id');
  const emptied = () => database.query('DELETE FROM note');

  test('commit what resolves, and return its result', async () => {
    await emptied();
    const result = await database.transaction(async (transaction) => {
      await transaction.query('INSERT INTO note VALUES ($1, $2)', [1, 'a']);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await notes()).toEqual([{ id: 1 }]);
  });

  test('roll back what rejects, and rethrow the very error', async () => {
    await emptied();
    const reason = new Error('changed my mind');
    const work = database.transaction(async (transaction) => {
      await transaction.query(`INSERT INTO note VALUES (1, 'a')`);
      throw reason;
    });
    await expect(work).rejects.toBe(reason);
    expect(await notes()).toEqual([]);
  });

  test('roll back all when one statement fails', async () => {
    await emptied();
    const work = database.transaction(async (transaction) => {
      await transaction.query(`INSERT INTO note VALUES (1, 'a')`);
      await transaction.query(`INSERT INTO note VALUES (1, 'b')`);
    });
    await expect(work).rejects.toMatchObject({ code: '23505', constraint: 'note_pkey' });
    expect(await notes()).toEqual([]);
  });

  test('a swallowed failure is not committed in silence', async () => {
    await emptied();
    const work = database.transaction(async (transaction) => {
      await transaction.query(`INSERT INTO note VALUES (1, 'a')`);
      await transaction.query('SELECT 1 / 0').catch(() => undefined);
      return 'looks fine';
    });
    await expect(work).rejects.toMatchObject({ code: '22012' });
    expect(await notes()).toEqual([]);
  });

  test('a failure inside a savepoint can be survived', async () => {
    await emptied();
    await database.transaction(async (transaction) => {
      await transaction.query(`INSERT INTO note VALUES (1, 'a')`);
      await transaction.query('SAVEPOINT trial');
      await transaction.query('SELECT 1 / 0', [], { deadlineSeconds: 5 }).catch(() => undefined);
      await transaction.query('ROLLBACK TO SAVEPOINT trial');
      await transaction.query(`INSERT INTO note VALUES (2, 'b')`);
    });
    expect(await notes()).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('a failed statement with its own deadline still rolls back', async () => {
    await emptied();
    const work = database.transaction(async (transaction) => {
      await transaction.query(`INSERT INTO note VALUES (1, 'a')`);
      await transaction.query('SELECT 1 / 0', [], { deadlineSeconds: 5 });
    });
    await expect(work).rejects.toMatchObject({ code: '22012' });
    // On the server twenty queries pass over every connection of the pool.
    await Promise.all(Array.from({ length: 20 }, () => database.query('SELECT 1')));
    expect(await notes()).toEqual([]);
  });

  test('a deferred constraint fails at the commit', async () => {
    const work = database.transaction(async (transaction) => {
      await transaction.query('CREATE TABLE child (parent integer REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)');
      await transaction.query('INSERT INTO child VALUES (99)');
    });
    await expect(work).rejects.toMatchObject({ code: '23503' });
    expect(await value(`to_regclass('child')`)).toBeNull();
  });

  test('a passed deadline inside rolls back all of it', async () => {
    await emptied();
    const work = database.transaction(
      async (transaction) => {
        await transaction.query(`INSERT INTO note VALUES (1, 'a')`);
        await transaction.query('SELECT count(*) FROM generate_series(1, 100000000000)').catch(() => undefined);
        await transaction.query(`INSERT INTO note VALUES (2, 'b')`);
      },
      { deadlineSeconds: 0.5 },
    );
    await expect(work).rejects.toBeInstanceOf(DatabaseError);
    expect(await notes()).toEqual([]);
  });

  test('no one sees what is not committed', async () => {
    await emptied();
    let seen: unknown;
    const [, other] = await Promise.all([
      database.transaction(async (transaction) => {
        await transaction.query(`INSERT INTO note VALUES (1, 'a')`);
        seen = await transaction.query('SELECT id FROM note');
        await transaction.query('DELETE FROM note');
      }),
      notes(),
    ]);
    expect(seen).toEqual([{ id: 1 }]);
    expect(other).toEqual([]);
  });

  test('twenty that add to one row lose nothing', async () => {
    await emptied();
    await database.query(`INSERT INTO note VALUES (0, '0')`);
    const add = () =>
      database.transaction(async (transaction) => {
        const [row] = await transaction.query<{ body: string }>('SELECT body FROM note WHERE id = 0 FOR UPDATE');
        await new Promise((resolve) => setTimeout(resolve, 2));
        await transaction.query('UPDATE note SET body = $1 WHERE id = 0', [String(Number(row!.body) + 1)]);
      });
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await database.query('SELECT body FROM note')).toEqual([{ body: '20' }]);
  });

  test('statements started without waiting still belong to it', async () => {
    await emptied();
    await database.transaction(async (transaction) => {
      for (let id = 1; id <= 5; id++) void transaction.query('INSERT INTO note VALUES ($1, $2)', [id, 'a']);
    });
    expect(await notes()).toHaveLength(5);
  });

  test('its query is refused after the end', async () => {
    let kept: { query: (sql: string) => Promise<unknown> } | undefined;
    await database.transaction(async (transaction) => {
      kept = transaction;
    });
    await expect(kept!.query('SELECT 1')).rejects.toMatchObject({ code: '25001' });
  });

  test.each([
    ['query', () => database.query('SELECT 1')],
    ['transaction', () => database.transaction(async () => undefined)],
    ['listen', () => database.listen('some_channel', () => undefined)],
  ])('the %s of the database is refused inside instead of waiting for itself', async (_name, misuse) => {
    await expect(database.transaction(misuse as () => Promise<unknown>)).rejects.toMatchObject({ code: '25001' });
    expect(await value('1')).toBe(1);
  });
});

describe('listening', () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve, 300));

  test('delivers after the commit, in order, to every listener of the channel and no other', async () => {
    const heard: string[] = [];
    const stops = await Promise.all([
      database.listen('edit', (payload) => heard.push(`a ${payload}`)),
      database.listen('edit', (payload) => heard.push(`b ${payload}`)),
      database.listen('other', (payload) => heard.push(`other ${payload}`)),
    ]);
    await database.transaction(async (transaction) => {
      await transaction.query(`SELECT pg_notify('edit', $1)`, ['1']);
      await transaction.query(`SELECT pg_notify('edit', 'it''s 2')`);
      await settled();
      expect(heard).toEqual([]);
    });
    await settled();
    expect(heard).toEqual(['a 1', 'b 1', `a it's 2`, `b it's 2`]);
    for (const stop of stops) await stop();
  });

  test('hears nothing of what was rolled back', async () => {
    const heard: string[] = [];
    const stop = await database.listen('edit', (payload) => heard.push(payload));
    await database
      .transaction(async (transaction) => {
        await transaction.query(`NOTIFY edit, 'never'`);
        throw new Error('no');
      })
      .catch(() => undefined);
    await database.query(`NOTIFY edit, 'once'`);
    await settled();
    expect(heard).toEqual(['once']);
    await stop();
  });

  test('stops, one listener at a time, and stopping twice does no harm', async () => {
    const heard: string[] = [];
    const stopFirst = await database.listen('edit', (payload) => heard.push(`first ${payload}`));
    const stopSecond = await database.listen('edit', (payload) => heard.push(`second ${payload}`));
    await stopFirst();
    await stopFirst();
    await database.query(`NOTIFY edit, '1'`);
    await settled();
    await stopSecond();
    await database.query(`NOTIFY edit, '2'`);
    await settled();
    expect(heard).toEqual(['second 1']);
  });

  test.each(['', 'Upper', 'a-b', 'a; DROP TABLE note', 'a"b', 'x'.repeat(64)])(
    'refuses the channel name %j',
    async (channel) => {
      await expect(database.listen(channel, () => undefined)).rejects.toThrow(TypeError);
    },
  );
});

describe('PostGIS', () => {
  test('measures on the ellipsoid', async () => {
    const metres = await value(
      `ST_Distance('SRID=4326;POINT(108.5 -6.7)'::geography, 'SRID=4326;POINT(108.5 -6.8)'::geography)`,
    );
    // A tenth of a degree along the meridian at 6.75° S, by the radius of curvature of WGS 84 (6,336,318 m).
    expect(metres).toBeCloseTo((6_336_318 * Math.PI) / 1800, 1);
  });

  test('transforms to UTM 49S', async () => {
    const east = await value(`ST_X(ST_Transform(ST_SetSRID(ST_MakePoint(111, -6.7), 4326), 32749))`);
    expect(east).toBeCloseTo(500_000, 3);
  });

  test('a closed database refuses', async () => {
    const other = await createTestDatabase();
    const running = other.database.query('SELECT pg_sleep(0.2)::text AS slept');
    const closing = other.close();
    await expect(running).resolves.toEqual([{ slept: '' }]);
    await closing;
    await other.database.close();
    await expect(other.database.query('SELECT 1')).rejects.toMatchObject({ code: '57P03' });
    await expect(other.database.transaction(async () => 1)).rejects.toMatchObject({ code: '57P03' });
  });
});
