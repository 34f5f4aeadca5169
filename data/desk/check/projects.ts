// What a list of projects leaves to be understood: its sector, what is counted, and who may be named.
import { readTitle } from '../../projects/overlaps/title.ts';
import { plainWords, readNumber } from './cells.ts';
import type { Values } from './fields.ts';
import type { Issues } from './issues.ts';

/** Sector by the beginning of the code of a sub-activity (Permendagri 90/2019), the longest first. */
const SECTOR_OF_CODE: readonly (readonly [string, string])[] = [
  ['1.03.10', 'roads'],
  ['1.03.02', 'water'],
  ['1.03.03', 'water'],
  ['1.03.04', 'waste'],
  ['1.03.05', 'wastewater'],
  ['1.03.06', 'wastewater'],
  ['1.05.04', 'fire'],
  ['2.11.11', 'waste'],
  ['2.11.04', 'open-space'],
  ['1.01', 'education'],
  ['1.02', 'health'],
  ['2.15', 'roads'],
  ['2.16', 'telecom'],
  ['2.17', 'trade'],
  ['2.23', 'education'],
  ['3.30', 'trade'],
  ['3.31', 'trade'],
];
const SECTOR_OF_THING: Readonly<Record<string, string>> = {
  ...group('education', ['tk', 'sd', 'mi', 'smp', 'mts', 'sma', 'ma', 'smk', 'slb', 'library']),
  ...group('health', [
    'puskesmas',
    'pustu',
    'posyandu',
    'hospital',
    'clinic',
    'midwife',
    'doctor',
    'dentist',
    'pharmacy',
    'ambulance',
  ]),
  ...group('roads', ['road', 'farm-road', 'bridge', 'pavement', 'retaining']),
  ...group('water', ['water', 'irrigation', 'river']),
  ...group('wastewater', ['drainage', 'sanitation']),
  ...group('trade', ['market', 'shop']),
  ...group('worship', ['mosque', 'musala']),
  ...group('government', ['kantor-kabupaten', 'kantor-kecamatan', 'kantor-desa', 'mpp', 'kua', 'hall']),
  light: 'electricity',
  park: 'open-space',
  'waste-site': 'waste',
  'fire-station': 'fire',
};
const SECTOR_OF_AGENCY: readonly (readonly [RegExp, string])[] = [
  [/pendidikan|perpustakaan/, 'education'],
  [/kesehatan|rumah sakit|puskesmas|rsud/, 'health'],
  [/pekerjaan umum|bina marga|pupr|dputr|perhubungan/, 'roads'],
  [/lingkungan hidup|kebersihan/, 'waste'],
  [/perdagangan|perindustrian|koperasi/, 'trade'],
  [/komunikasi|kominfo/, 'telecom'],
  [/pemadam|damkar/, 'fire'],
];

function group(sector: string, things: readonly string[]): Record<string, string> {
  return Object.fromEntries(things.map((thing) => [thing, sector]));
}

/** What a project is for: by its sub-activity, by what its name speaks of, by its agency; else the running of an office. */
export function sectorOf(values: Values): string {
  const [code, name, opd] = ['subActivityCode', 'name', 'opd'].map((field) => String(values[field] ?? ''));
  const byCode = SECTOR_OF_CODE.find(([start]) => code!.startsWith(`${start}.`))?.[1];
  if (byCode !== undefined) return byCode;
  const { object } = readTitle(name!);
  if (object !== null && Object.hasOwn(SECTOR_OF_THING, object)) return SECTOR_OF_THING[object]!;
  const agency = plainWords(opd!);
  return SECTOR_OF_AGENCY.find(([words]) => words.test(agency))?.[1] ?? 'government';
}

/** What makes a name one of a business or of an office; everybody else may be a natural person. */
const BUSINESS =
  /^(pt|cv|firma|fa|koperasi|kop|yayasan|perum|perumda|persero|pd|bumdes|bumdesa|kjpp)\b|\b(pt|cv|persero|tbk|koperasi|yayasan|universitas|dinas|badan|pemerintah|bumdes|perumda)$|\b(kso|universitas|institut|pemerintah desa|bumdes)\b/;

/** Whether a provider may be named (UU 27/2022: a natural person is not). */
export const isBusiness = (provider: string): boolean => BUSINESS.test(plainWords(provider));

const UNITS: Readonly<Record<string, string>> = {
  'ruang kelas': 'classroom',
  rkb: 'classroom',
  lokal: 'classroom',
  kilometer: 'km',
  meter: 'm',
  mtr: 'm',
  'm persegi': 'm2',
  'meter persegi': 'm2',
};

/** A quantity with its unit in one cell, or the parts of it from two; both are null where one is not known, as the table has it. */
export function readQuantity(
  volume: string | null,
  unit: string | null,
  decimalComma: boolean,
): { volume: number | null; unit: string | null } {
  const found = /^\s*([\d.,]+)\s*(.*)$/.exec(volume ?? '');
  const number = found === null ? null : readNumber(found[1]!, decimalComma);
  const words = (unit ?? found?.[2] ?? '').replace(/\u00b2/g, '2').trim();
  if (number === null || number <= 0 || words === '') return { volume: null, unit: null };
  const plain = plainWords(words);
  return { volume: number, unit: (UNITS[plain] ?? (plain === 'm2' || plain === 'km' ? plain : words)).slice(0, 60) };
}

/** Completes the values of a row of projects, with a note on what was understood or left out. */
export function completeProject(
  values: Values,
  cells: Readonly<Record<string, string | null>>,
  decimalComma: boolean,
  issues: Issues,
): void {
  if (values['sector'] === null && !issues.list.some(({ field }) => field === 'sector')) {
    const sector = sectorOf(values);
    values['sector'] = sector;
    issues.note('sector', 'choice_understood', null, { details: { choice: sector } });
  }
  const quantity = readQuantity(cells['volume'] ?? null, cells['unit'] ?? null, decimalComma);
  if (quantity.volume === null && (values['volume'] !== null || values['unit'] !== null))
    issues.note(values['volume'] === null ? 'volume' : 'unit', 'value_missing');
  values['volume'] = quantity.volume;
  values['unit'] = quantity.unit;
  const provider = values['provider'];
  if (typeof provider === 'string' && !isBusiness(provider)) {
    values['provider'] = null;
    // Not even the note keeps the name.
    issues.note('provider', 'value_invalid');
  }
}
