import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAgencies, setMayPublish } from '../../../data/accounts/accounts.ts';
import { bringAgencies, readAgencies } from '../../../data/accounts/agencies.ts';
import type { Database } from '../../../data/database/database.ts';
import { loadDefinitions } from '../../../data/import/definition.ts';
import { regionFolder } from '../../../data/import/profile.ts';
import { createTestDatabase } from '../../database-template.ts';
import { loadMini, MINI_FOLDER } from '../../fixtures/kabupaten-mini/load.ts';

const regions = readdirSync('data/regions');

describe.each(regions)('the agencies of %s', (region) => {
  const agencies = readAgencies(regionFolder(region));
  test('are there, each once', () => {
    expect(agencies.length).toBeGreaterThan(0);
    for (const key of ['id', 'name', 'shortName'] as const)
      expect(new Set(agencies.map((agency) => agency[key])).size).toBe(agencies.length);
  });
  test('name each producer and each dataset at most once', () => {
    for (const key of ['producers', 'datasets'] as const) {
      const named = agencies.flatMap((agency) => agency[key]);
      expect(new Set(named).size).toBe(named.length);
    }
  });
  test('are found behind every dataset that an office of the region produced', async () => {
    const definitions = await loadDefinitions(path.join(regionFolder(region), 'sources'));
    const names = new Set(agencies.map(({ name }) => name));
    const producers = new Set(agencies.flatMap(({ producers: own }) => own));
    const offices = definitions.filter(({ producer }) => names.has(producer));
    expect(offices.length).toBeGreaterThan(0);
    expect(offices.filter(({ producer }) => !producers.has(producer)).map(({ id }) => id)).toEqual([]);
    const ids = new Set(definitions.map(({ id }) => id));
    const unknown = agencies
      .flatMap(({ datasets }) => datasets)
      .filter((id) => !ids.has(id) && !id.startsWith('sample-'));
    expect(unknown).toEqual([]);
  });
});

describe('agencies in the database', () => {
  let database: Database;
  let close: () => Promise<void>;
  let folder: string;
  beforeAll(async () => {
    ({ database, close } = await createTestDatabase());
    await loadMini(database);
    folder = await mkdtemp(path.join(tmpdir(), 'jangkau-agencies-'));
  });
  afterAll(async () => {
    await close();
    await rm(folder, { recursive: true });
  });
  const agencyOf = async (dataset: string) =>
    (await database.query<{ agency: string | null }>('SELECT agency FROM dataset WHERE id = $1', [dataset]))[0]?.agency;

  test('have the datasets that name them or their producer', async () => {
    expect(await agencyOf('puskesmas')).toBe('dinkes');
    expect(await agencyOf('permits')).toBe('dpmptsp');
    expect(await agencyOf('kecamatan')).toBeNull();
  });

  test('keep what the custodian decided; a name is corrected, a dataset is not taken away', async () => {
    await setMayPublish(database, 'dinkes', true);
    const file = {
      source: 'uji',
      agencies: [
        { id: 'dinkes', name: 'Dinas Kesehatan Baru', shortName: 'Dinkes', verified: true },
        {
          id: 'disdik',
          name: 'Dinas Pendidikan Kabupaten Mini',
          shortName: 'Disdik',
          verified: true,
          datasets: ['puskesmas'],
          producers: ['Jangkau'],
        },
      ],
    };
    await writeFile(path.join(folder, 'agencies.json'), JSON.stringify(file));
    await bringAgencies(database, folder);
    const agencies = await listAgencies(database);
    expect(agencies.find(({ id }) => id === 'dinkes')).toEqual({
      id: 'dinkes',
      name: 'Dinas Kesehatan Baru',
      shortName: 'Dinkes',
      mayPublish: true,
    });
    expect(await agencyOf('puskesmas')).toBe('dinkes');
    expect(await agencyOf('kecamatan')).toBe('disdik');
    await bringAgencies(database, MINI_FOLDER);
  });

  test('a region without a file has none; one that does not fit is refused', async () => {
    expect(readAgencies(path.join(folder, 'nowhere'))).toEqual([]);
    await writeFile(
      path.join(folder, 'agencies.json'),
      JSON.stringify({ source: 'uji', agencies: [{ id: 'Dinas Kesehatan' }] }),
    );
    expect(() => readAgencies(folder)).toThrow('agencies.json');
  });
});
