import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { meaningKey, nameKey, TERMS, termsMatching } from '../../../web/glossary/terms.ts';
import { WORKSPACE_ENGLISH } from '../../../web/i18n/workspace/english.ts';
import { WORKSPACE_INDONESIAN } from '../../../web/i18n/workspace/indonesian.ts';

const words: Record<string, string> = WORKSPACE_INDONESIAN;
const english: Record<string, string> = WORKSPACE_ENGLISH;
const ids = TERMS.map((entry) => entry.id);

test('every entry has a name and a meaning in both languages, and every word of the glossary is an entry', () => {
  const keys = TERMS.flatMap(({ id }) => [nameKey(id), meaningKey(id)]).sort();
  expect(
    Object.keys(words)
      .filter((key) => key.startsWith('term.'))
      .sort(),
  ).toEqual(keys);
  expect(
    Object.keys(english)
      .filter((key) => key.startsWith('term.'))
      .sort(),
  ).toEqual(keys);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every term that a chart or a panel marks has its entry', () => {
  const sources = readdirSync('web', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => readFileSync(`web/${file}`, 'utf8'));
  const marked = sources.flatMap((source) => [...source.matchAll(/<Term\s[^>]*\bid="([^"]+)"/g)].map((hit) => hit[1]));
  expect(marked.length).toBeGreaterThan(10);
  expect(marked.filter((id) => !(ids as readonly (string | undefined)[]).includes(id))).toEqual([]);
});

test('meanings are short sentences in everyday words', () => {
  for (const { id } of TERMS) {
    const sentences = words[meaningKey(id)]!.split(/[.!?](?:\s|$)/).filter(Boolean);
    const long = sentences.filter((sentence) => sentence.split(/\s+/).length > 30);
    expect(long, id).toEqual([]);
  }
});

test('a search finds every word wherever it stands, in any case', () => {
  const textOf = ({ id }: { id: (typeof ids)[number] }) => `${words[nameKey(id)]} ${words[meaningKey(id)]}`;
  expect(termsMatching(TERMS, '', textOf)).toEqual(TERMS);
  expect(termsMatching(TERMS, 'GINI timpang', textOf).map((entry) => entry.id)).toEqual(['gini']);
  expect(termsMatching(TERMS, 'lorenz zebra', textOf)).toEqual([]);
});
