import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings, SettingError, UnknownProfileError } from '../../api/settings.ts';

const read = (parameters: string[], environment: Record<string, string> = {}) =>
  readSettings(parameters, environment, 'cirebon');

const OPENID = {
  JANGKAU_OPENID_ISSUER: 'https://sso.example/realms/pemda',
  JANGKAU_OPENID_CLIENT_ID: 'jangkau',
  JANGKAU_OPENID_CLIENT_SECRET: 'rahasia',
};

describe('settings', () => {
  test('without any, the data lie in the repository and the port is 4173 or a free one after it', async () => {
    const settings = await read([]);
    expect(settings).toMatchObject({ port: 4173, portIsFixed: false, databaseUrl: undefined, offline: false });
    expect(settings.dataFolder).toBe(path.resolve('.jangkau/cirebon'));
  });
  test('a port asked for is fixed', async () => {
    expect(await read(['--port', '8080'])).toMatchObject({ port: 8080, portIsFixed: true });
  });
  test('sources on the command line go before the environment', async () => {
    expect((await read([], { JANGKAU_DATA: '/a' })).sources).toBe('/a');
    expect((await read(['--sources', '/b'], { JANGKAU_DATA: '/a' })).sources).toBe('/b');
  });
  test('single sign-on needs its three variables, and HTTPS unless the provider is on this machine', async () => {
    expect((await read([])).openId).toBeNull();
    expect((await read([], OPENID)).openId).toEqual({
      issuer: 'https://sso.example/realms/pemda',
      clientId: 'jangkau',
      clientSecret: 'rahasia',
    });
    const local = { ...OPENID, JANGKAU_OPENID_ISSUER: 'http://localhost:9000' };
    expect((await read([], local)).openId?.issuer).toBe('http://localhost:9000');
  });
  test('a variable set to nothing is not set', async () => {
    expect((await read([], { DATABASE_URL: '', JANGKAU_DATA: '' })).databaseUrl).toBeUndefined();
  });
  test.each([
    [['--port', '70000'], {}, '--port'],
    [['--port', 'x'], {}, '--port'],
    [['--region', '../etc'], {}, '--region'],
    [[], { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [[], { JANGKAU_LOG: 'loud' }, 'JANGKAU_LOG'],
    [[], { JANGKAU_OPENID_ISSUER: 'sso.example' }, 'JANGKAU_OPENID_ISSUER'],
    [[], { ...OPENID, JANGKAU_OPENID_ISSUER: 'http://sso.example' }, 'JANGKAU_OPENID_ISSUER'],
    [[], { ...OPENID, JANGKAU_OPENID_ISSUER: '' }, 'JANGKAU_OPENID_ISSUER'],
    [[], { ...OPENID, JANGKAU_OPENID_CLIENT_ID: '' }, 'JANGKAU_OPENID_CLIENT_ID'],
    [[], { ...OPENID, JANGKAU_OPENID_CLIENT_SECRET: '' }, 'JANGKAU_OPENID_CLIENT_SECRET'],
  ])('%j %j names %s', async (parameters, environment, name) => {
    const error = await read(parameters, environment as Record<string, string>).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(SettingError);
    expect((error as SettingError).setting).toBe(name);
  });
  test('a region without a profile is named beside those that have one', async () => {
    const error = await read(['--region', 'atlantis']).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(UnknownProfileError);
    expect((error as UnknownProfileError).known).toContain('cirebon');
  });
});
