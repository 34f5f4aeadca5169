import { spreadPopulation } from '#analysis';
import type { Polygonal } from '#model/geometry';
import type { RegionCode, RegionProfile } from '#model/region';
import type { Database, Queryable } from '../database/database.ts';
import { digestOf, type DatasetDefinition } from './definition.ts';
import { statement } from './statements.ts';

const PATIENT = { deadlineSeconds: 300 };
const CELLS_PER_STATEMENT = 20_000;

/** Digest of the boundaries and crosswalks as they are in the database, but for those that `counts` refuses. */
export async function regionsRevision(
  database: Queryable,
  counts: (dataset: { id: string; status: string }) => boolean = () => true,
): Promise<string> {
  const states = await database.query<{ id: string; status: string; revision: string }>(statement('region-states'));
  return digestOf(states.filter(counts));
}

/** Works out who borders whom, unless that was done for these boundaries. Answers whether it had to. */
export async function deriveNeighbours(database: Database): Promise<boolean> {
  return deriveOnce(database, 'neighbours', await regionsRevision(database), async (transaction) => {
    for (const name of ['delete-neighbours', 'insert-neighbours', 'mirror-neighbours']) {
      await transaction.query(statement(name));
    }
  });
}

/**
 * Chooses the register in use (the one that the custodian chose, else the present one with the lowest `preference`, a real one
 * before a sample) and spreads its people
 * over the cells of the grid, unless that was done for this state. Answers the register, or null when none counts a desa.
 */
export async function deriveDemand(
  database: Database,
  profile: RegionProfile,
  definitions: readonly DatasetDefinition[],
): Promise<string | null> {
  const registers = await database.query<{ id: string; status: string; revision: string }>(statement('registers'));
  const [byCustodian] = await database.query<{ source: string }>(statement('chosen-register'));
  const preferenceOf = (id: string, status: string) => {
    const definition = definitions.find((one) => one.id === id);
    const stated = definition?.importer === 'population' ? definition.options.preference : undefined;
    // One of the desk stands behind those of the definitions, unless the custodian chose it, and before a made-up one.
    return stated ?? (status === 'contoh' ? 1e6 : 1e5);
  };
  const [chosen] = registers
    .map((register) => ({
      ...register,
      preference: register.id === byCustodian?.source ? -1 : preferenceOf(register.id, register.status),
    }))
    .filter(({ preference }) => preference < Infinity)
    .sort((a, b) => a.preference - b.preference || a.id.localeCompare(b.id));
  if (chosen === undefined) return null;
  const revision = digestOf(await regionsRevision(database), chosen.id, chosen.revision, profile.grid);
  await deriveOnce(database, 'demand', revision, async (transaction) => {
    await transaction.query(statement('use-population'), [chosen.id]);
    await writeCells(transaction, profile, chosen.id);
  });
  return chosen.id;
}

async function writeCells(transaction: Queryable, profile: RegionProfile, dataset: string): Promise<void> {
  const desas = await transaction.query<{ code: RegionCode; geometry: Polygonal; people: number | null }>(
    statement('desa-people'),
    [dataset],
  );
  const { grid, column, row, desa, people, desaCodes } = spreadPopulation({ desas, grid: profile.grid, dataset });
  await transaction.query(statement('delete-cells'));
  await transaction.query(statement('set-grid'), [
    grid.crs,
    grid.cellMetres,
    grid.originEastMetres,
    grid.originNorthMetres,
    dataset,
  ]);
  for (let start = 0; start < column.length; start += CELLS_PER_STATEMENT) {
    const part = (cells: Uint16Array | Uint32Array) => [...cells.subarray(start, start + CELLS_PER_STATEMENT)];
    await transaction.query(statement('insert-cells'), [part(column), part(row), part(desa), part(people), desaCodes]);
  }
}

async function deriveOnce(
  database: Database,
  name: string,
  revision: string,
  work: (transaction: Queryable) => Promise<void>,
): Promise<boolean> {
  const [last] = await database.query<{ revision: string }>(statement('derived-revision'), [name]);
  if (last?.revision === revision) return false;
  await database.transaction(async (transaction) => {
    await work(transaction);
    await transaction.query(statement('set-derived'), [name, revision]);
  }, PATIENT);
  return true;
}
