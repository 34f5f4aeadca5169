// An archive under a passphrase: AES-256-GCM with a key from scrypt. Layout: magic (8), salt (16), check of the key (16),
// nonce (12), ciphertext, tag (16). Each file has its own salt and nonce.
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { BackupError } from './archive-format.ts';

const MAGIC = Buffer.from('JGKENC1\n');
const SALT_BYTES = 16;
const CHECK_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + SALT_BYTES + CHECK_BYTES + NONCE_BYTES;
const KEY_BYTES = 32;
/** 64 MiB and about 0.2 s per guess (OWASP's password storage sheet has N = 2^17 for log-ins; a backup is read rarely). */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 };

/** The key, and what tells a wrong passphrase before anything is read. */
function deriveKey(passphrase: string, salt: Buffer): Promise<{ key: Buffer; check: Buffer }> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 2 * KEY_BYTES, COST, (error, derived) => {
      if (error) return reject(error);
      const check = createHash('sha256').update(derived.subarray(KEY_BYTES)).digest().subarray(0, CHECK_BYTES);
      resolve({ key: derived.subarray(0, KEY_BYTES), check });
    });
  });
}

/** A stream that encrypts what is written to it. */
export async function encrypting(passphrase: string): Promise<Transform> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const { key, check } = await deriveKey(passphrase, salt);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  let begun = false;
  const begin = (stream: Transform) => {
    if (!begun) stream.push(Buffer.concat([MAGIC, salt, check, nonce]));
    begun = true;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      begin(this);
      done(null, cipher.update(chunk));
    },
    flush(done) {
      begin(this);
      this.push(cipher.final());
      this.push(cipher.getAuthTag());
      done();
    },
  });
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Whether the file is encrypted by this program. */
export async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    return (await readAt(file, 0, MAGIC.length)).equals(MAGIC);
  } finally {
    await file.close();
  }
}

/**
 * The archive inside a file, encrypted or not, as streams to be piped one into the other. A changed or cut file fails at its
 * end. Throws `BackupError`: `passphrase_needed`, `wrong_passphrase`, `damaged`.
 */
export async function decrypted(path: string, passphrase: string | null): Promise<[Readable, ...Transform[]]> {
  if (!(await isEncrypted(path))) return [createReadStream(path)];
  if (passphrase === null) throw new BackupError('passphrase_needed');
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size < HEAD_BYTES + TAG_BYTES) throw new BackupError('damaged');
    const head = await readAt(file, 0, HEAD_BYTES);
    const salt = head.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
    const expected = head.subarray(MAGIC.length + SALT_BYTES, HEAD_BYTES - NONCE_BYTES);
    const { key, check } = await deriveKey(passphrase, salt);
    if (!timingSafeEqual(check, expected)) throw new BackupError('wrong_passphrase');
    const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(HEAD_BYTES - NONCE_BYTES));
    decipher.setAuthTag(await readAt(file, size - TAG_BYTES, TAG_BYTES));
    return [createReadStream(path, { start: HEAD_BYTES, end: size - TAG_BYTES - 1 }), decipher];
  } finally {
    await file.close();
  }
}
