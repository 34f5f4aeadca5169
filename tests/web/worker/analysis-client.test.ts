import { expect, test } from 'vitest';
import {
  latestPerLane,
  Superseded,
  type AnalysisClient,
  type AskOptions,
} from '../../../web/worker/analysis-client.ts';
import type { GapsQuestion } from '../../../web/worker/questions.ts';

const question = (level: 'kecamatan' | 'desa' | 'kabupaten') => ({ level }) as GapsQuestion;

/** An engine that answers only when told to, so that questions can overtake each other. */
function slowEngine() {
  const asked: { level: string; answer: () => void; fail: (error: Error) => void }[] = [];
  const ask: AnalysisClient['ask'] = latestPerLane(
    (_, [given]) =>
      new Promise((resolve, reject) => {
        const { level } = given as GapsQuestion;
        asked.push({ level, answer: () => resolve({ question: given }), fail: reject });
      }),
  );
  const levelOf = (level: 'kecamatan' | 'desa' | 'kabupaten', options?: AskOptions) =>
    ask('assess', [question(level)], options).then(
      (reply) => reply.question.level,
      (error: Error) => error,
    );
  return { asked, levelOf };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('an answer that was overtaken is dropped, and what only waited is never asked', async () => {
  const { asked, levelOf } = slowEngine();
  const outcomes = [levelOf('kecamatan'), levelOf('desa'), levelOf('kabupaten')];
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
test('questions of another lane are not overtaken', async () => {
  const { asked, levelOf } = slowEngine();
  const outcomes = [levelOf('kecamatan'), levelOf('desa', { lane: 'other' })];
  await settle();
  expect(asked.map(({ level }) => level)).toEqual(['kecamatan', 'desa']);
  for (const { answer } of asked) answer();
  expect(await Promise.all(outcomes)).toEqual(['kecamatan', 'desa']);
});
test('a failure reaches its asker and does not block the next question', async () => {
  const { asked, levelOf } = slowEngine();
  const failed = levelOf('kecamatan');
  await settle();
  asked.shift()!.fail(new Error('no cells'));
  expect(await failed).toEqual(new Error('no cells'));
  const next = levelOf('desa');
  await settle();
  asked.shift()!.answer();
  expect(await next).toBe('desa');
});
test('an aborted question frees its asker at once and is not asked if it only waited', async () => {
  const { asked, levelOf } = slowEngine();
  const running = new AbortController();
  const first = levelOf('kecamatan', { signal: running.signal });
  await settle();
  running.abort(new Error('no longer wanted'));
  expect(await first).toEqual(new Error('no longer wanted'));
  const waiting = new AbortController();
  const second = levelOf('desa', { signal: waiting.signal });
  waiting.abort(new Error('nor this one'));
  expect(await second).toEqual(new Error('nor this one'));
  asked[0]!.answer();
  await settle();
  expect(asked).toHaveLength(1);
});
