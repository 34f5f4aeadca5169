import { expect, test } from 'vitest';
import { latestWins, Superseded, type AnalysisClient } from '../../../web/worker/analysis-client.ts';
import type { GapsQuestion, GapsReply } from '../../../web/worker/gaps-session.ts';

const question = (level: 'kecamatan' | 'desa' | 'kabupaten') => ({ level }) as GapsQuestion;

/** An engine that answers only when told to, so that questions can overtake each other. */
function slowEngine() {
  const asked: { level: string; answer: () => void; fail: (error: Error) => void }[] = [];
  const client: AnalysisClient = {
    nearest: async () => [],
    assess: (given) =>
      new Promise((resolve, reject) =>
        asked.push({ level: given.level, answer: () => resolve({ question: given } as GapsReply), fail: reject }),
      ),
  };
  return { asked, client: latestWins(client) };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('an answer that was overtaken is dropped, and what only waited is never asked', async () => {
  const { asked, client } = slowEngine();
  const outcomes = [
    client.assess(question('kecamatan')),
    client.assess(question('desa')),
    client.assess(question('kabupaten')),
  ].map((promise) =>
    promise.then(
      (reply) => reply.question.level,
      (error: Error) => error,
    ),
  );
  await settle();
  // Only the first could start at once; by the time it did, it was no longer the newest.
  while (asked.length > 0) {
    asked.shift()!.answer();
    await settle();
  }
  const [first, second, third] = await Promise.all(outcomes);
  expect(first).toBeInstanceOf(Superseded);
  expect(second).toBeInstanceOf(Superseded);
  expect(third).toBe('kabupaten');
});
test('a failure reaches its asker and does not block the next question', async () => {
  const { asked, client } = slowEngine();
  const failed = client.assess(question('kecamatan')).catch((error: Error) => error.message);
  await settle();
  asked.shift()!.fail(new Error('no cells'));
  expect(await failed).toBe('no cells');
  const next = client.assess(question('desa'));
  await settle();
  asked.shift()!.answer();
  expect((await next).question.level).toBe('desa');
});
