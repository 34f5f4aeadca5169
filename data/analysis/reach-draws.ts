import type { PeopleColumns } from './people-draws.ts';
import type { Candidates } from './reach-candidates.ts';

/** Displacements are cut off at this many standard errors, so that a list of candidates can be complete. */
export const MOST_ERRORS = 3;

/**
 * One factor of speed per draw, triangular with 1 as the likeliest, from slow to fast. The order costs nothing in chance, for the
 * other sources draw by themselves; it lets `reachDraws` sum a cell once and for all as soon as the speed alone reaches it.
 */
export function drawSpeeds(
  speed: { readonly least: number; readonly most: number } | null,
  draws: number,
  random: () => number,
): Float64Array {
  const factors = new Float64Array(draws).fill(1);
  if (!speed || speed.least === speed.most) return factors;
  const { least, most } = speed;
  const below = (1 - least) / (most - least);
  for (let draw = 0; draw < draws; draw++) {
    const u = random();
    factors[draw] =
      u < below
        ? least + Math.sqrt(u * (most - least) * (1 - least))
        : most - Math.sqrt((1 - u) * (most - least) * (most - 1));
  }
  return factors.sort();
}

interface DrawInput {
  readonly candidates: Candidates;
  readonly columns: PeopleColumns;
  /** Ascending. */
  readonly speeds: Float64Array;
  /** Per facility; null when they all stand firm. */
  readonly errorMetres: ArrayLike<number> | null;
  readonly random: () => number;
}

/** Each call is the next draw: per desa the sums of the columns of the cells that are reached in it, valid until the next call. */
export function reachDraws({ candidates, columns, speeds, errorMetres, random }: DrawInput): () => Float64Array {
  const { cell, speedCertain, speedPossible } = candidates;
  const settled = columns.sums(candidates.certain);
  const sums = new Float64Array(settled.length);
  const move = displacements(candidates, errorMetres, random);

  // The draw in which each cell opens, and the one from which on it is reached for sure.
  const draws = speeds.length;
  const settles = Uint32Array.from(speedCertain, (speed) => firstAtLeast(speeds, speed));
  const opens = Uint32Array.from(speedPossible, (speed) => firstAtLeast(speeds, speed));
  const firstOpening = new Uint32Array(draws + 2);
  for (const draw of opens) firstOpening[draw + 1]! += 1;
  for (let draw = 0; draw <= draws; draw++) firstOpening[draw + 1]! += firstOpening[draw]!;
  const opening = new Uint32Array(cell.length);
  const next = firstOpening.slice();
  for (let i = 0; i < cell.length; i++) opening[next[opens[i]!]!++] = i;

  const open = new Uint32Array(cell.length);
  let openCount = 0;
  let draw = -1;
  return () => {
    draw++;
    const { east, north } = move();
    for (let at = firstOpening[draw]!; at < firstOpening[draw + 1]!; at++) open[openCount++] = opening[at]!;
    let kept = 0;
    for (let at = 0; at < openCount; at++) {
      const i = open[at]!;
      if (settles[i]! <= draw) columns.add(cell[i]!, settled);
      else open[kept++] = i;
    }
    openCount = kept;
    sums.set(settled);
    for (let at = 0; at < openCount; at++) {
      const i = open[at]!;
      if (isReached(candidates, i, speeds[draw]!, east, north)) columns.add(cell[i]!, sums);
    }
    return sums;
  };
}

/** Whether any of the facilities of an undecided cell reaches it from where they stand in this draw. */
function isReached(candidates: Candidates, i: number, speed: number, east: Float64Array, north: Float64Array): boolean {
  const { first, facility, reachMetres, reachMetresPerSpeed, cellEast, cellNorth } = candidates;
  const x = cellEast[i]!;
  const y = cellNorth[i]!;
  const start = first[i]!;
  const end = first[i + 1]!;
  for (let at = start; at < end; at++) {
    const reach = reachMetres[at]! + speed * reachMetresPerSpeed[at]!;
    const dx = x - east[facility[at]!]!;
    const dy = y - north[facility[at]!]!;
    if (reach >= 0 && dx * dx + dy * dy <= reach * reach) {
      // Who reaches a cell in one draw likely does in the next: it is asked first then.
      if (at > start) {
        for (const column of [facility, reachMetres, reachMetresPerSpeed]) {
          const before = column[start]!;
          column[start] = column[at]!;
          column[at] = before;
        }
      }
      return true;
    }
  }
  return false;
}

/** Where the facilities stand in each draw, in the candidates' metres; each call moves them anew. */
function displacements(
  { facilityEast, facilityNorth }: Candidates,
  errorMetres: ArrayLike<number> | null,
  random: () => number,
): () => { readonly east: Float64Array; readonly north: Float64Array } {
  const east = facilityEast.slice();
  const north = facilityNorth.slice();
  if (!errorMetres) return () => ({ east, north });
  // The length of a bivariate normal error is Rayleigh distributed; this is its share within the cut-off.
  const withinCut = 1 - Math.exp((-MOST_ERRORS * MOST_ERRORS) / 2);
  return () => {
    for (let facility = 0; facility < east.length; facility++) {
      // Drawn for exact points, too: making one facility surer must not move the others.
      const length = errorMetres[facility]! * Math.sqrt(-2 * Math.log(1 - random() * withinCut));
      const direction = 2 * Math.PI * random();
      east[facility] = facilityEast[facility]! + length * Math.cos(direction);
      north[facility] = facilityNorth[facility]! + length * Math.sin(direction);
    }
    return { east, north };
  };
}

/** The first place of a value from `least` up in ascending values; their length when there is none. */
function firstAtLeast(values: Float64Array, least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! >= least) high = middle;
    else low = middle + 1;
  }
  return low;
}
