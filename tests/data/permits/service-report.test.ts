import { describe, expect, test } from 'vitest';
import { WorkingCalendar } from '../../../data/permits/service-clock.ts';
import { groupOf, serviceTimeOf, waitingStages, type ServedPermit } from '../../../data/permits/service-report.ts';

const TODAY = '2026-11-24';
const calendar = new WorkingCalendar(['2026-11-17']);

const permit = (more: Partial<ServedPermit>): ServedPermit => ({
  type: 'PBG',
  region: '99.01.01',
  status: 'terbit',
  completeOn: '2026-11-02',
  issuedOn: null,
  rejectedOn: null,
  serviceDays: 5,
  pauses: [],
  ...more,
});
/** Complete on Monday 2 November; the 17th is a holiday. */
const PERMITS: readonly ServedPermit[] = [
  permit({ issuedOn: '2026-11-05' }), // 3 days
  permit({ issuedOn: '2026-11-09' }), // 5 days: just in time
  permit({ issuedOn: '2026-11-18' }), // 11 days without the holiday: late
  permit({ status: 'ditolak', rejectedOn: '2026-11-12', pauses: [{ startsOn: '2026-11-04', endsOn: '2026-11-10' }] }), // 3 days
  permit({ status: 'verifikasi_teknis' }), // open, 15 days: late now
  permit({ status: 'verifikasi_teknis', completeOn: '2026-11-20' }), // open, 2 days
  permit({ status: 'menunggu_pembayaran', pauses: [{ startsOn: '2026-11-04', endsOn: null }] }), // open, 1 day
  permit({ status: 'pemeriksaan_berkas', completeOn: null }), // cannot be computed
  permit({ status: 'terbit', completeOn: null, issuedOn: '2026-11-05' }), // cannot be computed
  permit({ status: 'dibatalkan' }), // withdrawn: no service time
  permit({ status: 'draf', completeOn: null }),
  permit({ issuedOn: '2026-11-30', completeOn: '2026-11-24', serviceDays: null }), // 4 days, nothing promised
];
const times = PERMITS.map((one) => serviceTimeOf(one, calendar, TODAY));

describe('service times of a group', () => {
  test('decided and open ones, late ones among the promised, and what cannot be computed apart', () => {
    expect(groupOf(times)).toEqual({
      decided: 5,
      open: 3,
      promised: 7,
      late: 2,
      lateShare: 2 / 7,
      notComputable: 2,
      // 3, 3, 4, 5, 11 days
      medianDays: 4,
      p90Days: expect.closeTo(8.6),
    });
  });

  test('a permit that stands still since nobody knows when is not late: it cannot be computed', () => {
    for (const status of ['dikembalikan', 'menunggu_pembayaran'] as const) {
      const ended = [{ startsOn: '2026-11-04', endsOn: '2026-11-05' }];
      for (const pauses of [[], ended]) {
        expect(serviceTimeOf(permit({ status, pauses }), calendar, TODAY)).toBeNull();
      }
      const open = [{ startsOn: '2026-11-04', endsOn: null }];
      expect(serviceTimeOf(permit({ status, pauses: open }), calendar, TODAY)).toMatchObject({ usedDays: 1 });
    }
  });

  test('of nothing, nothing can be said', () => {
    expect(groupOf([])).toMatchObject({ decided: 0, lateShare: null, medianDays: null, p90Days: null });
  });

  test('the stage with most late permits comes first', () => {
    const waiting = waitingStages(PERMITS.map((one, index) => ({ status: one.status, time: times[index] })));
    expect(waiting).toEqual([
      { status: 'verifikasi_teknis', open: 2, late: 1, medianDays: 8.5 },
      { status: 'pemeriksaan_berkas', open: 1, late: 0, medianDays: null },
      { status: 'menunggu_pembayaran', open: 1, late: 0, medianDays: 1 },
    ]);
  });
});
