import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Authority } from '#model/authority';
import { Dataset } from '#model/dataset';
import { FacilityKind } from '#model/facility';
import { InfrastructureKind } from '#model/infrastructure';
import { RegionCode, RegionLevel } from '#model/region';

/** A value of the model for each spelling in a column, or one value for every row. Case and outer spaces do not count. */
const Coded = z.union([
  z.strictObject({ constant: z.string() }),
  z.strictObject({ column: z.string(), values: z.record(z.string(), z.string()), otherwise: z.string().optional() }),
]);
export type Coded = z.infer<typeof Coded>;

/** Which columns say where a row belongs. `trust: position` lets the point decide and only compares the names. */
const StatedRegion = z.strictObject({
  code: z.string().optional(),
  kabupaten: Coded.optional(),
  kecamatan: z.string().optional(),
  desa: z.string().optional(),
  trust: z.enum(['statement', 'position']).default('statement'),
});
export type StatedRegion = z.infer<typeof StatedRegion>;

const Point = z.strictObject({ longitude: z.string(), latitude: z.string() });

/** A column kept as it is, with its spellings made one and its placeholders (`XX`, `-`) made null. */
const Attribute = z.strictObject({
  column: z.string(),
  type: z.enum(['text', 'number', 'boolean']).default('text'),
  values: z.record(z.string(), z.string()).optional(),
});
export type Attribute = z.infer<typeof Attribute>;

const RegionsImport = z.strictObject({
  importer: z.literal('regions'),
  options: z.strictObject({
    level: RegionLevel,
    code: z.string(),
    name: z.string(),
    bpsCode: z.string().optional(),
    /** Other spellings by code, on top of the column's own. */
    aliases: z.record(RegionCode, z.array(z.string())).default({}),
    /** Names of regions that no file draws, but whose parts this one holds. */
    parentNames: z.record(RegionCode, z.string()).default({}),
    /** Names of polygons that are no unit of government: forest, water, gaps. */
    placeholders: z.array(z.string()).default([]),
  }),
});

const CodesImport = z.strictObject({
  importer: z.literal('codes'),
  options: z.strictObject({ region: StatedRegion, bpsCode: z.string(), name: z.string() }),
});

const PopulationImport = z.strictObject({
  importer: z.literal('population'),
  options: z.strictObject({
    region: StatedRegion,
    level: RegionLevel,
    period: z.string(),
    people: z.string(),
    male: z.string().optional(),
    female: z.string().optional(),
    households: z.string().optional(),
    /** The register with the lowest number that is present is the one in use; without a number it never is. */
    preference: z.number().int().positive().optional(),
    /**
     * For a file that lists some desa twice in place of others: the people of the repeated rows of a kecamatan go to its missing
     * desa, by their shares in this other register, and are noted as estimated. The sums of the file stay as published.
     */
    estimateMissingFrom: z.string().optional(),
  }),
});

const FacilitiesImport = z.strictObject({
  importer: z.literal('facilities'),
  options: z.strictObject({
    /** Ids are `<idPrefix>-<key>`. */
    idPrefix: z.string(),
    key: z.string().optional(),
    nationalCode: z.string().optional(),
    name: z.string(),
    placeholderNames: z.array(z.string()).default([]),
    kind: Coded,
    /** What the name says outweighs the stated kind: first prefix that fits. */
    kindByName: z.array(z.strictObject({ prefix: z.string(), kind: FacilityKind })).default([]),
    owner: Coded,
    ownerByName: z.array(z.strictObject({ prefix: z.string(), owner: z.enum(['negeri', 'swasta']) })).default([]),
    /** By `kind/owner`, `kind` or `owner`, first hit wins. */
    authority: z.record(z.string(), Authority),
    region: StatedRegion.default({ trust: 'position' }),
    position: Point.optional(),
    address: z.array(z.string()).default([]),
    phone: z.string().optional(),
    capacity: z.string().optional(),
    attributes: z.record(z.string(), Attribute).default({}),
    /** Datasets imported before that may hold the same facilities: those are counted once. */
    matches: z.array(z.string()).default([]),
  }),
});

const InfrastructureImport = z.strictObject({
  importer: z.literal('infrastructure'),
  options: z.strictObject({
    idPrefix: z.string(),
    /** Without a key, or where it repeats, the row number is the id. */
    key: z.string().optional(),
    kind: InfrastructureKind,
    code: z.string().optional(),
    name: z.string().optional(),
    class: Coded.optional(),
    condition: Coded.optional(),
    authority: Coded.optional(),
    statedLength: z.strictObject({ column: z.string(), metresPerUnit: z.number().positive() }).optional(),
    region: StatedRegion.default({ trust: 'position' }),
    /** The stated region is that of the road the thing belongs to, not of the place where it stands. */
    labelFollowsRoad: z.boolean().default(false),
    position: Point.optional(),
    attributes: z.record(z.string(), Attribute).default({}),
    placeholders: z.array(z.string()).default([]),
  }),
});

/** Lines of OpenStreetMap as roads; what its tags mean is the same everywhere, so there is little to say here. */
const OsmRoadsImport = z.strictObject({
  importer: z.literal('osm-roads'),
  options: z.strictObject({ idPrefix: z.string() }),
});

export const FileFormat = z.enum(['csv', 'geojson', 'wilayah-sql', 'gpkg', 'shapefile', 'flatgeobuf', 'kml']);
export type FileFormat = z.infer<typeof FileFormat>;

const Fetch = z.strictObject({
  url: z.url(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Name and format under which the download is kept; it may differ from those of the file of an operator. */
  file: z.string(),
  format: FileFormat,
});

/** A file that may hold the dataset; of several layers the first of `layers` that is there, else the only one. */
const SourceFileChoice = z.strictObject({
  file: z.string(),
  format: FileFormat,
  layers: z.array(z.string()).default([]),
});

/** One file `sources/<id>.json`: where a dataset comes from, and what the columns of its file mean. */
export const DatasetDefinition = z.intersection(
  Dataset.extend({
    file: z.string(),
    format: FileFormat,
    /** Other files that may hold it, after `file`: the first that is there is read. */
    otherFiles: z.array(SourceFileChoice).default([]),
    /** Layers of `file`, as in `otherFiles`. */
    layers: z.array(z.string()).default([]),
    /** Other names that a column may have in a file, by the name that `options` use; case does not count. */
    columnNames: z.record(z.string(), z.array(z.string())).default({}),
    fetch: Fetch.optional(),
    /** Place in the order of import; datasets that others lean on come first. */
    order: z.number().int().nonnegative(),
  }),
  z.discriminatedUnion('importer', [
    RegionsImport,
    CodesImport,
    PopulationImport,
    FacilitiesImport,
    InfrastructureImport,
    OsmRoadsImport,
  ]),
);
export type DatasetDefinition = z.infer<typeof DatasetDefinition>;
export type DefinitionOf<I extends DatasetDefinition['importer']> = Extract<DatasetDefinition, { importer: I }>;

/** A definition that cannot be read: says which file and why. */
export class DefinitionError extends Error {
  readonly file: string;
  constructor(file: string, message: string, options?: { cause: unknown }) {
    super(`${file}: ${message}`, options);
    this.name = 'DefinitionError';
    this.file = file;
  }
}

/** Definitions of a folder `sources/`, in the order of import. */
export async function loadDefinitions(folder: string): Promise<DatasetDefinition[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const definitions = await Promise.all(
    names.map(async (name) => {
      let json: unknown;
      try {
        json = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
      } catch (cause) {
        throw new DefinitionError(name, 'is not JSON', { cause });
      }
      const parsed = DatasetDefinition.safeParse(json);
      if (!parsed.success) throw new DefinitionError(name, z.prettifyError(parsed.error));
      if (`${parsed.data.id}.json` !== name) throw new DefinitionError(name, `holds the id ${parsed.data.id}`);
      return parsed.data;
    }),
  );
  return definitions.sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
}

/** The catalogue record alone: what the `dataset` table and the interface show. */
export function provenanceOf(definition: DatasetDefinition): Dataset {
  return Dataset.parse(definition);
}

/** A digest that changes when the definition changes, in hexadecimal. */
export function digestOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
