import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DefinitionError, loadDefinitions, provenanceOf } from '../../../data/import/definition.ts';
import { regionFolder } from '../../../data/import/profile.ts';

const regions = readdirSync(path.resolve(import.meta.dirname, '../../../data/regions'));

test.each(regions)('the definitions of %s read, each with its provenance', async (region) => {
  const definitions = await loadDefinitions(path.join(regionFolder(region), 'sources'));
  expect(definitions.length).toBeGreaterThan(0);
  for (const definition of definitions) {
    const { id, producer, source, lineage, coverage } = provenanceOf(definition);
    for (const text of [id, producer, source, lineage, coverage]) expect(text).not.toBe('');
    expect(Object.keys(provenanceOf(definition)), 'no column names in the catalogue').not.toContain('options');
  }
  const registers = definitions.flatMap((one) => (one.importer === 'population' ? [one.options.preference] : []));
  expect(registers.filter((preference) => preference === 1)).toHaveLength(1);
});

test('what a definition leans on comes before it', async () => {
  for (const region of regions) {
    const definitions = await loadDefinitions(path.join(regionFolder(region), 'sources'));
    for (const [index, definition] of definitions.entries()) {
      const before = definitions.slice(0, index).map(({ id }) => id);
      if (definition.importer === 'facilities')
        expect(before).toEqual(expect.arrayContaining(definition.options.matches));
      if (definition.importer === 'population' && definition.options.estimateMissingFrom) {
        expect(before).toContain(definition.options.estimateMissingFrom);
      }
    }
  }
});

test('a definition that is no JSON, lacks a field, or has another id than its file says which and why', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-definition-'));
  const attempt = async (text: string) => {
    await writeFile(path.join(folder, 'schools.json'), text);
    return loadDefinitions(folder).then(
      () => null,
      (error: unknown) => error,
    );
  };
  for (const text of ['{', '{"id":"schools"}', '{"id":"schools","importer":"guess"}']) {
    const error = await attempt(text);
    expect(error).toBeInstanceOf(DefinitionError);
    expect((error as Error).message).toMatch(/^schools\.json: /);
  }
  await rm(folder, { recursive: true });
});
