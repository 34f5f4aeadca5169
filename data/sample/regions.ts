import type { RegionProfile } from '#model/region';
import type { InventedBoundaries } from './boundaries.ts';
import type { DesaName } from './desa-names.ts';
import { isKelurahan } from './facilities.ts';
import type { KecamatanFacts } from './facts.ts';
import { geodesicAreaKm2, pointAt, roundTo } from './plane.ts';
import { randomOf } from './random.ts';
import type { PopulationRecord, RegionRecord } from './records.ts';
import { labelPointOf } from './territory.ts';

/** The made-up regions as records: the regency, its kecamatan and desa, and the neighbours around. */
export function regionRecords(
  profile: RegionProfile,
  facts: readonly KecamatanFacts[],
  names: readonly DesaName[],
  invented: InventedBoundaries,
  dataset: string,
): RegionRecord[] {
  const record = (
    fields: Pick<RegionRecord, 'code' | 'name' | 'level' | 'kind' | 'parent' | 'own' | 'geometry'>,
    aliases: readonly string[] = [],
  ): RegionRecord => ({
    ...fields,
    bpsCode: null,
    aliases: [...aliases],
    areaKm2: roundTo(geodesicAreaKm2(fields.geometry), 6),
    labelPoint: pointAt(labelPointOf(fields.geometry)),
    dataset,
  });
  const factsOf = new Map(facts.map((kecamatan) => [kecamatan.code, kecamatan]));
  const nameOf = new Map(names.map((name) => [name.code, name]));
  return [
    record({
      code: profile.code,
      name: profile.name,
      level: 'kabupaten',
      kind: 'kabupaten',
      parent: null,
      own: true,
      geometry: invented.kabupaten,
    }),
    ...invented.neighbours.map(({ code, name, geometry }) =>
      record({
        code,
        name,
        level: 'kabupaten',
        kind: isKota(code) ? 'kota' : 'kabupaten',
        parent: null,
        own: false,
        geometry,
      }),
    ),
    ...invented.kecamatan.map(({ code, geometry }) => {
      const { name, aliases } = factsOf.get(code)!;
      return record(
        { code, name, level: 'kecamatan', kind: 'kecamatan', parent: profile.code, own: true, geometry },
        aliases,
      );
    }),
    ...invented.desa.map(({ code, geometry }) => {
      const { name, kecamatan } = nameOf.get(code)!;
      const kind = isKelurahan({ code }) ? 'kelurahan' : 'desa';
      return record({ code, name, level: 'desa', kind, parent: kecamatan, own: true, geometry });
    }),
  ];
}

/** Kemendagri numbers the kota of a province from 71 on. */
function isKota(code: string): boolean {
  return Number(code.slice(3)) >= 71;
}

/** People per desa: those of the kecamatan given out unevenly, so that they sum to the fact exactly. */
export function populationRecords(
  facts: readonly KecamatanFacts[],
  names: readonly DesaName[],
  seed: number,
  dataset: string,
): PopulationRecord[] {
  const random = randomOf(seed, 'population');
  return facts.flatMap((kecamatan) => {
    const members = names.filter((name) => name.kecamatan === kecamatan.code);
    const weights = members.map(() => Math.exp(0.35 * random.normal()));
    const people = sharedOut(kecamatan.people, weights);
    return members.map(({ code }, index): PopulationRecord => {
      const count = people[index]!;
      const male = Math.round(count * random.between(0.498, 0.513));
      return {
        region: code,
        dataset,
        period: '2024',
        people: count,
        male,
        female: count - male,
        households: Math.round(count / random.between(3, 3.5)),
        estimated: false,
      };
    });
  });
}

/** Whole numbers in proportion to the weights that sum to the total (largest remainder). */
function sharedOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const missing = total - shares.reduce((a, b) => a + b, 0);
  exact
    .map((value, index) => ({ index, remainder: value - shares[index]! }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, missing)
    .forEach(({ index }) => shares[index]!++);
  return shares;
}
