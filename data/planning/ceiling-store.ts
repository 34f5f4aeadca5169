// What is stated at the desk: ceilings and weights. Both are only added to.
import type { Identity } from '#model/account';
import { DEFAULT_WEIGHTS, type Weights, type WeightVersion } from '#model/planning';
import type { RegionCode } from '#model/region';
import { DatabaseError, type Database, type Queryable } from '../database/database.ts';
import { recordAudit } from '../desk/audit.ts';
import { statement } from './statements.ts';

/** Somebody stated or chose another one meanwhile; `present` is its revision or version. Nothing was written. */
export class PlanningConflict extends Error {
  readonly present: number;
  constructor(present: number) {
    super('conflict');
    this.name = 'PlanningConflict';
    this.present = present;
  }
}

type FieldSplit = { readonly infrastructure: number; readonly economy: number; readonly social: number };
/** A ceiling as the desk stated it, in whole rupiah; the newest revision of its kecamatan and year. */
export interface DeskCeiling {
  readonly kecamatan: RegionCode;
  readonly revision: number;
  readonly ceilingRupiah: number;
  readonly shares: FieldSplit;
  readonly source: string;
}
interface CeilingRow extends FieldSplit, Record<string, unknown> {
  kecamatan: RegionCode;
  revision: number;
  ceiling_rupiah: number;
  source: string;
}
const UNIQUE_VIOLATION = '23505';

/** The ceilings of a year that somebody stated here; of one kecamatan, or all. */
export async function readDeskCeilings(
  database: Queryable,
  year: number,
  kecamatan: RegionCode | null = null,
): Promise<DeskCeiling[]> {
  const rows = await database.query<CeilingRow>(statement('ceilings'), [year, kecamatan]);
  return rows.map(({ ceiling_rupiah: ceilingRupiah, infrastructure, economy, social, ...row }) => ({
    kecamatan: row.kecamatan,
    revision: row.revision,
    source: row.source,
    ceilingRupiah,
    shares: { infrastructure, economy, social },
  }));
}

/** States a ceiling as the next revision, in the name of who asks. Throws `PlanningConflict` where `ceiling.revision` is not the present one. */
export async function stateCeiling(
  database: Database,
  identity: Identity,
  year: number,
  ceiling: DeskCeiling,
): Promise<void> {
  const { kecamatan, ceilingRupiah, shares, source, revision } = ceiling;
  const conflict = async (from: Queryable) =>
    new PlanningConflict((await readDeskCeilings(from, year, kecamatan))[0]?.revision ?? 0);
  try {
    await database.as(identity).transaction(async (transaction) => {
      const [before] = await readDeskCeilings(transaction, year, kecamatan);
      const added = await transaction.query(statement('ceiling-insert'), [
        year,
        kecamatan,
        ceilingRupiah,
        shares.infrastructure,
        shares.economy,
        shares.social,
        source,
        revision,
        identity.account,
      ]);
      if (added.length === 0) throw await conflict(transaction);
      await recordAudit(transaction, identity, {
        action: 'planning.ceiling_stated',
        subject: `${year}/${kecamatan}`,
        details: { rupiah: { from: before?.ceilingRupiah ?? null, to: ceilingRupiah }, shares, source },
      });
    });
  } catch (error) {
    // Two at the same moment: the second finds the first one's revision taken.
    if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION) throw await conflict(database);
    throw error;
  }
}

/** The weights of version 1: part of the program since this day. Source: domain brief 5d.7 (grade C). */
const FIRST_WEIGHTS: WeightVersion = {
  version: 1,
  weights: DEFAULT_WEIGHTS,
  reason: 'default',
  chosenBy: null,
  chosenAt: '2026-11-24T00:00:00.000Z',
};
interface WeightsRow extends Record<string, unknown> {
  version: number;
  gap: number;
  gain: number;
  equity: number;
  readiness: number;
  hazard: number;
  reason: string;
  chosen_by: string;
  chosen_at: string;
}

/** Every version of the weights, the newest first; the last is the default, whose reason is the code `default`. */
export async function readWeights(database: Queryable): Promise<WeightVersion[]> {
  const rows = await database.query<WeightsRow>(statement('weights'));
  return [
    ...rows.map(({ version, gap, gain, equity, readiness, hazard, ...row }) => ({
      version,
      weights: { gap, gain, equity, readiness, hazard },
      reason: row.reason,
      chosenBy: row.chosen_by,
      chosenAt: row.chosen_at,
    })),
    FIRST_WEIGHTS,
  ];
}

/** Chooses other weights as the next version. Throws `PlanningConflict` where `version` is not the present one. */
export async function chooseWeights(
  database: Database,
  identity: Identity,
  chosen: { readonly weights: Weights; readonly reason: string; readonly version: number },
): Promise<WeightVersion> {
  const { weights, reason, version } = chosen;
  try {
    return await database.as(identity).transaction(async (transaction) => {
      const [before] = await readWeights(transaction);
      const added = await transaction.query(statement('weights-insert'), [
        weights.gap,
        weights.gain,
        weights.equity,
        weights.readiness,
        weights.hazard,
        reason,
        version,
        identity.account,
      ]);
      if (added.length === 0) throw new PlanningConflict(before!.version);
      const [newest] = await readWeights(transaction);
      await recordAudit(transaction, identity, {
        action: 'planning.weights_chosen',
        subject: String(newest!.version),
        details: { weights: { from: before!.weights, to: weights }, reason },
      });
      return newest!;
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION) {
      throw new PlanningConflict((await readWeights(database))[0]!.version);
    }
    throw error;
  }
}
