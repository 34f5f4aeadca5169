import type { Attribute } from '../definition.ts';
import type { SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';

const PLACEHOLDERS = ['-', '<null>', 'null', 'n/a', 'xx'];

/**
 * The further columns of a row, under the names of the definition. Spellings become one, with a note; placeholders and empty
 * cells are left out, never 0; line breaks and runs of spaces inside a text become one space.
 */
export function readAttributes(
  attributes: Readonly<Record<string, Attribute>>,
  { row, values }: SourceRecord,
  notes: Notes,
): Record<string, string | number | boolean> {
  const read: Record<string, string | number | boolean> = {};
  for (const [name, { column, type, values: spellings }] of Object.entries(attributes)) {
    const cell = values[column] ?? null;
    if (cell === null) continue;
    const text = cell.replace(/\s+/g, ' ').trim();
    if (PLACEHOLDERS.includes(text.toLowerCase())) {
      notes.noted(row, 'placeholder_value', column, cell);
      continue;
    }
    const known = spellings === undefined ? text : spelling(spellings, text);
    if (known === null) {
      notes.noted(row, 'value_invalid', column, cell);
      continue;
    }
    if (spellings !== undefined && !Object.hasOwn(spellings, text))
      notes.corrected(row, 'value_normalised', column, cell);
    if (spellings === undefined && text !== cell) notes.corrected(row, 'value_normalised', column, text);
    const value = type === 'number' ? Number(known.replace(',', '.')) : type === 'boolean' ? known === 'true' : known;
    if (typeof value === 'number' && !Number.isFinite(value)) notes.noted(row, 'value_invalid', column, cell);
    else read[name] = value;
  }
  return read;
}

function spelling(spellings: Readonly<Record<string, string>>, text: string): string | null {
  if (Object.hasOwn(spellings, text)) return spellings[text]!;
  return Object.entries(spellings).find(([written]) => written.toLowerCase() === text.toLowerCase())?.[1] ?? null;
}
