import type { FastifyInstance } from 'fastify';
import { PUBLIC, type Identity } from '#model/account';
import { TILESETS } from '#tilesets';
import { DatabaseError, type Queryable } from '../../data/database/database.ts';
import { recordAudit } from '../../data/desk/audit.ts';
import type { AppContext } from '../app-context.ts';
import { registerContract } from '../contract/registers.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { statement } from '../queries/load.ts';
import {
  applicationOf,
  applicationValues,
  equipmentOf,
  equipmentValues,
  matrixOf,
  type ApplicationRow,
  type EquipmentRow,
  type MatrixSource,
} from '../registers.ts';
import { allowedTilesets } from '../tileset-access.ts';

const sql = {
  publicApplications: statement('applications-public'),
  applications: statement('applications'),
  matrix: statement('application-matrix'),
  insertApplication: statement('application-insert'),
  updateApplication: statement('application-update'),
  deleteApplication: statement('application-delete'),
  equipment: statement('equipment'),
  agencies: statement('equipment-agencies'),
  kecamatan: statement('equipment-kecamatan'),
  insertEquipment: statement('equipment-insert'),
  updateEquipment: statement('equipment-update'),
  deleteEquipment: statement('equipment-delete'),
  connection: statement('ict-connection'),
};
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** An agency fills in for itself only. Row-level security refuses it, too; this says so before anything is written. */
function requireOwnAgency(identity: Identity, agency: string): void {
  if (identity.role === 'opd' && identity.agency !== agency) throw new AppError('forbidden');
}

/** The refusal that a violated constraint stands for. */
function explained(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (error.code === UNIQUE_VIOLATION) return new AppError('conflict', [{ name: 'name', reason: 'taken' }]);
  if (error.code !== FOREIGN_KEY_VIOLATION) return error;
  const name = error.constraint === 'equipment_kecamatan_fkey' ? 'kecamatan' : 'agency';
  return new AppError('invalid_parameter', [{ name, reason: 'unknown' }]);
}

/** Registers of applications and ICT equipment, the share of offices on the network, and restricted tilesets. */
export function registerRoutes(app: FastifyInstance, { database, tiles, today }: AppContext): void {
  const oneApplication = async (from: Queryable, id: string): Promise<ApplicationRow> => {
    const [row] = await from.query<ApplicationRow>(sql.applications, [null, null, null, null, 1, 0, id]);
    if (!row) throw new AppError('unknown_item');
    return row;
  };
  const oneEquipment = async (from: Queryable, id: string): Promise<EquipmentRow> => {
    const [row] = await from.query<EquipmentRow>(sql.equipment, [
      null,
      null,
      null,
      null,
      null,
      null,
      1,
      0,
      today(),
      id,
    ]);
    if (!row) throw new AppError('unknown_item');
    return row;
  };
  /** One change and its line in the log, on behalf of who asks. */
  const change = async <T>(identity: Identity, work: (transaction: Queryable) => Promise<T>): Promise<T> => {
    try {
      return await database.as(identity).transaction(work);
    } catch (error) {
      throw explained(error);
    }
  };

  serve(app, registerContract.publicApplications, async () => {
    const rows = await database.as(PUBLIC).query<ApplicationRow>(sql.publicApplications);
    return {
      items: rows.map(({ id, agency, agency_name: agencyName, name, function_group: functionGroup }) => ({
        id,
        agency,
        agencyName,
        name,
        functionGroup,
      })),
    };
  });

  serve(
    app,
    registerContract.applications,
    async ({ agency, group, status, q, limit, offset }, _params, { identity }) => {
      const filter = [agency ?? null, group ?? null, status ?? null, q || null];
      const rows = await database
        .as(identity)
        .query<ApplicationRow>(sql.applications, [...filter, limit, offset, null]);
      return { items: rows.map(applicationOf), total: rows[0]?.total ?? 0 };
    },
  );

  serve(app, registerContract.applicationMatrix, async (_query, _params, { identity }) =>
    matrixOf(await database.as(identity).query<MatrixSource & Record<string, unknown>>(sql.matrix)),
  );

  serve(app, registerContract.createApplication, async (_query, _params, { identity, body }) => {
    requireOwnAgency(identity, body.agency);
    return change(identity, async (transaction) => {
      const [made] = await transaction.query<{ id: string }>(sql.insertApplication, applicationValues(body));
      const row = await oneApplication(transaction, made!.id);
      const details = { name: row.name, agency: row.agency };
      await recordAudit(transaction, identity, { action: 'application.created', subject: row.id, details });
      return applicationOf(row);
    });
  });

  serve(app, registerContract.changeApplication, async (_query, { id }, { identity, body: { revision, ...entry } }) => {
    return change(identity, async (transaction) => {
      // The register is read by all staff, so another agency's entry is no secret, but not theirs to write.
      requireOwnAgency(identity, (await oneApplication(transaction, id)).agency);
      requireOwnAgency(identity, entry.agency);
      const changed = await transaction.query(sql.updateApplication, [...applicationValues(entry), id, revision]);
      if (changed.length === 0) throw new AppError('edit_conflict');
      const row = await oneApplication(transaction, id);
      const details = { name: row.name, agency: row.agency };
      await recordAudit(transaction, identity, { action: 'application.changed', subject: id, details });
      return applicationOf(row);
    });
  });

  serve(app, registerContract.removeApplication, async (_query, { id }, { identity }) => {
    await change(identity, async (transaction) => {
      requireOwnAgency(identity, (await oneApplication(transaction, id)).agency);
      const [gone] = await transaction.query<{ agency: string; name: string }>(sql.deleteApplication, [id]);
      if (!gone) throw new AppError('unknown_item');
      await recordAudit(transaction, identity, { action: 'application.removed', subject: id, details: { ...gone } });
    });
  });

  serve(app, registerContract.equipment, async (query, _params, { identity }) => {
    const { agency, kecamatan, kind, condition, overdue, q, limit, offset } = query;
    const rows = await database
      .as(identity)
      .query<EquipmentRow>(sql.equipment, [
        agency ?? null,
        kecamatan ?? null,
        kind ?? null,
        condition ?? null,
        overdue === 'true' ? true : null,
        q || null,
        limit,
        offset,
        today(),
        null,
      ]);
    return { items: rows.map(equipmentOf), total: rows[0]?.total ?? 0, pieces: rows[0]?.pieces ?? 0 };
  });

  serve(app, registerContract.equipmentCoverage, async (_query, _params, { identity }) => {
    const own = identity.role === 'opd' ? identity.agency : null;
    type AgencyRow = {
      agency: string;
      agency_name: string;
      pieces: number | null;
      damaged: number | null;
      overdue: number | null;
    };
    type KecamatanRow = { code: string; name: string; pieces: number | null };
    return database.as(identity).transaction(async (transaction) => {
      const agencies = await transaction.query<AgencyRow>(sql.agencies, [own, today()]);
      return {
        agencies: agencies.map(({ agency_name: agencyName, pieces, damaged, ...row }) => ({
          ...row,
          agencyName,
          pieces,
          damaged: pieces === null ? null : (damaged ?? 0),
        })),
        kecamatan: await transaction.query<KecamatanRow>(sql.kecamatan),
      };
    });
  });

  serve(app, registerContract.createEquipment, async (_query, _params, { identity, body }) => {
    requireOwnAgency(identity, body.agency);
    return change(identity, async (transaction) => {
      const [made] = await transaction.query<{ id: string }>(sql.insertEquipment, equipmentValues(body));
      const row = await oneEquipment(transaction, made!.id);
      const details = { kind: row.kind, count: row.count, agency: row.agency };
      await recordAudit(transaction, identity, { action: 'equipment.created', subject: row.id, details });
      return equipmentOf(row);
    });
  });

  serve(app, registerContract.changeEquipment, async (_query, { id }, { identity, body: { revision, ...entry } }) => {
    return change(identity, async (transaction) => {
      await oneEquipment(transaction, id);
      requireOwnAgency(identity, entry.agency);
      const changed = await transaction.query(sql.updateEquipment, [...equipmentValues(entry), id, revision]);
      if (changed.length === 0) throw new AppError('edit_conflict');
      const row = await oneEquipment(transaction, id);
      const details = { kind: row.kind, count: row.count, agency: row.agency };
      await recordAudit(transaction, identity, { action: 'equipment.changed', subject: id, details });
      return equipmentOf(row);
    });
  });

  serve(app, registerContract.removeEquipment, async (_query, { id }, { identity }) => {
    await change(identity, async (transaction) => {
      const [gone] = await transaction.query<{ agency: string; kind: string; name: string | null }>(
        sql.deleteEquipment,
        [id],
      );
      if (!gone) throw new AppError('unknown_item');
      await recordAudit(transaction, identity, { action: 'equipment.removed', subject: id, details: { ...gone } });
    });
  });

  serve(app, registerContract.ictConnection, async () => {
    type Row = { class: 'opd' | 'kecamatan'; offices: number; connected: number; unknown: number; sample: boolean };
    const rows = await database.query<Row>(sql.connection);
    const of = (wanted: Row['class']) => {
      const { offices, connected, unknown } = rows.find((row) => row.class === wanted) ?? {
        offices: 0,
        connected: 0,
        unknown: 0,
      };
      return { offices, connected, unknown, share: offices > unknown ? connected / (offices - unknown) : null };
    };
    return { agencies: of('opd'), kecamatan: of('kecamatan'), sample: rows.some(({ sample }) => sample) };
  });

  serve(app, registerContract.restrictedTilesets, async (_query, _params, { identity }) => {
    const allowed = await allowedTilesets(database, tiles, identity);
    const items = await Promise.all(
      [...allowed].map(async (name) => {
        const { version, inputs } = await tiles.infoOf(name);
        const sample = inputs.some((input) => input.sample);
        return { name, version, tilejson: `/tiles/${name}.json`, family: TILESETS[name].family, sample };
      }),
    );
    return { items };
  });
}
