import { distanceMetres, localMetric, metresPerDegree } from './geodesy.ts';

/** For every point the nearest facility: its position in the facility arrays (−1 when there is none) and how far, straight. */
export interface NearestDistances {
  readonly index: Int32Array;
  readonly metres: Float64Array;
}

/**
 * Nearest facility of each point by straight geodesic distance in metres (`Infinity` when there are no facilities).
 *
 * Facilities are sorted into a uniform grid of about two per cell, and each point looks at rings of grid cells around it
 * until no closer facility can lie further out. Points that follow one another are close together, so the previous
 * point's answer is the first guess. Both shortcuts only skip facilities that cannot win: the result is the one that a
 * comparison with every facility gives; of equally near facilities the first one wins.
 * @throws RangeError when columns differ in length or a coordinate is not a finite number of degrees.
 */
export function nearestDistances(
  longitude: Float64Array,
  latitude: Float64Array,
  facilityLongitude: Float64Array,
  facilityLatitude: Float64Array,
): NearestDistances {
  const pointBounds = boundsOf('points', longitude, latitude);
  const facilityBounds = boundsOf('facilities', facilityLongitude, facilityLatitude);
  const pointCount = longitude.length;
  const facilityCount = facilityLongitude.length;
  const index = new Int32Array(pointCount).fill(-1);
  const metres = new Float64Array(pointCount).fill(Infinity);
  if (pointCount === 0 || facilityCount === 0) return { index, metres };

  const metric = localMetric((pointBounds.south + pointBounds.north) / 2);
  const { east0, east1, east2, north0, north1, referenceLatitude } = metric;
  // The grid is laid in degrees; these turn grid distances into metres that are never longer than the true ones.
  const south = Math.min(pointBounds.south, facilityBounds.south);
  const north = Math.max(pointBounds.north, facilityBounds.north);
  const nearestEquator = Math.min(Math.max(0, south), north);
  const scales = [south, north, nearestEquator].map(metresPerDegree);
  const eastFloor = Math.min(...scales.map((scale) => scale.east)) * 0.9999;
  const northFloor = Math.min(...scales.map((scale) => scale.north)) * 0.9999;

  const grid = gridOf(facilityLongitude, facilityLatitude, facilityBounds, east0, north0);
  const { west, columns, rows, degreesEast, degreesNorth, start, member, memberLongitude, memberLatitude } = grid;
  const gridSouth = grid.south;
  const gridEast = west + columns * degreesEast;
  const gridNorth = gridSouth + rows * degreesNorth;

  let guess = 0;
  for (let point = 0; point < pointCount; point++) {
    const x = longitude[point]!;
    const y = latitude[point]!;
    // Distances are written out here and below: a function call for each candidate doubles the time.
    let best = guess;
    let offset = (y + facilityLatitude[guess]!) / 2 - referenceLatitude;
    let east = (x - facilityLongitude[guess]!) * (east0 + offset * (east1 + offset * east2));
    let northwards = (y - facilityLatitude[guess]!) * (north0 + offset * north1);
    let bestSquared = east * east + northwards * northwards;

    const column = Math.min(columns - 1, Math.max(0, Math.floor((x - west) / degreesEast)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor((y - gridSouth) / degreesNorth)));
    // What a point outside the grid has to cross before it meets any facility at all.
    const outsideEast = Math.max(0, west - x, x - gridEast) * eastFloor;
    const outsideNorth = Math.max(0, gridSouth - y, y - gridNorth) * northFloor;
    for (let ring = 0; ; ring++) {
      const left = column - ring;
      const right = column + ring;
      const bottom = row - ring;
      const top = row + ring;
      const firstRow = Math.max(0, bottom);
      const lastRow = Math.min(rows - 1, top);
      const firstColumn = Math.max(0, left);
      const lastColumn = Math.min(columns - 1, right);
      for (let r = firstRow; r <= lastRow; r++) {
        const isWholeRow = r === bottom || r === top;
        for (let side = 0; side < (isWholeRow ? 1 : 2); side++) {
          // Cells of one row lie behind one another, so a stretch of them is one stretch of members.
          const from = isWholeRow ? firstColumn : side === 0 ? left : right;
          const to = isWholeRow ? lastColumn : from;
          if (from < 0 || to >= columns) continue;
          const end = start[r * columns + to + 1]!;
          for (let m = start[r * columns + from]!; m < end; m++) {
            const otherLatitude = memberLatitude[m]!;
            offset = (y + otherLatitude) / 2 - referenceLatitude;
            east = (x - memberLongitude[m]!) * (east0 + offset * (east1 + offset * east2));
            northwards = (y - otherLatitude) * (north0 + offset * north1);
            const squared = east * east + northwards * northwards;
            if (squared <= bestSquared) {
              const candidate = member[m]!;
              if (squared < bestSquared || candidate < best) {
                bestSquared = squared;
                best = candidate;
              }
            }
          }
        }
      }
      // The unseen part of the grid is up to four strips beside the square of rings; the closest one decides.
      let unseenSquared = Infinity;
      if (left > 0) {
        const gap = Math.max(0, x - (west + left * degreesEast)) * eastFloor;
        unseenSquared = gap * gap + outsideNorth * outsideNorth;
      }
      if (right < columns - 1) {
        const gap = Math.max(0, west + (right + 1) * degreesEast - x) * eastFloor;
        unseenSquared = Math.min(unseenSquared, gap * gap + outsideNorth * outsideNorth);
      }
      if (bottom > 0) {
        const gap = Math.max(0, y - (gridSouth + bottom * degreesNorth)) * northFloor;
        unseenSquared = Math.min(unseenSquared, gap * gap + outsideEast * outsideEast);
      }
      if (top < rows - 1) {
        const gap = Math.max(0, gridSouth + (top + 1) * degreesNorth - y) * northFloor;
        unseenSquared = Math.min(unseenSquared, gap * gap + outsideEast * outsideEast);
      }
      if (unseenSquared > bestSquared || unseenSquared === Infinity) break;
    }
    index[point] = best;
    metres[point] = Math.sqrt(bestSquared);
    guess = best;
  }
  return { index, metres };
}

/**
 * The cells that each facility can serve: those of facility `f` are `cell[first[f]] … cell[first[f + 1] − 1]`, in ascending
 * order, and `cost` says beside each how far it is, in metres or in minutes.
 */
export interface ReachLists {
  /** One longer than there are facilities. */
  readonly first: Uint32Array;
  readonly cell: Uint32Array;
  readonly cost: Float64Array;
}

export interface PointColumns {
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

/**
 * For each facility the cells within a straight geodesic distance, with that distance in metres: of every cell and facility
 * exactly the metres that `nearestDistances` finds, so both agree on who is within a radius to the last bit.
 * @param limitMetres one limit for all, or one for each facility; a distance equal to it is within.
 * @throws RangeError when columns differ in length, a coordinate is not a finite number of degrees or a limit is not from 0 up.
 */
export function straightReachLists(
  cells: PointColumns,
  facilities: PointColumns,
  limitMetres: number | ArrayLike<number>,
): ReachLists {
  const cellBounds = boundsOf('cells', cells.longitude, cells.latitude);
  const facilityBounds = boundsOf('facilities', facilities.longitude, facilities.latitude);
  const facilityCount = facilities.longitude.length;
  const limits =
    typeof limitMetres === 'number'
      ? new Float64Array(facilityCount).fill(limitMetres)
      : Float64Array.from(limitMetres);
  if (limits.length !== facilityCount) throw new RangeError(`${limits.length} limits for ${facilityCount} facilities`);
  let farthest = 0;
  for (const limit of limits) {
    if (!(limit >= 0)) throw new RangeError(`a limit of ${limit} m is not a distance from 0 up`);
    farthest = Math.max(farthest, limit);
  }
  const first = new Uint32Array(facilityCount + 1);
  if (facilityCount === 0 || cells.longitude.length === 0) {
    return { first, cell: new Uint32Array(0), cost: new Float64Array(0) };
  }

  const metric = localMetric((cellBounds.south + cellBounds.north) / 2);
  const { east0, east1, east2, north0, north1, referenceLatitude } = metric;
  const south = Math.min(cellBounds.south, facilityBounds.south);
  const north = Math.max(cellBounds.north, facilityBounds.north);
  const scales = [south, north, Math.min(Math.max(0, south), north)].map(metresPerDegree);
  // Degrees that are never less than the farthest limit; the small excess makes up for the metric's own approximation.
  const reachEast = (farthest * 1.0001) / Math.min(...scales.map((scale) => scale.east));
  const reachNorth = (farthest * 1.0001) / Math.min(...scales.map((scale) => scale.north));
  const grid = gridOf(facilities.longitude, facilities.latitude, facilityBounds, east0, north0);
  const { west, columns, rows, degreesEast, degreesNorth, start, member, memberLongitude, memberLatitude } = grid;

  // Twice over the same pairs, first to count and then to fill: cell by cell, so each list is in order of cells.
  let next = first;
  let cell = new Uint32Array(0);
  let cost = new Float64Array(0);
  for (const isCounting of [true, false]) {
    if (!isCounting) {
      for (let facility = 0; facility < facilityCount; facility++) first[facility + 1]! += first[facility]!;
      next = first.slice();
      cell = new Uint32Array(first[facilityCount]!);
      cost = new Float64Array(first[facilityCount]!);
    }
    for (let c = 0; c < cells.longitude.length; c++) {
      const x = cells.longitude[c]!;
      const y = cells.latitude[c]!;
      // Facilities on the far edge lie in the last column and row, so both ends are clamped into the grid.
      const left = Math.max(0, Math.min(columns - 1, Math.floor((x - reachEast - west) / degreesEast)));
      const right = Math.max(0, Math.min(columns - 1, Math.floor((x + reachEast - west) / degreesEast)));
      const bottom = Math.max(0, Math.min(rows - 1, Math.floor((y - reachNorth - grid.south) / degreesNorth)));
      const top = Math.max(0, Math.min(rows - 1, Math.floor((y + reachNorth - grid.south) / degreesNorth)));
      for (let row = bottom; row <= top; row++) {
        const end = start[row * columns + right + 1]!;
        for (let m = start[row * columns + left]!; m < end; m++) {
          const otherLatitude = memberLatitude[m]!;
          const offset = (y + otherLatitude) / 2 - referenceLatitude;
          const east = (x - memberLongitude[m]!) * (east0 + offset * (east1 + offset * east2));
          const northwards = (y - otherLatitude) * (north0 + offset * north1);
          const metres = Math.sqrt(east * east + northwards * northwards);
          const facility = member[m]!;
          if (metres > limits[facility]!) continue;
          if (isCounting) first[facility + 1]! += 1;
          else {
            const at = next[facility]!++;
            cell[at] = c;
            cost[at] = metres;
          }
        }
      }
    }
  }
  return { first, cell, cost };
}

interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

function boundsOf(what: string, longitude: Float64Array, latitude: Float64Array): Bounds {
  if (longitude.length !== latitude.length) {
    throw new RangeError(`${what}: ${longitude.length} longitudes but ${latitude.length} latitudes`);
  }
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (let i = 0; i < longitude.length; i++) {
    const x = longitude[i]!;
    const y = latitude[i]!;
    if (!(x >= -180 && x <= 180 && y >= -90 && y <= 90)) {
      throw new RangeError(`${what}: [${x}, ${y}] at ${i} is not a longitude and latitude in degrees`);
    }
    if (x < bounds.west) bounds.west = x;
    if (x > bounds.east) bounds.east = x;
    if (y < bounds.south) bounds.south = y;
    if (y > bounds.north) bounds.north = y;
  }
  return bounds;
}

/** Facilities sorted by grid cell: those of cell `c` are `member[start[c]] … member[start[c + 1] − 1]`, in order of index. */
function gridOf(longitude: Float64Array, latitude: Float64Array, bounds: Bounds, east: number, north: number) {
  const facilitiesPerCell = 2;
  // A line of facilities would make cells without width, hence the floor of one metre.
  const width = Math.max(1, (bounds.east - bounds.west) * east);
  const height = Math.max(1, (bounds.north - bounds.south) * north);
  const side = Math.max(
    Math.sqrt((width * height * facilitiesPerCell) / longitude.length),
    Math.max(width, height) / 1024,
  );
  const columns = Math.max(1, Math.ceil(width / side));
  const rows = Math.max(1, Math.ceil(height / side));
  const degreesEast = side / east;
  const degreesNorth = side / north;
  const cellOf = (facility: number) => {
    const column = Math.min(columns - 1, Math.floor((longitude[facility]! - bounds.west) / degreesEast));
    const row = Math.min(rows - 1, Math.floor((latitude[facility]! - bounds.south) / degreesNorth));
    return row * columns + column;
  };
  const start = new Int32Array(columns * rows + 1);
  for (let f = 0; f < longitude.length; f++) start[cellOf(f) + 1]! += 1;
  for (let c = 0; c < columns * rows; c++) start[c + 1]! += start[c]!;
  const next = start.slice();
  const member = new Int32Array(longitude.length);
  for (let f = 0; f < longitude.length; f++) member[next[cellOf(f)]!++] = f;
  const memberLongitude = Float64Array.from(member, (facility) => longitude[facility]!);
  const memberLatitude = Float64Array.from(member, (facility) => latitude[facility]!);
  return {
    west: bounds.west,
    south: bounds.south,
    columns,
    rows,
    degreesEast,
    degreesNorth,
    start,
    member,
    memberLongitude,
    memberLatitude,
  };
}

/**
 * The `count` facilities nearest to a position with their straight distance in metres, nearest first; those without a point
 * are left out. Compares with every facility: made for one position, not for many.
 */
export function nearestFacilities(
  position: readonly [longitude: number, latitude: number],
  facilities: {
    readonly longitude: readonly (number | null)[];
    readonly latitude: readonly (number | null)[];
  },
  count: number,
): { index: number; distanceMetres: number }[] {
  const found: { index: number; distanceMetres: number }[] = [];
  if (count < 1) return found;
  for (let index = 0; index < facilities.longitude.length; index++) {
    const longitude = facilities.longitude[index];
    const latitude = facilities.latitude[index];
    if (longitude == null || latitude == null) continue;
    const distance = distanceMetres(position[0], position[1], longitude, latitude);
    if (found.length === count && distance >= found[count - 1]!.distanceMetres) continue;
    let place = found.length;
    while (place > 0 && found[place - 1]!.distanceMetres > distance) place--;
    found.splice(place, 0, { index, distanceMetres: distance });
    if (found.length > count) found.pop();
  }
  return found;
}
