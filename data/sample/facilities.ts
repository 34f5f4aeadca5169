import type { Authority } from '#model/authority';
import type { FacilityKind, FacilityOwner } from '#model/facility';
import { pointAt } from './plane.ts';
import { randomOf, type Random } from './random.ts';
import type { FacilityRecord } from './records.ts';
import type { SampleDesa, SampleKecamatan, Territory } from './territory.ts';

/** How many of a kind there are, and where. People per unit are the present means of one regency, not a standard. */
interface Plan {
  kind: FacilityKind;
  title: string;
  owner: FacilityOwner;
  authority: Authority;
  /** Part of private units, which belong to nobody in government. */
  privateShare: number;
  per: { people: number } | { desa: number } | { kecamatan: number };
  /** 0 keeps to the middle of the desa, 1 reaches its borders. */
  spread: number;
  atSeat: boolean;
  /** Fewest and most classrooms of a school, beds of a puskesmas or hospital, staff or volunteers of the rest. */
  capacity: readonly [number, number] | null;
}

const plan = (
  kind: FacilityKind,
  title: string,
  authority: Authority,
  per: Plan['per'],
  rest: Partial<Pick<Plan, 'privateShare' | 'spread' | 'atSeat' | 'capacity' | 'owner'>> = {},
): Plan => ({
  kind,
  title,
  authority,
  per,
  owner: 'negeri',
  privateShare: 0,
  spread: 0.6,
  atSeat: false,
  capacity: null,
  ...rest,
});

const PLANS: readonly Plan[] = [
  plan('posyandu', 'Posyandu', 'desa', { people: 1500 }, { spread: 0.8, capacity: [5, 9] }),
  plan('pustu', 'Pustu', 'kabupaten', { people: 36_000 }, { spread: 0.4, capacity: [2, 4] }),
  plan('kantor-kecamatan', 'Kantor Kecamatan', 'kabupaten', { kecamatan: 1 }, { atSeat: true, spread: 0.1 }),
  plan('kantor-desa', 'Kantor', 'desa', { desa: 1 }, { spread: 0.15 }),
  plan('market', 'Pasar', 'kabupaten', { people: 60_000 }, { atSeat: true, spread: 0.3, privateShare: 0.2 }),
  plan('fire-station', 'Pos Pemadam', 'kabupaten', { people: 400_000 }, { atSeat: true, spread: 0.3 }),
  plan('sd', 'SD', 'kabupaten', { people: 2900 }, { privateShare: 0.1, capacity: [6, 18] }),
  plan('smp', 'SMP', 'kabupaten', { people: 11_000 }, { privateShare: 0.6, capacity: [6, 27], spread: 0.4 }),
  plan('sma', 'SMA', 'provinsi', { people: 45_000 }, { privateShare: 0.5, capacity: [9, 36], atSeat: true }),
  plan('smk', 'SMK', 'provinsi', { people: 22_500 }, { privateShare: 0.85, capacity: [6, 30], atSeat: true }),
  plan('slb', 'SLB', 'provinsi', { people: 170_000 }, { privateShare: 0.8, capacity: [4, 12], atSeat: true }),
  plan('puskesmas', 'Puskesmas', 'kabupaten', { people: 40_000 }, { atSeat: true, spread: 0.2, capacity: [4, 20] }),
  plan('hospital', 'RS', 'kabupaten', { people: 200_000 }, { privateShare: 0.8, atSeat: true, capacity: [60, 300] }),
];

/** The kinds that the sample makes: those of which real data has none. */
export function plannedKinds(known: readonly FacilityKind[]): FacilityKind[] {
  return PLANS.flatMap(({ kind }) => (known.includes(kind) ? [] : [kind]));
}

/** Facilities of one kind, numbered, each inside the desa that it names. */
export function placeFacilities(
  kind: FacilityKind,
  territory: Territory,
  seed: number,
  dataset: string,
): FacilityRecord[] {
  const found = PLANS.find((candidate) => candidate.kind === kind);
  if (!found) throw new Error(`sample facilities: no plan for ${kind}`);
  const random = randomOf(seed, `facility-${kind}`);
  // A stream of its own: a kind that gets a capacity keeps its places.
  const capacities = randomOf(seed, `capacity-${kind}`);
  const perDesa = new Map<SampleDesa, number>();
  return sitesOf(found, territory, random).map((desa, index): FacilityRecord => {
    const number = (perDesa.get(desa) ?? 0) + 1;
    perDesa.set(desa, number);
    const isPrivate = random.chance(found.privateShare);
    return {
      id: `${dataset}-${String(index + 1).padStart(4, '0')}`,
      kind,
      name: nameOf(found, desa, number, isPrivate),
      owner: isPrivate ? 'swasta' : found.owner,
      authority: isPrivate ? 'swasta' : found.authority,
      region: desa.code,
      accuracy: 'point',
      position: pointAt(territory.placeIn(desa, random, found.spread)),
      address: null,
      phone: null,
      capacity: found.capacity ? capacities.integer(...found.capacity) : null,
      nationalCode: null,
      attributes: {},
      dataset,
    };
  });
}

function nameOf(found: Plan, desa: SampleDesa, number: number, isPrivate: boolean): string {
  if (found.kind === 'kantor-kecamatan') return `${found.title} ${desa.kecamatan.name} (contoh)`;
  if (found.kind === 'kantor-desa')
    return `${found.title} ${isKelurahan(desa) ? 'Kelurahan' : 'Desa'} ${desa.name} (contoh)`;
  const status = found.privateShare === 0 || found.kind === 'market' ? '' : isPrivate ? ' Swasta' : ' Negeri';
  return `${found.title}${status} Contoh ${number} ${desa.name}`;
}

/** The fourth part of the code of a kelurahan starts with 1. */
export function isKelurahan(desa: { code: string }): boolean {
  return desa.code.at(9) === '1';
}

/** The desa of each unit. */
function sitesOf(found: Plan, territory: Territory, random: Random): SampleDesa[] {
  if ('desa' in found.per) return territory.desa.flatMap((desa) => [desa]);
  if ('kecamatan' in found.per) return territory.kecamatan.map((kecamatan) => kecamatan.seat);
  const perUnit = found.per.people;
  if (!found.atSeat && perUnit < 5000)
    return territory.desa.flatMap((desa) =>
      Array.from({ length: Math.max(1, Math.round((desa.people / perUnit) * random.between(0.88, 1.12))) }, () => desa),
    );
  return territory.kecamatan.flatMap((kecamatan) => sitesInKecamatan(found, kecamatan, perUnit, random));
}

/** Units of a kecamatan: the first at its seat where the kind stands there, the others in other desa. */
function sitesInKecamatan(found: Plan, kecamatan: SampleKecamatan, perUnit: number, random: Random): SampleDesa[] {
  const people = kecamatan.desa.reduce((sum, desa) => sum + desa.people, 0);
  const exact = people / perUnit;
  // Rounded at random, so that the number in the regency is right though each kecamatan has few.
  let count = Math.floor(exact) + (random.chance(exact % 1) ? 1 : 0);
  if (found.kind === 'puskesmas' || found.kind === 'pustu') count = Math.max(1, count);
  const others = random.shuffled(kecamatan.desa.filter((desa) => desa !== kecamatan.seat));
  const order = found.atSeat ? [kecamatan.seat, ...others] : [...others, kecamatan.seat];
  return Array.from({ length: count }, (_, index) => order[index % order.length]!);
}
