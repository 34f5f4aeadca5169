import { randomUUID } from 'node:crypto';
import type { Identity } from '#model/account';
import type { DeskFamily } from '#model/upload';
import type { Database } from '../../../../data/database/database.ts';

export const METADATA = {
  title: 'Data uji',
  abstract: 'Dikarang untuk uji.',
  date: '2026-03',
  classification: 'terbuka',
  updateCycleMonths: 12,
  licence: null,
  source: 'berkas uji',
  lineage: 'Dikarang.',
  knownFlaws: ['tidak ada yang nyata'],
  contact: null,
  scale: null,
} as const;

/** An account of this role, and its agency where it has one. */
export async function makeAccount(
  database: Database,
  role: 'opd' | 'walidata' | 'bappelitbangda' | 'pimpinan',
  agency: string | null = null,
  mayPublish = false,
): Promise<Identity & { account: string }> {
  if (agency !== null) {
    await database.query(
      `INSERT INTO agency (id, name, short_name, may_publish) VALUES ($1, $2, $1, $3)
       ON CONFLICT (id) DO UPDATE SET may_publish = excluded.may_publish`,
      [agency, `Dinas ${agency}`, mayPublish],
    );
  }
  const account = randomUUID();
  await database.query(
    `INSERT INTO account (id, email, name, role, agency, status, openid_subject) VALUES ($1, $2, 'Orang Uji', $3, $4, 'active', $2)`,
    [account, `${account}@example.id`, role, agency],
  );
  return { role, account, agency };
}

export interface Filled {
  readonly dataset: string;
  readonly family: DeskFamily;
  readonly by: Identity & { account: string };
  readonly records: readonly { id?: string; region?: string | null }[];
  readonly agency?: string | null;
  readonly metadata?: Record<string, unknown>;
  readonly state?: string;
  readonly isNew?: boolean;
}

/** An upload whose rows are read and found valid, as the desk leaves it before publication. Answers its id. */
export async function fillUpload(database: Database, filled: Filled): Promise<string> {
  const {
    dataset,
    family,
    by,
    records,
    agency = by.agency,
    metadata = {},
    state = 'diperiksa',
    isNew = false,
  } = filled;
  const id = randomUUID();
  await database.query(
    `INSERT INTO upload (id, dataset, is_new, family, agency, created_by, file_name, file_bytes, file_sha256, state, metadata)
     VALUES ($1, $2, $3, $4, $5, $6, 'uji.csv', 1, repeat('a', 64), $7, $8)`,
    [id, dataset, isNew, family, agency, by.account, state, JSON.stringify({ ...METADATA, ...metadata })],
  );
  for (let first = 0; first < records.length; first += 2000) {
    const part = records.slice(first, first + 2000);
    await database.query(
      `INSERT INTO upload_row (upload, row, cells, outcome, record, checked, feature, region)
       SELECT $1, $2 + n, '{}', 'valid', r, '{}', coalesce(r ->> 'id', r ->> 'region'), r ->> 'region'
       FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS x(r, n)`,
      [id, first, JSON.stringify(part)],
    );
  }
  return id;
}
