// Nearest facility of 100,000 population cells among 1,000 facilities, ours beside the usual ways, in alternating rounds.
import { distance as turfDistance } from '@turf/turf';
import Flatbush from 'flatbush';
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { distanceMetres, nearestDistances } from '#analysis';
import { median, type BenchResult } from './result.ts';

const rounds = 7;
/** The turf loop takes half a minute, so every 500th cell is measured and the time multiplied. */
const turfSampleStep = 500;

/** A regency of 400 × 250 cells of about 100 m at 6.7° south, its facilities half in towns, half spread out. */
function madeCase() {
  const random = seededRandom(2_481_862);
  const columns = 400;
  const longitude = Float64Array.from({ length: 100_000 }, (_, i) => 108.35 + (i % columns) * 0.0009);
  const latitude = Float64Array.from({ length: 100_000 }, (_, i) => -6.95 + Math.floor(i / columns) * 0.0009);
  const towns = Array.from({ length: 20 }, () => [108.35 + random() * 0.36, -6.95 + random() * 0.225] as const);
  const facilityLongitude = new Float64Array(1000);
  const facilityLatitude = new Float64Array(1000);
  for (let i = 0; i < 1000; i++) {
    const town = i % 2 === 0 ? towns[i % towns.length]! : null;
    facilityLongitude[i] = town ? town[0] + (random() - 0.5) * 0.03 : 108.35 + random() * 0.36;
    facilityLatitude[i] = town ? town[1] + (random() - 0.5) * 0.03 : -6.95 + random() * 0.225;
  }
  return { longitude, latitude, facilityLongitude, facilityLatitude };
}

/** Medians of seven alternating rounds; building an index is part of the time, as it is for ours. */
export async function bench(): Promise<BenchResult[]> {
  const { longitude, latitude, facilityLongitude, facilityLatitude } = madeCase();
  const cells = longitude.length;
  const facilityPoints = Array.from(facilityLongitude, (x, i) => [x, facilityLatitude[i]!]);

  const ways = {
    ours: () => nearestDistances(longitude, latitude, facilityLongitude, facilityLatitude).metres,
    geokdbush: () => {
      const index = new KDBush(facilityPoints.length);
      for (const [x, y] of facilityPoints) index.add(x!, y!);
      index.finish();
      return Float64Array.from(longitude, (x, i) => {
        const y = latitude[i]!;
        const found = around(index, x, y, 1)[0]!;
        return distanceMetres(x, y, facilityLongitude[found]!, facilityLatitude[found]!);
      });
    },
    flatbush: () => {
      const index = new Flatbush(facilityPoints.length);
      for (const [x, y] of facilityPoints) index.add(x!, y!);
      index.finish();
      return Float64Array.from(longitude, (x, i) => {
        const y = latitude[i]!;
        const found = index.neighbors(x, y, 1)[0]!;
        return distanceMetres(x, y, facilityLongitude[found]!, facilityLatitude[found]!);
      });
    },
    turf: () => {
      const metres = new Float64Array(cells);
      for (let i = 0; i < cells; i += turfSampleStep) {
        let nearest = Infinity;
        for (const facility of facilityPoints) {
          nearest = Math.min(nearest, turfDistance([longitude[i]!, latitude[i]!], facility, { units: 'meters' }));
        }
        metres[i] = nearest;
      }
      return metres;
    },
  };

  const times: Record<keyof typeof ways, number[]> = { ours: [], geokdbush: [], flatbush: [], turf: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
      const begin = performance.now();
      const metres = ways[way]();
      const milliseconds = performance.now() - begin;
      // The first round only warms up; it is where the answers are compared.
      if (round > 0) times[way].push(milliseconds * (way === 'turf' ? turfSampleStep : 1));
      else if (way !== 'ours') requireAgreement(way, ways.ours(), metres);
    }
    // Lets a server or a terminal in the same process breathe between rounds.
    await new Promise((resolve) => setImmediate(resolve));
  }

  const ours = median(times.ours);
  const row = (name: string, otherName: string, other: number, note: string): BenchResult => ({
    name,
    unit: 'ms',
    ours: rounded(ours),
    other: rounded(other),
    otherName,
    ratio: rounded(other / ours),
    note,
  });
  return [
    row(
      'nearest-100k-1000',
      'turf.distance double loop',
      median(times.turf),
      `turf extrapolated from every ${turfSampleStep}th cell; ours includes building the grid`,
    ),
    row('nearest-100k-1000-geokdbush', 'kdbush + geokdbush', median(times.geokdbush), 'k = 1, index built each round'),
    row(
      'nearest-100k-1000-flatbush',
      'flatbush',
      median(times.flatbush),
      'k = 1 by degrees, which is not always the nearest in metres; index built each round',
    ),
  ];
}

/** Fails the bench when another way finds something else: turf and geokdbush measure on a sphere, flatbush in degrees. */
function requireAgreement(way: string, ours: Float64Array, theirs: Float64Array): void {
  for (let i = 0; i < ours.length; i++) {
    if (theirs[i] === 0) continue;
    if (Math.abs(theirs[i]! / ours[i]! - 1) > 0.01) {
      throw new Error(`${way} finds ${theirs[i]} m at cell ${i}, we find ${ours[i]} m`);
    }
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Reproducible numbers from 0 to 1 (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
