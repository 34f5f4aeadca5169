// Rows of the registers as the contract has them.
import {
  FUNCTION_GROUPS,
  functionKey,
  type Application,
  type ApplicationEntry,
  type Equipment,
  type EquipmentEntry,
} from '#model/register';

export interface ApplicationRow extends Record<string, unknown> {
  id: string;
  agency: string;
  agency_name: string;
  name: string;
  function_group: number;
  function: string;
  data_produced: string | null;
  has_api: boolean | null;
  status: Application['status'];
  year: number | null;
  vendor: string | null;
  url: string | null;
  notes: string | null;
  is_open: boolean;
  revision: number;
  changed_at: string;
  total: number;
}

export function applicationOf(row: ApplicationRow): Application {
  return {
    id: row.id,
    agency: row.agency,
    agencyName: row.agency_name,
    name: row.name,
    functionGroup: row.function_group,
    function: row.function,
    dataProduced: row.data_produced,
    hasApi: row.has_api,
    status: row.status,
    year: row.year,
    vendor: row.vendor,
    url: row.url,
    notes: row.notes,
    isOpen: row.is_open,
    revision: row.revision,
    changedAt: row.changed_at,
  };
}

/** Parameters $1 to $12 of application-insert.sql. */
export function applicationValues(entry: ApplicationEntry): unknown[] {
  return [
    entry.agency,
    entry.name,
    entry.functionGroup,
    entry.function,
    entry.dataProduced,
    entry.hasApi,
    entry.status,
    entry.year,
    entry.vendor,
    entry.url,
    entry.notes,
    entry.isOpen,
  ];
}

export interface EquipmentRow extends Record<string, unknown> {
  id: string;
  agency: string;
  agency_name: string;
  kecamatan: string | null;
  kecamatan_name: string | null;
  kind: Equipment['kind'];
  name: string | null;
  count: number;
  year: number | null;
  condition: Equipment['condition'];
  facilities: Equipment['facilities'];
  next_service_on: string | null;
  notes: string | null;
  revision: number;
  changed_at: string;
  is_overdue: boolean;
  total: number;
  pieces: number;
}

export function equipmentOf(row: EquipmentRow): Equipment {
  return {
    id: row.id,
    agency: row.agency,
    agencyName: row.agency_name,
    kecamatan: row.kecamatan,
    kecamatanName: row.kecamatan_name,
    kind: row.kind,
    name: row.name,
    count: row.count,
    year: row.year,
    condition: row.condition,
    facilities: row.facilities,
    nextServiceOn: row.next_service_on,
    notes: row.notes,
    revision: row.revision,
    changedAt: row.changed_at,
    isOverdue: row.is_overdue,
  };
}

/** Parameters $1 to $10 of equipment-insert.sql. */
export function equipmentValues(entry: EquipmentEntry): unknown[] {
  return [
    entry.agency,
    entry.kecamatan,
    entry.kind,
    entry.name,
    entry.count,
    entry.year,
    entry.condition,
    entry.facilities,
    entry.nextServiceOn,
    entry.notes,
  ];
}

export interface MatrixSource {
  readonly agency: string;
  readonly agency_name: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly function_group: number | null;
  readonly function: string | null;
  readonly status: Application['status'] | null;
}

interface Duplicates {
  functionGroup: number;
  function: string;
  applications: { id: string; name: string; agency: string; agencyName: string }[];
}

/**
 * Agencies by function group, and the applications of one group whose functions are in the same words. What is retired is no
 * longer there: it counts in no cell, but its agency has filled in.
 */
export function matrixOf(sources: readonly MatrixSource[]): {
  rows: { agency: string; agencyName: string; counts: number[] | null }[];
  duplicates: Duplicates[];
} {
  const rows = new Map<string, { agency: string; agencyName: string; counts: number[] | null }>();
  const alike = new Map<string, Duplicates>();
  for (const { agency, agency_name: agencyName, id, name, function_group: group, function: does, status } of sources) {
    const row = rows.get(agency) ?? { agency, agencyName, counts: null };
    rows.set(agency, row);
    if (id === null || name === null || group === null || does === null) continue;
    row.counts ??= FUNCTION_GROUPS.map(() => 0);
    if (status === 'retired') continue;
    row.counts[group - 1]! += 1;
    const key = functionKey(does);
    if (key === '') continue;
    const same = alike.get(`${group} ${key}`) ?? { functionGroup: group, function: does, applications: [] };
    alike.set(`${group} ${key}`, same);
    same.applications.push({ id, name, agency, agencyName });
  }
  const duplicates = [...alike.values()].filter(({ applications }) => applications.length > 1);
  return { rows: [...rows.values()], duplicates };
}
