import { createAssessor, type AssessedRegion, type Assessor, type Demand, type FacilityColumns } from '#analysis';
import type { Facility, FacilityKind } from '#model/facility';
import type { RegionProfile } from '#model/region';
import type { Queryable } from '../data/database/database.ts';
import type { AssessmentInput } from './contract/index.ts';
import { statement } from './queries/load.ts';
import { findRegions } from './region-items.ts';

const facilitiesSql = statement('analysis-facilities');
const gridSql = statement('analysis-grid');
const cellsSql = statement('analysis-cells');
const kindsSql = statement('facility-kinds');
const datasetsSql = statement('datasets');
const registerSql = statement('population-in-use');

export interface NamedFacilityColumns extends FacilityColumns {
  readonly name: readonly string[];
  readonly capacity: readonly (number | null)[];
  readonly accuracy: readonly Facility['accuracy'][];
}

/** Everything that the engine asks, and where each part of it came from. */
export interface AssessmentData {
  readonly regions: readonly AssessedRegion[];
  readonly facilities: NamedFacilityColumns;
  readonly demand: Demand | null;
  readonly assessor: Assessor;
  /** The datasets that enter an assessment of these kinds: regions, register in use, facilities. */
  inputsOf(kinds: readonly FacilityKind[]): AssessmentInput[];
}

/** Reads all of it from the database: about a second for a kabupaten, so the caller keeps it until the data change. */
export async function readAssessmentData(database: Queryable, profile: RegionProfile): Promise<AssessmentData> {
  const found = await findRegions(database, { foreign: true });
  const regions = found.map(({ code, name, level, parent, own, population }) => ({
    code,
    name,
    level,
    parent,
    own,
    population: population?.value ?? null,
  }));
  const facilities = await readFacilities(database);
  const demand = await readDemand(database, profile);
  const knownKinds = [...new Set(facilities.kind)];
  const inputsOf = await readInputs(database, new Set(found.filter(({ own }) => own).map(({ dataset }) => dataset)));
  return {
    regions,
    facilities,
    demand,
    assessor: createAssessor({ regions, facilities, demand, knownKinds }),
    inputsOf,
  };
}

async function readFacilities(database: Queryable): Promise<NamedFacilityColumns> {
  type FacilityRow = Omit<Facility, 'position' | 'address' | 'phone' | 'nationalCode'> & {
    longitude: number | null;
    latitude: number | null;
  };
  const rows = await database.query<FacilityRow>(facilitiesSql);
  return {
    id: rows.map((row) => row.id),
    name: rows.map((row) => row.name),
    kind: rows.map((row) => row.kind),
    owner: rows.map((row) => row.owner),
    authority: rows.map((row) => row.authority),
    region: rows.map((row) => row.region),
    longitude: rows.map((row) => row.longitude),
    latitude: rows.map((row) => row.latitude),
    accuracy: rows.map((row) => row.accuracy),
    capacity: rows.map((row) => row.capacity),
    dataset: rows.map((row) => row.dataset),
  };
}

/** The population cells, or null when no grid is loaded. Throws when the grid is not the one of the region profile. */
async function readDemand(database: Queryable, profile: RegionProfile): Promise<Demand | null> {
  type GridRow = {
    crs: string;
    cell_metres: number;
    origin_east_metres: number;
    origin_north_metres: number;
    dataset: string;
  };
  const [grid] = await database.query<GridRow>(gridSql);
  if (!grid) return null;
  if (grid.crs !== profile.grid.crs)
    throw new Error(`demand grid is in ${grid.crs}, the profile says ${profile.grid.crs}`);
  type CellsRow = { desa: string; columns: number[]; rows: number[]; people: number[] };
  const desas = await database.query<CellsRow>(cellsSql);
  return {
    grid: {
      crs: grid.crs,
      proj4: profile.grid.proj4,
      cellMetres: grid.cell_metres,
      originEastMetres: grid.origin_east_metres,
      originNorthMetres: grid.origin_north_metres,
    },
    column: Uint16Array.from(desas.flatMap((desa) => desa.columns)),
    row: Uint16Array.from(desas.flatMap((desa) => desa.rows)),
    desa: Uint16Array.from(desas.flatMap((desa, index) => desa.people.map(() => index))),
    people: Uint32Array.from(desas.flatMap((desa) => desa.people)),
    desaCodes: desas.map((desa) => desa.desa),
    // No dataset of built-up land is loaded yet: people are spread evenly over their desa.
    weighted: false,
    dataset: grid.dataset,
  };
}

async function readInputs(
  database: Queryable,
  regionDatasets: ReadonlySet<string>,
): Promise<(kinds: readonly FacilityKind[]) => AssessmentInput[]> {
  type DatasetRow = Pick<AssessmentInput, 'title' | 'producer' | 'date' | 'status' | 'records'> & { id: string };
  const datasets = await database.query<DatasetRow>(datasetsSql, [null]);
  const known = await database.query<{ kind: FacilityKind; datasets: string[] }>(kindsSql);
  const [register] = await database.query<{ dataset: string }>(registerSql);
  return (kinds) => {
    const wanted = new Set<FacilityKind>(kinds);
    const facilityDatasets = new Set(known.flatMap(({ kind, datasets }) => (wanted.has(kind) ? datasets : [])));
    const inputs = (role: AssessmentInput['role'], isInput: (id: string) => boolean): AssessmentInput[] =>
      datasets
        .filter(({ id }) => isInput(id))
        .map(({ id, title, producer, date, status, records }) => ({
          dataset: id,
          title,
          producer,
          date,
          status,
          role,
          records,
        }));
    return [
      ...inputs('population', (id) => id === register?.dataset),
      ...inputs('facilities', (id) => facilityDatasets.has(id)),
      ...inputs('regions', (id) => regionDatasets.has(id)),
    ];
  };
}
