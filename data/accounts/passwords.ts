// Passwords: argon2id, long rather than ornate, and not one that is guessed early.
import { hash, verify } from '@node-rs/argon2';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/**
 * 32 MiB and two passes: above the first choice of OWASP's Password Storage Cheat Sheet (19 MiB, 2, 1); 37 ms on two cores of
 * 2026, in a thread of its own.
 */
const PARAMETERS = { memoryCost: 32_768, timeCost: 2, parallelism: 1 } as const;
const CURRENT = new RegExp(
  `^\\$argon2id\\$v=19\\$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}\\$`,
);

export const SHORTEST_PASSWORD = 12;
/** Guesses in ten to the power of this that a password must withstand, as zxcvbn estimates them (its grade 4). */
const LEAST_GUESSES_LOG10 = 10;
/** The estimate takes time that grows with the square of the length; what withstands this much of it withstands more. */
const ESTIMATED_CHARACTERS = 48;
const HASHES_AT_ONCE = 2;
const MOST_WAITING = 50;

/** More passwords are being checked than the machine can bear. */
export class PasswordQueueError extends Error {
  constructor() {
    super('too many passwords at once');
    this.name = 'PasswordQueueError';
  }
}

let running = 0;
const waiting: (() => void)[] = [];
/** Each hash takes memory and a thread that files need too: two at once, the others wait. Throws `PasswordQueueError`. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= HASHES_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new PasswordQueueError();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** Different keyboards write one letter in different ways: one form of all of them. */
const oneForm = (password: string) => password.normalize('NFKC');

/** The argon2id hash of a password, with its salt and parameters. Throws `PasswordQueueError`. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(oneForm(password), PARAMETERS));

/** Hash of a secret that nobody has: what is asked of somebody unknown costs as much as of somebody known. */
let nobody: Promise<string> | null = null;

/** Whether a password fits a hash; for null it takes as long and answers false. Throws `PasswordQueueError`. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hash(crypto.randomUUID(), PARAMETERS);
  const against = passwordHash ?? (await nobody);
  const fits = await inTurn(() => verify(against, oneForm(password)));
  return fits && passwordHash !== null;
}

/** Whether a hash was made with other parameters than those of today, and should be made anew when the password is at hand. */
export const isOutdatedHash = (passwordHash: string): boolean => !CURRENT.test(passwordHash);

/** Why a password is refused: too short, made of the person's or the place's own names, or among the first that are guessed. */
export type PasswordWeakness = 'too_short' | 'own_words' | 'easily_guessed';

let estimator: Promise<ZxcvbnFactory> | null = null;
/** 40,000 leaked passwords and common words of Indonesian (zxcvbn-ts, MIT); read when the first password is set. */
function loadEstimator(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-id'),
  ]).then(
    ([core, common, indonesian]) =>
      new core.ZxcvbnFactory({
        dictionary: { ...common.dictionary, ...indonesian.dictionary },
        graphs: common.adjacencyGraphs,
      }),
  );
  return estimator;
}

/**
 * Why a password must not be used, or null when it may. `ownWords`: address, name, agency, region: what an acquaintance would
 * try first. They may occur, but count for nothing.
 */
export async function weaknessOf(password: string, ownWords: readonly string[]): Promise<PasswordWeakness | null> {
  const text = oneForm(password);
  if ([...text].length < SHORTEST_PASSWORD) return 'too_short';
  const words = ['jangkau', ...ownWords]
    .flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => oneForm(word).toLowerCase())
    .filter((word) => word.length >= 4)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text.toLowerCase());
  if ([...rest].length < SHORTEST_PASSWORD && rest !== text.toLowerCase()) return 'own_words';
  const estimate = (await loadEstimator()).check(text.slice(0, ESTIMATED_CHARACTERS), words);
  return estimate.guessesLog10 < LEAST_GUESSES_LOG10 ? 'easily_guessed' : null;
}
