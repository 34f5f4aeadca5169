import type { ProjectStatus } from '#model/project';

type RegisterRefusalCode =
  'unknown_project' | 'unknown_item' | 'forbidden' | 'conflict' | 'illegal_transition' | 'invalid_parameter';

/** Why the register refuses something; codes of `api/contract/problem.ts`. Nothing was written. */
export class RegisterRefusal extends Error {
  readonly code: RegisterRefusalCode;
  readonly parameters: readonly { name: string; reason: string }[];
  constructor(code: RegisterRefusalCode, parameters: readonly { name: string; reason: string }[] = []) {
    super(code);
    this.name = 'RegisterRefusal';
    this.code = code;
    this.parameters = parameters;
  }
}

/** A status that may not follow, with those that may. */
export const illegalTransition = (allowed: readonly ProjectStatus[]): RegisterRefusal =>
  new RegisterRefusal(
    'illegal_transition',
    allowed.map((status) => ({ name: 'status', reason: status })),
  );
