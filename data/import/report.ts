import type { Queryable, Row } from '../database/database.ts';
import { loadRoadNetwork } from './roads.ts';
import { statement } from './statements.ts';

interface DatasetRow extends Row {
  id: string;
  status: string;
  version: number;
  input: string;
  rows_read: number;
  rows_imported: number;
  rows_corrected: number;
  rows_rejected: number;
}
interface ReasonRow extends Row {
  id: string;
  outcome: string;
  reason: string;
  column_name: string | null;
  rows: number;
}
interface NoteRow extends Row {
  row: number;
  outcome: string;
  reason: string;
  column_name: string | null;
  value: string | null;
}
interface SingleRow extends Row {
  dataset: string;
  id: string;
  name: string;
  region: string;
}

/** The last import of every dataset as lines of text: rows read, imported, corrected, rejected, and the reasons. */
export async function reportAll(database: Queryable): Promise<string[]> {
  const datasets = await database.query<DatasetRow>(statement('report-datasets'));
  const reasons = await database.query<ReasonRow>(statement('report-reasons'), [null]);
  const lines = [columns(['dataset', 'status', 'version', 'read', 'imported', 'corrected', 'rejected', 'input'])];
  for (const { id, status, version, rows_read, rows_imported, rows_corrected, rows_rejected, input } of datasets) {
    lines.push(columns([id, status, version, rows_read, rows_imported, rows_corrected, rows_rejected, input]));
    for (const reason of reasons.filter((one) => one.id === id)) {
      const where = reason.column_name === null ? '' : ` (${reason.column_name})`;
      lines.push(`    ${reason.outcome} ${reason.reason}${where}: ${reason.rows}`);
    }
  }
  return lines;
}

/** Each row of one dataset that was corrected, rejected or noted, and what only one of its matched sources knows. */
export async function reportDataset(database: Queryable, dataset: string): Promise<string[]> {
  const notes = await database.query<NoteRow>(statement('report-rows'), [dataset]);
  const singles = await database.query<SingleRow>(statement('report-single-source'), [dataset]);
  return [
    ['row', 'outcome', 'reason', 'column', 'value'].join('\t'),
    ...notes.map(({ row, outcome, reason, column_name, value }) =>
      [row, outcome, reason, column_name ?? '', (value ?? '').replace(/\s+/g, ' ')].join('\t'),
    ),
    ...singles.map(({ dataset: source, id, name, region }) => ['only in', source, id, name, region].join('\t')),
  ];
}

/** How well the roads hang together as a network: what the travel times of the engine rest on. */
export async function reportRoads(database: Queryable): Promise<string[]> {
  const built = await loadRoadNetwork(database);
  if (built === null) return ['road network: no road is loaded'];
  const { network, report } = built;
  const km = (value: number) => `${value.toFixed(1)} km`;
  const datasets = network.datasets.map(({ id, sample }) => (sample ? `${id} (contoh)` : id)).join(', ');
  const share = report.largestShare === null ? '–' : `${(100 * report.largestShare).toFixed(1)} %`;
  return [
    `road network of ${datasets}`,
    `    ${report.lines} lines (${report.emptyLines} empty, ${report.repeatedStretches} stretches drawn twice) became ` +
      `${report.nodes} nodes and ${report.edges} edges, ${km(report.kilometres)}, of it made up ${km(report.sampleKilometres)}`,
    `    ${report.crossings} crossings without a common point, ${report.snappedEnds} ends joined over a short gap, ` +
      `${report.deadEnds} dead ends`,
    `    ${report.components} pieces; the longest holds ${share} of the length`,
    ...report.isolated.slice(0, PIECES_LISTED).map(({ position, kilometres, lines }) => {
      const [longitude, latitude] = position;
      return `    apart: ${km(kilometres)} at ${latitude.toFixed(5)}, ${longitude.toFixed(5)} (${lines.join(', ')})`;
    }),
  ];
}

const PIECES_LISTED = 20;
const WIDTHS = [28, 8, 8, 6, 9, 10, 9];

function columns(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, index) => {
      const text = String(cell);
      return typeof cell === 'number' ? text.padStart(WIDTHS[index] ?? 0) : text.padEnd(WIDTHS[index] ?? 0);
    })
    .join(' ')
    .trimEnd();
}
