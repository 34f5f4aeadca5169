import { describe, expect, test } from 'vitest';
import { PermitStatus, PermitType, stageOf } from '#model/permit';
import { countForPublic, publicCount, type CountedPermit } from '../../../data/permits/public-counts.ts';
import { randomOf } from '../../../data/sample/random.ts';

/** Permits of an invented regency: many of few types, few of many, as such registers are. */
function inventPermits(count: number, seed: number): CountedPermit[] {
  const random = randomOf(seed, 'permits');
  const types = PermitType.options.map((type, place) => [type, 40 / (place + 1)] as const);
  const statuses = PermitStatus.options.map((status) => [status, status === 'terbit' ? 30 : 3] as const);
  return Array.from({ length: count }, () => ({
    region: `99.01.${String(1 + Math.floor(random.next() ** 2 * 12)).padStart(2, '0')}`,
    type: random.pickWeighted(types),
    year: 2026 - Math.floor(random.next() * 4),
    status: random.pickWeighted(statuses),
    isOpen: random.next() < 0.25,
  }));
}

type Asked = [number | null, number | null, number | null, number | null];

/**
 * What somebody can work out who knows every published count, every point on the map, that no count is below zero, and that a
 * sum is the sum of its parts: the span of every count, narrowed until nothing changes any more.
 */
function spansOf(permits: readonly CountedPermit[]): { asked: Asked; low: number; high: number; truth: number }[] {
  const counts = countForPublic(permits);
  const sizes = [counts.regions.length, counts.types.length, counts.years.length, counts.stages.length];
  const keyOf = (asked: readonly (number | null)[]) => asked.join();
  const placeOf = ({ region, type, year, status }: CountedPermit) => [
    counts.regions.indexOf(region),
    counts.types.indexOf(type),
    counts.years.findIndex(({ from }) => from === null || year >= from),
    counts.stages.indexOf(stageOf(status)),
  ];
  const sums = (of: readonly CountedPermit[]) => {
    const result = new Map<string, number>();
    for (const permit of of) {
      const at = placeOf(permit);
      for (let summed = 0; summed < 16; summed++) {
        const key = keyOf(at.map((place, d) => ((summed >> d) & 1 ? null : place)));
        result.set(key, (result.get(key) ?? 0) + 1);
      }
    }
    return result;
  };
  const truths = sums(permits);
  const points = sums(permits.filter(({ isOpen }) => isOpen));
  const choices = sizes.map((size) => [null, ...Array(size).keys()]);
  const spans = new Map<string, { asked: Asked; low: number; high: number; truth: number }>();
  for (const region of choices[0]!)
    for (const type of choices[1]!)
      for (const year of choices[2]!)
        for (const stage of choices[3]!) {
          const asked: Asked = [region, type, year, stage];
          const known = publicCount(counts, asked);
          const truth = truths.get(keyOf(asked)) ?? 0;
          if (known !== null) expect(known).toBe(truth);
          expect(known ?? 0, keyOf(asked)).not.toSatisfy((count: number) => count > 0 && count < 5);
          const low = known ?? points.get(keyOf(asked)) ?? 0;
          spans.set(keyOf(asked), { asked, low, high: known ?? permits.length, truth });
        }
  for (let changed = true; changed;) {
    changed = false;
    for (const whole of spans.values()) {
      for (const [d, size] of sizes.entries()) {
        if (whole.asked[d] !== null) continue;
        const parts = Array.from({ length: size }, (_, v) =>
          spans.get(keyOf(whole.asked.map((own, p) => (p === d ? v : own))))!,
        );
        const low = parts.reduce((sum, part) => sum + part.low, 0);
        const high = parts.reduce((sum, part) => sum + part.high, 0);
        const narrow = (span: { low: number; high: number }, from: number, until: number) => {
          if (from > span.low) [span.low, changed] = [from, true];
          if (until < span.high) [span.high, changed] = [until, true];
        };
        narrow(whole, low, high);
        for (const part of parts) narrow(part, whole.low - (high - part.high), whole.high - (low - part.low));
      }
    }
  }
  return [...spans.values()];
}

describe('public counts of permits', () => {
  test.each([
    [900, 1],
    [300, 2],
    [60, 3],
  ])('of %i: no count of persons from 1 to 4 can be worked out over any combination of filters', (count, seed) => {
    const permits = inventPermits(count, seed);
    const counts = countForPublic(permits);
    const secret = (asked: Asked) =>
      permits.filter(
        (permit) =>
          !permit.isOpen &&
          (asked[0] === null || counts.regions[asked[0]] === permit.region) &&
          (asked[1] === null || counts.types[asked[1]] === permit.type) &&
          (asked[2] === null || (counts.years[asked[2]]!.from ?? 0) <= permit.year) &&
          (asked[2] === null || permit.year <= counts.years[asked[2]]!.until) &&
          (asked[3] === null || counts.stages[asked[3]] === stageOf(permit.status)),
      ).length;
    const found = spansOf(permits).filter(({ asked, low, high }) => {
      if (low !== high) return false;
      const persons = secret(asked);
      return persons >= 1 && persons <= 4;
    });
    expect(found.map(({ asked }) => asked)).toEqual([]);
  });

  test('whole sums stay published where there are enough', () => {
    const counts = countForPublic(inventPermits(3000, 4));
    expect(publicCount(counts, [null, null, null, null])).toBe(3000);
    const regions = counts.regions.map((_, place) => publicCount(counts, [place, null, null, null]));
    expect(regions.filter((count) => count === null).length).toBeLessThanOrEqual(2);
  });

  test('years are the newest, the one before, and all older ones', () => {
    expect(countForPublic(inventPermits(60, 5)).years).toEqual([
      { from: 2026, until: 2026 },
      { from: 2025, until: 2025 },
      { from: null, until: 2024 },
    ]);
  });

  test('of a handful nothing is told, of none everything', () => {
    expect(countForPublic(inventPermits(3, 6).map((permit) => ({ ...permit, isOpen: false }))).answers).toBeNull();
    expect(countForPublic([]).regions).toEqual([]);
  });
});
