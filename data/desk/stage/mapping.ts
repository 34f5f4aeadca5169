// How the columns of a file are understood before anybody looked at them, and what is kept of how somebody settled them.
import type { DeskFamily, FileFacts, Mapping } from '#model/upload';
import type { Queryable } from '../../database/database.ts';
import { guessMapping, mappingInto, shapeOf } from '../check/index.ts';
import type { CheckContexts } from './context.ts';
import { statement } from './statements.ts';

/** Whose file it is and where it goes. */
export interface MappedUpload {
  readonly family: DeskFamily;
  readonly dataset: string;
  readonly agency: string | null;
  readonly fileName: string;
}

const namesOf = ({ columns }: FileFacts) => columns.map(({ name }) => name);

/** As the agency settled it for a file of the same shape, else as it can be guessed. */
export async function firstMapping(
  database: Queryable,
  contexts: CheckContexts,
  { family, dataset, agency, fileName }: MappedUpload,
  facts: FileFacts,
): Promise<{ mapping: Mapping; origin: 'remembered' | 'guessed' }> {
  const names = namesOf(facts);
  const shape = shapeOf(family, names);
  const [known] = await database.query<{ mapping: Mapping }>(statement('remembered-mapping'), [agency ?? '', shape]);
  if (known) return { mapping: mappingInto(known.mapping, names), origin: 'remembered' };
  const context = await contexts.withoutFeatures(family, dataset, facts.decimalComma ?? false);
  return { mapping: guessMapping(facts, context, fileName), origin: 'guessed' };
}

/** Keeps how the columns were understood for the agency's next file of this shape. */
export async function rememberMapping(
  database: Queryable,
  { family, dataset, agency }: Omit<MappedUpload, 'fileName'>,
  facts: FileFacts,
  mapping: Mapping,
): Promise<void> {
  const shape = shapeOf(family, namesOf(facts));
  await database.query(statement('remember-mapping'), [agency ?? '', shape, dataset, mapping]);
}
