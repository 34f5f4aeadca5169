import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantile, WorkingCalendar, type PermitTimes } from '../../../data/permits/service-clock.ts';

const times = (more: Partial<PermitTimes> = {}): PermitTimes => ({
  completeOn: '2026-11-20',
  endedOn: null,
  serviceDays: 3,
  pauses: [],
  ...more,
});
const week = new WorkingCalendar([]);

describe('the service clock', () => {
  test('complete on Friday 20 November 2026 with 3 working days is due on Wednesday the 25th', () => {
    expect(week.timeOf(times(), '2026-11-24')).toEqual({
      usedDays: 2,
      dueOn: '2026-11-25',
      isLate: false,
      isOpen: true,
    });
  });
  test('with a public holiday on the 24th it is due on Thursday the 26th', () => {
    expect(new WorkingCalendar(['2026-11-24']).timeOf(times(), '2026-11-24')?.dueOn).toBe('2026-11-26');
  });
  test('days of a pause do not count, and move the due day', () => {
    const pauses = [{ startsOn: '2026-11-23', endsOn: '2026-11-24' }];
    expect(week.timeOf(times({ pauses }), '2026-11-27')).toMatchObject({
      usedDays: 3,
      dueOn: '2026-11-27',
      isLate: false,
    });
    expect(week.timeOf(times({ pauses }), '2026-11-30')).toMatchObject({ usedDays: 4, isLate: true });
  });
  test('an open pause holds the clock until today', () => {
    const pauses = [{ startsOn: '2026-11-24', endsOn: null }];
    expect(week.timeOf(times({ pauses }), '2026-12-31')).toMatchObject({ usedDays: 1, isLate: false, isOpen: true });
  });
  test('an open permit past its promise is late now; an ended one is judged by its end', () => {
    expect(week.timeOf(times(), '2026-11-26')).toMatchObject({ usedDays: 4, isLate: true });
    expect(week.timeOf(times({ endedOn: '2026-11-25' }), '2027-01-01')).toMatchObject({
      usedDays: 3,
      isLate: false,
      isOpen: false,
    });
  });
  test('without a day of completeness, or with one after the end, nothing can be counted', () => {
    expect(week.timeOf(times({ completeOn: null }), '2026-11-24')).toBeNull();
    expect(week.timeOf(times({ endedOn: '2026-11-19' }), '2026-11-24')).toBeNull();
    expect(week.timeOf(times({ completeOn: '2026-12-01' }), '2026-11-24')).toBeNull();
  });
  test('without a promise days are counted, lateness is not', () => {
    expect(week.timeOf(times({ serviceDays: null }), '2026-11-24')).toEqual({
      usedDays: 2,
      dueOn: null,
      isLate: null,
      isOpen: true,
    });
  });
  test('late exactly when the clock ran on a day after the due day', () => {
    const day = fc
      .integer({ min: 0, max: 900 })
      .map((offset) => new Date(Date.UTC(2025, 0, 1 + offset)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        day,
        day,
        fc.integer({ min: 1, max: 60 }),
        fc.array(day, { maxLength: 30 }),
        fc.array(fc.tuple(day, day), { maxLength: 3 }),
        (completeOn, endedOn, serviceDays, holidays, spans) => {
          fc.pre(completeOn <= endedOn);
          const pauses = spans.map(([a, b]) => ({ startsOn: a < b ? a : b, endsOn: a < b ? b : a }));
          const calendar = new WorkingCalendar(holidays);
          const time = calendar.timeOf({ completeOn, endedOn, serviceDays, pauses }, '2028-01-01')!;
          const runs = (day: string) =>
            calendar.isWorkingDay(day) && !pauses.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
          let ranAfter = false;
          for (let day = Date.parse(time.dueOn!) + 86_400_000; day <= Date.parse(endedOn); day += 86_400_000) {
            ranAfter ||= runs(new Date(day).toISOString().slice(0, 10));
          }
          expect(time.isLate).toBe(ranAfter);
        },
      ),
    );
  });
});

test('quantiles are those of a spreadsheet', () => {
  expect(quantile([], 0.5)).toBeNull();
  expect(quantile([4], 0.9)).toBe(4);
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBeCloseTo(9.1);
});
