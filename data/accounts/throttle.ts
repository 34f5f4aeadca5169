// How fast passwords may be tried. An attempt is counted before it is checked, so that many at once gain nothing; a refusal
// never outlasts minutes, and what strangers do never holds up a device that signed in before.
import { isIPv4, isIPv6 } from 'node:net';
import type { Queryable, Transactional } from '../database/database.ts';
import { digestOf } from './secrets.ts';
import { statement } from './statements.ts';

interface Policy {
  /** Failures without any delay. */
  readonly allowance: number;
  /** Delay after the first failure beyond; it doubles with each further one. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
  /** Failures are forgotten when none came for so long. */
  readonly forgetSeconds: number;
}

const POLICIES = {
  /** One account from a device that signed in to it before. */
  device: { allowance: 10, firstSeconds: 5, longestSeconds: 300, forgetSeconds: 86_400 },
  /** One account from one address range. */
  pair: { allowance: 5, firstSeconds: 5, longestSeconds: 900, forgetSeconds: 86_400 },
  /** One address range, whatever the account: an office of many people may lie behind it. */
  address: { allowance: 30, firstSeconds: 2, longestSeconds: 60, forgetSeconds: 3_600 },
  /** One account from anywhere unknown: guessing from many addresses at once. */
  account: { allowance: 20, firstSeconds: 2, longestSeconds: 60, forgetSeconds: 3_600 },
  /** The present password asked again of somebody who is signed in. */
  change: { allowance: 5, firstSeconds: 5, longestSeconds: 900, forgetSeconds: 86_400 },
} as const satisfies Record<string, Policy>;
type Kind = keyof typeof POLICIES;

/** Too many attempts; the next one is heard after `seconds`. */
export class ThrottledError extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super(`next attempt in ${seconds} s`);
    this.name = 'ThrottledError';
    this.seconds = seconds;
  }
}

/** What an attempt was counted under. */
export type Attempt = readonly (readonly [kind: Kind, key: string])[];

/** The range that an address lies in: the part that one customer has. IPv4 by 24 bits, IPv6 by 56. */
export function addressRange(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIPv4(mapped)) return mapped.split('.').slice(0, 3).join('.');
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const [head = '', tail] = bare.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const groups = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group, index) => (parseInt(group, 16) & (index === 3 ? 0xff00 : 0xffff)).toString(16))
    .join(':');
}

export interface Origin {
  /** Range of the address, as `addressRange` answers. */
  readonly range: string;
  /** Secret of the device cookie; null for a device that never signed in. */
  readonly device: string | null;
}

const originsOf = (account: string, { range, device }: Origin) => ({
  address: digestOf(`${account} ${range}`),
  device: device === null ? null : digestOf(device),
});

/** What a sign-in is counted under. `account`: null for an e-mail that nobody has; it is counted as somebody's. */
export async function attemptOf(
  database: Queryable,
  email: string,
  account: string | null,
  origin: Origin,
): Promise<Attempt> {
  const { address, device } = originsOf(account ?? '', origin);
  const known = await database.query<{ kind: string }>(statement('origins-known'), [account, device, address]);
  const kinds = known.map(({ kind }) => kind);
  if (kinds.includes('device')) return [['device', digestOf(`${email} ${device}`)]];
  const local = [
    ['address', digestOf(origin.range)],
    ['pair', digestOf(`${email} ${origin.range}`)],
  ] as const;
  return kinds.includes('address') ? local : [['account', digestOf(email)], ...local];
}

/** The attempt of somebody signed in to prove that it is they. */
export const changeAttempt = (account: string): Attempt => [['change', digestOf(account)]];

/** Counts an attempt before it is made. Throws `ThrottledError`, and then counts nothing. */
export async function countAttempt(database: Transactional, attempt: Attempt, now: Date): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const [kind, key] of attempt) {
      const { allowance, firstSeconds, longestSeconds, forgetSeconds } = POLICIES[kind];
      const name = `${kind} ${key}`;
      const parameters = [name, now, allowance, firstSeconds, longestSeconds, forgetSeconds];
      const taken = await transaction.query(statement('throttle-take'), parameters);
      if (taken.length > 0) continue;
      const [row] = await transaction.query<{ free_at: string }>(statement('throttle-free'), [name]);
      const milliseconds = Date.parse(row?.free_at ?? '') - now.getTime();
      throw new ThrottledError(Math.max(1, Math.ceil(milliseconds / 1000) || 1));
    }
  });
}

/** The attempt went well: what only this person can have failed at is forgotten, the rest is one failure less. */
export async function forgiveAttempt(database: Queryable, attempt: Attempt): Promise<void> {
  for (const [kind, key] of attempt) {
    const isOwn = kind === 'device' || kind === 'pair' || kind === 'change';
    await database.query(statement(isOwn ? 'throttle-forget' : 'throttle-forgive'), [`${kind} ${key}`]);
  }
}

/** Remembers where an account signed in from; `device` is the secret of its cookie. */
export async function rememberOrigin(
  database: Queryable,
  account: string,
  origin: Origin & { device: string },
  now: Date,
): Promise<void> {
  const { address, device } = originsOf(account, origin);
  await database.query(statement('origins-remember'), [account, device, address, now]);
}

/** Whether any account signed in from the device: its secret is one of ours, and may stay. */
export async function isKnownDevice(database: Queryable, device: string): Promise<boolean> {
  return (await database.query(statement('device-known'), [digestOf(device)])).length > 0;
}
