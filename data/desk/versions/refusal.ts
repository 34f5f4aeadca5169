import { DatabaseError } from '../../database/database.ts';

export type RefusalCode =
  | 'not_publishable'
  | 'busy'
  | 'forbidden'
  | 'edit_conflict'
  | 'row_refused'
  | 'unknown_dataset'
  | 'unknown_upload'
  | 'unknown_version'
  | 'unknown_feature';

/** Why nothing was published; codes of `api/contract/problem.ts`. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly parameters: readonly { name: string; reason: string }[] | undefined;
  constructor(
    code: RefusalCode,
    parameters?: readonly { name: string; reason: string }[],
    options?: { cause: unknown },
  ) {
    super(code, options);
    this.name = 'Refusal';
    this.code = code;
    this.parameters = parameters;
  }
}

/** SQLSTATE class 23: a constraint says no. Rows were checked before, so something else took the place meanwhile. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || !error.code.startsWith('23')) return error;
  const reason = error.constraint ?? 'constraint';
  return new Refusal('not_publishable', [{ name: 'rows', reason }], { cause: error });
}
