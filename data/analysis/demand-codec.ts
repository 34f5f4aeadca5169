import { asciiJson, parseUtf8Json } from './ascii-json.ts';
import type { Demand } from './demand.ts';

const MAGIC = 0x4a4b4431;
const HEADER_BYTES = 20;

/** The buffer is not a demand surface, or is damaged; `reason` is stable, the message has the numbers. */
export class DemandFormatError extends Error {
  readonly reason: 'too_short' | 'magic' | 'version' | 'length' | 'description' | 'desa_index';
  constructor(reason: DemandFormatError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DemandFormatError';
    this.reason = reason;
  }
}

/** The demand surface as one transferable little-endian buffer; the layout is written at `DEMAND_PATH` in the contract. */
export function encodeDemand(demand: Demand): ArrayBuffer {
  const { grid } = demand;
  if (!Number.isInteger(grid.cellMetres)) throw new RangeError(`cellMetres ${grid.cellMetres} is not a whole number`);
  const description = asciiJson({
    crs: grid.crs,
    proj4: grid.proj4,
    originEastMetres: grid.originEastMetres,
    originNorthMetres: grid.originNorthMetres,
    desa: demand.desaCodes,
    dataset: demand.dataset,
    weighted: demand.weighted,
  });
  const cells = demand.people.length;
  const layout = layoutOf(description.length, cells);
  const buffer = new ArrayBuffer(layout.totalBytes);
  const view = new DataView(buffer);
  [MAGIC, grid.cellMetres, cells, demand.desaCodes.length, description.length].forEach((value, i) =>
    view.setUint32(4 * i, value, true),
  );
  for (let i = 0; i < description.length; i++) view.setUint8(HEADER_BYTES + i, description.charCodeAt(i));
  for (let cell = 0; cell < cells; cell++) {
    view.setUint16(layout.column + 2 * cell, demand.column[cell]!, true);
    view.setUint16(layout.row + 2 * cell, demand.row[cell]!, true);
    view.setUint16(layout.desa + 2 * cell, demand.desa[cell]!, true);
    view.setUint32(layout.people + 4 * cell, demand.people[cell]!, true);
  }
  return buffer;
}

/**
 * Reads what `encodeDemand` wrote.
 * @throws DemandFormatError when the buffer is cut, of another kind or version, or contradicts itself.
 */
export function decodeDemand(buffer: ArrayBuffer): Demand {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new DemandFormatError('too_short', `${buffer.byteLength} bytes; the header alone has ${HEADER_BYTES}`);
  }
  const view = new DataView(buffer);
  const [magic, cellMetres, cells, desaCount, descriptionBytes] = [0, 4, 8, 12, 16].map((at) =>
    view.getUint32(at, true),
  ) as [number, number, number, number, number];
  if (magic !== MAGIC) {
    // "JKD" is the kind, the last character its version.
    const sameKind = magic >>> 8 === MAGIC >>> 8;
    throw sameKind
      ? new DemandFormatError(
          'version',
          `demand surface of version "${String.fromCharCode(magic & 0xff)}", expected "1"`,
        )
      : new DemandFormatError('magic', `not a demand surface: begins with 0x${magic.toString(16)}`);
  }
  const layout = layoutOf(descriptionBytes, cells);
  if (layout.totalBytes !== buffer.byteLength) {
    throw new DemandFormatError('length', `${buffer.byteLength} bytes, but ${cells} cells need ${layout.totalBytes}`);
  }
  const description = readDescription(new Uint8Array(buffer, HEADER_BYTES, descriptionBytes));
  if (description.desa.length !== desaCount) {
    throw new DemandFormatError('description', `${description.desa.length} desa codes, the header says ${desaCount}`);
  }
  if (cellMetres === 0) throw new DemandFormatError('description', 'cells of 0 m');
  const read16 = (at: number) => {
    const values = new Uint16Array(cells);
    for (let i = 0; i < cells; i++) values[i] = view.getUint16(at + 2 * i, true);
    return values;
  };
  const people = new Uint32Array(cells);
  for (let i = 0; i < cells; i++) people[i] = view.getUint32(layout.people + 4 * i, true);
  const desa = read16(layout.desa);
  for (let i = 0; i < cells; i++) {
    if (desa[i]! >= desaCount) {
      throw new DemandFormatError('desa_index', `cell ${i} belongs to desa ${desa[i]} of ${desaCount}`);
    }
  }
  return {
    grid: {
      crs: description.crs,
      proj4: description.proj4,
      cellMetres,
      originEastMetres: description.originEastMetres,
      originNorthMetres: description.originNorthMetres,
    },
    column: read16(layout.column),
    row: read16(layout.row),
    desa,
    people,
    desaCodes: description.desa,
    weighted: description.weighted,
    dataset: description.dataset,
  };
}

interface Description {
  crs: string;
  proj4: string;
  originEastMetres: number;
  originNorthMetres: number;
  desa: string[];
  dataset: string;
  weighted: boolean;
}

function layoutOf(descriptionBytes: number, cells: number) {
  const padded = (bytes: number) => Math.ceil(bytes / 4) * 4;
  const column = HEADER_BYTES + padded(descriptionBytes);
  const row = column + padded(2 * cells);
  const desa = row + padded(2 * cells);
  const people = desa + padded(2 * cells);
  return { column, row, desa, people, totalBytes: people + 4 * cells };
}

function readDescription(bytes: Uint8Array): Description {
  let value: unknown;
  try {
    value = parseUtf8Json(bytes);
  } catch (cause) {
    throw new DemandFormatError('description', 'the description is not UTF-8 JSON', { cause });
  }
  const found = value as Partial<Description> | null;
  const isDescription =
    typeof found?.crs === 'string' &&
    typeof found.proj4 === 'string' &&
    Number.isFinite(found.originEastMetres) &&
    Number.isFinite(found.originNorthMetres) &&
    Array.isArray(found.desa) &&
    found.desa.every((code) => typeof code === 'string') &&
    typeof found.dataset === 'string' &&
    typeof found.weighted === 'boolean';
  if (!isDescription) throw new DemandFormatError('description', 'the description lacks a field');
  return found as Description;
}
