import type { MultiPolygon } from 'geojson';
import type { Position } from '#model/geometry';
import { gridAreaOf, polygonsWithin, stripAlong, type GridArea } from './areas.ts';
import { areaOf } from './mosaic.ts';
import { distanceKm, geodesicAreaKm2, roundTo, type PlanePoint } from './plane.ts';
import { noiseOf, randomOf } from './random.ts';
import type { ZoneRecord } from './records.ts';
import { distancesTo, type Territory } from './territory.ts';

/** Part of the regency set aside as lasting rice land: about 44,000 of 107,676 ha (domain brief section 6). */
const RICE_SHARE = 0.41;
/** Built-up land holds about so many people per km2. */
const SETTLEMENT_PEOPLE_PER_KM2 = 9000;
/** Strips in which building is restricted. Widths are plausible, not from a clause. */
const COAST_STRIP_KM = 0.1;
const RIVER_STRIP_KM = 0.05;

type Class = NonNullable<ZoneRecord['class']>;
const CLASSES: readonly Class[] = ['low', 'medium', 'high'];

interface ZoneInput {
  territory: Territory;
  outline: GridArea;
  riverLines: readonly (readonly PlanePoint[])[];
  /** Kecamatan where drought was reported; `null` when not known, then it may be anywhere. */
  dryKecamatan: ReadonlySet<string> | null;
  seed: number;
  dataset: string;
}

/** Flood along rivers on low ground, tidal flood along the coast, landslide on high ground, drought where it was reported. */
export function drawHazards(input: ZoneInput): ZoneRecord[] {
  const { territory, seed } = input;
  const { mosaic, ownCells, upland, coastKm } = territory;
  const riverPoints = input.riverLines.flat();
  const riverKm = riverPoints.length > 0 ? distancesTo(riverPoints, mosaic) : null;
  const wobble = noiseOf(seed, 'hazard-wobble', 1.8, 3);
  const slope = noiseOf(seed, 'hazard-slope', 3, 3);
  const dry = noiseOf(seed, 'hazard-dry', 11, 5);
  // A distance as class: 3 within the first limit, 2 within the second, 1 within the third, else 0.
  const within = (km: number, limits: readonly [number, number, number]): number =>
    km < limits[0] ? 3 : km < limits[1] ? 2 : km < limits[2] ? 1 : 0;
  const paint = (classOf: (cell: number, point: PlanePoint) => number): Int32Array => {
    const labels = new Int32Array(mosaic.size);
    for (const cell of ownCells) labels[cell] = classOf(cell, mosaic.at(cell));
    return labels;
  };
  const { dryKecamatan } = input;
  const dryness = (cell: number, point: PlanePoint): number => {
    if (dryKecamatan === null) return 0.9 + dry(...point);
    const isDry = dryKecamatan.has(territory.desa[territory.desaOfCell[cell]!]!.kecamatan.code);
    return isDry ? 0.46 + 0.22 * dry(...point) : Infinity;
  };
  const layers: [ZoneRecord['kind'], Int32Array | null][] = [
    [
      'flood',
      riverKm &&
        paint((cell, point) =>
          within(riverKm[cell]! * (1 + 0.55 * wobble(...point)) + 1.4 * upland[cell]! ** 2, [0.3, 0.65, 1.15]),
        ),
    ],
    [
      'tidal-flood',
      coastKm && paint((cell, point) => within(coastKm[cell]! * (1 + 0.5 * wobble(...point)), [0.55, 1.2, 2.1])),
    ],
    ['landslide', paint((cell, point) => within(1 - upland[cell]! + 0.16 * slope(...point), [0.1, 0.18, 0.27]))],
    ['drought', paint((cell, point) => within(dryness(cell, point), [0.28, 0.4, 0.54]))],
  ];
  return numbered(
    layers.flatMap(([kind, labels]) =>
      labels === null
        ? []
        : CLASSES.flatMap((level, index) =>
            polygonsOfLabel(labels, index + 1, input).map((part) => ({ kind, level, part })),
          ),
    ),
    ({ kind, level }) => ({ family: 'hazard', kind, class: level, name: null }),
    input.dataset,
  );
}

/** Rice land, settlements, industry and forest as a partition, and the strips along coast and rivers over them. */
export function drawLandUse(input: ZoneInput): ZoneRecord[] {
  const { territory, outline } = input;
  const { plane } = territory;
  const labels = landUseOfCells(input);
  const parts: { kind: ZoneRecord['kind']; name: string | null; part: Position[][] }[] = LAND_USES.flatMap(
    (kind, index) =>
      polygonsOfLabel(labels, index + 1, input).map((part, i) => ({
        kind,
        name: kind === 'industry' ? `Kawasan Industri Contoh ${i + 1}` : null,
        part,
      })),
  );
  const strip = (kind: ZoneRecord['kind'], lines: readonly (readonly PlanePoint[])[], widthKm: number): void => {
    const area = stripAlong(
      lines.map((line) => line.map(plane.toPosition)),
      widthKm,
    );
    for (const part of polygonsWithin(area, outline)) parts.push({ kind, name: null, part });
  };
  strip('coast-buffer', territory.coastLines, COAST_STRIP_KM);
  strip('river-buffer', input.riverLines, RIVER_STRIP_KM);
  return numbered(parts, ({ kind, name }) => ({ family: 'land-use', kind, class: null, name }), input.dataset);
}

const LAND_USES = ['settlement', 'lp2b', 'industry', 'forest'] as const;
const SETTLEMENT = 1;
const RICE = 2;
const INDUSTRY = 3;
const FOREST = 4;

function landUseOfCells({ territory, seed }: ZoneInput): Int32Array {
  const { mosaic, ownCells, desa, upland, coastKm } = territory;
  const random = randomOf(seed, 'land-use');
  const shape = noiseOf(seed, 'land-use-shape', 1.2, 2);
  const patch = noiseOf(seed, 'land-use-patch', 4, 3);
  const labels = new Int32Array(mosaic.size);
  for (const cell of ownCells) if (upland[cell]! + 0.15 * patch(...mosaic.at(cell)) > 0.86) labels[cell] = FOREST;
  for (const one of desa) {
    const share = Math.min(0.75, one.people / SETTLEMENT_PEOPLE_PER_KM2 / one.areaKm2);
    const remoteness = (cell: number): number =>
      distanceKm(mosaic.at(cell), one.label) * (1 + 0.6 * shape(...mosaic.at(cell)));
    const order = [...one.cells].sort((a, b) => remoteness(a) - remoteness(b));
    for (const cell of order.slice(0, Math.max(1, Math.round(order.length * share)))) labels[cell] = SETTLEMENT;
  }
  // A few estates in the open country of the eastern half, near the coast where there is one.
  const eastern = [...ownCells].sort((a, b) => mosaic.at(b)[0] - mosaic.at(a)[0]).slice(0, ownCells.length / 2);
  const open = eastern.filter((cell) => labels[cell] === 0 && (!coastKm || (coastKm[cell]! > 1 && coastKm[cell]! < 6)));
  for (let estate = 0; estate < 4 && open.length > 0; estate++) {
    const middle = mosaic.at(random.pick(open));
    for (const cell of open)
      if (distanceKm(mosaic.at(cell), middle) * (1 + 0.4 * shape(...mosaic.at(cell))) < 0.95) labels[cell] = INDUSTRY;
  }
  const preference = (cell: number): number => patch(...mosaic.at(cell)) - (coastKm && coastKm[cell]! < 0.8 ? 3 : 0);
  const farmland = ownCells.filter((cell) => labels[cell] === 0).sort((a, b) => preference(b) - preference(a));
  let riceKm2 = 0;
  for (const cell of farmland) {
    if (riceKm2 >= RICE_SHARE * territory.areaKm2) break;
    labels[cell] = RICE;
    riceKm2 += mosaic.areaKm2(cell);
  }
  return labels;
}

/** The polygons of all cells with a label, cut off at the outline of the region. */
function polygonsOfLabel(labels: Int32Array, label: number, { territory, outline }: ZoneInput): Position[][][] {
  const arcs = territory.mosaic.bordersBetween(labels.map((value) => Number(value === label)));
  const area = areaOf(arcs, (value) => value === 1, territory.plane);
  return area === null ? [] : polygonsWithin(gridAreaOf(area), outline);
}

function numbered<T extends { part: Position[][] }>(
  parts: readonly T[],
  fields: (part: T) => Pick<ZoneRecord, 'family' | 'kind' | 'class' | 'name'>,
  dataset: string,
): ZoneRecord[] {
  return parts.map((part, index) => {
    const geometry: MultiPolygon = { type: 'MultiPolygon', coordinates: [part.part] };
    return {
      id: `${dataset}-${String(index + 1).padStart(4, '0')}`,
      ...fields(part),
      areaSquareMetres: roundTo(geodesicAreaKm2(geometry) * 1e6, 0),
      geometry,
      dataset,
    };
  });
}
