import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BackendError } from '../../../../web/backend/backend.ts';
import { DESK_INDONESIAN } from '../../../../web/i18n/desk/indonesian.ts';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { destinationOf, signInFailureWords } from '../../../../web/views/desk/sign-in/sign-in-words.ts';
import { weakPasswordWords } from '../../../../web/views/desk/account/password-words.ts';

const t = createTranslate({ ...INDONESIAN, ...DESK_INDONESIAN });
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const refused = (
  code: 'too_many_requests' | 'sign_in_failed' | 'weak_password',
  more = {},
  seconds: number | null = null,
) =>
  new BackendError(
    'problem',
    { type: '', title: code, status: 400, code, ...more },
    Date.parse('2026-11-24T07:00:00Z'),
    {
      retryAfterSeconds: seconds,
    },
  );

describe('where to go after signing in', () => {
  test.each(['/meja', '/meja/unggahan/3?step=rows', '/kesenjangan?layers=roads,water', '/'])(
    '%s is a path of this site',
    (path) => {
      expect(destinationOf(path)).toBe(path);
    },
  );
  test.each([
    undefined,
    '',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'meja',
    '/meja\\..\\..',
    '/meja x',
    '/\t/evil.example',
    '/masuk?to=/masuk',
    '/tautan/abc',
    `/${'a'.repeat(500)}`,
  ])('%s is not followed', (path) => {
    expect(destinationOf(path)).toBeNull();
  });
  test('whatever is followed stays on the site', () => {
    const origin = 'https://jangkau.example';
    const piece = fc.oneof(
      fc.constantFrom('/', '\\', '.', ':', '@', '%2f', 'evil.example', '\t', '\n', '?', '#'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = destinationOf(`/${pieces.join('')}`);
        return path === null || new URL(path, origin).origin === origin;
      }),
    );
  });
});

describe('why somebody was not signed in', () => {
  test('a wrong password is one sentence that does not say which of the two was wrong', () => {
    expect(signInFailureWords(t, format, refused('sign_in_failed'))).toBe('Surel atau kata sandi tidak cocok.');
  });
  test('a throttled attempt says how long: in seconds, then by the clock', () => {
    expect(signInFailureWords(t, format, refused('too_many_requests', {}, 8))).toContain('8 detik lagi');
    expect(signInFailureWords(t, format, refused('too_many_requests', {}, 900))).toContain('24/11/2026, 14.15 WIB');
    expect(signInFailureWords(t, format, refused('too_many_requests'))).toContain('Tunggu sebentar');
  });
  test('without a network it says so', () => {
    expect(signInFailureWords(t, format, new BackendError('offline', null, 0))).toContain('tidak tersambung');
  });
});

describe('why a password was refused', () => {
  test.each(['too_short', 'own_words', 'easily_guessed'])('%s has words of its own', (reason) => {
    const words = weakPasswordWords(t, refused('weak_password', { parameters: [{ name: 'password', reason }] }));
    expect(words).toBe(DESK_INDONESIAN[`weakPassword.${reason}` as keyof typeof DESK_INDONESIAN]);
  });
  test('a refusal for other reasons is none of the password', () => {
    expect(weakPasswordWords(t, refused('sign_in_failed'))).toBeNull();
  });
});
