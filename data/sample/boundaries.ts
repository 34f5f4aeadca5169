import type { MultiPolygon } from 'geojson';
import type { RegionProfile } from '#model/region';
import type { DesaName } from './desa-names.ts';
import type { KecamatanFacts } from './facts.ts';
import { areaOf, mosaicOf, type Arc, type Mosaic } from './mosaic.ts';
import { distanceKm, type Plane, type PlanePoint } from './plane.ts';
import { noiseOf, randomOf, type Noise, type Random } from './random.ts';
import { seaSideOf } from './sea-side.ts';

/** Distance between neighbouring cell centres inside the region. */
export const CELL_SPACING_KM = 0.28;
const OUTER_SPACING_KM = 1.6;
/** How far beyond the region the fine cells go on. */
const MARGIN_KM = 1.2;

/** A town of about 40 km2. */
const ENCLAVE_RADIUS_KM = 3.5;

const NOTHING = -1;
const SEA = -2;

export interface InventedBoundaries {
  mosaic: Mosaic;
  /** Per cell the index in the list of desa, or negative outside. */
  desaOfCell: Int32Array;
  desa: { code: string; geometry: MultiPolygon }[];
  kecamatan: { code: string; geometry: MultiPolygon }[];
  kabupaten: MultiPolygon;
  neighbours: { code: string; name: string; enclave: boolean; geometry: MultiPolygon }[];
  /** Borders between land and sea, those of the region itself marked own. */
  coast: { own: boolean; line: PlanePoint[] }[];
}

/**
 * Made-up boundaries: one set of small cells is given out to kecamatan by area and within each to its desa, so that all
 * areas share their borders exactly. What lies where follows the facts; how a border runs is noise.
 */
export function inventBoundaries(
  profile: RegionProfile,
  facts: readonly KecamatanFacts[],
  names: readonly DesaName[],
  plane: Plane,
  seed: number,
): InventedBoundaries {
  const random = randomOf(seed, 'boundaries');
  const sea = seaSideOf(profile, facts, plane);
  const sites: Site[] = facts.map((kecamatan) => ({
    point: plane.toPlane(kecamatan.position),
    areaKm2: kecamatan.areaKm2,
  }));
  const enclave = profile.neighbours.find((neighbour) => neighbour.enclave);
  if (enclave) sites.push(enclaveSite(sites, sea));

  const warpEast = noiseOf(seed, 'warp-east', 5, 4);
  const warpNorth = noiseOf(seed, 'warp-north', 5, 4);
  const warp = ([x, y]: PlanePoint): PlanePoint => [x + 1.2 * warpEast(x, y), y + 1.2 * warpNorth(x, y)];

  const mosaic = mosaicOf(latticeAround(sites, profile, plane, random), plane);
  const warped = Array.from({ length: mosaic.size }, (_, cell) => warp(mosaic.at(cell)));
  const own = chooseOwnCells(sites, warped, mosaic);
  const siteOfCell = shareOut(
    own,
    sites.map((site) => ({ point: site.point, share: site.areaKm2 })),
    warped,
    mosaic,
  );

  const desaOfCell = new Int32Array(mosaic.size).fill(NOTHING);
  facts.forEach((kecamatan, index) => {
    const cells = own.filter((cell) => siteOfCell[cell] === index);
    const members = names.flatMap((name, i) => (name.kecamatan === kecamatan.code ? [i] : []));
    splitIntoDesa(cells, members, warped, mosaic, desaOfCell, random);
  });

  // Outside: the sea, the enclave, and each other neighbour in its quarter of the horizon.
  const landNeighbours = profile.neighbours.filter((neighbour) => !neighbour.enclave);
  const enclaveLabel = names.length;
  const firstNeighbour = names.length + 1;
  const labels = Int32Array.from(desaOfCell);
  const isBounded = boundedCells(mosaic, profile, plane);
  const bend = noiseOf(seed, 'neighbours', 9, 3);
  const bearings = bearingsOf(landNeighbours, sea);
  for (let cell = 0; cell < mosaic.size; cell++) {
    if (labels[cell]! >= 0) continue;
    const point = mosaic.at(cell);
    if (siteOfCell[cell] === facts.length) labels[cell] = enclaveLabel;
    else if (!isBounded[cell]) labels[cell] = NOTHING;
    else if (sea?.isSeaward([point[0] + 0.5 * bend(...point), point[1] + 0.5 * bend(point[1], point[0])]))
      labels[cell] = SEA;
    // Pockets between the enclave and the region are the enclave's.
    else if (enclave && distanceKm(point, sites[facts.length]!.point) < 1.7 * ENCLAVE_RADIUS_KM)
      labels[cell] = enclaveLabel;
    else labels[cell] = firstNeighbour + neighbourToward(point, bearings, bend);
  }

  const arcs = mosaic.bordersBetween(labels);
  const area = (isMember: (label: number) => boolean): MultiPolygon => {
    const geometry = areaOf(arcs, isMember, plane);
    if (geometry === null) throw new Error('sample boundaries: an area came out empty');
    return geometry;
  };
  const isDesa = (label: number): boolean => label >= 0 && label < names.length;
  return {
    mosaic,
    desaOfCell,
    desa: names.map(({ code }, index) => ({ code, geometry: area((label) => label === index) })),
    kecamatan: facts.map(({ code }) => ({
      code,
      geometry: area((label) => isDesa(label) && names[label]!.kecamatan === code),
    })),
    kabupaten: area(isDesa),
    neighbours: profile.neighbours.flatMap((neighbour) => {
      const label = neighbour.enclave ? enclaveLabel : firstNeighbour + landNeighbours.indexOf(neighbour);
      const geometry = areaOf(arcs, (candidate) => candidate === label, plane);
      return geometry ? [{ ...neighbour, geometry }] : [];
    }),
    coast: arcs.flatMap((arc: Arc) => {
      if ((arc.left === SEA) === (arc.right === SEA)) return [];
      const land = arc.left === SEA ? arc.right : arc.left;
      return land === NOTHING ? [] : [{ own: isDesa(land), line: arc.line }];
    }),
  };
}

interface Site {
  point: PlanePoint;
  areaKm2: number;
}

const radiusOf = (site: Site): number => Math.sqrt(site.areaKm2 / Math.PI);

/** The widest hole: between two coastal kecamatan of the shore if there is one, else inside the region. */
function enclaveSite(sites: readonly Site[], sea: ReturnType<typeof seaSideOf>): Site {
  const gapAt = (point: PlanePoint): number =>
    Math.min(...sites.map((site) => distanceKm(site.point, point) - radiusOf(site)));
  const candidates: PlanePoint[] = [];
  const shore = sea?.shore ?? [];
  for (let i = 1; i < shore.length; i++)
    candidates.push([(shore[i - 1]![0] + shore[i]![0]) / 2, (shore[i - 1]![1] + shore[i]![1]) / 2]);
  for (const a of sites)
    for (const b of sites)
      if (!sea && a !== b && distanceKm(a.point, b.point) < 20)
        candidates.push([(a.point[0] + b.point[0]) / 2, (a.point[1] + b.point[1]) / 2]);
  const middle = candidates.reduce((a, b) => (gapAt(b) > gapAt(a) ? b : a), candidates[0] ?? sites[0]!.point);
  // From there out of the way of the discs, but not far off.
  let best = middle;
  let score = -Infinity;
  for (let east = -3; east <= 3; east += 0.5)
    for (let north = -3; north <= 3; north += 0.5) {
      const point: PlanePoint = [middle[0] + east, middle[1] + north];
      const candidate = Math.min(gapAt(point), ENCLAVE_RADIUS_KM) - 0.4 * Math.hypot(east, north);
      if (candidate > score) [score, best] = [candidate, point];
    }
  return { point: best, areaKm2: Math.PI * ENCLAVE_RADIUS_KM ** 2 };
}

/** Fine cells in and near the region, coarse ones beyond, out past the bounds of the profile. */
function latticeAround(sites: readonly Site[], profile: RegionProfile, plane: Plane, random: Random): PlanePoint[] {
  const [west, south] = plane.toPlane([profile.bounds[0], profile.bounds[1]]);
  const [east, north] = plane.toPlane([profile.bounds[2], profile.bounds[3]]);
  const discs = sites.map((site) => {
    const reach = radiusOf(site) * 1.15 + MARGIN_KM + 0.8;
    return { x: site.point[0], y: site.point[1], reachSquared: reach * reach };
  });
  const isNear = ([x, y]: PlanePoint): boolean =>
    discs.some((disc) => (disc.x - x) * (disc.x - x) + (disc.y - y) * (disc.y - y) < disc.reachSquared);
  const points: PlanePoint[] = [];
  const fill = (spacing: number, pad: number, isWanted: (point: PlanePoint) => boolean): void => {
    const rowHeight = (spacing * Math.sqrt(3)) / 2;
    let row = 0;
    for (let y = south - pad; y <= north + pad; y += rowHeight, row++)
      for (let x = west - pad + (row % 2) * (spacing / 2); x <= east + pad; x += spacing) {
        const point: PlanePoint = [
          x + random.between(-0.36, 0.36) * spacing,
          y + random.between(-0.36, 0.36) * spacing,
        ];
        if (isWanted(point)) points.push(point);
      }
  };
  fill(CELL_SPACING_KM, 0, isNear);
  fill(OUTER_SPACING_KM, 2 * OUTER_SPACING_KM, (point) => !isNear(point));
  return points;
}

/** Cells inside the bounds of the profile; those at the rim of the lattice are unbounded and belong to nobody. */
function boundedCells(mosaic: Mosaic, profile: RegionProfile, plane: Plane): Uint8Array {
  const [west, south] = plane.toPlane([profile.bounds[0], profile.bounds[1]]);
  const [east, north] = plane.toPlane([profile.bounds[2], profile.bounds[3]]);
  return Uint8Array.from({ length: mosaic.size }, (_, cell) => {
    const [x, y] = mosaic.at(cell);
    return x > west && x < east && y > south && y < north ? 1 : 0;
  });
}

/**
 * The cells of the region: discs of the sites melted together, up to the level at which the whole has the area of the
 * facts. Holes are filled and loose pieces dropped.
 */
function chooseOwnCells(sites: readonly Site[], warped: readonly PlanePoint[], mosaic: Mosaic): number[] {
  const melt = 1.7;
  const field = Float64Array.from(warped, ([x, y]) => {
    let sum = 0;
    for (const site of sites)
      sum += Math.exp((radiusOf(site) - Math.hypot(site.point[0] - x, site.point[1] - y)) / melt);
    return -melt * Math.log(sum + 1e-300);
  });
  const target = sites.reduce((sum, site) => sum + site.areaKm2, 0);
  const order = Array.from({ length: mosaic.size }, (_, cell) => cell).sort((a, b) => field[a]! - field[b]!);
  const inside = new Uint8Array(mosaic.size);
  let area = 0;
  for (const cell of order) {
    if (area >= target) break;
    inside[cell] = 1;
    area += mosaic.areaKm2(cell);
  }
  keepLargestPiece(inside, mosaic, 1);
  keepLargestPiece(inside, mosaic, 0);
  return order.filter((cell) => inside[cell]).sort((a, b) => a - b);
}

/** Turns every piece of cells with the given value except the largest into the other value. */
function keepLargestPiece(flags: Uint8Array, mosaic: Mosaic, value: 0 | 1): void {
  const cells: number[] = [];
  for (let cell = 0; cell < mosaic.size; cell++) if (flags[cell] === value) cells.push(cell);
  const [, ...rest] = piecesOf(cells, mosaic);
  for (const piece of rest) for (const cell of piece) flags[cell] = 1 - value;
}

/** Connected pieces of a set of cells, largest first. */
function piecesOf(cells: readonly number[], mosaic: Mosaic): number[][] {
  const isLeft = new Uint8Array(mosaic.size);
  for (const cell of cells) isLeft[cell] = 1;
  const pieces: number[][] = [];
  for (const first of cells) {
    if (!isLeft[first]) continue;
    isLeft[first] = 0;
    const piece = [first];
    for (let i = 0; i < piece.length; i++)
      for (const next of mosaic.neighboursOf(piece[i]!))
        if (isLeft[next]) {
          isLeft[next] = 0;
          piece.push(next);
        }
    pieces.push(piece);
  }
  return pieces.sort((a, b) => b.length - a.length);
}

/**
 * Gives each cell to one of the seeds so that the areas come near the wanted shares (a power diagram whose weights are
 * adjusted), each seed's cells in one piece. Returns the index of the seed per cell of the mosaic, -1 elsewhere.
 */
function shareOut(
  cells: readonly number[],
  seeds: readonly { point: PlanePoint; share: number }[],
  warped: readonly PlanePoint[],
  mosaic: Mosaic,
  rounds = 60,
): Int32Array {
  let owner = new Int32Array(mosaic.size).fill(NOTHING);
  const tried = owner.slice();
  let leastError = Infinity;
  const cellArea = cells.map((cell) => mosaic.areaKm2(cell));
  const total = cellArea.reduce((sum, area) => sum + area, 0);
  const shareTotal = seeds.reduce((sum, seed) => sum + seed.share, 0);
  const wanted = seeds.map((seed) => (seed.share / shareTotal) * total);
  const weights = Float64Array.from(wanted, (area) => area / Math.PI);
  const east = Float64Array.from(cells, (cell) => warped[cell]![0]);
  const north = Float64Array.from(cells, (cell) => warped[cell]![1]);
  const seedEast = Float64Array.from(seeds, ({ point }) => point[0]);
  const seedNorth = Float64Array.from(seeds, ({ point }) => point[1]);
  for (let round = 0; round < rounds; round++) {
    const got = new Float64Array(seeds.length);
    for (let i = 0; i < cells.length; i++) {
      let best = Infinity;
      let winner = 0;
      for (let seed = 0; seed < seedEast.length; seed++) {
        const x = east[i]! - seedEast[seed]!;
        const y = north[i]! - seedNorth[seed]!;
        const cost = x * x + y * y - weights[seed]!;
        if (cost < best) {
          best = cost;
          winner = seed;
        }
      }
      tried[cells[i]!] = winner;
      got[winner]! += cellArea[i]!;
    }
    // The weights may swing: the best round counts, and one in which a seed got nothing hardly does.
    const error = wanted.reduce(
      (sum, area, seed) => sum + Math.abs(area - got[seed]!) + (got[seed] === 0 ? total : 0),
      0,
    );
    if (error < leastError) {
      leastError = error;
      owner = tried.slice();
    }
    wanted.forEach((area, seed) => (weights[seed]! += ((area - got[seed]!) / Math.PI) * 0.6));
  }
  joinLoosePieces(cells, owner, seeds.length, mosaic);
  feedEmptyOwners(cells, owner, seeds.length, mosaic);
  return owner;
}

/** An owner that got nothing takes the far third of the largest other one, so that no region is without land. */
function feedEmptyOwners(cells: readonly number[], owner: Int32Array, owners: number, mosaic: Mosaic): void {
  const byOwner = Array.from({ length: owners }, (): number[] => []);
  for (const cell of cells) byOwner[owner[cell]!]!.push(cell);
  byOwner.forEach((own, index) => {
    if (own.length > 0 || cells.length < 2 * owners) return;
    const largest = byOwner.reduce((a, b) => (b.length > a.length ? b : a));
    largest.sort((a, b) => mosaic.at(a)[0] + mosaic.at(a)[1] - mosaic.at(b)[0] - mosaic.at(b)[1]);
    for (const cell of largest.splice(Math.ceil((largest.length * 2) / 3))) {
      owner[cell] = index;
      own.push(cell);
    }
  });
}

/** Gives every piece that is cut off from the rest of its owner to the neighbour with the longest common border. */
function joinLoosePieces(cells: readonly number[], owner: Int32Array, owners: number, mosaic: Mosaic): void {
  for (let round = 0; round < 4; round++) {
    const byOwner = Array.from({ length: owners }, (): number[] => []);
    for (const cell of cells) byOwner[owner[cell]!]!.push(cell);
    let moved = 0;
    for (const own of byOwner)
      for (const piece of piecesOf(own, mosaic).slice(1)) {
        const contacts = new Map<number, number>();
        for (const cell of piece)
          for (const next of mosaic.neighboursOf(cell)) {
            const other = owner[next]!;
            if (other >= 0 && other !== owner[cell]) contacts.set(other, (contacts.get(other) ?? 0) + 1);
          }
        const best = [...contacts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
        if (!best) continue;
        for (const cell of piece) owner[cell] = best[0];
        moved++;
      }
    if (moved === 0) return;
  }
}

/** Splits a kecamatan into its desa: seeds spread by Lloyd's method, areas between half and nearly twice the mean. */
function splitIntoDesa(
  cells: readonly number[],
  members: readonly number[],
  warped: readonly PlanePoint[],
  mosaic: Mosaic,
  desaOfCell: Int32Array,
  random: Random,
): void {
  if (members.length === 0) return;
  let seeds = random
    .shuffled(cells)
    .slice(0, members.length)
    .map((cell) => ({ point: warped[cell]!, share: random.between(0.5, 1.7) }));
  let owner = shareOut(cells, seeds, warped, mosaic, 1);
  for (let round = 0; round < 14; round++) {
    const sums = seeds.map(() => [0, 0, 0] as [number, number, number]);
    for (const cell of cells) {
      const sum = sums[owner[cell]!]!;
      sum[0] += warped[cell]![0];
      sum[1] += warped[cell]![1];
      sum[2]++;
    }
    seeds = seeds.map((seed, i) => {
      const [x, y, count] = sums[i]!;
      // A seed that got nothing starts again elsewhere.
      return { ...seed, point: count > 0 ? [x / count, y / count] : warped[random.pick(cells)]! };
    });
    owner = shareOut(cells, seeds, warped, mosaic, round < 13 ? 2 : 25);
  }
  for (const cell of cells) desaOfCell[cell] = members[owner[cell]!]!;
}

/**
 * Where each neighbour lies seen from the middle of the region, in degrees clockwise from north: as the profile says,
 * else spread over the landward horizon in the order of the profile.
 */
function bearingsOf(neighbours: RegionProfile['neighbours'], sea: ReturnType<typeof seaSideOf>): number[] {
  const horizon = Array.from({ length: 72 }, (_, index) => index * 5);
  const isLand = (bearing: number): boolean => {
    const angle = (bearing * Math.PI) / 180;
    return !sea?.isSeaward([40 * Math.sin(angle), 40 * Math.cos(angle)]);
  };
  // Begin where land begins, so that the landward arc is in one piece.
  const first = Math.max(
    0,
    horizon.findIndex((bearing) => isLand(bearing) && !isLand((bearing + 355) % 360)),
  );
  const land = horizon.map((_, index) => horizon[(first + index) % horizon.length]!).filter(isLand);
  return neighbours.map(
    (neighbour, index) =>
      neighbour.bearingDegrees ?? land[Math.floor(((index + 0.5) / neighbours.length) * land.length)] ?? 0,
  );
}

/** Index of the neighbour that lies toward a point. */
function neighbourToward(point: PlanePoint, bearings: readonly number[], bend: Noise): number {
  const bearing = ((Math.atan2(point[0], point[1]) * 180) / Math.PI + 12 * bend(...point) + 720) % 360;
  let best = 0;
  let least = Infinity;
  bearings.forEach((toward, index) => {
    const apart = Math.abs(((bearing - toward + 540) % 360) - 180);
    if (apart < least) [least, best] = [apart, index];
  });
  return best;
}
