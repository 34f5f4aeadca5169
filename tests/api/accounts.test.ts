import type * as Argon2 from '@node-rs/argon2';
import { hash, verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../api/app.ts';
import { SessionAnswer } from '../../api/contract/accounts.ts';
import * as passwords from '../../data/accounts/passwords.ts';
import { makeAdministratorLink } from '../../data/accounts/links.ts';
import { verifyAudit } from '../../data/desk/audit.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { createClient, type Client } from './accounts-client.ts';
import { createMiniApp, OWN_PAGE, type MiniApp } from './mini-app.ts';

// Counted, not changed.
vi.mock('@node-rs/argon2', async (original) => {
  const actual = await original<typeof Argon2>();
  return { ...actual, verify: vi.fn(actual.verify) };
});

const GOOD = 'semangka biru lari pagi';
const OTHER = 'tujuh payung di atas genteng';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let clock = Date.parse('2026-03-01T01:00:00Z');
let mini: MiniApp;
beforeAll(async () => {
  mini = await createMiniApp({ empty: true, now: () => new Date(clock) });
  await mini.database.query(
    `INSERT INTO agency (id, name, short_name) VALUES ('dinkes', 'Dinas Kesehatan', 'Dinkes'), ('dputr', 'Dinas PU', 'DPUTR')`,
  );
});
afterAll(() => mini.close());
// Each test begins a day later: what throttled or idled before is over.
beforeEach(() => {
  clock += 48 * HOUR;
});

const client = (address?: string) => createClient(mini.app, address);
const codeOf = (reply: { json(): unknown }) => (reply.json() as { code: string }).code;
const reasonOf = (reply: { json(): unknown }) =>
  (reply.json() as { parameters?: { reason: string }[] }).parameters?.[0]?.reason;
const signIn = (who: Client, email: string, password = GOOD) =>
  who.send('POST', '/api/v1/session', { email, password });
const roleOf = async (who: Client) => SessionAnswer.parse((await who.send('GET', '/api/v1/session')).json()).role;

/** Somebody with an account and the password `GOOD`, signed in nowhere. */
let people = 0;
async function somebody(role: 'opd' | 'walidata' | 'pimpinan' = 'opd'): Promise<{ id: string; email: string }> {
  const email = `orang${++people}@uji.example`;
  const [row] = await mini.database.query<{ id: string }>(
    `INSERT INTO account (email, name, role, agency, status, password_hash) VALUES ($1, 'Orang Uji', $2, $3, 'active', $4) RETURNING id`,
    [email, role, role === 'opd' ? 'dinkes' : null, await passwords.hashPassword(GOOD)],
  );
  return { id: row!.id, email };
}
async function signedIn(role: 'opd' | 'walidata' | 'pimpinan' = 'opd', address?: string) {
  const person = await somebody(role);
  const who = client(address);
  expect((await signIn(who, person.email)).statusCode).toBe(200);
  return { ...person, who };
}

describe('the first administrator', () => {
  test('is made by a link that counts once', async () => {
    const now = () => new Date(clock);
    const old = await makeAdministratorLink(mini.database, now());
    const link = await makeAdministratorLink(mini.database, now());
    const who = client();
    expect(SessionAnswer.parse((await who.send('GET', '/api/v1/session')).json())).toMatchObject({
      role: 'publik',
      account: null,
      needsAdministrator: true,
      hasOpenId: false,
    });
    expect(codeOf(await who.send('GET', `/api/v1/links/${old!.token}`))).toBe('unknown_link');
    expect((await who.send('GET', `/api/v1/links/${link!.token}`)).json()).toMatchObject({
      purpose: 'first_administrator',
      email: null,
    });
    const use = (body: object) => who.send('POST', `/api/v1/links/${link!.token}`, body);
    const person = { email: 'Kepala@Uji.example', name: 'Siti Rahayu' };
    expect(codeOf(await use({ password: GOOD }))).toBe('invalid_parameter');
    expect(reasonOf(await use({ ...person, password: 'pendek' }))).toBe('too_short');
    expect(reasonOf(await use({ ...person, password: 'siti rahayu 2026' }))).toBe('own_words');
    expect(reasonOf(await use({ ...person, password: 'password123456' }))).toBe('easily_guessed');
    const made = await use({ ...person, password: GOOD });
    expect(SessionAnswer.parse(made.json())).toMatchObject({
      role: 'walidata',
      account: { email: 'kepala@uji.example', name: 'Siti Rahayu', status: 'active' },
      needsAdministrator: false,
    });
    expect(await roleOf(who)).toBe('walidata');
    expect(codeOf(await use({ ...person, password: GOOD }))).toBe('unknown_link');
    expect(await makeAdministratorLink(mini.database, now())).toBeNull();
  });

  test('of two who use a link at once one is made', async () => {
    await mini.database.query(`UPDATE account SET status = 'disabled' WHERE role = 'walidata'`);
    const link = await makeAdministratorLink(mini.database, new Date(clock));
    const answers = await Promise.all(
      [1, 2].map((index) =>
        client().send('POST', `/api/v1/links/${link!.token}`, {
          email: `dua${index}@uji.example`,
          name: 'Dua Orang',
          password: GOOD,
        }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404]);
    await mini.database.query(`UPDATE account SET status = 'active' WHERE role = 'walidata'`);
  });

  test('the link goes stale after a day', async () => {
    await mini.database.query(`UPDATE account SET status = 'disabled' WHERE role = 'walidata'`);
    const link = await makeAdministratorLink(mini.database, new Date(clock));
    clock += 24 * HOUR + 1;
    expect(codeOf(await client().send('GET', `/api/v1/links/${link!.token}`))).toBe('unknown_link');
    await mini.database.query(`UPDATE account SET status = 'active' WHERE role = 'walidata'`);
  });
});

describe('sign-in', () => {
  test('the right password opens a session; its cookie is for the server alone', async () => {
    const { email } = await somebody();
    const who = client();
    const reply = await signIn(who, `  ${email.toUpperCase()} `);
    expect(SessionAnswer.parse(reply.json())).toMatchObject({
      role: 'opd',
      agency: { id: 'dinkes' },
      account: { email },
    });
    expect(reply.headers['cache-control']).toBe('no-store');
    const cookie = reply.cookies.find(({ name }) => name === 'jangkau_session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(await roleOf(who)).toBe('opd');
    const rows = await mini.database.query<{ token_hash: string }>('SELECT token_hash FROM account_session');
    expect(rows.map(({ token_hash }) => token_hash)).not.toContain(cookie!.value);
  });

  test('over HTTPS behind a proxy the cookie can only come from this host over HTTPS', async () => {
    const { email } = await somebody('pimpinan');
    const secure = await createApp({
      database: mini.database,
      tiles: mini.tiles,
      profile: await loadMiniProfile(),
      standards: [],
      webFolder: null,
      softwareVersion: '0.0.0',
      logger: false,
      requestsPerMinute: null,
      trustProxy: true,
      now: () => new Date(clock),
    });
    try {
      const headers = {
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'peta.uji.example',
        'x-forwarded-for': '203.0.113.9',
        origin: 'https://peta.uji.example',
        'sec-fetch-site': 'same-origin',
      };
      const who = createClient(secure);
      const body = { email, password: GOOD };
      const reply = await who.send('POST', '/api/v1/session', body, headers);
      expect(reply.cookies.map(({ name, secure: only }) => [name, only])).toEqual([
        ['__Host-jangkau_session', true],
        ['__Host-jangkau_device', true],
      ]);
      // The name for HTTP is not looked at: anybody on the way could have set it.
      const value = who.cookies.get('__Host-jangkau_session')!;
      const asked = await secure.inject({
        url: '/api/v1/session',
        headers: { ...headers, cookie: `jangkau_session=${value}` },
      });
      expect(asked.json()).toMatchObject({ role: 'publik' });
      expect(
        codeOf(await who.send('POST', '/api/v1/session', body, { ...headers, 'x-forwarded-host': 'lain.example' })),
      ).toBe('forged_request');
    } finally {
      await secure.close();
    }
  });

  test('without a proxy to trust, what it would say is not believed', async () => {
    const { email } = await somebody();
    const reply = await client().send(
      'POST',
      '/api/v1/session',
      { email, password: GOOD },
      {
        'x-forwarded-host': 'lain.example',
        origin: 'http://lain.example',
      },
    );
    expect(codeOf(reply)).toBe('forged_request');
  });

  test('a session cookie that was there before is not taken over (fixation)', async () => {
    const planted = 'A'.repeat(43);
    const { email } = await somebody();
    const who = client();
    who.cookies.set('jangkau_session', planted);
    who.cookies.set('jangkau_device', planted);
    await signIn(who, email);
    expect(who.cookies.get('jangkau_session')).not.toBe(planted);
    expect(who.cookies.get('jangkau_device')).not.toBe(planted);
    const other = client();
    other.cookies.set('jangkau_session', planted);
    expect(await roleOf(other)).toBe('publik');
  });

  test('the session that stood there before ends with the new one', async () => {
    const { who, email } = await signedIn();
    const before = who.cookies.get('jangkau_session')!;
    await signIn(who, email);
    const copy = client();
    copy.cookies.set('jangkau_session', before);
    expect(await roleOf(copy)).toBe('publik');
  });

  test('unknown, wrong, invited, shut and without a password get the same answer for the same work', async () => {
    const wrong = await somebody();
    const shut = await somebody();
    await mini.database.query(`UPDATE account SET status = 'disabled' WHERE id = $1`, [shut.id]);
    await mini.database.query(
      `INSERT INTO account (email, name, role, status, openid_subject) VALUES
         ('undangan@uji.example', 'U', 'pimpinan', 'invited', NULL), ('sso@uji.example', 'S', 'pimpinan', 'active', 'https://sso#1')`,
    );
    const asked = vi.spyOn(mini.database, 'query');
    const hashed = vi.mocked(verify);
    const answers: string[] = [];
    for (const email of [wrong.email, 'tidak.ada@uji.example', 'undangan@uji.example', 'sso@uji.example', shut.email]) {
      asked.mockClear();
      hashed.mockClear();
      const reply = await signIn(client(`198.51.100.${answers.length}`), email, email === shut.email ? GOOD : OTHER);
      const { type, title, status, code, parameters } = reply.json() as Record<string, unknown>;
      const headers = Object.keys(reply.headers).sort().join();
      answers.push(
        JSON.stringify({
          type,
          title,
          status,
          code,
          parameters,
          headers,
          statements: asked.mock.calls.length,
          // Parameters of argon2id, which say how long it takes.
          hashes: hashed.mock.calls.map(([against]) => /^\$argon2id\$v=19\$[^$]*/.exec(String(against))?.[0]),
        }),
      );
    }
    asked.mockRestore();
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('sign_in_failed');
    expect(answers[0]).toContain('"hashes":["$argon2id$v=19$m=32768,t=2,p=1"]');
  });

  test('a hash with weaker parameters is made anew at the next sign-in', async () => {
    const { id, email } = await somebody();
    const weak = await hash(GOOD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await mini.database.query('UPDATE account SET password_hash = $2 WHERE id = $1', [id, weak]);
    expect((await signIn(client(), email)).statusCode).toBe(200);
    const [row] = await mini.database.query<{ password_hash: string }>(
      'SELECT password_hash FROM account WHERE id = $1',
      [id],
    );
    expect(passwords.isOutdatedHash(row!.password_hash)).toBe(false);
    expect((await signIn(client(), email)).statusCode).toBe(200);
  });
});

describe('sessions', () => {
  test('of the planner ends after 8 hours without a request, and after 24 whatever is asked', async () => {
    const { who } = await signedIn();
    for (let hours = 0; hours < 21; hours += 7) {
      clock += 7 * HOUR;
      expect(await roleOf(who)).toBe('opd');
    }
    clock += 3 * HOUR;
    expect(await roleOf(who)).toBe('publik');
    const idle = await signedIn();
    clock += 8 * HOUR;
    expect(await roleOf(idle.who)).toBe('publik');
    expect(idle.who.cookies.has('jangkau_session')).toBe(false);
  });

  test('of the custodian ends after one hour without a request', async () => {
    const { who } = await signedIn('walidata');
    clock += 59 * MINUTE;
    expect(await roleOf(who)).toBe('walidata');
    clock += 60 * MINUTE;
    expect(await roleOf(who)).toBe('publik');
  });

  test('the secret changes every four hours; the one before counts one minute more', async () => {
    const { who } = await signedIn();
    const first = who.cookies.get('jangkau_session')!;
    clock += 4 * HOUR - 1;
    await roleOf(who);
    expect(who.cookies.get('jangkau_session')).toBe(first);
    clock += 1;
    // Requests that were under way together: each is answered, and one of them brings the new secret.
    const together = await Promise.all(
      [1, 2, 3].map(() => mini.app.inject({ url: '/api/v1/session', headers: { cookie: `jangkau_session=${first}` } })),
    );
    expect(together.map((reply) => (reply.json() as SessionAnswer).role)).toEqual(['opd', 'opd', 'opd']);
    const renewed = together.flatMap(({ cookies }) => cookies).filter(({ name }) => name === 'jangkau_session');
    expect(renewed).toHaveLength(1);
    who.cookies.set('jangkau_session', renewed[0]!.value);
    const late = client();
    late.cookies.set('jangkau_session', first);
    clock += MINUTE - 1;
    expect(await roleOf(late)).toBe('opd');
    clock += 1;
    expect(await roleOf(late)).toBe('publik');
    expect(await roleOf(who)).toBe('opd');
  });

  test('sign-out ends it here, and its cookie is worth nothing afterwards', async () => {
    const { who, email } = await signedIn();
    const elsewhere = client();
    await signIn(elsewhere, email);
    const copy = client();
    copy.cookies.set('jangkau_session', who.cookies.get('jangkau_session')!);
    expect((await who.send('DELETE', '/api/v1/session')).statusCode).toBe(204);
    expect(who.cookies.has('jangkau_session')).toBe(false);
    expect(await roleOf(copy)).toBe('publik');
    expect(await roleOf(elsewhere)).toBe('opd');
    expect((await who.send('DELETE', '/api/v1/session')).statusCode).toBe(204);
  });

  test('are listed with their device, and end everywhere at once', async () => {
    const { who, email } = await signedIn();
    const phone = client();
    const agent =
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36';
    await phone.send('POST', '/api/v1/session', { email, password: GOOD }, { 'user-agent': agent });
    const { items } = (await who.send('GET', '/api/v1/sessions')).json<{
      items: { current: boolean; device: string | null }[];
    }>();
    expect(items).toHaveLength(2);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    expect(items.find(({ current }) => !current)?.device).toBe('Chrome, Android');
    expect((await who.send('DELETE', '/api/v1/sessions')).statusCode).toBe(204);
    expect([await roleOf(who), await roleOf(phone)]).toEqual(['publik', 'publik']);
  });

  test('a changed password ends every session but the own, which gets a new secret', async () => {
    const { who, email } = await signedIn();
    const elsewhere = client();
    await signIn(elsewhere, email);
    const before = who.cookies.get('jangkau_session');
    const change = (body: object) => who.send('PUT', '/api/v1/session/password', body);
    expect(codeOf(await change({ current: OTHER, password: OTHER }))).toBe('sign_in_failed');
    expect(codeOf(await change({ current: GOOD, password: 'orang uji 1234' }))).toBe('weak_password');
    expect((await change({ current: GOOD, password: OTHER })).statusCode).toBe(204);
    expect(who.cookies.get('jangkau_session')).not.toBe(before);
    expect([await roleOf(who), await roleOf(elsewhere)]).toEqual(['opd', 'publik']);
    expect((await signIn(client('198.51.100.200'), email, GOOD)).statusCode).toBe(401);
    expect((await signIn(client('198.51.100.200'), email, OTHER)).statusCode).toBe(200);
  });

  test('public answers are the same for everybody, with and without a session', async () => {
    const { who } = await signedIn('walidata');
    for (const url of ['/api/v1/regions', '/api/v1/datasets', '/healthz']) {
      const open = await mini.app.inject({ url });
      const own = await who.send('GET', url);
      expect(own.body).toBe(open.body);
      expect(own.headers['etag']).toBe(open.headers['etag']);
      expect(own.headers['set-cookie']).toBeUndefined();
      expect(open.headers['set-cookie']).toBeUndefined();
      expect(open.headers['vary'] ?? '').not.toMatch(/cookie/i);
    }
  });
});

describe('changes come from pages of ours', () => {
  const forged = [
    ['another site', { origin: 'https://jahat.example', 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of this host', { origin: 'http://localhost.jahat.example', 'sec-fetch-site': 'same-site' }],
    ['another port', { origin: 'http://localhost:8080' }],
    ['no origin at all', {}],
    ['a sandboxed frame', { origin: 'null' }],
    ['an origin that lies about its site', { ...OWN_PAGE, 'sec-fetch-site': 'cross-site' }],
    ['an origin with somebody in it', { origin: 'http://localhost@jahat.example' }],
    ['a form', { ...OWN_PAGE, 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form of plain text', { ...OWN_PAGE, 'content-type': 'text/plain' }],
    ['a form with files', { ...OWN_PAGE, 'content-type': 'multipart/form-data; boundary=x' }],
  ] as const;
  test.each(forged)('not from %s', async (_name, headers) => {
    const { who } = await signedIn();
    const reply = await mini.app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions',
      headers: { cookie: `jangkau_session=${who.cookies.get('jangkau_session')}`, ...headers },
    });
    expect(reply.statusCode).toBe(403);
    expect(codeOf(reply)).toBe('forged_request');
    expect(await roleOf(who)).toBe('opd');
  });

  test.each([[{ origin: 'http://localhost' }], [{ 'sec-fetch-site': 'same-origin' }], [OWN_PAGE]])(
    'but with %j',
    async (headers) => {
      const { who } = await signedIn();
      const cookie = `jangkau_session=${who.cookies.get('jangkau_session')}`;
      const reply = await mini.app.inject({
        method: 'DELETE',
        url: '/api/v1/sessions',
        headers: { cookie, ...headers },
      });
      expect(reply.statusCode).toBe(204);
    },
  );

  test('a path without the method says so to everybody', async () => {
    expect(codeOf(await mini.app.inject({ method: 'POST', url: '/api/v1/regions' }))).toBe('method_not_allowed');
  });
});

describe('accounts', () => {
  test('a planner is invited, sets a password by the link, and is in', async () => {
    const { who } = await signedIn('walidata');
    const invitation = { email: 'dewi@dinkes.example', name: 'Dewi Lestari', role: 'opd', agency: 'dinkes' };
    const made = (await who.send('POST', '/api/v1/accounts', invitation)).json<{
      account: { id: string; status: string };
      link: string;
    }>();
    expect(made.account.status).toBe('invited');
    expect(codeOf(await who.send('POST', '/api/v1/accounts', invitation))).toBe('conflict');
    const token = new URL(made.link).pathname.replace('/tautan/', '');
    const planner = client();
    expect((await planner.send('GET', `/api/v1/links/${token}`)).json()).toMatchObject({
      purpose: 'invitation',
      email: invitation.email,
      name: invitation.name,
    });
    clock += 71 * HOUR;
    const reply = await planner.send('POST', `/api/v1/links/${token}`, { password: GOOD, email: 'lain@uji.example' });
    expect(reply.json()).toMatchObject({ role: 'opd', account: { email: invitation.email, status: 'active' } });
    expect((await signIn(client(), invitation.email)).statusCode).toBe(200);
  });

  test('a planner needs an agency that there is', async () => {
    const { who } = await signedIn('walidata');
    const body = { email: 'x@uji.example', name: 'Tanpa Dinas', role: 'opd', agency: null };
    expect(reasonOf(await who.send('POST', '/api/v1/accounts', body))).toBe('missing');
    expect(reasonOf(await who.send('POST', '/api/v1/accounts', { ...body, agency: 'tidak-ada' }))).toBe('unknown');
  });

  test('a new link ends the sessions and the link before', async () => {
    const { who } = await signedIn('walidata');
    const planner = await signedIn();
    const again = async () =>
      new URL(
        (await who.send('POST', `/api/v1/accounts/${planner.id}/link`)).json<{ link: string }>().link,
      ).pathname.split('/')[2]!;
    const first = await again();
    const second = await again();
    expect(await roleOf(planner.who)).toBe('publik');
    expect(codeOf(await client().send('POST', `/api/v1/links/${first}`, { password: OTHER }))).toBe('unknown_link');
    expect((await client().send('POST', `/api/v1/links/${second}`, { password: OTHER })).json()).toMatchObject({
      role: 'opd',
    });
    expect((await signIn(client('198.51.100.77'), planner.email, GOOD)).statusCode).toBe(401);
  });

  test('a shut account is out at once, its links too, and in again when opened', async () => {
    const { who } = await signedIn('walidata');
    const planner = await signedIn();
    const link = (await who.send('POST', `/api/v1/accounts/${planner.id}/link`)).json<{ link: string }>().link;
    await signIn(planner.who, planner.email);
    const set = (status: string) => who.send('PATCH', `/api/v1/accounts/${planner.id}`, { status });
    expect((await set('disabled')).json()).toMatchObject({ status: 'disabled' });
    expect(await roleOf(planner.who)).toBe('publik');
    expect(codeOf(await client().send('GET', `/api/v1/links/${link.split('/').at(-1)}`))).toBe('unknown_link');
    expect(codeOf(await signIn(client('198.51.100.78'), planner.email))).toBe('sign_in_failed');
    await set('active');
    expect((await signIn(planner.who, planner.email)).statusCode).toBe(200);
  });

  test('a changed role holds from the next request on', async () => {
    const { who } = await signedIn('walidata');
    const other = await signedIn('walidata');
    expect((await other.who.send('GET', '/api/v1/accounts')).statusCode).toBe(200);
    await who.send('PATCH', `/api/v1/accounts/${other.id}`, { role: 'pimpinan' });
    expect(codeOf(await other.who.send('GET', '/api/v1/accounts'))).toBe('sign_in_required');
    await signIn(other.who, other.email);
    expect(codeOf(await other.who.send('GET', '/api/v1/accounts'))).toBe('forbidden');
  });

  test('the last administrator stays, whoever asks and however many at once', async () => {
    await mini.database.query(`UPDATE account SET status = 'disabled' WHERE role = 'walidata'`);
    const one = await signedIn('walidata');
    const change = (by: Client, id: string, body: object) => by.send('PATCH', `/api/v1/accounts/${id}`, body);
    for (const body of [{ status: 'disabled' }, { role: 'pimpinan' }, { role: 'opd', agency: 'dinkes' }]) {
      const reply = await change(one.who, one.id, body);
      expect([reply.statusCode, reasonOf(reply)]).toEqual([409, 'last_administrator']);
    }
    expect((await change(one.who, one.id, { name: 'Nama Baru' })).statusCode).toBe(200);
    const two = await signedIn('walidata');
    await Promise.all([
      change(one.who, two.id, { status: 'disabled' }),
      change(two.who, one.id, { status: 'disabled' }),
    ]);
    const left = await mini.database.query(`SELECT 1 FROM account WHERE role = 'walidata' AND status = 'active'`);
    expect(left).toHaveLength(1);
    await mini.database.query(`UPDATE account SET status = 'active' WHERE role = 'walidata'`);
  });

  test('only the custodian sees accounts; agencies are public', async () => {
    const planner = await signedIn();
    for (const [method, url] of [
      ['GET', '/api/v1/accounts'],
      ['POST', '/api/v1/audit/verification'],
      ['PATCH', '/api/v1/agencies/dinkes'],
    ] as const) {
      expect(codeOf(await planner.who.send(method, url, method === 'PATCH' ? { mayPublish: true } : undefined))).toBe(
        'forbidden',
      );
      expect(codeOf(await client().send(method, url, method === 'PATCH' ? { mayPublish: true } : undefined))).toBe(
        'sign_in_required',
      );
    }
    const { who } = await signedIn('walidata');
    const changed = await who.send('PATCH', '/api/v1/agencies/dputr', { mayPublish: true });
    expect(changed.json()).toEqual({ id: 'dputr', name: 'Dinas PU', shortName: 'DPUTR', mayPublish: true });
    const { items } = (await client().send('GET', '/api/v1/agencies')).json<{
      items: { id: string; mayPublish: boolean }[];
    }>();
    expect(items.find(({ id }) => id === 'dputr')?.mayPublish).toBe(true);
  });
});

describe('the log', () => {
  test('says who did what, to the custodian; to others what is theirs', async () => {
    const { who, id } = await signedIn('walidata');
    const planner = await signedIn();
    await who.send('PATCH', `/api/v1/accounts/${planner.id}`, { agency: 'dputr' });
    const read = async (by: Client, query = '') =>
      (await by.send('GET', `/api/v1/audit?limit=200${query}`)).json<{
        items: Record<string, unknown>[];
        total: number;
      }>();
    const changes = await read(who, `&action=account.changed&account=${id}`);
    expect(changes).toMatchObject({
      total: 1,
      items: [{ subject: planner.id, accountName: 'Orang Uji', details: { agency: { from: 'dinkes', to: 'dputr' } } }],
    });
    const sessions = await read(who, '&action=session');
    expect(sessions.items.every(({ action }) => String(action).startsWith('session.'))).toBe(true);
    await signIn(planner.who, planner.email);
    const own = await read(planner.who);
    expect(own.total).toBeGreaterThan(0);
    expect(own.items.every(({ agency, account }) => agency === 'dputr' || account === planner.id)).toBe(true);
    const page = await read(who, '&offset=1').then(({ items }) => items[0]!['number']);
    expect(page).toBe(((await read(who)).items[0]!['number'] as number) - 1);
    expect((await read(who, '&from=2020-01-01&until=2020-01-02')).total).toBe(0);
  });

  test('holds no e-mail of a stranger, no password, no secret', async () => {
    const { who, email } = await signedIn();
    await signIn(client(), 'rahasia.sekali@uji.example', 'kata sandi rahasia saya');
    await signIn(client(), email, 'kata sandi rahasia saya');
    const [log] = await mini.database.query<{ text: string }>(
      `SELECT string_agg(audit_entry::text, ' ') AS text FROM audit_entry`,
    );
    for (const secret of ['rahasia', who.cookies.get('jangkau_session')!, GOOD, 'argon2'])
      expect(log!.text).not.toContain(secret);
    const [last] = await mini.database.query(
      `SELECT action, account, subject FROM audit_entry ORDER BY number DESC LIMIT 1`,
    );
    expect(last).toMatchObject({ action: 'session.refused', account: null });
  });

  test('is whole after all of this, and the custodian can see that', async () => {
    const { who } = await signedIn('walidata');
    const answer = await who.send('POST', '/api/v1/audit/verification');
    expect(answer.json()).toEqual(await verifyAudit(mini.database));
    expect(answer.json()).toMatchObject({ brokenAt: null });
  });
});
