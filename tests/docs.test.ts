import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { Authority } from '#model/authority';
import { DatasetStatus, ReasonCode } from '#model/dataset';
import { FacilityKind } from '#model/facility';
import { Condition, HazardKind, InfrastructureKind, LandUseKind } from '#model/infrastructure';
import { PermitStatus, PermitType } from '#model/permit';
import { FundingSource, ProjectOrigin, ProjectStatus } from '#model/project';

const documents = ['README.md', 'data/README.md', 'data/model/README.md', 'tests/fixtures/kabupaten-mini/README.md'];
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  test('names only files and folders that exist', () => {
    const paths = [...text.matchAll(/`((?:data|tilesets|api|web|tests)\/[\w./-]*)`/g)].map((match) => match[1] ?? '');
    // What an operator or another regency makes is named but not shipped.
    expect(paths.filter((path) => !path.startsWith('data/local') && !existsSync(path))).toEqual([]);
  });

  test('names only commands that exist', () => {
    const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });
});

test('the glossary explains every code of the model', () => {
  const glossary = readFileSync('data/model/README.md', 'utf8');
  const enums: Record<string, z.ZodEnum> = {
    Authority,
    DatasetStatus,
    FacilityKind,
    InfrastructureKind,
    Condition,
    HazardKind,
    LandUseKind,
    PermitType,
    PermitStatus,
    ProjectStatus,
    ProjectOrigin,
    FundingSource,
    ReasonCode,
  };
  const missing = Object.entries(enums).flatMap(([name, codes]) =>
    codes.options.filter((code) => !glossary.includes(`\`${code}\``)).map((code) => `${name}.${code}`),
  );
  expect(missing).toEqual([]);
});

test('the dataset table lists every source definition', () => {
  const table = readFileSync('data/README.md', 'utf8');
  const definitions = readdirSync('data/regions/cirebon/sources').map((file) => file.replace('.json', ''));
  expect(definitions.length).toBeGreaterThan(10);
  expect(definitions.filter((id) => !table.includes(`\`${id}\``))).toEqual([]);
});
