import { booleanPointInPolygon } from '@turf/turf';
import { Delaunay } from 'd3-delaunay';
import Flatbush from 'flatbush';
import type { MultiPolygon } from 'geojson';
import polylabel from 'polylabel';
import type { Polygonal, Position } from '#model/geometry';
import { levelOf, parentOf } from '#model/region';
import { mosaicOf, type Mosaic } from './mosaic.ts';
import { distanceKm, geodesicAreaKm2, ringArea, type Plane, type PlanePoint } from './plane.ts';
import { noiseOf, randomOf, type Random } from './random.ts';

/** A desa as the sample layers see it, whether its borders are real or made up. */
export interface SampleDesa {
  readonly code: string;
  readonly name: string;
  readonly kecamatan: SampleKecamatan;
  readonly geometry: Polygonal;
  readonly areaKm2: number;
  readonly people: number;
  readonly label: PlanePoint;
  /** Its cells, nearest to the label point first. */
  readonly cells: readonly number[];
}
export interface SampleKecamatan {
  readonly code: string;
  readonly name: string;
  readonly geometry: Polygonal;
  readonly label: PlanePoint;
  readonly desa: SampleDesa[];
  /** The desa of its label point, where its office stands. */
  seat: SampleDesa;
}

/** The ground that everything made up stands on. */
export interface Territory {
  readonly plane: Plane;
  readonly mosaic: Mosaic;
  readonly desa: readonly SampleDesa[];
  readonly kecamatan: readonly SampleKecamatan[];
  /** Index in `desa` per cell, -1 outside. */
  readonly desaOfCell: Int32Array;
  readonly ownCells: readonly number[];
  readonly areaKm2: number;
  readonly people: number;
  /** Kilometres from the coast; `null` inland. */
  readonly coastKm: Float64Array | null;
  readonly coastLines: readonly (readonly PlanePoint[])[];
  /** 0 at the lowest places, 1 at the highest: far from the sea, and near steep kecamatan where those are known. */
  readonly upland: Float64Array;
  /** A random place in a desa; `spread` 0 keeps to its middle, 1 reaches its borders. */
  placeIn(desa: SampleDesa, random: Random, spread: number): Position;
}

interface TerritoryRegion {
  code: string;
  name: string;
  geometry: Polygonal;
  people: number | null;
}

interface TerritoryInput {
  /** Kecamatan with landslides: there the land is high. Empty when not known. */
  steepKecamatan: ReadonlySet<string>;
  regions: readonly TerritoryRegion[];
  coastLines: readonly (readonly PlanePoint[])[];
  plane: Plane;
  seed: number;
  /** Where the borders were made of cells already. */
  mosaic?: Mosaic;
}

/** The point of a polygon that lies farthest from its borders: always inside. */
export function labelPointOf(geometry: Polygonal | MultiPolygon): Position {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const largest = polygons.reduce((a, b) => (area(b as Position[][]) > area(a as Position[][]) ? b : a));
  const [longitude, latitude] = polylabel(largest as Position[][], 0.0005);
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}
const area = (rings: readonly Position[][]): number => Math.abs(ringArea(rings[0]!));

/** Kilometres from the cells to the nearest of some points. */
export function distancesTo(points: readonly PlanePoint[], mosaic: Mosaic): Float64Array {
  const delaunay = Delaunay.from(points);
  let last = 0;
  return Float64Array.from({ length: mosaic.size }, (_, cell) => {
    const [x, y] = mosaic.at(cell);
    last = delaunay.find(x, y, last);
    return distanceKm(mosaic.at(cell), points[last]!);
  });
}

/** Surveys the ground: which cell lies in which desa, how far the sea is, how high the land. */
export function surveyTerritory(input: TerritoryInput, spacingKm: number): Territory {
  const { plane, seed } = input;
  const desaRegions = input.regions.filter((region) => levelOf(region.code) === 'desa');
  const random = randomOf(seed, 'territory');
  const locate = locatorOf(desaRegions, plane);
  const mosaic = input.mosaic ?? mosaicOf(latticeOver(desaRegions, plane, spacingKm, random), plane);
  const desaOfCell = Int32Array.from({ length: mosaic.size }, (_, cell) => locate(mosaic.at(cell)));

  const cellsOf = desaRegions.map((): number[] => []);
  const ownCells: number[] = [];
  for (let cell = 0; cell < mosaic.size; cell++) {
    const owner = desaOfCell[cell]!;
    if (owner < 0) continue;
    cellsOf[owner]!.push(cell);
    ownCells.push(cell);
  }

  const kecamatan = input.regions
    .filter((region) => levelOf(region.code) === 'kecamatan')
    .map((region) => ({
      code: region.code,
      name: region.name,
      geometry: region.geometry,
      label: plane.toPlane(labelPointOf(region.geometry)),
      desa: [] as SampleDesa[],
    })) as unknown as SampleKecamatan[];
  const byCode = new Map(kecamatan.map((parent) => [parent.code, parent]));
  const desa = desaRegions.map((region, index): SampleDesa => {
    const parent = byCode.get(parentOf(region.code) ?? '');
    if (!parent) throw new Error(`sample territory: ${region.code} has no kecamatan`);
    const label = plane.toPlane(labelPointOf(region.geometry));
    // A desa smaller than a cell still has the cell that its label stands in.
    const cells = cellsOf[index]!.length > 0 ? cellsOf[index]! : [mosaic.cellAt(label)];
    cells.sort((a, b) => distanceKm(mosaic.at(a), label) - distanceKm(mosaic.at(b), label));
    const result = {
      code: region.code,
      name: region.name,
      kecamatan: parent,
      geometry: region.geometry,
      areaKm2: geodesicAreaKm2(region.geometry),
      people: region.people ?? 0,
      label,
      cells,
    };
    parent.desa.push(result);
    return result;
  });
  for (const parent of kecamatan) {
    if (parent.desa.length === 0) throw new Error(`sample territory: ${parent.code} has no desa`);
    parent.seat = parent.desa.reduce((a, b) =>
      distanceKm(b.label, parent.label) < distanceKm(a.label, parent.label) ? b : a,
    );
  }

  const coastPoints = input.coastLines.flat();
  const steepCells = desa.flatMap((one) => (input.steepKecamatan.has(one.kecamatan.code) ? one.cells : []));
  const coastKm = coastPoints.length > 0 ? distancesTo(coastPoints, mosaic) : null;
  return {
    plane,
    mosaic,
    desa,
    kecamatan,
    desaOfCell,
    ownCells,
    areaKm2: desa.reduce((sum, one) => sum + one.areaKm2, 0),
    people: desa.reduce((sum, one) => sum + one.people, 0),
    coastKm,
    coastLines: input.coastLines,
    upland: heights(mosaic, ownCells, coastKm, steepCells, seed),
    placeIn: (one, from, spread) => {
      const reach = Math.max(1, Math.ceil(one.cells.length * spread));
      for (let attempt = 0; attempt < 40; attempt++) {
        // Squared: more places near the middle than at the rim.
        const [x, y] = mosaic.at(one.cells[Math.floor(from.next() ** 1.6 * reach)]!);
        const jitter = spacingKm * 0.45;
        const position = plane.toPosition([x + from.between(-jitter, jitter), y + from.between(-jitter, jitter)]);
        if (booleanPointInPolygon(position, one.geometry)) return position;
      }
      return plane.toPosition(one.label);
    },
  };
}

function heights(
  mosaic: Mosaic,
  ownCells: readonly number[],
  coastKm: Float64Array | null,
  steepCells: readonly number[],
  seed: number,
): Float64Array {
  const noise = noiseOf(seed, 'heights', 8, 3);
  const direction = randomOf(seed, 'heights').between(0, 2 * Math.PI);
  const steepKm =
    steepCells.length > 0
      ? distancesTo(
          steepCells.map((cell) => mosaic.at(cell)),
          mosaic,
        )
      : null;
  const raw = Float64Array.from({ length: mosaic.size }, (_, cell) => {
    const [x, y] = mosaic.at(cell);
    const away = coastKm ? coastKm[cell]! : x * Math.cos(direction) + y * Math.sin(direction);
    return away - (steepKm ? 0.8 * steepKm[cell]! : 0) + 1.5 * noise(x, y);
  });
  const own = ownCells.map((cell) => raw[cell]!).sort((a, b) => a - b);
  // The lowest tenth counts as level ground.
  const low = own[Math.floor(own.length / 10)] ?? 0;
  const span = (own[own.length - 1] ?? 1) - low || 1;
  return raw.map((value) => Math.min(1, Math.max(0, (value - low) / span)));
}

/** Finds the desa of a point: its index, or -1. */
function locatorOf(regions: readonly TerritoryRegion[], plane: Plane): (point: PlanePoint) => number {
  const index = new Flatbush(regions.length);
  for (const region of regions) index.add(...boundsOf(region.geometry));
  index.finish();
  return (point) => {
    const position = plane.toPosition(point);
    const [x, y] = position;
    for (const candidate of index.search(x, y, x, y).sort((a, b) => a - b))
      if (booleanPointInPolygon(position, regions[candidate]!.geometry)) return candidate;
    return -1;
  };
}

function boundsOf(geometry: Polygonal): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  for (const [ring] of polygons)
    for (const [x, y] of ring!) {
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    }
  return bounds;
}

/** Points of an uneven lattice in and around the boxes of the desa. */
function latticeOver(
  regions: readonly TerritoryRegion[],
  plane: Plane,
  spacingKm: number,
  random: Random,
): PlanePoint[] {
  const boxes = regions.map((region) => {
    const [west, south, east, north] = boundsOf(region.geometry);
    return [...plane.toPlane([west, south]), ...plane.toPlane([east, north])] as const;
  });
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  const margin = 3 * spacingKm;
  const points: PlanePoint[] = [];
  const rowHeight = (spacingKm * Math.sqrt(3)) / 2;
  let row = 0;
  for (let y = index.minY - margin; y <= index.maxY + margin; y += rowHeight, row++)
    for (let x = index.minX - margin + (row % 2) * (spacingKm / 2); x <= index.maxX + margin; x += spacingKm) {
      const point: PlanePoint = [
        x + random.between(-0.36, 0.36) * spacingKm,
        y + random.between(-0.36, 0.36) * spacingKm,
      ];
      if (index.search(point[0] - margin, point[1] - margin, point[0] + margin, point[1] + margin).length > 0)
        points.push(point);
    }
  return points;
}
