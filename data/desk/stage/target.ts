// Where an upload goes: a dataset of the agency, or a new one.
import type { Identity } from '#model/account';
import { DeskFamily, UploadMetadata } from '#model/upload';
import type { Queryable } from '../../database/database.ts';
import { mayEdit } from '../versions/edit.ts';
import { statement } from './statements.ts';

export interface TargetDataset extends Record<string, unknown> {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly agency: string | null;
  readonly classification: UploadMetadata['classification'];
}

export interface Target {
  readonly dataset: string;
  readonly isNew: boolean;
  readonly family: DeskFamily;
  readonly agency: string | null;
  readonly metadata: UploadMetadata;
}

export class TargetRefusal extends Error {
  readonly code: 'unknown_dataset' | 'forbidden' | 'conflict';
  constructor(code: TargetRefusal['code']) {
    super(code);
    this.code = code;
  }
}

/**
 * A dataset that is there, with its description as a first draft (only title and classification of one that would not be taken
 * as it is); its date is asked for anew, for new data have one of their own.
 * `database` answers as whoever asks. Throws `TargetRefusal`.
 */
export async function existingTarget(database: Queryable, by: Identity, id: string): Promise<Target> {
  const [dataset] = await database.query<TargetDataset>(statement('target-dataset'), [id]);
  if (dataset === undefined) throw new TargetRefusal('unknown_dataset');
  if (!mayEdit(by, dataset.agency)) throw new TargetRefusal('forbidden');
  const family = DeskFamily.safeParse(dataset.family);
  if (!family.success) throw new TargetRefusal('conflict');
  const described = UploadMetadata.safeParse({ ...dataset, date: null });
  return {
    dataset: dataset.id,
    isNew: false,
    family: family.data,
    agency: dataset.agency ?? by.agency,
    metadata: described.data ?? { ...EMPTY, title: dataset.title, classification: dataset.classification },
  };
}

/** A dataset that the first publication makes; its id follows from its title. `database` answers as the owner: ids that are taken are many. */
export async function newTarget(
  database: Queryable,
  by: Identity,
  { family, title }: { family: DeskFamily; title: string },
): Promise<Target> {
  const base =
    title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50)
      .replace(/-+$/, '') || family;
  for (let number = 1; ; number++) {
    const dataset = number === 1 ? base : `${base}-${number}`;
    const taken = await database.query(statement('target-dataset'), [dataset]);
    if (taken.length === 0) return { dataset, isNew: true, family, agency: by.agency, metadata: { ...EMPTY, title } };
  }
}

const EMPTY: UploadMetadata = {
  title: '',
  abstract: '',
  date: null,
  classification: 'terbuka',
  updateCycleMonths: null,
  licence: null,
  source: '',
  lineage: '',
  knownFlaws: [],
  contact: null,
  scale: null,
};
