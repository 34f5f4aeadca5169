// The filtered register as a file: exactly the rows that the filters leave, all of them.
import writeSheet, { type Row } from 'write-excel-file/node';
import { BYTE_ORDER_MARK, csvCell } from '#model/csv';
import type { Queryable } from '../../database/database.ts';
import { readRegister, type RegisterFacts, type RegisterFilters, type RegisterProject } from './read.ts';
import { statement } from './statements.ts';

export type RegisterFormat = 'csv' | 'xlsx' | 'geojson';
type Cell = string | number | boolean | null;

/** Columns of the table, by the names of the API; each with what a project has there. */
const COLUMNS: readonly (readonly [name: string, of: (project: RegisterProject) => Cell])[] = [
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['opd', ({ opd }) => opd],
  ['agency', ({ agency }) => agency],
  ['sector', ({ sector }) => sector],
  ['origin', ({ origin }) => origin],
  ['list', ({ list }) => list],
  ['fiscalYear', ({ fiscalYear }) => fiscalYear],
  ['fundingSource', ({ fundingSource }) => fundingSource],
  ['status', ({ status }) => status],
  ['proposedRupiah', ({ proposedRupiah }) => proposedRupiah],
  ['plannedRupiah', ({ plannedRupiah }) => plannedRupiah],
  ['ceilingRupiah', ({ ceilingRupiah }) => ceilingRupiah],
  ['contractRupiah', ({ contractRupiah }) => contractRupiah],
  ['spentRupiah', ({ spentRupiah }) => spentRupiah],
  ['plannedPercent', ({ plannedPercent }) => plannedPercent],
  ['physicalPercent', ({ physicalPercent }) => physicalPercent],
  ['financialPercent', ({ financialPercent }) => financialPercent],
  ['deviationPoints', ({ deviationPoints }) => deviationPoints],
  ['delay', ({ delay }) => delay],
  ['flags', ({ flags }) => flags.join(' ')],
  ['subActivityCode', ({ subActivityCode }) => subActivityCode],
  ['assetCode', ({ assetCode }) => assetCode],
  ['volume', ({ volume }) => volume],
  ['unit', ({ unit }) => unit],
  ['method', ({ method }) => method],
  ['procurementCode', ({ procurementCode }) => procurementCode],
  ['tenderCode', ({ tenderCode }) => tenderCode],
  ['provider', ({ provider }) => provider],
  ['landStatus', ({ landStatus }) => landStatus],
  ['regionCodes', ({ regions }) => regions.map(({ code }) => code).join(' ')],
  ['regionNames', ({ regions }) => regions.map(({ name }) => name).join('; ')],
  ['regionShares', ({ regions }) => regions.map(({ share }) => share).join(' ')],
  ['longitude', ({ position }) => position?.[0] ?? null],
  ['latitude', ({ position }) => position?.[1] ?? null],
  ['accuracy', ({ accuracy }) => accuracy],
  ['updatedOn', ({ updatedOn }) => updatedOn],
  ['dataset', ({ dataset }) => dataset],
  // Made-up figures are marked wherever they go.
  ['contoh', ({ sample }) => sample],
];

const TYPES: Readonly<Record<RegisterFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
};

/**
 * A file of the projects that the filters leave, as whoever asks sees them, and its media type. CSV is RFC 4180 in UTF-8 with a
 * byte order mark, cells that a spreadsheet would work out are guarded; codes are texts in XLSX, money whole rupiah; GeoJSON is
 * RFC 7946, a feature without a place has a null geometry. Missing values are empty, never 0.
 */
export async function exportRegister(
  session: Queryable,
  filters: RegisterFilters,
  format: RegisterFormat,
  facts: RegisterFacts,
): Promise<{ body: Buffer; type: string }> {
  const { items } = await readRegister(session, filters, { limit: null, offset: 0 }, facts);
  const body =
    format === 'csv'
      ? csvOf(items)
      : format === 'xlsx'
        ? await sheetOf(items)
        : geojsonOf(items, await shapesOf(session, items));
  return { body, type: TYPES[format] };
}

function csvOf(projects: readonly RegisterProject[]): Buffer {
  const lines = [
    COLUMNS.map(([name]) => csvCell(name)),
    ...projects.map((project) => COLUMNS.map(([, of]) => csvCell(of(project)))),
  ];
  return Buffer.from(`${BYTE_ORDER_MARK}${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`);
}

/** Text cells are text whatever stands in them: codes keep their zeros, and nothing is a formula. */
function sheetCell(value: Cell): Row[number] {
  if (value === null) return null;
  if (typeof value === 'number') return { value, type: Number };
  return { value: String(value), type: String, format: '@' };
}

async function sheetOf(projects: readonly RegisterProject[]): Promise<Buffer> {
  const headings: Row = COLUMNS.map(([name]) => ({ value: name, fontWeight: 'bold' as const }));
  const rows = projects.map((project): Row => COLUMNS.map(([, of]) => sheetCell(of(project))));
  return writeSheet([headings, ...rows], {
    sheet: 'proyek',
    stickyRowsCount: 1,
    columns: COLUMNS.map(([name]) => ({ width: name === 'name' ? 60 : 18 })),
  }).toBuffer();
}

async function shapesOf(session: Queryable, projects: readonly RegisterProject[]): Promise<Map<string, unknown>> {
  const rows = await session.query<{ id: string; geometry: unknown }>(statement('geometries'), [
    projects.map(({ id }) => id),
  ]);
  return new Map(rows.map(({ id, geometry }) => [id, geometry]));
}

function geojsonOf(projects: readonly RegisterProject[], shapes: ReadonlyMap<string, unknown>): Buffer {
  const features = projects.map((project) => ({
    type: 'Feature',
    id: project.id,
    geometry: shapes.get(project.id) ?? null,
    properties: Object.fromEntries(COLUMNS.map(([name, of]) => [name, of(project)])),
  }));
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
}
