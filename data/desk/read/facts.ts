import type { Geometry } from 'geojson';
import type { FileColumn, FileFacts } from '#model/upload';
import { UploadRefusal, shortened } from './refusal.ts';
import type { ReadLimits } from './limits.ts';
import type { Findings, RawRow } from './reading.ts';

const EXAMPLES = 6;
const EXAMPLE_CHARACTERS = 80;
/** Different values that are counted; of more the number stays unknown. */
const COUNTED_VALUES = 1000;
const KIND: Readonly<Record<string, FileFacts['geometry']>> = {
  Point: 'point',
  MultiPoint: 'point',
  LineString: 'line',
  MultiLineString: 'line',
  Polygon: 'polygon',
  MultiPolygon: 'polygon',
};

interface Column {
  filled: number;
  /** Different values, null when there are too many. */
  values: Set<string> | null;
  examples: string[];
}

/** Gathers what the mapping page shows of a file while its rows pass by. */
export class FactsCollector {
  readonly #limits: ReadLimits;
  readonly #columns = new Map<string, Column>();
  #rows = 0;
  #geometry: FileFacts['geometry'] = 'none';
  #commas = 0;
  #points = 0;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /** Throws `too_many_columns`, `too_many_vertices`, `malformed` (a cell too long) for what only shows row by row. */
  add({ row, cells, geometry }: RawRow): void {
    this.#rows++;
    for (const name in cells) {
      const column = this.#columnOf(name);
      const cell = cells[name]!;
      if (cell === null) continue;
      if (cell.length > this.#limits.cellCharacters)
        throw new UploadRefusal('malformed', { row, message: 'cell_too_long' });
      column.filled++;
      this.#count(column, cell);
    }
    if (geometry === null) return;
    const vertices = verticesOf(geometry);
    if (vertices > this.#limits.vertices)
      throw new UploadRefusal('too_many_vertices', { row, vertices, limit: this.#limits.vertices });
    const kind = KIND[geometry.type] ?? 'mixed';
    this.#geometry = this.#geometry === 'none' || this.#geometry === kind ? kind : 'mixed';
  }

  /** The facts. Throws `no_columns`, `no_rows`. */
  end(findings: Findings): FileFacts {
    const names = findings.columns ?? [...this.#columns.keys()];
    if (this.#rows === 0) throw new UploadRefusal(findings.columns?.length === 0 ? 'no_columns' : 'no_rows');
    const { format, encoding, delimiter, crs, layer, layers } = findings;
    return {
      ...{ format, encoding, delimiter, layer, layers },
      decimalComma: this.#commas === this.#points ? null : this.#commas > this.#points,
      crs: this.#geometry === 'none' ? null : crs,
      geometry: this.#geometry,
      rows: this.#rows,
      columns: names.map((name) => this.#factsOf(name)),
    };
  }

  #columnOf(name: string): Column {
    let column = this.#columns.get(name);
    if (column !== undefined) return column;
    if (this.#columns.size >= this.#limits.columns)
      throw new UploadRefusal('too_many_columns', { columns: this.#columns.size + 1, limit: this.#limits.columns });
    column = { filled: 0, values: new Set(), examples: [] };
    this.#columns.set(name, column);
    return column;
  }

  #count(column: Column, cell: string): void {
    if (column.values === null || column.values.has(cell)) return;
    // Long texts are told apart by their start: what is kept stays small.
    column.values.add(cell.length > 100 ? cell.slice(0, 100) : cell);
    if (column.examples.length < EXAMPLES) {
      const example = shortened(cell, EXAMPLE_CHARACTERS);
      if (!column.examples.includes(example)) column.examples.push(example);
    }
    this.#vote(cell);
    if (column.values.size > COUNTED_VALUES) column.values = null;
  }

  /** `6,75` and `1.234,5` speak for the decimal comma; `6.75` and `1,234.5` for the point; `1.234` and `1,234` for neither. */
  #vote(cell: string): void {
    if (cell.length > 40) return;
    if (/^[-+]?(\d+,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}|0,\d+)%?$/.test(cell)) this.#commas++;
    else if (/^[-+]?(\d+\.(\d{1,2}|\d{4,})|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}|0\.\d+)%?$/.test(cell))
      this.#points++;
  }

  #factsOf(name: string): FileColumn {
    const column = this.#columns.get(name);
    return {
      name,
      examples: column?.examples ?? [],
      empty: this.#rows - (column?.filled ?? 0),
      distinct: column === undefined ? 0 : (column.values?.size ?? null),
    };
  }
}

/** Positions of a geometry. */
export function verticesOf(geometry: Geometry): number {
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.reduce((sum, part) => sum + verticesOf(part), 0);
  const count = (value: unknown): number =>
    Array.isArray(value) && Array.isArray(value[0]) ? value.reduce<number>((sum, part) => sum + count(part), 0) : 1;
  return count(geometry.coordinates);
}
