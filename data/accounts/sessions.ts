// Sessions of accounts: a random secret in a cookie, its SHA-256 in the database, and the moments at which it ends.
import type { Account, Identity } from '#model/account';
import type { Queryable } from '../database/database.ts';
import { digestOf, looksLikeSecret, newSecret } from './secrets.ts';
import { statement } from './statements.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a session lasts. The custodian's opens everything: it ends soon after the last request. */
export const SESSION_LIMITS = {
  idleMilliseconds: { opd: 8 * HOUR, bappelitbangda: 8 * HOUR, pimpinan: 8 * HOUR, walidata: HOUR },
  absoluteMilliseconds: 24 * HOUR,
  rotatesAfterMilliseconds: 4 * HOUR,
  /** Requests that were under way at a rotation carry the secret before it. */
  previousMilliseconds: MINUTE,
  /** When it was last seen is written at most this often. */
  seenMilliseconds: MINUTE,
} as const;

/** A session that holds. */
export interface OpenSession {
  readonly id: string;
  readonly identity: Identity;
  /** When it ends without another request. */
  readonly expiresAt: Date;
  /** The secret that takes the place of the one given; null while that one stays. */
  readonly newSecret: string | null;
}

interface SessionRow extends Record<string, unknown> {
  id: string;
  account: string;
  role: Account['role'];
  agency: string | null;
  created_at: string;
  rotated_at: string;
  seen_at: string;
  is_previous: boolean;
}

/** Opens a session and answers its secret, which is kept nowhere. `device`: browser and system in few words. */
export async function openSession(
  database: Queryable,
  account: string,
  { device, now }: { device: string | null; now: Date },
): Promise<string> {
  const secret = newSecret();
  await database.query(statement('session-open'), [account, digestOf(secret), now, device]);
  return secret;
}

/** The session of a secret, or null when there is none that holds. Notes that it was seen, and gives it a new secret in time. */
export async function resumeSession(database: Queryable, secret: string, now: Date): Promise<OpenSession | null> {
  if (!looksLikeSecret(secret)) return null;
  const hash = digestOf(secret);
  const [row] = await database.query<SessionRow>(statement('session-resume'), [hash, now]);
  if (!row) return null;
  const end = endOf(row, new Date(row.seen_at));
  if (end <= now) {
    await database.query(statement('session-end'), [row.id, row.account]);
    return null;
  }
  const isOld = now.getTime() - Date.parse(row.rotated_at) >= SESSION_LIMITS.rotatesAfterMilliseconds;
  const rotated = isOld && !row.is_previous ? await rotate(database, row.id, hash, now) : null;
  if (rotated === null && now.getTime() - Date.parse(row.seen_at) >= SESSION_LIMITS.seenMilliseconds) {
    await database.query(statement('session-seen'), [row.id, now]);
  }
  return {
    id: row.id,
    identity: { role: row.role, account: row.account, agency: row.agency },
    expiresAt: endOf(row, now),
    newSecret: rotated,
  };
}

/** The moment at which a session ends when nothing is asked after `lastSeen`. */
function endOf(row: SessionRow, lastSeen: Date): Date {
  const idle = lastSeen.getTime() + SESSION_LIMITS.idleMilliseconds[row.role];
  return new Date(Math.min(idle, Date.parse(row.created_at) + SESSION_LIMITS.absoluteMilliseconds));
}

/** The new secret; null when a request beside this one was first. */
async function rotate(database: Queryable, id: string, hash: string, now: Date): Promise<string | null> {
  const secret = newSecret();
  const until = new Date(now.getTime() + SESSION_LIMITS.previousMilliseconds);
  const rows = await database.query(statement('session-rotate'), [id, hash, digestOf(secret), now, until]);
  return rows.length === 1 ? secret : null;
}

/** Ends one session of an account. */
export async function endSession(database: Queryable, session: string, account: string): Promise<void> {
  await database.query(statement('session-end'), [session, account]);
}

/** Ends all sessions of an account. Answers how many. */
export async function endSessions(database: Queryable, account: string): Promise<number> {
  return (await database.query(statement('sessions-end'), [account])).length;
}

export interface SessionLine extends Record<string, unknown> {
  readonly id: string;
  readonly created_at: string;
  readonly seen_at: string;
  readonly device: string | null;
}

/** Sessions of an account that have not ended, newest use first. */
export async function sessionsOf(database: Queryable, { account, role }: Identity, now: Date): Promise<SessionLine[]> {
  const idle = role === 'publik' ? 0 : SESSION_LIMITS.idleMilliseconds[role];
  return database.query<SessionLine>(statement('sessions-of'), [
    account,
    new Date(now.getTime() - idle),
    new Date(now.getTime() - SESSION_LIMITS.absoluteMilliseconds),
  ]);
}

/** Browser and system in few words, as the browser says (`Firefox, Windows`); null when it says neither. */
export function deviceOf(userAgent: string | undefined): string | null {
  const text = (userAgent ?? '').slice(0, 500);
  const find = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(text))?.[1];
  // In this order: most browsers claim to be others as well.
  const browser = find([
    [/\bEdgA?\//, 'Edge'],
    [/\bOPR\//, 'Opera'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/Firefox\/|FxiOS\//, 'Firefox'],
    [/Chrome\/|CriOS\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = find([
    [/Windows/, 'Windows'],
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Mac OS X/, 'macOS'],
    [/CrOS/, 'ChromeOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter((word) => word !== undefined).join(', ') || null;
}
