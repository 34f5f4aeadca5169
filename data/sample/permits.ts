import type { PermitStatus } from '#model/permit';
import { addDays, daysBetween, onWorkday, yearOf } from './dates.ts';
import { pointAt } from './plane.ts';
import { randomOf, type Random } from './random.ts';
import { completeReturned, pausePermits } from './permit-pauses.ts';
import type { PermitApplicantRecord, PermitPauseRecord, PermitRecord } from './records.ts';
import type { SampleDesa, Territory } from './territory.ts';

type PermitType = PermitRecord['type'];
type Risk = NonNullable<PermitRecord['risk']>;
type Scale = NonNullable<PermitRecord['businessScale']>;

/** One permit for about 800 people: some 3,000 for a regency of 2.4 million. */
const PEOPLE_PER_PERMIT = 800;

interface TypePlan {
  type: PermitType;
  weight: number;
  /** Working days promised; plausible figures, those of KKPR (20) and PBG (28) as in the domain brief 4a. */
  serviceDays: number | null;
  risks: readonly Risk[];
  /** Years that an issued permit stays valid, `null` for as long as the business runs. */
  validYears: number | null;
  isBuilding: boolean;
  hasLevy: boolean;
}

const TYPES: readonly TypePlan[] = [
  type('NIB', 26, 1, ['R', 'MR', 'MT', 'T']),
  type('SS', 9, 7, ['MR', 'MT']),
  type('IZIN', 5, 14, ['T'], { validYears: 5 }),
  type('PB-UMKU', 6, 10, ['R', 'MR', 'MT'], { validYears: 3 }),
  type('KKPR-K', 4, 5, ['R', 'MR', 'MT', 'T'], { validYears: 3 }),
  type('KKPR-P', 6, 20, ['MT', 'T'], { validYears: 3 }),
  type('PBG', 15, 28, [], { isBuilding: true, hasLevy: true }),
  type('SLF', 5, 14, [], { isBuilding: true, validYears: 5 }),
  type('SPPL', 6, 3, ['R', 'MR']),
  type('UKL-UPL', 4, 15, ['MR', 'MT']),
  type('AMDAL', 1, 75, ['T']),
  type('REKLAME', 4, 5, [], { validYears: 1, hasLevy: true }),
  type('PRAKTIK-NAKES', 5, 7, [], { validYears: 5 }),
  type('LAINNYA', 2, null, []),
  type('IMB', 2, null, [], { isBuilding: true, hasLevy: true }),
];

function type(
  name: PermitType,
  weight: number,
  serviceDays: number | null,
  risks: readonly Risk[],
  rest: Partial<Pick<TypePlan, 'validYears' | 'isBuilding' | 'hasLevy'>> = {},
): TypePlan {
  return { type: name, weight, serviceDays, risks, validYears: null, isBuilding: false, hasLevy: false, ...rest };
}

/** Frequent business fields (KBLI 2020, five digits): general knowledge. */
const KBLI = [
  '47112',
  '47111',
  '56101',
  '56102',
  '10710',
  '10794',
  '47721',
  '47911',
  '16230',
  '31001',
  '31002',
  '23921',
  '03211',
  '03254',
  '01121',
  '41011',
  '42111',
  '45201',
  '55110',
  '68111',
  '86201',
  '85410',
  '96200',
  '13134',
  '14111',
];

interface SamplePermits {
  records: PermitRecord[];
  applicants: PermitApplicantRecord[];
  pauses: PermitPauseRecord[];
}

/** Permits of the last three years (IMB: of the years before 2021), where people live; applicants are nobody. */
export function issuePermits(territory: Territory, seed: number, today: string, dataset: string): SamplePermits {
  const random = randomOf(seed, 'permits');
  const count = Math.max(TYPES.length * 12, Math.round(territory.people / PEOPLE_PER_PERMIT));
  const places = territory.desa.map((desa) => [desa, Math.max(1, desa.people)] as const);
  const records: PermitRecord[] = [];
  const applicants: PermitApplicantRecord[] = [];
  for (let index = 0; index < count; index++) {
    // The first ones go through all types, so that each occurs in every seed.
    const plan =
      index < TYPES.length * 8
        ? TYPES[index % TYPES.length]!
        : random.pickWeighted(TYPES.map((one) => [one, one.weight] as const));
    const number = String(index + 1).padStart(4, '0');
    const record = permitOf(
      plan,
      `${dataset}-${number}`,
      random.pickWeighted(places),
      territory,
      random,
      today,
      dataset,
    );
    records.push(record);
    applicants.push({
      permit: record.id,
      number: `CONTOH/${record.type}/${number}/${yearOf(record.appliedOn)}`,
      name: `${APPLICANT_TITLES[record.applicantKind]} Contoh ${number}`,
      nik: null,
      npwp: null,
      phone: null,
      address: null,
    });
  }
  const returned = completeReturned(records, seed, today);
  return { records: returned, applicants, pauses: pausePermits(returned, seed, today) };
}

const APPLICANT_TITLES = { perseorangan: 'Pemohon', badan_usaha: 'PT', pemerintah: 'Instansi' } as const;

function permitOf(
  plan: TypePlan,
  id: string,
  desa: SampleDesa,
  territory: Territory,
  random: Random,
  today: string,
  dataset: string,
): PermitRecord {
  const risk = plan.risks.length > 0 ? random.pick(plan.risks) : null;
  const applicantKind =
    plan.type === 'PRAKTIK-NAKES'
      ? 'perseorangan'
      : random.pickWeighted([
          ['perseorangan', risk === 'T' || plan.type === 'AMDAL' ? 0 : 60],
          ['badan_usaha', 38],
          ['pemerintah', plan.isBuilding ? 3 : 1],
        ] as const);
  const isBusiness = plan.risks.length > 0 && applicantKind !== 'pemerintah';
  const businessScale = isBusiness ? scaleOf(risk, random) : null;
  const accuracy = random.pickWeighted([
    ['titik', 58],
    ['bidang', plan.isBuilding ? 24 : 6],
    ['desa', 22],
    ['tidak_diketahui', 6],
  ] as const);
  const hasPoint = accuracy === 'titik' || accuracy === 'bidang';
  const size = businessScale ? SCALES[businessScale] : [40, 600];
  const landSquareMetres = plan.isBuilding || isBusiness ? random.integer(size[0]!, size[1]!) : null;
  const buildingSquareMetres =
    landSquareMetres !== null && plan.isBuilding
      ? Math.max(18, Math.round(landSquareMetres * random.between(0.3, 0.8)))
      : null;
  return {
    id,
    type: plan.type,
    kbli: isBusiness ? random.pick(KBLI) : null,
    risk,
    businessScale,
    applicantKind,
    ...courseOf(plan, random, today),
    serviceDays: plan.serviceDays,
    region: desa.code,
    accuracy,
    position: hasPoint ? pointAt(territory.placeIn(desa, random, 0.7)) : null,
    landSquareMetres,
    buildingSquareMetres,
    investmentRupiah: businessScale
      ? random.integer(INVESTMENT[businessScale][0], INVESTMENT[businessScale][1]) * 1_000_000
      : null,
    levyRupiah: plan.hasLevy ? random.integer(3, 400) * 50_000 : null,
    dataset,
  };
}

/** Land in square metres, from and to. */
const SCALES: Record<Scale, readonly [number, number]> = {
  mikro: [20, 200],
  kecil: [80, 900],
  menengah: [600, 8000],
  besar: [5000, 90_000],
};
/** Investment in million rupiah, inside the limits of capital of PP 7/2021 (1, 5 and 10 billion): general knowledge. */
const INVESTMENT: Record<Scale, readonly [number, number]> = {
  mikro: [5, 1000],
  kecil: [1001, 5000],
  menengah: [5001, 10_000],
  besar: [10_001, 400_000],
};

function scaleOf(risk: Risk | null, random: Random): Scale {
  return random.pickWeighted(
    risk === 'R'
      ? ([
          ['mikro', 80],
          ['kecil', 15],
          ['menengah', 4],
          ['besar', 1],
        ] as const)
      : risk === 'MR'
        ? ([
            ['mikro', 45],
            ['kecil', 38],
            ['menengah', 13],
            ['besar', 4],
          ] as const)
        : ([
            ['mikro', 8],
            ['kecil', 35],
            ['menengah', 37],
            ['besar', 20],
          ] as const),
  );
}

type Course = Pick<PermitRecord, 'status' | 'appliedOn' | 'completeOn' | 'issuedOn' | 'rejectedOn' | 'validUntil'>;

/** How far an application got, with dates that fit: what is long past is decided, what is recent may be open. */
function courseOf(plan: TypePlan, random: Random, today: string): Course {
  const isOld = plan.type === 'IMB';
  const appliedOn = isOld
    ? onWorkday(
        `${random.integer(2015, 2020)}-${String(random.integer(1, 12)).padStart(2, '0')}-${random.integer(10, 28)}`,
      )
    : lastWorkdayBefore(addDays(today, -Math.floor(random.next() ** 1.3 * 1050)));
  const age = daysBetween(appliedOn, today);
  const promised = plan.serviceDays ?? 10;
  // One in seven waits longer than promised.
  const wait = Math.ceil(
    promised * 1.45 * (random.chance(0.86) ? random.between(0.2, 0.95) : random.between(1.1, 2.6)),
  );
  const completeOn = notAfter(onWorkday(addDays(appliedOn, random.integer(0, 6))), today);
  const decidedOn = onWorkday(addDays(completeOn, wait));
  const open = { appliedOn, completeOn: null, issuedOn: null, rejectedOn: null, validUntil: null };

  if (decidedOn > today || (age < 400 && random.chance(0.05)) || random.chance(0.01)) {
    const status: PermitStatus = random.pickWeighted([
      ['draf', 6],
      ['diajukan', 14],
      ['pemeriksaan_berkas', 26],
      ['dikembalikan', 16],
      ['verifikasi_teknis', 26],
      ['menunggu_pembayaran', plan.hasLevy ? 14 : 2],
    ] as const);
    const isComplete = status === 'verifikasi_teknis' || status === 'menunggu_pembayaran';
    return { ...open, status, completeOn: isComplete ? completeOn : null };
  }
  const outcome = random.pickWeighted([
    ['terbit', 86],
    ['ditolak', 6],
    ['dibatalkan', 5],
    ['dicabut', 3],
  ] as const);
  if (outcome === 'ditolak') return { ...open, status: outcome, completeOn, rejectedOn: decidedOn };
  if (outcome === 'dibatalkan') return { ...open, status: outcome, completeOn: random.chance(0.5) ? completeOn : null };
  const validUntil = plan.validYears === null ? null : addDays(decidedOn, 365 * plan.validYears);
  const status = outcome === 'terbit' && validUntil !== null && validUntil < today ? 'kedaluwarsa' : outcome;
  return {
    ...open,
    status,
    // Some old records lack the date from which the promise counts.
    completeOn: isOld && random.chance(0.6) ? null : completeOn,
    issuedOn: decidedOn,
    validUntil,
  };
}

function lastWorkdayBefore(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, weekday === 6 ? -1 : weekday === 0 ? -2 : 0);
}

function notAfter(date: string, limit: string): string {
  return date > limit ? limit : date;
}
