import proj4 from 'proj4';
import type { Polygonal } from '#model/geometry';
import type { RegionCode } from '#model/region';

/** Population cells as columns of equal length. A cell belongs to the desa that holds its centre. */
export interface Demand {
  /** Metric grid: cell (column, row) covers `originEastMetres + column * cellMetres`, same northwards. */
  readonly grid: DemandGrid;
  readonly column: Uint16Array;
  readonly row: Uint16Array;
  /** Index into `desaCodes`. */
  readonly desa: Uint16Array;
  /** Whole people; the cells of a desa sum to its population exactly. */
  readonly people: Uint32Array;
  readonly desaCodes: readonly RegionCode[];
  /** Whether built-up weights were used, or population was spread evenly. */
  readonly weighted: boolean;
  readonly dataset: string;
}

export interface DemandGrid {
  crs: string;
  proj4: string;
  cellMetres: number;
  originEastMetres: number;
  originNorthMetres: number;
}

export interface DesaPopulation {
  readonly code: RegionCode;
  readonly geometry: Polygonal;
  /** Null when the register has no figure: its cells then hold nobody, and the region's population stays unknown. */
  readonly people: number | null;
}

export interface SpreadInput {
  readonly desas: readonly DesaPopulation[];
  readonly grid: { readonly crs: string; readonly proj4: string; readonly cellMetres: number };
  /** Weight of a cell by its centre in grid metres, for built-up area; left out, people are spread evenly. */
  readonly weights?: (eastMetres: number, northMetres: number) => number;
  readonly dataset: string;
}

/** A ring in grid metres: x0, y0, x1, y1 …; the last point equals the first. */
type Ring = Float64Array;
interface Shape {
  readonly code: RegionCode;
  readonly people: number | null;
  readonly polygons: readonly (readonly Ring[])[];
}

const NOBODY = 0xffff;

/**
 * Spreads the people of each desa over the cells whose centre it holds; the cells of a desa sum to its people exactly.
 *
 * Desa are taken in order of code: where two overlap the first one gets the cell, so no cell is counted twice. A desa too
 * small to hold a centre gets the cell under its inner point (or the nearest cell that its owner can spare). The grid is
 * anchored at whole multiples of the cell size, so surfaces of different sources lie cell on cell.
 * Deterministic: the same input in any order gives the same cells, ordered by desa, row, column.
 * @throws RangeError when a code occurs twice, people are not a whole number, or the area is too large for the grid.
 */
export function spreadPopulation({ desas, grid, weights, dataset }: SpreadInput): Demand {
  if (!(grid.cellMetres > 0)) throw new RangeError(`cellMetres must be positive, not ${grid.cellMetres}`);
  if (desas.length >= NOBODY) throw new RangeError(`${desas.length} desa, at most ${NOBODY - 1} fit`);
  const shapes = projectShapes(desas, grid.proj4);
  const frame = frameOf(shapes, grid.cellMetres);
  const owner = claimCells(shapes, frame);
  giveEachDesaACell(shapes, frame, owner);

  const cellsOfDesa: number[][] = shapes.map(() => []);
  let cellCount = 0;
  for (let cell = 0; cell < owner.length; cell++) {
    if (owner[cell] === NOBODY) continue;
    cellsOfDesa[owner[cell]!]!.push(cell);
    cellCount++;
  }
  const column = new Uint16Array(cellCount);
  const row = new Uint16Array(cellCount);
  const desa = new Uint16Array(cellCount);
  const people = new Uint32Array(cellCount);
  const peopleOfCell = new Map<number, number>();
  let next = 0;
  for (const [index, cells] of cellsOfDesa.entries()) {
    peopleOfCell.clear();
    const total = shapes[index]!.people ?? 0;
    if (total > 0) apportion(total, cells, frame, weights, peopleOfCell);
    for (const cell of cells) {
      column[next] = cell % frame.columns;
      row[next] = Math.floor(cell / frame.columns);
      desa[next] = index;
      people[next] = peopleOfCell.get(cell) ?? 0;
      next++;
    }
  }
  return {
    grid: {
      crs: grid.crs,
      proj4: grid.proj4,
      cellMetres: grid.cellMetres,
      originEastMetres: frame.east,
      originNorthMetres: frame.north,
    },
    column,
    row,
    desa,
    people,
    desaCodes: shapes.map((shape) => shape.code),
    weighted: weights !== undefined,
    dataset,
  };
}

/** Longitude and latitude in degrees (WGS 84) of the centre of every cell. */
export function cellPositions(demand: Demand): { longitude: Float64Array; latitude: Float64Array } {
  const { grid, column, row } = demand;
  const toDegrees = proj4(grid.proj4, 'EPSG:4326');
  const longitude = new Float64Array(column.length);
  const latitude = new Float64Array(column.length);
  for (let cell = 0; cell < column.length; cell++) {
    const centre = toDegrees.forward([
      grid.originEastMetres + (column[cell]! + 0.5) * grid.cellMetres,
      grid.originNorthMetres + (row[cell]! + 0.5) * grid.cellMetres,
    ]);
    longitude[cell] = centre[0]!;
    latitude[cell] = centre[1]!;
  }
  return { longitude, latitude };
}

/**
 * Which cells have their centre in an area: 1 or 0 for each, by the rule that gives cells to desa. Each part is read by
 * even-odd, so what a self-crossing ring goes around twice is outside; parts that overlap count once.
 */
export function cellsWithin(demand: Demand, area: Polygonal): Uint8Array {
  const { grid, column, row } = demand;
  let columns = 0;
  let rows = 0;
  for (let cell = 0; cell < column.length; cell++) {
    columns = Math.max(columns, column[cell]! + 1);
    rows = Math.max(rows, row[cell]! + 1);
  }
  const frame: Frame = {
    east: grid.originEastMetres,
    north: grid.originNorthMetres,
    columns,
    rows,
    cellMetres: grid.cellMetres,
  };
  const isHeld = new Uint8Array(columns * rows);
  for (const polygon of projectPolygons(area, grid.proj4)) visitCentres(polygon, frame, (cell) => (isHeld[cell] = 1));
  return Uint8Array.from(column, (x, cell) => isHeld[row[cell]! * columns + x]!);
}

interface Frame {
  readonly east: number;
  readonly north: number;
  readonly columns: number;
  readonly rows: number;
  readonly cellMetres: number;
}

function projectShapes(desas: readonly DesaPopulation[], definition: string): Shape[] {
  const sorted = [...desas].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  return sorted.map(({ code, geometry, people }, index) => {
    if (sorted[index - 1]?.code === code) throw new RangeError(`desa ${code} occurs twice`);
    if (people !== null && !(Number.isInteger(people) && people >= 0 && people <= 0xffffffff)) {
      throw new RangeError(`desa ${code}: ${people} is not a whole number of people`);
    }
    return { code, people, polygons: projectPolygons(geometry, definition) };
  });
}

function projectPolygons(geometry: Polygonal, definition: string): Ring[][] {
  const toMetres = proj4('EPSG:4326', definition);
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) =>
    rings.map((ring) => {
      const metres = new Float64Array(ring.length * 2);
      for (let i = 0; i < ring.length; i++) {
        const [east, north] = toMetres.forward([ring[i]![0], ring[i]![1]]);
        metres[2 * i] = east!;
        metres[2 * i + 1] = north!;
      }
      return metres;
    }),
  );
}

function frameOf(shapes: readonly Shape[], cellMetres: number): Frame {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const ring of shapes.flatMap((shape) => shape.polygons.flat())) {
    for (let i = 0; i < ring.length; i += 2) {
      west = Math.min(west, ring[i]!);
      east = Math.max(east, ring[i]!);
      south = Math.min(south, ring[i + 1]!);
      north = Math.max(north, ring[i + 1]!);
    }
  }
  if (!(west <= east)) return { east: 0, north: 0, columns: 0, rows: 0, cellMetres };
  const firstColumn = Math.floor(west / cellMetres);
  const firstRow = Math.floor(south / cellMetres);
  const columns = Math.floor(east / cellMetres) - firstColumn + 1;
  const rows = Math.floor(north / cellMetres) - firstRow + 1;
  if (columns > NOBODY || rows > NOBODY) {
    throw new RangeError(`${columns} × ${rows} cells of ${cellMetres} m are more than the grid can number`);
  }
  return { east: firstColumn * cellMetres, north: firstRow * cellMetres, columns, rows, cellMetres };
}

/** For each grid cell the index of the first shape that holds its centre, by scanlines over the rings (even-odd). */
function claimCells(shapes: readonly Shape[], frame: Frame): Uint16Array {
  const owner = new Uint16Array(frame.columns * frame.rows).fill(NOBODY);
  for (const [index, shape] of shapes.entries()) {
    // Part by part: parts that overlap by mistake then add up instead of cancelling out.
    for (const polygon of shape.polygons) claimPolygon(polygon, index, frame, owner);
  }
  return owner;
}

function claimPolygon(polygon: readonly Ring[], index: number, frame: Frame, owner: Uint16Array): void {
  visitCentres(polygon, frame, (cell) => {
    if (owner[cell] === NOBODY) owner[cell] = index;
  });
}

/** Calls back with every cell of the frame whose centre lies in a polygon, by even-odd. */
function visitCentres(polygon: readonly Ring[], frame: Frame, visit: (cell: number) => void): void {
  const { cellMetres } = frame;
  const crossings = new Map<number, number[]>();
  for (const ring of polygon) {
    for (let i = 2; i < ring.length; i += 2) {
      const upwards = ring[i + 1]! > ring[i - 1]!;
      const [lowEast, lowNorth, highEast, highNorth] = upwards
        ? [ring[i - 2]!, ring[i - 1]!, ring[i]!, ring[i + 1]!]
        : [ring[i]!, ring[i + 1]!, ring[i - 2]!, ring[i - 1]!];
      // Half-open [low, high): a vertex exactly on a scanline is crossed once, so shared borders leave no gap.
      const firstRow = Math.max(0, Math.ceil((lowNorth - frame.north) / cellMetres - 0.5));
      const endRow = Math.min(frame.rows, Math.ceil((highNorth - frame.north) / cellMetres - 0.5));
      for (let row = firstRow; row < endRow; row++) {
        const north = frame.north + (row + 0.5) * cellMetres;
        const east = lowEast + ((north - lowNorth) / (highNorth - lowNorth)) * (highEast - lowEast);
        const ofRow = crossings.get(row);
        if (ofRow) ofRow.push(east);
        else crossings.set(row, [east]);
      }
    }
  }
  for (const [row, easts] of crossings) {
    easts.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < easts.length; pair += 2) {
      const first = Math.max(0, Math.ceil((easts[pair]! - frame.east) / cellMetres - 0.5));
      const end = Math.min(frame.columns, Math.ceil((easts[pair + 1]! - frame.east) / cellMetres - 0.5));
      for (let column = first; column < end; column++) visit(row * frame.columns + column);
    }
  }
}

/** Desa that hold no cell centre take the cell under their inner point, without leaving its owner empty-handed. */
function giveEachDesaACell(shapes: readonly Shape[], frame: Frame, owner: Uint16Array): void {
  const held = new Uint32Array(shapes.length);
  for (const index of owner) if (index !== NOBODY) held[index]! += 1;
  for (const [index, shape] of shapes.entries()) {
    if (held[index]! > 0) continue;
    const [east, north] = innerPoint(shape);
    const column = Math.floor((east - frame.east) / frame.cellMetres);
    const row = Math.floor((north - frame.north) / frame.cellMetres);
    const cell = nearestSpareCell(column, row, frame, owner, held);
    if (cell === null) throw new RangeError(`desa ${shape.code}: no cell of ${frame.cellMetres} m is left for it`);
    if (owner[cell] !== NOBODY) held[owner[cell]!]! -= 1;
    owner[cell] = index;
    held[index] = 1;
  }
}

/** The closest cell, ring by ring, that nobody has or whose owner keeps at least one other. */
function nearestSpareCell(column: number, row: number, frame: Frame, owner: Uint16Array, held: Uint32Array) {
  for (let ring = 0; ring <= Math.max(frame.columns, frame.rows); ring++) {
    for (let r = row - ring; r <= row + ring; r++) {
      const step = Math.abs(r - row) === ring ? 1 : Math.max(1, 2 * ring);
      for (let c = column - ring; c <= column + ring; c += step) {
        if (r < 0 || c < 0 || r >= frame.rows || c >= frame.columns) continue;
        const cell = r * frame.columns + c;
        if (owner[cell] === NOBODY || held[owner[cell]!]! > 1) return cell;
      }
    }
  }
  return null;
}

/** A point inside the largest part of a shape, in grid metres: the middle of its widest stretch half-way up. */
function innerPoint(shape: Shape): [number, number] {
  let largest: readonly Ring[] = [];
  let largestArea = -1;
  for (const polygon of shape.polygons) {
    const area = polygon[0] ? Math.abs(signedArea(polygon[0])) : -1;
    if (area > largestArea) {
      largest = polygon;
      largestArea = area;
    }
  }
  const outline = largest[0];
  if (!outline || outline.length < 2) throw new RangeError(`desa ${shape.code} has no geometry`);
  const norths = outline.filter((_, i) => i % 2 === 1);
  const north = (norths.reduce((a, b) => Math.min(a, b)) + norths.reduce((a, b) => Math.max(a, b))) / 2;
  const easts: number[] = [];
  for (const ring of largest) {
    for (let i = 2; i < ring.length; i += 2) {
      const [fromEast, fromNorth, toEast, toNorth] = [ring[i - 2]!, ring[i - 1]!, ring[i]!, ring[i + 1]!];
      if (fromNorth <= north === toNorth <= north) continue;
      easts.push(fromEast + ((north - fromNorth) / (toNorth - fromNorth)) * (toEast - fromEast));
    }
  }
  easts.sort((a, b) => a - b);
  // A shape without height is crossed nowhere: any of its points will do.
  let inner: [number, number] = [outline[0]!, outline[1]!];
  let widest = 0;
  for (let pair = 0; pair + 1 < easts.length; pair += 2) {
    const width = easts[pair + 1]! - easts[pair]!;
    if (width > widest) {
      widest = width;
      inner = [(easts[pair]! + easts[pair + 1]!) / 2, north];
    }
  }
  return inner;
}

function signedArea(ring: Ring): number {
  let doubled = 0;
  for (let i = 2; i < ring.length; i += 2) {
    doubled += ring[i - 2]! * ring[i + 1]! - ring[i]! * ring[i - 1]!;
  }
  return doubled / 2;
}

/**
 * Divides whole people over cells: every cell gets its share rounded down, and the people left over go to the cells with the
 * largest remainder, after a threshold that differs from cell to cell is taken off (ordered dithering). Without it equal
 * shares would heap all odd people in one corner, and unequal ones would always pass over thinly settled cells.
 */
function apportion(
  total: number,
  cells: readonly number[],
  frame: Frame,
  weights: SpreadInput['weights'],
  peopleOfCell: Map<number, number>,
): void {
  const weightOf = (cell: number) => {
    if (!weights) return 1;
    const weight = weights(
      frame.east + ((cell % frame.columns) + 0.5) * frame.cellMetres,
      frame.north + (Math.floor(cell / frame.columns) + 0.5) * frame.cellMetres,
    );
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`weight ${weight} is not a number from 0 up`);
    return weight;
  };
  let weightOfCell = cells.map(weightOf);
  let sum = weightOfCell.reduce((a, b) => a + b, 0);
  if (sum === 0) {
    // Nothing built up is known here, but people are registered: spread them evenly rather than lose them.
    weightOfCell = cells.map(() => 1);
    sum = cells.length;
  }
  let left = total;
  const remainders = cells.flatMap((cell, i) => {
    if (weightOfCell[i] === 0) return [];
    const share = (total * weightOfCell[i]!) / sum;
    const whole = Math.floor(share);
    peopleOfCell.set(cell, whole);
    left -= whole;
    return [{ cell, rank: share - whole - ditherOf(cell, frame) }];
  });
  remainders.sort((a, b) => b.rank - a.rank || a.cell - b.cell);
  for (const { cell } of remainders.slice(0, left)) peopleOfCell.set(cell, peopleOfCell.get(cell)! + 1);
}

function ditherOf(cell: number, frame: Frame): number {
  return ditherThreshold(
    (cell % frame.columns) + frame.east / frame.cellMetres,
    Math.floor(cell / frame.columns) + frame.north / frame.cellMetres,
  );
}

/**
 * A number from 0 to 1 per cell, counted from the origin of the coordinate system, so that the cells below any level are spread
 * evenly over the plane.
 * Source: M. Roberts, "The unreasonable effectiveness of quasirandom sequences" (2018), R2 sequence as dither mask.
 */
export function ditherThreshold(column: number, row: number): number {
  return (column * 0.7548776662466927 + row * 0.5698402909980532) % 1;
}
