import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 bits, as a cookie or a link carries it (43 characters of base64url). */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Whether a text may be one of our secrets; what is not is never looked up. */
export const looksLikeSecret = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** SHA-256 in hexadecimal: what the database keeps of a secret. Secrets of 256 bits need no salt and no slow hash. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
