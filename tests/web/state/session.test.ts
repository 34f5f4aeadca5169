import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionAnswer } from '#staff-contract';
import { BackendError } from '../../../web/backend/backend.ts';
import type { StaffBackend } from '../../../web/backend/staff-backend.ts';
import { followMark, isMarkedSignedIn } from '../../../web/state/signed-in-mark.ts';

// Vitest does not compile runes: what is held against the interface here is what the session does, not that it is drawn.
vi.stubGlobal(
  '$state',
  Object.assign(<T>(value: T) => value, { raw: <T>(value: T) => value }),
);
const { Session } = await import('../../../web/state/session.svelte.ts');

const NOBODY: SessionAnswer = {
  role: 'publik',
  account: null,
  agency: null,
  hasOpenId: false,
  needsAdministrator: false,
  expiresAt: null,
};
const DEWI: SessionAnswer = {
  ...NOBODY,
  role: 'opd',
  account: {
    id: '7b0c7a3e-0000-4000-8000-000000000001',
    email: 'dewi@dinkes.example',
    name: 'Dewi P.',
    role: 'opd',
    agency: 'dinkes',
    agencyName: 'Dinas Kesehatan',
    status: 'active',
    createdAt: '2026-01-01T00:00:00Z',
    lastSignInAt: null,
  },
  agency: { id: 'dinkes', name: 'Dinas Kesehatan', shortName: 'Dinkes', mayPublish: false },
  expiresAt: '2026-11-24T21:00:00Z',
};

const problem = (code: 'sign_in_required' | 'forbidden' | 'sign_in_failed', status: number) =>
  new BackendError('problem', { type: '', title: code, status, code }, 0);

/** A backend that answers each request by the next of these, and remembers what was asked. */
function scripted(...answers: unknown[]) {
  const asked: string[] = [];
  const backend: StaffBackend = {
    addressOf: (name) => `/${name}`,
    ask: async (name) => {
      asked.push(name);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer as never;
    },
  };
  return { backend, asked };
}

const store = new Map<string, string>();
let storageListener: ((event: { key: string; newValue: string | null }) => void) | null = null;
beforeEach(() => {
  store.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  });
  vi.stubGlobal('addEventListener', (name: string, listener: typeof storageListener) => {
    if (name === 'storage') storageListener = listener;
  });
});
afterEach(() => {
  storageListener = null;
});

describe('who is signed in', () => {
  test('a public page asks only where somebody signed in before', async () => {
    expect(isMarkedSignedIn()).toBe(false);
    const session = new Session(() => scripted(DEWI).backend);
    await session.load();
    expect(session.answer?.account?.name).toBe('Dewi P.');
    expect(isMarkedSignedIn()).toBe(true);
  });
  test('the hint is no more than a mark: nothing of the person is kept', async () => {
    const session = new Session(() => scripted(DEWI).backend);
    await session.load();
    expect([...store.values()]).toEqual(['1']);
  });
  test('an answer of nobody takes the mark away', async () => {
    store.set('jangkau:signed-in', '1');
    const session = new Session(() => scripted(NOBODY).backend);
    await session.load();
    expect(session.answer).toEqual(NOBODY);
    expect(isMarkedSignedIn()).toBe(false);
  });
  test('a failure is kept, not thrown, and leaves the question open', async () => {
    const session = new Session(() => scripted(new BackendError('offline', null, 0)).backend);
    await session.load();
    expect(session.answer).toBeNull();
    expect(session.error).toBeInstanceOf(BackendError);
  });
  test('signing out forgets the person; when the server cannot be told, the person stays signed in', async () => {
    const { backend } = scripted(new BackendError('offline', null, 0), null);
    const session = new Session(() => backend);
    session.accept(DEWI);
    await expect(session.signOut()).rejects.toBeInstanceOf(BackendError);
    expect(session.answer).toEqual(DEWI);
    await session.signOut();
    expect(session.answer).toEqual({ ...NOBODY, hasOpenId: false });
    expect(isMarkedSignedIn()).toBe(false);
  });
  test('closed storage does no harm', async () => {
    const closed = () => {
      throw new Error('closed');
    };
    vi.stubGlobal('localStorage', { getItem: closed, setItem: closed, removeItem: closed });
    const session = new Session(() => scripted(DEWI).backend);
    await session.load();
    expect(isMarkedSignedIn()).toBe(false);
    expect(session.answer).toEqual(DEWI);
  });
  test('whoever signs in or out in another tab is noticed here', () => {
    const noticed = vi.fn();
    followMark(noticed, new AbortController().signal);
    storageListener!({ key: 'jangkau:theme', newValue: null });
    expect(noticed).not.toHaveBeenCalled();
    storageListener!({ key: 'jangkau:signed-in', newValue: null });
    storageListener!({ key: 'jangkau:signed-in', newValue: '1' });
    expect(noticed.mock.calls).toEqual([[false], [true]]);
  });
});

describe('a session that ends amid work', () => {
  test('the request waits, and is repeated once the person has signed in again', async () => {
    const { backend, asked } = scripted(problem('sign_in_required', 401), { items: [] });
    const session = new Session(() => backend);
    session.accept(DEWI);
    const answer = session.guard(backend).ask('sessions');
    await vi.waitFor(() => expect(session.isInterrupted).toBe(true));
    expect(asked).toEqual(['sessions']);
    session.accept(DEWI);
    await expect(answer).resolves.toEqual({ items: [] });
    expect(asked).toEqual(['sessions', 'sessions']);
    expect(session.isInterrupted).toBe(false);
  });
  test('several requests wait for one signing in', async () => {
    const refusal = () => problem('sign_in_required', 401);
    const { backend } = scripted(refusal(), refusal(), 'one', 'two');
    const session = new Session(() => backend);
    session.accept(DEWI);
    const guarded = session.guard(backend);
    const answers = Promise.all([guarded.ask('sessions'), guarded.ask('accounts')]);
    await vi.waitFor(() => expect(session.isInterrupted).toBe(true));
    session.accept(DEWI);
    expect(new Set(await answers)).toEqual(new Set(['one', 'two']));
  });
  test('given up, the request fails as it was refused, and nobody is asked for on the next page', async () => {
    const { backend } = scripted(problem('sign_in_required', 401));
    const session = new Session(() => backend);
    session.accept(DEWI);
    const answer = session.guard(backend).ask('sessions');
    const refused = expect(answer).rejects.toMatchObject({ problem: { code: 'sign_in_required' } });
    await vi.waitFor(() => expect(session.isInterrupted).toBe(true));
    session.giveUp();
    await refused;
    expect(session.isInterrupted).toBe(false);
  });
  test('a page that was left does not wait', async () => {
    const { backend } = scripted(problem('sign_in_required', 401));
    const session = new Session(() => backend);
    session.accept(DEWI);
    const controller = new AbortController();
    const answer = session.guard(backend).ask('sessions', {}, controller.signal);
    const left = expect(answer).rejects.toThrow('left');
    await vi.waitFor(() => expect(session.isInterrupted).toBe(true));
    controller.abort(new Error('left'));
    await left;
  });
  test.each([
    ['nobody was signed in', NOBODY, 'sessions', problem('sign_in_required', 401)],
    ['the right is missing, not the session', DEWI, 'accounts', problem('forbidden', 403)],
    ['the password is wrong', DEWI, 'signIn', problem('sign_in_failed', 401)],
    ['it is signing in itself that is refused', DEWI, 'useLink', problem('sign_in_required', 401)],
  ] as const)('no password is asked for when %s', async (_, answer, name, failure) => {
    const { backend } = scripted(failure);
    const session = new Session(() => backend);
    session.accept(answer);
    await expect(session.guard(backend).ask(name)).rejects.toBe(failure);
    expect(session.isInterrupted).toBe(false);
  });
});
