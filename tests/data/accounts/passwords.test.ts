import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashPassword, isOutdatedHash, passwordFits, weaknessOf } from '../../../data/accounts/passwords.ts';

const OWN = ['dewi.lestari@dinkes.example', 'Dewi Lestari', 'Kabupaten Mini'];

describe('a password', () => {
  test('is kept as argon2id with at least 19 MiB and two passes, salted', async () => {
    const [one, two] = await Promise.all([
      hashPassword('semangka biru lari pagi'),
      hashPassword('semangka biru lari pagi'),
    ]);
    expect(one).not.toBe(two);
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(one) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19_456);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
    expect(isOutdatedHash(one)).toBe(false);
    expect(isOutdatedHash(one.replace('t=2', 't=1'))).toBe(true);
  });

  test('fits however the keyboard writes its letters, to the last of 1000 characters, and nothing else does', async () => {
    const composed = `caf\u00e9 ${'panjang sekali '.repeat(66)}`.slice(0, 1000);
    const hash = await hashPassword(composed);
    expect(await passwordFits(hash, composed.normalize('NFD'))).toBe(true);
    expect(await passwordFits(hash, composed.slice(0, -1))).toBe(false);
    expect(await passwordFits(null, composed)).toBe(false);
  });

  test.each([
    ['pendek', 'too_short'],
    ['sebelas kar', 'too_short'],
    // Twelve UTF-16 units, but six characters.
    ['😀😀😀😀😀😀', 'too_short'],
    ['jangkau-2026', 'own_words'],
    ['DewiLestari2026', 'own_words'],
    ['dinkes.example', 'own_words'],
    ['kabupatenmini!', 'own_words'],
    ['password1234', 'easily_guessed'],
    ['P@ssw0rd12345', 'easily_guessed'],
    ['qwertyuiop123', 'easily_guessed'],
    ['123456789012', 'easily_guessed'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'easily_guessed'],
    ['indonesiamerdeka', 'easily_guessed'],
    ['bismillah1234', 'easily_guessed'],
    ['puskesmas2024', 'easily_guessed'],
    ['semangka biru lari pagi', null],
    ['xK9#mQ2$vL7p', null],
    ['pagi ini hujan deras di Mini', null],
    ['x9'.repeat(3) + ' tukang sayur lewat jam enam ' + 'y'.repeat(900), null],
  ])('%s: %s', async (password, weakness) => {
    expect(await weaknessOf(password, OWN)).toBe(weakness);
  });

  test('of any characters gets an answer, quickly, and a short one is always too short', async () => {
    await weaknessOf('semangka biru lari pagi', OWN);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 1000 }), async (password) => {
        const weakness = await weaknessOf(password, OWN);
        if ([...password.normalize('NFKC')].length < 12) expect(weakness).toBe('too_short');
      }),
      { numRuns: 60 },
    );
  });
});
