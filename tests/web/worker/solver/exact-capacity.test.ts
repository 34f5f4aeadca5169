import fc from 'fast-check';
import loadHighs, { type Highs } from 'highs';
import { beforeAll, expect, test } from 'vitest';
import { capacityProblem, capacitySet, greedyByCapacity, type CapacityProblem, type SiteConditions } from '#analysis';
import { exactByCapacity } from '../../../../web/worker/solver/exact-capacity.ts';
import { seededRandom } from '../../../bench/travel.ts';
import { NO_CONDITIONS, smallSites, type SmallSites } from '../../../data/analysis/siting/small-sites.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

const OPTIONS = 6;
interface Roomy {
  readonly sites: SmallSites;
  readonly room: readonly number[];
  readonly problem: CapacityProblem;
  readonly asked: SiteConditions;
}
/** Six options and two places that stand already. */
function made(seed: number, given: Partial<SiteConditions>): Roomy {
  const random = seededRandom(seed);
  const sites = smallSites(random, 14, OPTIONS + 2);
  const room = sites.cost.map(() => Math.floor(random() * 90));
  const cells: number[] = [];
  const first = [0];
  for (const row of sites.cost) {
    row.forEach((cost, cell) => cost <= 45 && cells.push(cell));
    first.push(cells.length);
  }
  const asked = { ...NO_CONDITIONS, ...given };
  const lists = {
    first: Uint32Array.from(first),
    cell: Uint32Array.from(cells),
    cost: new Float64Array(cells.length),
  };
  const options = {
    kecamatan: Int32Array.from(sites.kecamatan.slice(0, OPTIONS)),
    cost: Float64Array.from(sites.rupiah.slice(0, OPTIONS)),
  };
  return { sites, room, asked, problem: capacityProblem(sites.people, lists, Float64Array.from(room), options, asked) };
}

/** Hall's theorem for rooms: served is the least, over all sets of places, of their room and the people that only others reach. */
function mostServed({ sites, room }: Roomy, chosen: readonly number[]): number {
  const open = [...chosen, OPTIONS, OPTIONS + 1];
  let least = Infinity;
  for (let set = 0; set < 2 ** open.length; set++) {
    const cut = open.filter((_, at) => set & (1 << at));
    const kept = open.filter((_, at) => !(set & (1 << at)));
    let sum = cut.reduce((all, place) => all + room[place]!, 0);
    sites.people.forEach((people, cell) => {
      if (kept.some((place) => sites.cost[place]![cell]! <= 45)) sum += people;
    });
    least = Math.min(least, sum);
  }
  return least;
}
function keeps({ sites, asked }: Roomy, chosen: readonly number[], served: number): boolean {
  return (
    chosen.length <= (asked.count ?? Infinity) &&
    chosen.reduce((sum, option) => sum + sites.rupiah[option]!, 0) <= (asked.budget ?? Infinity) &&
    [0, 1, 2].every((k) => chosen.filter((option) => sites.kecamatan[option] === k).length >= asked.minimum[k]!) &&
    (asked.objective !== 'fewest-sites' || served >= asked.need)
  );
}

test('with room for so many, what is proven best is the best of all subsets by the theorem of cuts', () => {
  const conditions = fc.record({
    objective: fc.constantFrom('most-people' as const, 'fewest-sites' as const),
    count: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
    budget: fc.option(fc.integer({ min: 2_000_000, max: 30_000_000 }), { nil: null }),
    minimum: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }).map((of) => Int32Array.from(of)),
    need: fc.integer({ min: 0, max: 400 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), conditions, (seed, given) => {
      const roomy = made(seed, given);
      let expected: number | null = null;
      for (let set = 0; set < 2 ** OPTIONS; set++) {
        const chosen = Array.from({ length: OPTIONS }, (_, at) => at).filter((option) => set & (1 << option));
        const served = mostServed(roomy, chosen);
        if (!keeps(roomy, chosen, served)) continue;
        const score = given.objective === 'fewest-sites' ? -chosen.length : served;
        expect(capacitySet(roomy.problem, chosen)!.served).toBe(served);
        if (expected === null || score > expected) expected = score;
      }
      const greedy = greedyByCapacity(roomy.problem);
      const { status, best, bound } = exactByCapacity(highs, roomy.problem, { seconds: 20, from: greedy });
      if (expected === null) {
        expect([greedy, best]).toEqual([null, null]);
        return;
      }
      expect(status).toBe('optimal');
      expect(best!.served).toBe(mostServed(roomy, best!.chosen));
      expect(keeps(roomy, best!.chosen, best!.served)).toBe(true);
      expect(given.objective === 'fewest-sites' ? 0 - best!.chosen.length : best!.served).toBe(expected + 0);
      expect(bound + 0).toBe(expected + 0);
    }),
    { numRuns: 100 },
  );
});
