import { statementsBeside } from '../../database/statements.ts';

/** The SQL of `data/projects/register/queries/<name>.sql`. Throws when there is no such file. */
export const statement = statementsBeside(import.meta.url);
