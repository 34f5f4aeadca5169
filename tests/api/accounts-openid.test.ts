import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { createClient, type Client } from './accounts-client.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';
import { CLIENT, startProvider, type TestProvider } from './openid-provider.ts';

const HOME = 'http://localhost';

let provider: TestProvider;
let mini: MiniApp;
beforeAll(async () => {
  provider = await startProvider(`${HOME}/api/v1/openid/callback`);
  mini = await createMiniApp({ empty: true, openId: { issuer: provider.issuer, ...CLIENT } });
  await mini.database.query(`
    INSERT INTO account (email, name, role, status, password_hash, openid_subject) VALUES
      ('aktif@uji.example', 'Aktif', 'pimpinan', 'active', '$argon2id$x', NULL),
      ('undangan@uji.example', 'Undangan', 'pimpinan', 'invited', NULL, NULL),
      ('tutup@uji.example', 'Tutup', 'pimpinan', 'disabled', '$argon2id$x', NULL),
      ('lain@uji.example', 'Lain', 'pimpinan', 'active', NULL, 'https://lain.example#9')`);
});
afterAll(async () => {
  await mini.close();
  await provider.close();
});
beforeEach(() => {
  provider.person = { sub: 'orang-1', email: 'aktif@uji.example', email_verified: true };
});

/** Begins at our end and goes through the provider; answers the address to which it sends the browser back. */
async function goThrough(who: Client, to = '/meja'): Promise<URL> {
  const begun = await who.send('GET', `/api/v1/openid/start?to=${encodeURIComponent(to)}`);
  expect(begun.statusCode).toBe(302);
  const url = new URL(String(begun.headers['location']));
  expect(url.origin).toBe(provider.issuer);
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(url.searchParams.get(name)?.length).toBeGreaterThan(20);
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  return provider.follow(url.href, HOME);
}
const comeBack = async (who: Client, url: URL) => {
  const reply = await who.send('GET', url.pathname + url.search);
  expect(reply.statusCode).toBe(302);
  return String(reply.headers['location']);
};
const roleOf = async (who: Client) => (await who.send('GET', '/api/v1/session')).json<{ role: string }>().role;
const newClient = () => createClient(mini.app);

describe('single sign-on', () => {
  test('leads somebody with an account to where they wanted to go', async () => {
    const who = newClient();
    expect((await who.send('GET', '/api/v1/session')).json()).toMatchObject({ hasOpenId: true });
    expect(await comeBack(who, await goThrough(who, '/meja/jejak?halaman=2'))).toBe('/meja/jejak?halaman=2');
    expect(await roleOf(who)).toBe('pimpinan');
    expect(who.cookies.has('jangkau_openid')).toBe(false);
    // Bound now: the person counts, not the e-mail that the provider says.
    provider.person = { sub: 'orang-1', email: 'baru@uji.example', email_verified: false };
    const again = newClient();
    expect(await comeBack(again, await goThrough(again))).toBe('/meja');
    // Somebody else who got the e-mail is not the person.
    provider.person = { sub: 'orang-2', email: 'aktif@uji.example', email_verified: true };
    const other = newClient();
    expect(await comeBack(other, await goThrough(other))).toBe('/masuk?failure=openid_unknown_account');
    expect(await roleOf(other)).toBe('publik');
  });

  test('accepts an invitation', async () => {
    provider.person = { sub: 'orang-3', email: 'Undangan@uji.example', email_verified: true };
    const who = newClient();
    expect(await comeBack(who, await goThrough(who))).toBe('/meja');
    expect(await roleOf(who)).toBe('pimpinan');
  });

  test.each([
    ['nobody we know', { sub: 'x1', email: 'siapa@uji.example', email_verified: true }, 'openid_unknown_account'],
    [
      'an account that is shut',
      { sub: 'x2', email: 'tutup@uji.example', email_verified: true },
      'openid_unknown_account',
    ],
    [
      'an account of another person',
      { sub: 'x3', email: 'lain@uji.example', email_verified: true },
      'openid_unknown_account',
    ],
    [
      'an e-mail without proof',
      { sub: 'x4', email: 'aktif@uji.example', email_verified: false },
      'openid_email_unverified',
    ],
    ['no e-mail', { sub: 'x5' }, 'openid_email_unverified'],
  ])('makes no account, and does not let in %s', async (_name, person, failure) => {
    provider.person = person;
    const before = await mini.database.query('SELECT id FROM account');
    const who = newClient();
    expect(await comeBack(who, await goThrough(who))).toBe(`/masuk?failure=${failure}`);
    expect(await roleOf(who)).toBe('publik');
    expect(await mini.database.query('SELECT id FROM account')).toHaveLength(before.length);
    const [line] = await mini.database.query(`SELECT action, details FROM audit_entry ORDER BY number DESC LIMIT 1`);
    expect(line).toEqual({ action: 'session.refused', details: { method: 'openid', reason: failure } });
  });

  test('somebody who says no at the provider is told so', async () => {
    provider.person = null;
    const who = newClient();
    expect(await comeBack(who, await goThrough(who))).toBe('/masuk?failure=openid_refused');
  });

  test('counts once', async () => {
    const who = newClient();
    const url = await goThrough(who);
    const cookie = who.cookies.get('jangkau_openid')!;
    expect(await comeBack(who, url)).toBe('/meja');
    const again = newClient();
    again.cookies.set('jangkau_openid', cookie);
    expect(await comeBack(again, url)).toBe('/masuk?failure=openid_failed');
  });

  test.each([
    ['in another browser', forgetful],
    ['with another state', (url: URL) => changed(url, 'state', 'x'.repeat(43))],
    ['with another issuer', (url: URL) => changed(url, 'iss', 'https://jahat.example')],
    ['without its issuer', (url: URL) => changed(url, 'iss', null)],
    ['with a made-up code', (url: URL) => changed(url, 'code', 'y'.repeat(43))],
    ['with nothing', (url: URL) => new URL(url.pathname, url)],
  ])('fails %s', async (_name, change) => {
    const who = newClient();
    expect(await comeBack(who, change(await goThrough(who), who))).toBe('/masuk?failure=openid_failed');
    expect(await roleOf(who)).toBe('publik');
  });

  test.each(['nonce', 'verifier'])('fails when the %s is of another attempt', async (column) => {
    const who = newClient();
    const url = await goThrough(who);
    await mini.database.query(
      column === 'nonce'
        ? `UPDATE openid_attempt SET nonce = 'lain'`
        : `UPDATE openid_attempt SET verifier = repeat('v', 43)`,
    );
    expect(await comeBack(who, url)).toBe('/masuk?failure=openid_failed');
    expect(await roleOf(who)).toBe('publik');
  });

  const appWith = async (issuer: string) =>
    createApp({
      database: mini.database,
      tiles: mini.tiles,
      profile: await loadMiniProfile(),
      standards: [],
      webFolder: null,
      softwareVersion: '0.0.0',
      logger: false,
      requestsPerMinute: null,
      trustProxy: false,
      openId: { issuer, ...CLIENT },
    });

  test('fails when the provider calls itself something else, or is not there', async () => {
    for (const issuer of [`http://localhost:${provider.port}`, 'http://127.0.0.1:9']) {
      const app = await appWith(issuer);
      const reply = await createClient(app).send('GET', '/api/v1/openid/start');
      expect([reply.statusCode, reply.headers['location']]).toEqual([302, '/masuk?failure=openid_failed']);
      await app.close();
    }
  });

  test('fails when another key than the provider’s signed', async () => {
    for (const [showsOtherKeys, goesTo] of [
      [true, '/masuk?failure=openid_failed'],
      [false, '/meja'],
    ] as const) {
      provider.showsOtherKeys = showsOtherKeys;
      // Keys are kept for a while: each of the two asks for them itself.
      const app = await appWith(provider.issuer);
      const who = createClient(app);
      expect(await comeBack(who, await goThrough(who))).toBe(goesTo);
      await app.close();
    }
  });

  test.each([
    '//jahat.example',
    '/\\jahat.example',
    'https://jahat.example',
    'javascript:alert(1)',
    '/\tjahat',
    '',
    'meja',
    '/meja\r\nx: y',
  ])('goes to no other site: %j', async (to) => {
    const reply = await newClient().send('GET', `/api/v1/openid/start?to=${encodeURIComponent(to)}`);
    expect(reply.statusCode).toBe(400);
    expect(reply.headers['location']).toBeUndefined();
  });

  test('where none is set up, there is none', async () => {
    const app = await createApp({
      database: mini.database,
      tiles: mini.tiles,
      profile: await loadMiniProfile(),
      standards: [],
      webFolder: null,
      softwareVersion: '0.0.0',
      logger: false,
      requestsPerMinute: null,
      trustProxy: false,
    });
    for (const path of ['start', 'callback'])
      expect((await app.inject({ url: `/api/v1/openid/${path}` })).statusCode).toBe(404);
    await app.close();
  });
});

/** Loses the cookies, as another browser has none. */
function forgetful(url: URL, who: Client): URL {
  who.cookies.clear();
  return url;
}

function changed(url: URL, name: string, value: string | null): URL {
  const other = new URL(url);
  if (value === null) other.searchParams.delete(name);
  else other.searchParams.set(name, value);
  return other;
}
