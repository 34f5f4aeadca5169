import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DESK_FIELDS, DeskFamily, FileRefusal, RowOutcome, RowReason, UploadState } from '#model/upload';
import english from '../../../../web/i18n/desk/upload.en.json';
import indonesian from '../../../../web/i18n/desk/upload.id.json';

const placesOf = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)(?=\}|\|)/g)].map((match) => match[1]))].filter((name) => name !== 'n').sort();

test('both languages have the same words with the same values', () => {
  expect(Object.keys(english)).toEqual(Object.keys(indonesian));
  const other: Record<string, string> = english;
  const wrong = Object.entries(indonesian).filter(
    ([key, text]) => text === '' || other[key] === '' || `${placesOf(text)}` !== `${placesOf(other[key] ?? '')}`,
  );
  expect(wrong).toEqual([]);
});

test('every code and every field that can reach the desk has words', () => {
  const wanted = [
    ...RowReason.options.flatMap((code) => [`deskReason.${code}`, `deskReasonShort.${code}`]),
    ...FileRefusal.options.flatMap((code) => [`fileRefusal.${code}`, `fileRefusalHelp.${code}`]),
    ...UploadState.options.map((code) => `uploadState.${code}`),
    ...RowOutcome.options.map((code) => `rowOutcome.${code}`),
    ...DeskFamily.options.flatMap((family) => DESK_FIELDS[family].map(({ name }) => `field.${family}.${name}`)),
  ];
  expect(wanted.filter((key) => !Object.hasOwn(indonesian, key))).toEqual([]);
});

test('every word is used', () => {
  const source = readdirSync('web', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name))
    .map((name) => readFileSync(`web/${name}`, 'utf8'))
    .join('\n');
  const families = [...source.matchAll(/[`'"]([\w.-]+\.)\$\{/g)].map((match) => match[1]!);
  // Its keys are put together from a field's family and a choice: `choiceKey`.
  families.push('deskChoice.');
  const unused = Object.keys(indonesian).filter(
    (key) => !source.includes(`'${key}'`) && !families.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});
