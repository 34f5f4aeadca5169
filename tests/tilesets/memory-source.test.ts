import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TILESET_NAMES, TILESETS, type Tileset, type TilesetName } from '#tilesets';
import type { RegionProfile } from '#model/region';
import type { Database, Transactional } from '../../data/database/database.ts';
import { assume } from '../../data/database/identity.ts';
import { MemorySource } from '../../tilesets/memory-source.ts';
import { UnknownVersionError } from '../../tilesets/tile-source.ts';
import { createTestDatabase } from '../database-template.ts';
import { loadMini, loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { geometryFaults } from './decode-tile.ts';
import { describeGoldenTiles } from './golden-tiles.ts';
import { readZoom } from './tile-walk.ts';

let database: Database;
let profile: RegionProfile;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  profile = await loadMiniProfile();
  await loadMini(database);
});
afterAll(() => close());

async function featuresOf(tileset: TilesetName, z: number, layer: string) {
  const source = new MemorySource(database, profile);
  const tiles = await readZoom(source, tileset, await source.load(tileset), z);
  return tiles.flatMap(({ layers }) => layers[layer] ?? []);
}

/** Runs the work and takes back whatever it wrote. */
async function undoing(work: (changed: Database) => Promise<void>): Promise<void> {
  const undo = new Error('undo');
  const outcome = database.transaction(async (transaction) => {
    // Loads within this transaction: their own asks for another isolation level, which comes too late here.
    const within: Database = {
      ...database,
      query: (sql, parameters) =>
        sql.startsWith('SET TRANSACTION') ? Promise.resolve([]) : transaction.query(sql, parameters),
      transaction: (inner) => inner(within),
      as: (identity) => {
        const view: Transactional = {
          async query(sql, parameters) {
            await transaction.query(assume(identity));
            const rows = await within.query(sql, parameters);
            await transaction.query(assume(null));
            return rows as never;
          },
          transaction: (inner) => inner(view),
        };
        return view;
      },
    };
    await work(within);
    throw undo;
  });
  await expect(outcome).rejects.toBe(undo);
}

describe('tiles of the small regency', () => {
  it('are the golden ones (after a change that is meant: npm run bless, and read the difference)', async () => {
    const described = await describeGoldenTiles(database);
    const kept = readdirSync(new URL('golden/', import.meta.url));
    expect(kept.sort()).toEqual([...described.keys()].sort());
    for (const [file, text] of described) {
      expect(Object.keys(JSON.parse(text) as object), file).not.toEqual([]);
      await expect(text).toMatchFileSnapshot(`golden/${file}`);
    }
  });

  it.each(TILESET_NAMES)('%s: attributes and geometry at every zoom are those of the schema', async (tileset) => {
    const { minimumZoom, maximumZoom, layers: schema } = TILESETS[tileset] as Tileset;
    const source = new MemorySource(database, profile);
    const info = await source.load(tileset);
    const seen = new Map<string, Set<string>>();
    for (const z of new Set([minimumZoom, 9, 10, 11, 12, maximumZoom])) {
      if (z < minimumZoom || z > maximumZoom) continue;
      for (const { layers } of await readZoom(source, tileset, info, z)) {
        for (const [name, features] of Object.entries(layers)) {
          const layer = schema[name]!;
          expect(z).toBeGreaterThanOrEqual(layer.minimumZoom);
          expect(new Set(features.map(({ id }) => id)).size, 'ids are unique in a layer').toBe(features.length);
          for (const feature of features) {
            expect(feature.type).toBe(layer.geometry);
            expect(geometryFaults(feature, layer.buffer ?? 64)).toEqual([]);
            for (const [attribute, value] of Object.entries(feature.properties)) {
              expect(typeof value, `${name}.${attribute}`).toBe(layer.attributes[attribute]);
              seen.set(name, (seen.get(name) ?? new Set()).add(attribute));
            }
            expect(feature.properties).toHaveProperty('sample');
          }
        }
      }
    }
    // What the fixture has nothing for: sea and enclave, rivers and coast, names of lights, and a kabupaten has no parent.
    const absent: Record<string, string[]> = {
      kabupaten: ['parent'],
      road: ['condition'],
      installation: ['name'],
      project_point: ['ceiling_rupiah', 'physical_percent', 'planned_percent'],
    };
    for (const [name, attributes] of seen) {
      const expected = Object.keys(schema[name]!.attributes).filter((attribute) => !absent[name]?.includes(attribute));
      expect([...attributes].sort(), name).toEqual(expected.sort());
    }
    const missing = Object.keys(schema).filter((name) => !seen.has(name));
    expect(missing).toEqual(
      { ground: ['sea', 'enclave'], water: ['river', 'coast'], ict: ['fibre', 'site'] }[tileset as string] ?? [],
    );
  });

  it('hold each facility with a place once, and none without', async () => {
    const rows = await database.query<{ id: string }>('SELECT id FROM facility WHERE position IS NOT NULL ORDER BY id');
    const inTiles = new Set((await featuresOf('facilities', 14, 'facility')).map(({ properties }) => properties.id));
    expect([...inTiles].sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(rows.length).toBeGreaterThan(5);
  });

  it('show permits of legal entities only', async () => {
    const shown = new Set((await featuresOf('permits', 14, 'permit')).map(({ properties }) => properties.id));
    const permits = await database.query<{ id: string; applicant_kind: string }>(
      'SELECT id, applicant_kind FROM permit WHERE position IS NOT NULL',
    );
    expect(shown).toEqual(
      new Set(permits.filter((permit) => permit.applicant_kind === 'badan_usaha').map(({ id }) => id)),
    );
    expect(permits.length).toBeGreaterThan(shown.size);
  });

  it('mark what is made up', async () => {
    const sampleOf = async (tileset: TilesetName, layer: string) => [
      ...new Set((await featuresOf(tileset, 14, layer)).map(({ properties }) => properties.sample)),
    ];
    expect(await sampleOf('permits', 'permit')).toEqual([true]);
    expect(await sampleOf('hazard', 'hazard')).toEqual([true]);
    expect(await sampleOf('facilities', 'facility')).toEqual([false]);
  });

  it('count the people of the register in use, and leave out what it does not know', async () => {
    const peopleOf = async (from: Database) => {
      const source = new MemorySource(from, profile);
      const read = await readZoom(source, 'regions', await source.load('regions'), 9);
      const desa = read.flatMap(({ layers }) => layers.desa ?? []);
      return Object.fromEntries(desa.map(({ properties }) => [properties.code, properties.population]));
    };
    expect(await peopleOf(database)).toMatchObject({ '99.01.01.2001': 6000, '99.01.02.1001': 4801 });
    await undoing(async (changed) => {
      await changed.query(`DELETE FROM population WHERE region = '99.01.01.2001'`);
      expect((await peopleOf(changed))['99.01.01.2001']).toBeUndefined();
    });
  });

  it.each(['terbatas', 'dikecualikan'])('keep out every dataset that is %s', async (classification) => {
    await undoing(async (changed) => {
      await changed.query('UPDATE dataset SET classification = $1', [classification]);
      const source = new MemorySource(changed, profile);
      for (const tileset of TILESET_NAMES) expect((await source.load(tileset)).bounds, tileset).toBeNull();
    });
  });
});

describe('the version of a tileset', () => {
  it('is the same for a source that starts later, and another after an import of one of its datasets', async () => {
    const versionsOf = async (from: Database) => {
      const source = new MemorySource(from, profile);
      return Object.fromEntries(
        await Promise.all(TILESET_NAMES.map(async (name) => [name, (await source.load(name)).version] as const)),
      );
    };
    const before = await versionsOf(database);
    expect(await versionsOf(database)).toEqual(before);
    await undoing(async (changed) => {
      await changed.query(`UPDATE dataset SET version = version + 1 WHERE id = 'roads'`);
      const after = await versionsOf(changed);
      expect(TILESET_NAMES.filter((name) => after[name] !== before[name])).toEqual(['roads']);
    });
    await undoing(async (changed) => {
      // A database that was reset counts its versions from 1 again.
      await changed.query(`UPDATE dataset SET imported_at = imported_at + interval '1 day'`);
      const after = await versionsOf(changed);
      // The fixture has neither water nor an ICT network.
      expect(TILESET_NAMES.filter((name) => after[name] === before[name]).sort()).toEqual(['ict', 'water']);
    });
    await undoing(async (changed) => {
      const [{ dataset }] = (await changed.query<{ dataset: string }>('SELECT dataset FROM population_in_use')) as [
        { dataset: string },
      ];
      await changed.query('UPDATE dataset SET version = version + 1 WHERE id = $1', [dataset]);
      const after = await versionsOf(changed);
      expect(TILESET_NAMES.filter((name) => after[name] !== before[name])).toEqual(['regions']);
    });
  });

  it('that is not held is refused', async () => {
    const source = new MemorySource(database, profile);
    await expect(source.get('roads', 'no-such', 10, 825, 532)).rejects.toBeInstanceOf(UnknownVersionError);
    const { version } = await source.load('roads');
    await expect(source.get('roads', `${version}x`, 10, 825, 532)).rejects.toBeInstanceOf(UnknownVersionError);
  });
});
