import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SitingChange, SitingQuestion } from '#model/siting';
import { metresPerDegree } from '../../../../web/worker/straight-distance.ts';
import { beginHistory, redone, undone, withStep } from '../../../../web/views/desk/studio/change-history.ts';
import { latestOnly } from '../../../../web/views/desk/studio/latest-only.ts';
import { metresOfKey, movedBy, pixelsOf } from '../../../../web/views/desk/studio/pin-geometry.ts';
import { sampleCost } from '../../../../web/views/desk/studio/sample-costs.ts';
import {
  withBuilt,
  withDetails,
  withFacilityChanged,
  withMoved,
  without,
  type ChangedFacility,
} from '../../../../web/views/desk/studio/site-changes.ts';
import { comparedIds, queryOf, questionOf } from '../../../../web/views/desk/studio/studio-address.ts';

const PLACE: readonly [number, number] = [108.4, -6.7];
const built = (changes: readonly SitingChange[] = []) =>
  withBuilt(changes, { kind: 'puskesmas', name: 'Usulan', position: [...PLACE] });
const FACILITY: ChangedFacility = { id: 'a', kind: 'puskesmas', name: 'Gebang', position: [108.7, -6.8], capacity: 4 };

describe('history', () => {
  test('going back and again leaves every step as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 20 }), fc.nat(25), (sizes, back) => {
        const steps = sizes.map((size) => Array.from({ length: size }, () => built().changes[0]!));
        let history = beginHistory([]);
        for (const step of steps) history = withStep(history, step);
        const last = history;
        for (let at = 0; at < back; at++) history = undone(history);
        expect(history.present).toBe(
          back === 0 ? steps.at(-1) : back >= steps.length ? last.past[0] : last.past.at(-back),
        );
        for (let at = 0; at < back; at++) history = redone(history);
        expect(history).toEqual(last);
      }),
    );
  });
  test('a new step forgets what was taken back', () => {
    const [one, other] = [built().changes, built(built().changes).changes];
    const history = withStep(undone(withStep(beginHistory([]), one)), other);
    expect(redone(history)).toBe(history);
    expect(history.past).toEqual([[]]);
  });
});

describe('changes', () => {
  test('a new facility has an id of its own and a made-up cost until somebody gives one', () => {
    const two = built(built().changes);
    expect(new Set(two.changes.map(({ id }) => id)).size).toBe(2);
    const afterRemoval = built(without(two.changes, two.changes[0]!.id));
    expect(new Set(afterRemoval.changes.map(({ id }) => id)).size).toBe(2);
    expect(two.changes[0]).toMatchObject({ costRupiah: sampleCost('puskesmas', 'build'), isCostSample: true });
    const paid = withDetails(two.changes, two.id, { costRupiah: 5 });
    expect(paid[1]).toMatchObject({ costRupiah: 5, isCostSample: false });
    expect(withDetails(two.changes, two.id, { name: 'Lain' })[1]).toMatchObject({ isCostSample: true });
  });
  test('only one thing happens to a facility, and what is closed stays where it stood', () => {
    const closed = withFacilityChanged([], FACILITY, 'close');
    expect(closed.changes).toMatchObject([{ action: 'close', costRupiah: 0, facility: 'a' }]);
    expect(withMoved(closed.changes, closed.id, [...PLACE])).toEqual(closed.changes);
    const upgraded = withFacilityChanged(closed.changes, FACILITY, 'upgrade');
    expect(upgraded.changes).toMatchObject([{ action: 'upgrade', capacity: 8 }]);
    const moved = withFacilityChanged(upgraded.changes, FACILITY, 'move');
    expect(withMoved(moved.changes, moved.id, [...PLACE])).toMatchObject([{ action: 'move', position: PLACE }]);
  });
});

describe('movement', () => {
  test('an arrow moves 100 m, with Shift 10 m, whichever way', () => {
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])
      for (const [isFine, metres] of [
        [false, 100],
        [true, 10],
      ] as const) {
        const [longitude, latitude] = movedBy([...PLACE], metresOfKey(key, isFine)!);
        const scale = metresPerDegree(PLACE[1]);
        const way = Math.hypot((longitude - PLACE[0]) * scale.east, (latitude - PLACE[1]) * scale.north);
        expect(way).toBeGreaterThan(metres - 0.2);
        expect(way).toBeLessThan(metres + 0.2);
      }
    expect(metresOfKey('Enter', false)).toBeNull();
  });
  test('a zoom closer doubles a ring', () => {
    expect(pixelsOf(3000, -6.7, 11)).toBeCloseTo(2 * pixelsOf(3000, -6.7, 10), 9);
    // 512 px are the whole equator at zoom 0.
    expect(pixelsOf(metresPerDegree(0).east * 360, 0, 0)).toBeCloseTo(512, 6);
  });
});

test('while one step is worked out only the newest waits, and the last is always done', async () => {
  const done: number[] = [];
  let atOnce = 0;
  const steps = latestOnly<number>(async (input) => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await Promise.resolve();
    done.push(input);
    atOnce -= 1;
  });
  for (let step = 0; step < 50; step++) steps.push(step);
  await steps.settled();
  expect(done).toEqual([0, 49]);
  steps.push(50);
  await steps.settled();
  expect(done.at(-1)).toBe(50);
});

describe('address', () => {
  const OTHER: SitingQuestion = {
    ...questionOf({}),
    standard: 'SNI-EDU-SMP',
    measure: 'travel',
    owners: ['negeri'],
    kemenag: false,
    crossBorder: false,
    mode: 'walk',
    path: 'straight',
    minutes: 20,
    register: 'penduduk-2023',
  };
  const written = (question: SitingQuestion, base?: SitingQuestion) =>
    Object.fromEntries(
      Object.entries(queryOf(question, base)).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
  test('says a question so that it is read again, and nothing of what stands anyway', () => {
    expect(questionOf(written(OTHER))).toEqual(OTHER);
    expect(written(questionOf({}))).toEqual({});
    expect(written(OTHER, OTHER)).toEqual({});
  });
  test('wrong parts fall back to the scenario', () => {
    expect(questionOf({ measure: 'magic', minutes: '9999', owners: 'nobody', mode: 'boat' }, OTHER)).toEqual(OTHER);
  });
  test('compares two different scenarios or none', () => {
    const [one, other] = ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', '6fa459ea-ee8a-4ca4-894e-db77e160355e'];
    expect(comparedIds({ bandingkan: `${one},${other}` })).toEqual([one, other]);
    expect(comparedIds({ bandingkan: `${one},${one}` })).toBeNull();
    expect(comparedIds({ bandingkan: `${one},x` })).toBeNull();
    expect(comparedIds({})).toBeNull();
  });
});
