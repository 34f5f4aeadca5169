import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../data/accounts/passwords.ts';
import { createClient, type Client } from './accounts-client.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

const GOOD = 'semangka biru lari pagi';
const WRONG = 'bukan kata sandi yang benar';
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

let clock = Date.parse('2026-03-01T01:00:00Z');
let mini: MiniApp;
let passwordHash: string;
beforeAll(async () => {
  mini = await createMiniApp({ empty: true, now: () => new Date(clock) });
  passwordHash = await hashPassword(GOOD);
});
afterAll(() => mini.close());
beforeEach(() => {
  clock += 48 * HOUR;
});

let people = 0;
async function somebody(): Promise<string> {
  const email = `orang${++people}@uji.example`;
  await mini.database.query(
    `INSERT INTO account (email, name, role, status, password_hash) VALUES ($1, 'Orang Uji', 'pimpinan', 'active', $2)`,
    [email, passwordHash],
  );
  return email;
}
const client = (address?: string) => createClient(mini.app, address);
const attempt = async (who: Client, email: string, password = WRONG) =>
  (await who.send('POST', '/api/v1/session', { email, password })).statusCode;
/** Wrong attempts until one is not heard any more; answers how many were. */
async function exhaust(next: (index: number) => { who: Client; email: string }, most = 60): Promise<number> {
  for (let index = 0; index < most; index++) {
    const { who, email } = next(index);
    if ((await attempt(who, email)) === 429) return index;
  }
  return most;
}

describe('guessing', () => {
  test('one account from one address is slowed down more and more, and never for longer than a quarter of an hour', async () => {
    const email = await somebody();
    const who = client('198.51.100.1');
    expect(await exhaust(() => ({ who, email }))).toBe(6);
    const waits: number[] = [];
    for (let round = 0; round < 10; round++) {
      const refused = await who.send('POST', '/api/v1/session', { email, password: GOOD });
      expect(refused.statusCode).toBe(429);
      const seconds = Number(refused.headers['retry-after']);
      expect(refused.json()).toMatchObject({
        code: 'too_many_requests',
        parameters: [{ name: 'retryAfterSeconds', reason: String(seconds) }],
      });
      waits.push(seconds);
      clock += seconds * SECOND;
      if (round < 9) expect(await attempt(who, email)).toBe(401);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
    // Who knows the password is in as soon as the delay is over.
    expect(await attempt(who, email, GOOD)).toBe(200);
    expect(await attempt(who, email, GOOD)).toBe(200);
  });

  test('with many attempts at once is no faster', async () => {
    const email = await somebody();
    const who = client('198.51.100.2');
    const codes = await Promise.all(Array.from({ length: 25 }, () => attempt(who, email)));
    expect(codes.filter((code) => code === 401)).toHaveLength(6);
    expect(codes.filter((code) => code === 429)).toHaveLength(19);
  });

  test('an e-mail that nobody has is slowed down just the same', async () => {
    const who = client('198.51.100.3');
    expect(await exhaust(() => ({ who, email: 'tidak.ada@uji.example' }))).toBe(6);
  });

  test('many accounts from one address range is slowed down', async () => {
    expect(await exhaust((index) => ({ who: client(`198.51.101.${index}`), email: `tak${index}@uji.example` }))).toBe(
      31,
    );
    // Another range goes on.
    expect(await attempt(client('198.51.102.1'), 'tak1@uji.example')).toBe(401);
  });

  test('one account from many addresses is slowed down', async () => {
    const email = await somebody();
    expect(await exhaust((index) => ({ who: client(`10.${index}.0.1`), email }))).toBe(21);
  });
});

describe('a stranger cannot lock anybody out', () => {
  test('a device that signed in before is heard while its account is under attack from everywhere, its own office too', async () => {
    const email = await somebody();
    const laptop = client('203.0.113.5');
    expect(await attempt(laptop, email, GOOD)).toBe(200);
    clock += 9 * HOUR;
    await exhaust((index) => ({ who: client(`10.${index}.1.1`), email }));
    await exhaust(() => ({ who: client('203.0.113.6'), email }));
    await exhaust((index) => ({ who: client('203.0.113.6'), email: `tak${index}@uji.example` }));
    expect(await attempt(client('203.0.113.7'), email, GOOD)).toBe(429);
    expect(await attempt(laptop, email, GOOD)).toBe(200);
    // On the road too: the device counts, not where it is.
    const moved = client('192.0.2.200');
    for (const [name, value] of laptop.cookies) moved.cookies.set(name, value);
    expect(await attempt(moved, email, GOOD)).toBe(200);
  });

  test('an office from which somebody signed in is heard while the account is guessed at from elsewhere', async () => {
    const email = await somebody();
    expect(await attempt(client('203.0.114.5'), email, GOOD)).toBe(200);
    await exhaust((index) => ({ who: client(`10.${index}.2.1`), email }));
    expect(await attempt(client('192.0.2.99'), email, GOOD)).toBe(429);
    expect(await attempt(client('203.0.114.80'), email, GOOD)).toBe(200);
  });

  test('a made-up device cookie opens nothing', async () => {
    const email = await somebody();
    const who = client('198.51.103.1');
    await exhaust(() => ({ who, email }));
    who.cookies.set('jangkau_device', 'B'.repeat(43));
    expect(await attempt(who, email, GOOD)).toBe(429);
  });

  test('the device of one account is a stranger to another', async () => {
    const [own, other] = [await somebody(), await somebody()];
    const who = client('198.51.104.1');
    expect(await attempt(who, own, GOOD)).toBe(200);
    expect(await exhaust(() => ({ who, email: other }))).toBe(6);
  });

  test('the own success between guesses does not buy more of them', async () => {
    const [own, other] = [await somebody(), await somebody()];
    const who = client('198.51.105.1');
    let heard = 0;
    for (let round = 0; round < 20; round++) {
      if ((await attempt(who, other)) === 401) heard++;
      expect(await attempt(who, own, GOOD)).toBe(200);
    }
    expect(heard).toBe(6);
  });

  test('the present password is not guessed at from a session left open either', async () => {
    const email = await somebody();
    const who = client('198.51.106.1');
    await attempt(who, email, GOOD);
    const codes: number[] = [];
    for (let round = 0; round < 8; round++) {
      const body = { current: WRONG, password: 'tujuh payung di atas genteng' };
      codes.push((await who.send('PUT', '/api/v1/session/password', body)).statusCode);
    }
    expect(codes).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
  });
});
