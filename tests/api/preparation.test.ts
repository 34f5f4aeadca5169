import { expect, test, vi } from 'vitest';
import { createPreparation } from '../../api/preparation.ts';
import { createMiniApp } from './mini-app.ts';

test('answers are built once the first thing is done, and again after the data have stood still', async () => {
  vi.useFakeTimers();
  try {
    const order: string[] = [];
    const answer = (name: string) => ({ get: async () => void order.push(name) });
    let release = () => {};
    const first = new Promise<void>((resolve) => (release = resolve));
    const preparation = createPreparation({
      first: () => first,
      answers: [answer('a'), answer('b')],
      quietSeconds: 2,
      onError: (error) => order.push(String(error)),
    });
    preparation.dataChanged();
    await vi.advanceTimersByTimeAsync(5_000);
    preparation.start();
    preparation.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual([]);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual(['a', 'b']);
    preparation.dataChanged();
    await vi.advanceTimersByTimeAsync(1_500);
    preparation.dataChanged();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(order).toEqual(['a', 'b']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(order).toEqual(['a', 'b', 'a', 'b']);
    preparation.dataChanged();
    await preparation.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(order).toHaveLength(4);
  } finally {
    vi.useRealTimers();
  }
});

test('an answer that cannot be built is told, and those who ask get its error', async () => {
  const told: unknown[] = [];
  const failure = new Error('no roads today');
  const preparation = createPreparation({
    first: async () => {},
    answers: [{ get: () => Promise.reject(failure) }],
    quietSeconds: 1,
    onError: (error) => told.push(error),
  });
  preparation.start();
  await vi.waitFor(() => expect(told).toEqual([failure]));
  await preparation.close();
});

test('a server that listens has built its outlines and roads before anybody asks', async () => {
  const asked: string[] = [];
  const mini = await createMiniApp({ preparesAnswers: true, watch: (sql) => asked.push(sql) });
  try {
    await mini.app.listen({ port: 0, host: '127.0.0.1' });
    await vi.waitFor(() => expect(asked.some((sql) => sql.includes('Roads that anybody may see'))).toBe(true), 20_000);
    const before = asked.length;
    expect((await mini.app.inject({ url: '/api/v1/analysis/boundaries' })).statusCode).toBe(200);
    expect(asked.slice(before).filter((sql) => sql.includes('Outlines of our own'))).toEqual([]);
  } finally {
    await mini.close();
  }
}, 60_000);
