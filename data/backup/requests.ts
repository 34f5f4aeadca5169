// How `npm run backup` asks the server that has the embedded database open: by a file in the data folder, which only those who
// could read the database anyway can write. The answer lies beside it.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { backupErrorOf, BackupError, type BackupFailure } from './archive-format.ts';
import type { BackupKeeper, FinishedBackup } from './keeper.ts';

const Request = z.object({ to: z.string().min(1).nullable() });
type Answer =
  | { state: 'accepted' }
  | { state: 'done'; backup: FinishedBackup }
  | { state: 'failed'; code: BackupFailure; detail: string | null };

const requestFolder = (dataFolder: string) => path.join(dataFolder, 'backup-requests');
const MILLISECONDS_BETWEEN_LOOKS = 1000;
const SECONDS_TO_ACCEPT = 20;
/** A server at work says so this often, and is taken for dead when it has not for several times as long. */
const MILLISECONDS_BETWEEN_SIGNS = 5_000;
const MILLISECONDS_DEAD = 60_000;
/** A request that nobody waits for any more. */
const MILLISECONDS_OLD = 600_000;

/** Written aside and renamed, so that it is never read half. */
async function writeWhole(file: string, content: unknown): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
  await rename(draft, file);
}

/** Answers requests in the data folder until the returned function is called. */
export function answerRequests(
  dataFolder: string,
  keeper: BackupKeeper,
  onError: (error: unknown) => void,
): () => void {
  const folder = requestFolder(dataFolder);
  let looking = false;
  const timer = setInterval(() => {
    if (looking || !existsSync(folder)) return;
    looking = true;
    look()
      .catch(onError)
      .finally(() => (looking = false));
  }, MILLISECONDS_BETWEEN_LOOKS).unref();

  async function look(): Promise<void> {
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      const age = Date.now() - (await stat(file)).mtimeMs;
      if (!name.endsWith('.request.json')) {
        if (age > MILLISECONDS_OLD) await rm(file, { force: true });
        continue;
      }
      const content = await readFile(file, 'utf8');
      await rm(file, { force: true });
      if (age < MILLISECONDS_OLD) await answer(file.replace('.request.json', '.answer.json'), content);
    }
  }

  async function answer(file: string, content: string): Promise<void> {
    // One after the other, so that the last word is the last one written.
    let said = Promise.resolve();
    const say = (state: Answer) => (said = said.then(() => writeWhole(file, state)).catch(onError));
    const fail = (error: unknown) => {
      const { code, detail } = backupErrorOf(error);
      return say({ state: 'failed', code, detail });
    };
    try {
      const { to } = Request.parse(JSON.parse(content));
      const { finished } = await keeper.begin('command', null, to ?? undefined);
      await say({ state: 'accepted' });
      const signs = setInterval(() => void say({ state: 'accepted' }), MILLISECONDS_BETWEEN_SIGNS).unref();
      void finished.finally(() => clearInterval(signs)).then((backup) => say({ state: 'done', backup }), fail);
    } catch (error) {
      await fail(error);
    }
  }

  return () => clearInterval(timer);
}

/** Asks the running server for a backup and waits for its end. Throws `BackupError`: `no_answer`, `interrupted` when the
 * server died meanwhile, or why it failed. */
export async function requestBackup(dataFolder: string, to: string | null): Promise<FinishedBackup> {
  const folder = requestFolder(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const id = randomUUID();
  const answerFile = path.join(folder, `${id}.answer.json`);
  const requestFile = path.join(folder, `${id}.request.json`);
  await writeWhole(requestFile, { to });
  const giveUp = Date.now() + SECONDS_TO_ACCEPT * 1000;
  try {
    for (;;) {
      await wait(200);
      const answer = await readFile(answerFile, 'utf8').then(
        (text) => JSON.parse(text) as Answer,
        () => null,
      );
      if (answer?.state === 'done') return answer.backup;
      if (answer?.state === 'failed') throw new BackupError(answer.code, answer.detail);
      if (answer === null && Date.now() > giveUp) throw new BackupError('no_answer');
      if (answer !== null && Date.now() - (await stat(answerFile)).mtimeMs > MILLISECONDS_DEAD)
        throw new BackupError('interrupted');
    }
  } finally {
    await rm(requestFile, { force: true });
    await rm(answerFile, { force: true });
  }
}
