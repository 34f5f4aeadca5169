import { polygonsOfArea, stripAlong } from './areas.ts';
import { waysTo } from './paths.ts';
import { distanceKm, geodesicAreaKm2, lineLengthMetres, roundTo, smoothed, type PlanePoint } from './plane.ts';
import { noiseOf, randomOf } from './random.ts';
import type { InfrastructureRecord } from './records.ts';
import type { Territory } from './territory.ts';

interface SampleRiver {
  name: string;
  line: PlanePoint[];
  widthKm: number;
}

/** Rivers from the high ground to the sea (or to the lowest rim of an inland region); tributaries end where they meet. */
export function traceRivers(territory: Territory, seed: number): SampleRiver[] {
  const { mosaic, ownCells, desaOfCell, coastKm, upland } = territory;
  const random = randomOf(seed, 'rivers');
  const bend = noiseOf(seed, 'river-bend', 2.6, 3);
  const isRim = (cell: number): boolean => {
    for (const next of mosaic.neighboursOf(cell)) if (desaOfCell[next]! < 0) return true;
    return false;
  };
  const low = ownCells.filter((cell) => isRim(cell) && (coastKm ? coastKm[cell]! < 0.5 : upland[cell]! < 0.15));
  const mouths = apart(random.shuffled(low), 5.5, territory);
  if (mouths.length === 0) return [];
  const next = waysTo(mouths, mosaic, (cell) =>
    desaOfCell[cell]! < 0 ? Infinity : Math.max(0.15, 1 + 0.9 * bend(...mosaic.at(cell))),
  );
  const sources = apart(
    random.shuffled(ownCells.filter((cell) => upland[cell]! > 0.45 && next[cell] !== -2)),
    5,
    territory,
  ).slice(0, Math.max(4, Math.round(territory.areaKm2 / 55)));
  // The longest first, so that it keeps the name and the others join it.
  const ways = sources
    .map((source) => {
      const cells = [source];
      for (let cell = next[source]!; cell >= 0; cell = next[cell]!) cells.push(cell);
      return cells;
    })
    .sort((a, b) => b.length - a.length);
  const taken = new Set<number>();
  const rivers: SampleRiver[] = [];
  for (const cells of ways) {
    const meets = cells.findIndex((cell) => taken.has(cell));
    const isTributary = meets >= 0;
    const own = isTributary ? cells.slice(0, meets + 1) : cells;
    if (own.length < 6) continue;
    for (const cell of own) taken.add(cell);
    const points = own.map((cell) => mosaic.at(cell));
    if (!isTributary) points.push(...coastPointNear(points[points.length - 1]!, territory));
    rivers.push({
      name: `${isTributary ? 'Anak Sungai' : 'Sungai'} Contoh ${rivers.length + 1}`,
      line: smoothed(points, false, 2),
      widthKm: isTributary ? 0.018 : 0.045,
    });
  }
  return rivers;
}

export function riverRecords(
  rivers: readonly SampleRiver[],
  territory: Territory,
  dataset: string,
): InfrastructureRecord[] {
  return rivers.map((river, index) => {
    const line = river.line.map(territory.plane.toPosition);
    const coordinates = polygonsOfArea(stripAlong([line], river.widthKm / 2));
    const geometry = { type: 'MultiPolygon' as const, coordinates };
    return {
      id: `${dataset}-${String(index + 1).padStart(2, '0')}`,
      kind: 'river',
      code: null,
      name: river.name,
      class: null,
      condition: null,
      authority: null,
      region: null,
      statedLengthMetres: null,
      lengthMetres: lineLengthMetres(line),
      areaSquareMetres: Math.round(geodesicAreaKm2(geometry) * 1e6),
      geometry,
      attributes: { widthMetres: roundTo(river.widthKm * 1000, 0) },
      dataset,
    };
  });
}

export function coastRecords(
  lines: readonly { own: boolean; line: readonly PlanePoint[] }[],
  territory: Territory,
  dataset: string,
): InfrastructureRecord[] {
  return lines.map(({ own, line }, index) => {
    const positions = line.map(territory.plane.toPosition);
    return {
      id: `${dataset}-${String(index + 1).padStart(2, '0')}`,
      kind: 'coast',
      code: null,
      name: null,
      class: null,
      condition: null,
      authority: null,
      region: null,
      statedLengthMetres: null,
      lengthMetres: lineLengthMetres(positions),
      areaSquareMetres: null,
      geometry: { type: 'LineString', coordinates: positions },
      attributes: { own },
      dataset,
    };
  });
}

/** The cells, in their order, that keep a distance from those before them. */
function apart(cells: readonly number[], distance: number, { mosaic }: Territory): number[] {
  const chosen: number[] = [];
  for (const cell of cells)
    if (chosen.every((other) => distanceKm(mosaic.at(other), mosaic.at(cell)) > distance)) chosen.push(cell);
  return chosen;
}

/** The point of the coast next to a mouth, if the sea is there. */
function coastPointNear(mouth: PlanePoint, territory: Territory): PlanePoint[] {
  let best: PlanePoint | null = null;
  for (const line of territory.coastLines)
    for (const point of line) if (best === null || distanceKm(point, mouth) < distanceKm(best, mouth)) best = point;
  return best !== null && distanceKm(best, mouth) < 1 ? [best] : [];
}
