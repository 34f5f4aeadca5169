// One text form for every value that goes to or comes from PostgreSQL, so that both drivers give the same types.
import pg from 'pg';

/** Text or null, as PostgreSQL's wire protocol takes a parameter. */
export type EncodedParameter = string | null;

/** Parameters in PostgreSQL's text form. Throws TypeError for functions, symbols and numbers that are not finite. */
export function encodeParameters(parameters: readonly unknown[]): EncodedParameter[] {
  return parameters.map(encodeParameter);
}

function encodeParameter(value: unknown): EncodedParameter {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return encodeArray(value);
  return encodeScalar(value);
}

function encodeScalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      // PostgreSQL takes NaN, and NaN passes every `CHECK (x >= 0)`. What is missing is null.
      if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be a parameter of a statement`);
      return String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      if (value instanceof Date) return value.toISOString();
      if (value instanceof Uint8Array)
        return '\\x' + Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
      return JSON.stringify(value);
    default:
      throw new TypeError(`A ${typeof value} cannot be a parameter of a statement`);
  }
}

function encodeArray(values: readonly unknown[]): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return encodeArray(value);
    const text = encodeScalar(value);
    return typeof value === 'string' || typeof value === 'object' ? '"' + text.replace(/[\\"]/g, '\\$&') + '"' : text;
  });
  return '{' + parts.join(',') + '}';
}

type Decode = (text: string) => unknown;

const asNumber: Decode = Number;
const asText: Decode = (text) => text;

function asInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** Text such as '2026-11-24 06:51:03.25+00' (session time zone is UTC) to ISO 8601; 'infinity' and years BC stay text. */
function asInstant(text: string): string {
  const instant = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(instant.getTime()) ? text : instant.toISOString();
}

const asBytes: Decode = (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'));

/** Object identifiers of pg_type are fixed for built-in types: [type, its array type, how its text is read]. */
const decodedTypes: readonly (readonly [number, number, Decode])[] = [
  [16, 1000, (text) => text === 't'],
  [17, 1001, asBytes],
  [20, 1016, asInteger],
  [21, 1005, asNumber],
  [23, 1007, asNumber],
  [26, 1028, asNumber],
  [700, 1021, asNumber],
  [701, 1022, asNumber],
  [1700, 1231, asNumber],
  [114, 199, JSON.parse],
  [3802, 3807, JSON.parse],
  [1082, 1182, asText],
  [1114, 1115, (text) => text.replace(' ', 'T')],
  [1184, 1185, asInstant],
  [1186, 1187, asText],
  [25, 1009, asText],
  [1042, 1014, asText],
  [1043, 1015, asText],
  [19, 1003, asText],
  [2950, 2951, asText],
];

interface ArrayParser {
  create(text: string, decode: Decode): { parse(): unknown[] };
}
// pg re-exports pg-types, whose array parser its type declarations leave out.
const arrayParser = (pg.types as unknown as { arrayParser: ArrayParser }).arrayParser;

/** How the text of each type is read, by object identifier. A type that is not listed stays text. */
export const decoders: Readonly<Record<number, Decode>> = Object.fromEntries(
  decodedTypes.flatMap(([type, arrayType, decode]) => [
    [type, decode],
    [arrayType, (text: string) => arrayParser.create(text, decode).parse()],
  ]),
);

/** The types whose parameters arrive as text already; a driver must not encode them again. */
export const encodedTypes: readonly number[] = decodedTypes.map(([type]) => type);
