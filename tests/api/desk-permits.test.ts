import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyEndpoint, staffContract, type StaffAnswer } from '#staff-contract';
import { bringServiceTimePermits } from '../fixtures/service-time.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
beforeAll(async () => {
  mini = await createMiniApp({ now: () => new Date('2026-11-26T03:00:00Z') });
  await bringServiceTimePermits(mini.database);
});
afterAll(() => mini?.close());

async function askAs<N extends 'latePermits' | 'permitServiceTime' | 'permitTable'>(
  name: N,
  headers: Record<string, string>,
  query: Record<string, string> = {},
): Promise<StaffAnswer<N>> {
  const reply = await mini.app.inject({ url: everyEndpoint[name].path, headers, query });
  expect(reply.statusCode, reply.body).toBe(200);
  return staffContract[name].response!.parse(reply.json()) as StaffAnswer<N>;
}

describe('service time of permits', () => {
  test('is not for the public', async () => {
    expect((await mini.problemOf(everyEndpoint.permitServiceTime.path)).code).toBe('sign_in_required');
    expect((await mini.problemOf(everyEndpoint.latePermits.path)).code).toBe('sign_in_required');
    expect((await mini.problemOf(everyEndpoint.permitTable.path)).code).toBe('sign_in_required');
  });

  test('a day after the 25th those of the 20th are late; paused days do not count, undated ones stand apart', async () => {
    const agency = await mini.signInAs('opd', 'dpmptsp');
    const { total, waiting, today, sample } = await askAs('permitServiceTime', agency, { type: 'PBG' });
    expect(today).toBe('2026-11-26');
    expect(total).toMatchObject({ open: 3, promised: 3, late: 2, notComputable: 1, medianDays: null });
    expect(waiting).toEqual([
      { status: 'verifikasi_teknis', open: 3, late: 2, medianDays: null },
      { status: 'menunggu_pembayaran', open: 1, late: 0, medianDays: null },
    ]);
    // Of those that were decided the days are 1, 2, 3, 4 and 10.
    const decided = (await askAs('permitServiceTime', agency, { type: 'SLF' })).total;
    expect(decided).toMatchObject({ decided: 5, open: 0, late: 1, lateShare: 0.2, medianDays: 3 });
    expect(decided.p90Days).toBeCloseTo(7.6);
    expect(sample).toBe(true);
    const late = await askAs('latePermits', agency);
    expect(late.items.map(({ id, dueOn, usedDays, lateDays }) => [id, dueOn, usedDays, lateDays])).toEqual([
      ['late-firm', '2026-11-24', 5, 2],
      ['late-person', '2026-11-25', 4, 1],
    ]);
  });

  test('a single permit of a natural person is for the agency that decides and the custodian', async () => {
    const ids = async (headers: Record<string, string>) =>
      (await askAs('latePermits', headers)).items.map(({ id }) => id);
    expect(await ids(await mini.signInAs('opd', 'dinkes'))).toEqual(['late-firm']);
    expect(await ids(await mini.signInAs('pimpinan'))).toEqual(['late-firm']);
    expect(await ids(await mini.signInAs('walidata'))).toEqual(['late-firm', 'late-person']);
    // The sums are of all of them, whoever asks.
    expect((await askAs('permitServiceTime', await mini.signInAs('pimpinan'), { type: 'PBG' })).total.late).toBe(2);
  });

  test('the table counts all permits of a kecamatan, those without a point openly', async () => {
    const leadership = await mini.signInAs('pimpinan');
    const region = '99.01.01';
    const all = await askAs('permitTable', leadership, { type: 'PBG' });
    expect(all).toEqual({
      items: [{ region, type: 'PBG', count: 4, withoutPosition: 4 }],
      total: 4,
      withoutPosition: 4,
      years: [2026],
      sample: true,
    });
    expect((await askAs('permitTable', leadership, { stage: 'proses', type: 'PBG', year: '2026' })).items).toEqual(
      all.items,
    );
    for (const filter of [{ stage: 'terbit', type: 'PBG' }, { type: 'NIB' }, { year: '2025' }])
      expect(await askAs('permitTable', leadership, filter)).toMatchObject({ items: [], total: 0, years: [2026] });
    const reply = await mini.app.inject({
      url: everyEndpoint.permitTable.path,
      headers: leadership,
      query: { applicant: 'x' },
    });
    expect(reply.statusCode).toBe(400);
  });
});
