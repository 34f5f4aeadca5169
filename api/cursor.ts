import { AppError } from './problem.ts';

/** The last row's sort keys as opaque text for the next request. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The sort keys of a cursor, or throws `invalid_parameter`: two keys, of the types given. */
export function decodeCursor<A extends 'string' | 'number', B extends 'string' | 'number'>(
  cursor: string,
  first: A,
  second: B,
): [A extends 'string' ? string : number, B extends 'string' ? string : number] {
  let keys: unknown;
  try {
    keys = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid_parameter', [{ name: 'cursor', reason: 'cursor' }], { cause });
  }
  const fits =
    Array.isArray(keys) &&
    keys.length === 2 &&
    [first, second].every((type, index) => typeof keys[index] === type && isStorable(keys[index]));
  if (!fits) throw new AppError('invalid_parameter', [{ name: 'cursor', reason: 'cursor' }]);
  return keys as ReturnType<typeof decodeCursor<A, B>>;
}

/** Whether PostgreSQL takes the value: text without NUL and lone surrogates, a number that fits `integer`. */
function isStorable(key: string | number): boolean {
  if (typeof key === 'number') return Number.isInteger(key) && Math.abs(key) < 2 ** 31;
  return !key.includes('\0') && Buffer.from(key, 'utf8').toString('utf8') === key;
}
