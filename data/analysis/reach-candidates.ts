import { metresPerDegree } from './geodesy.ts';
import type { ReachLists } from './spatial-index.ts';

/** The cells whose reach differs from draw to draw, with the facilities that decide about each: see `coverageIntervals`. */
export interface Candidates {
  /** Per cell of the surface, 1 where it is reached as published. */
  readonly published: Uint8Array;
  /** Per cell of the surface, 1 where every draw reaches it. */
  readonly certain: Uint8Array;
  /** The undecided cells; the columns below belong to them. */
  readonly cell: Uint32Array;
  readonly cellEast: Float64Array;
  readonly cellNorth: Float64Array;
  /** From this speed on some facility reaches the cell wherever it is moved; Infinity without one. */
  readonly speedCertain: Float64Array;
  /** Below this speed none reaches it, wherever they are moved. */
  readonly speedPossible: Float64Array;
  /** Facilities that may move: those of undecided cell `i` are `first[i] … first[i + 1] − 1`, in any order. */
  readonly first: Uint32Array;
  readonly facility: Uint32Array;
  /** It reaches the cell while its straight distance is at most `reachMetres + speed × reachMetresPerSpeed`. */
  readonly reachMetres: Float64Array;
  readonly reachMetresPerSpeed: Float64Array;
  /** Metres in a plane of their own, shared with the cells. */
  readonly facilityEast: Float64Array;
  readonly facilityNorth: Float64Array;
}

interface Points {
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}
interface CandidateInput {
  readonly cells: Points;
  readonly facilities: Points;
  readonly lists: ReachLists;
  readonly access: ArrayLike<number> | null;
  readonly unplaced: Uint8Array | null;
  readonly threshold: number;
  /** Per facility the largest change of cost by its displacement. */
  readonly margins: Float64Array;
  readonly least: number;
  readonly most: number;
  readonly costPerMetre: number;
}

const CERTAIN = 2;
const UNDECIDED = 1;

/** Sorts cells into those that every draw reaches, those that none does, and the undecided with their facilities. */
export function findCandidates(input: CandidateInput): Candidates {
  const { cells, facilities, lists, access, unplaced, threshold, margins, least, most, costPerMetre } = input;
  const { first, cell, cost } = lists;
  const cellCount = cells.longitude.length;
  const facilityCount = facilities.longitude.length;
  const published = new Uint8Array(cellCount);
  const state = new Uint8Array(cellCount);
  // A way that costs less than the walk to the road is walked across the fields: none of it has to do with the speed.
  const fixedOf = (at: number): number => (access ? Math.min(access[cell[at]!]!, cost[at]!) : 0);
  const isPossible = (at: number, margin: number, fixed: number): boolean =>
    fixed + Math.max(0, cost[at]! - fixed - margin) / most <= threshold;
  for (let facility = 0; facility < facilityCount; facility++) {
    const margin = margins[facility]!;
    // Without any freedom the published comparison itself decides, bit for bit.
    const isFree = margin > 0 || least < 1 || most > 1;
    for (let at = first[facility]!; at < first[facility + 1]!; at++) {
      const c = cell[at]!;
      if (unplaced?.[c]) continue;
      const isReached = cost[at]! <= threshold;
      if (isReached) published[c] = 1;
      if (state[c] === CERTAIN) continue;
      const fixed = fixedOf(at);
      if (isFree ? fixed + (cost[at]! - fixed + margin) / least <= threshold : isReached) state[c] = CERTAIN;
      else if (isFree && isPossible(at, margin, fixed)) state[c] = UNDECIDED;
    }
  }

  const certain = new Uint8Array(cellCount);
  const undecided: number[] = [];
  const positionOf = new Int32Array(cellCount).fill(-1);
  for (let c = 0; c < cellCount; c++) {
    if (state[c] === UNDECIDED) positionOf[c] = undecided.push(c) - 1;
    else if (state[c] === CERTAIN) certain[c] = 1;
  }
  const plane = planeOf(cells);
  const facilityEast = Float64Array.from(facilities.longitude, plane.east);
  const facilityNorth = Float64Array.from(facilities.latitude, plane.north);
  const cellEast = Float64Array.from(undecided, (c) => plane.east(cells.longitude[c]!));
  const cellNorth = Float64Array.from(undecided, (c) => plane.north(cells.latitude[c]!));

  const speedCertain = new Float64Array(undecided.length).fill(Infinity);
  const speedPossible = new Float64Array(undecided.length).fill(Infinity);
  const firstOf = new Uint32Array(undecided.length + 1);
  const eachPossible = (visit: (position: number, facility: number, at: number, fixed: number) => void): void => {
    for (let facility = 0; facility < facilityCount; facility++) {
      for (let at = first[facility]!; at < first[facility + 1]!; at++) {
        const position = positionOf[cell[at]!]!;
        if (position < 0) continue;
        const fixed = fixedOf(at);
        if (isPossible(at, margins[facility]!, fixed)) visit(position, facility, at, fixed);
      }
    }
  };
  eachPossible((position, facility, at, fixed) => {
    const along = cost[at]! - fixed;
    const margin = margins[facility]!;
    const certain = along + margin > 0 ? (along + margin) / (threshold - fixed) : 0;
    const possible = along - margin > 0 ? (along - margin) / (threshold - fixed) : 0;
    if (certain < speedCertain[position]!) speedCertain[position] = certain;
    if (possible < speedPossible[position]!) speedPossible[position] = possible;
    if (margin > 0) firstOf[position + 1]! += 1;
  });
  for (let i = 0; i < undecided.length; i++) firstOf[i + 1]! += firstOf[i]!;
  const pairCount = firstOf[undecided.length]!;
  const facilityOf = new Uint32Array(pairCount);
  const reachMetres = new Float64Array(pairCount);
  const reachMetresPerSpeed = new Float64Array(pairCount);
  const filled = firstOf.slice();
  eachPossible((position, facility, at, fixed) => {
    if (!(margins[facility]! > 0)) return;
    const place = filled[position]!++;
    const straight = Math.hypot(
      cellEast[position]! - facilityEast[facility]!,
      cellNorth[position]! - facilityNorth[facility]!,
    );
    facilityOf[place] = facility;
    // (along + (distance − straight) × costPerMetre) / speed + fixed <= threshold, solved for the distance.
    reachMetres[place] = straight - (cost[at]! - fixed) / costPerMetre;
    reachMetresPerSpeed[place] = (threshold - fixed) / costPerMetre;
  });

  return {
    published,
    certain,
    cell: Uint32Array.from(undecided),
    cellEast,
    cellNorth,
    speedCertain,
    speedPossible,
    first: firstOf,
    facility: facilityOf,
    reachMetres,
    reachMetresPerSpeed,
    facilityEast,
    facilityNorth,
  };
}

/** Metres east and north of a point amid the cells. Only changes of distance are read from it, so one scale will do. */
function planeOf({ longitude, latitude }: Points) {
  const west = longitude[0] ?? 0;
  let south = Infinity;
  let north = -Infinity;
  for (const y of latitude) {
    if (y < south) south = y;
    if (y > north) north = y;
  }
  const middle = south <= north ? (south + north) / 2 : 0;
  const scale = metresPerDegree(middle);
  return { east: (x: number) => (x - west) * scale.east, north: (y: number) => (y - middle) * scale.north };
}
