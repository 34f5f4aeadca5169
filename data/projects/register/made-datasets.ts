// Datasets that the register makes for an agency when they are first needed.
import type { Agency as AgencyOfModel, Identity } from '#model/account';
import type { RegionProfile } from '#model/region';
import type { Database } from '../../database/database.ts';
import { statement } from './statements.ts';

/** What a dataset of the register is for, in the words of its catalogue record. */
const PURPOSES = {
  usulan: {
    id: 'usulan',
    title: 'Usulan proyek',
    abstract: 'Usulan pembangunan yang diajukan melalui daftar proyek Jangkau.',
    lineage: 'Diisi satu per satu pada daftar proyek; titik dan wilayah diperiksa seperti unggahan.',
    family: 'project',
    classification: 'terbuka',
  },
  bank: {
    id: 'bank-usulan',
    title: 'Bank usulan',
    abstract: 'Keinginan pembangunan di luar daftar sistem perencanaan, disimpan agar tidak hilang.',
    lineage: 'Diisi satu per satu pada daftar proyek; menjadi usulan terbuka setelah diambil ke daftar.',
    family: 'project',
    // A wish that nobody has taken up is no promise: it is read by people with an account.
    classification: 'terbatas',
  },
  asset: {
    id: 'aset-proyek',
    title: 'Fasilitas hasil proyek',
    abstract: 'Fasilitas yang berasal dari proyek yang telah diserahterimakan dan disetujui sebagai aset.',
    lineage: 'Dibuat dari proyek berstatus serah terima akhir setelah disetujui; kunci objek adalah kode proyek.',
    family: 'facility',
    classification: 'terbuka',
  },
} as const;
export type MadePurpose = keyof typeof PURPOSES;

type Agency = Pick<AgencyOfModel, 'id' | 'name' | 'shortName'>;

/** An agency by its id; the planning agency where its planners have none. Null where there is none. */
export async function agencyOf(
  database: Database,
  profile: RegionProfile,
  { agency, role }: Pick<Identity, 'agency' | 'role'>,
): Promise<Agency | null> {
  const planners = role === 'bappelitbangda' ? profile.names.planningAgency : null;
  const [known] = await database.query<{ id: string; name: string; short_name: string }>(statement('agency'), [
    agency,
    planners,
  ]);
  return known === undefined ? null : { id: known.id, name: known.name, shortName: known.short_name };
}

/**
 * The id of the dataset that holds what the register makes for an agency (null: for nobody in particular), which is made, empty,
 * when it is not there yet. What comes of made-up projects is made up too and stands apart (`isSample`).
 */
export async function madeDataset(
  database: Database,
  profile: RegionProfile,
  purpose: MadePurpose,
  agency: Agency | null,
  { isSample = false, today }: { isSample?: boolean; today: string },
): Promise<string> {
  const { family, classification, abstract, lineage, ...named } = PURPOSES[purpose];
  const id = [named.id, ...(isSample ? ['contoh'] : []), agency?.id ?? 'umum'].join('-');
  const title = [named.title, ...(agency ? [agency.shortName] : []), ...(isSample ? ['(contoh)'] : [])].join(' ');
  const record = {
    id,
    family,
    title,
    abstract,
    lineage,
    classification,
    agency: agency?.id ?? null,
    producer: agency?.name ?? profile.name,
    custodian: null,
    source: 'Daftar proyek Jangkau',
    source_url: null,
    date: today,
    licence: null,
    update_cycle_months: null,
    status: isSample ? 'contoh' : 'resmi',
    coverage: profile.name,
    known_flaws: [],
    version: 1,
    records: 0,
    imported_at: null,
    origin: 'desk',
    published_at: null,
    contact: null,
    scale: null,
  };
  await database.query(statement('make-dataset'), [JSON.stringify(record), purpose]);
  return id;
}
