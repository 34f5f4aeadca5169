import polylabel from 'polylabel';
import type { FacilityKind } from '#model/facility';
import type { BBox, Polygonal, Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import { FACILITY_SYMBOLS, type FacilityGroup } from '../map/facility-symbols.ts';
import { scaleBarOf } from '../views/gaps/export/scale-bar.ts';
import type { BoundaryFeatures } from '../worker/questions.ts';
import { clipRing } from './clip-ring.ts';

/** A point of the page in points, x to the right, y down. */
export type PagePoint = readonly [x: number, y: number];
export type MapRole = 'neighbour' | 'sibling' | 'region' | 'inner' | 'parent';

export interface MapShape {
  readonly role: MapRole;
  readonly rings: readonly (readonly PagePoint[])[];
}
export interface MapLabel {
  readonly role: 'region' | 'inner' | 'sibling' | 'neighbour';
  readonly text: string;
  readonly at: PagePoint;
  readonly size: number;
}
export interface MapSymbol {
  readonly group: FacilityGroup;
  readonly at: PagePoint;
}
/** A drawing of vectors that PDF and page share. */
export interface ReportMap {
  readonly width: number;
  readonly height: number;
  /** In the order of drawing. */
  readonly shapes: readonly MapShape[];
  readonly symbols: readonly MapSymbol[];
  readonly labels: readonly MapLabel[];
  readonly scale: { readonly metres: number; readonly length: number };
  /** Groups that stand on the map, for its key. */
  readonly groups: readonly FacilityGroup[];
}

export interface MapFacilities {
  readonly kind: readonly FacilityKind[];
  readonly longitude: readonly (number | null)[];
  readonly latitude: readonly (number | null)[];
}
export interface MapSource {
  readonly kabupaten: BoundaryFeatures;
  readonly kecamatan: BoundaryFeatures;
  readonly desa: BoundaryFeatures;
  readonly facilities: MapFacilities;
  /** Kinds of facility to show. */
  readonly kinds: ReadonlySet<FacilityKind>;
}

const EARTH_METRES_PER_DEGREE = 111_195;
/** Ground shown beside the region, as a share of its own width and height. */
const AROUND = { kecamatan: 0.14, desa: 0.55 } as const;
/** Room for the outline itself. */
const EDGE = 1.06;
/** Points nearer to the one before say nothing on paper. */
const FINEST = 0.35;
/** Rings are cut a little outside the frame, so that no cut edge is seen. */
const BLEED = 6;

/**
 * The map of one region among its neighbours. The region itself lies within `safeHeight` of the middle, so that a page
 * short of room may cut the rest. Throws when it has no outline.
 */
export function reportMapOf(
  source: MapSource,
  code: RegionCode,
  { width, height, safeHeight }: { readonly width: number; readonly height: number; readonly safeHeight: number },
): ReportMap {
  const isDesa = code.length > 8;
  const level = isDesa ? source.desa : source.kecamatan;
  const own = level.features.find((feature) => feature.properties.code === code);
  if (!own) throw new Error(`no outline of ${code}`);
  const project = projection(boxOf(own.geometry), isDesa ? AROUND.desa : AROUND.kecamatan, width, height, safeHeight);
  const frame: BBox = [-BLEED, -BLEED, width + BLEED, height + BLEED];

  const shapes: MapShape[] = [];
  const candidates: (MapLabel & { readonly rank: number })[] = [];
  const draw = (
    features: BoundaryFeatures['features'],
    role: MapRole,
    label: { readonly role: MapLabel['role']; readonly size: number; readonly rank: number } | null,
  ): void => {
    for (const feature of features) {
      const polygons = project.polygons(feature.geometry, frame);
      const rings = polygons.flat();
      if (rings.length === 0) continue;
      shapes.push({ role, rings });
      const largest = polygons.toSorted((a, b) => areaOf(b[0]!) - areaOf(a[0]!))[0];
      if (label && largest)
        candidates.push({
          role: label.role,
          size: label.size,
          rank: label.rank,
          text: feature.properties.name,
          at: insideOf(largest, width, height),
        });
    }
  };
  draw(
    source.kabupaten.features.filter((feature) => !code.startsWith(feature.properties.code)),
    'neighbour',
    {
      role: 'neighbour',
      size: 6.5,
      rank: 3,
    },
  );
  draw(
    level.features.filter((feature) => feature !== own),
    'sibling',
    { role: 'sibling', size: 6.2, rank: 2 },
  );
  draw([own], 'region', { role: 'region', size: 8.5, rank: 0 });
  if (isDesa) draw(source.kecamatan.features, 'parent', null);
  else
    draw(
      source.desa.features.filter((feature) => feature.properties.code.startsWith(`${code}.`)),
      'inner',
      {
        role: 'inner',
        size: 5.6,
        rank: 1,
      },
    );

  const symbols = symbolsOf(source, project.point, width, height);
  const groups = [...new Set(symbols.map((symbol) => symbol.group))].sort();
  return {
    width,
    height,
    // The region's own edge lies over all others.
    shapes: [
      ...shapes.filter((shape) => shape.role !== 'region'),
      ...shapes.filter((shape) => shape.role === 'region'),
    ],
    symbols,
    labels: placed(
      candidates.sort((a, b) => a.rank - b.rank),
      width,
      height,
    ),
    scale: scaleBarOf(project.metresPerPoint, width * 0.28),
    groups,
  };
}

function projection(
  [west, south, east, north]: BBox,
  around: number,
  width: number,
  height: number,
  safeHeight: number,
) {
  const middle: Position = [(west + east) / 2, (south + north) / 2];
  const squeeze = Math.cos((middle[1] * Math.PI) / 180);
  const grow = 1 + 2 * around;
  const pointsPerDegree = Math.min(
    width / (Math.max(east - west, 1e-6) * squeeze * grow),
    height / (Math.max(north - south, 1e-6) * grow),
    safeHeight / (Math.max(north - south, 1e-6) * EDGE),
  );
  const point = ([longitude, latitude]: Position): PagePoint => [
    width / 2 + (longitude - middle[0]) * squeeze * pointsPerDegree,
    height / 2 - (latitude - middle[1]) * pointsPerDegree,
  ];
  return {
    point,
    metresPerPoint: EARTH_METRES_PER_DEGREE / pointsPerDegree,
    /** Polygons that meet the frame, cut to it, without points that paper cannot show. */
    polygons(geometry: Polygonal, frame: BBox): PagePoint[][][] {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      return polygons.flatMap((rings) => {
        const cut = rings.flatMap((ring) => {
          const clipped = clipRing(thinned(ring.map(point)), frame);
          return clipped.length < 3 ? [] : [clipped];
        });
        return cut.length === 0 ? [] : [cut];
      });
    },
  };
}

function thinned(ring: readonly PagePoint[]): PagePoint[] {
  const kept: PagePoint[] = [];
  for (const point of ring) {
    const last = kept.at(-1);
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= FINEST)
      kept.push([Math.round(point[0] * 100) / 100, Math.round(point[1] * 100) / 100]);
  }
  return kept;
}

function boxOf(geometry: Polygonal): BBox {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  for (const [outer] of polygons)
    for (const [longitude, latitude] of outer ?? []) {
      box[0] = Math.min(box[0], longitude);
      box[1] = Math.min(box[1], latitude);
      box[2] = Math.max(box[2], longitude);
      box[3] = Math.max(box[3], latitude);
    }
  return box;
}

function areaOf(ring: readonly PagePoint[]): number {
  let twice = 0;
  for (let at = 0; at < ring.length; at++) {
    const [ax, ay] = ring[at]!;
    const [bx, by] = ring[(at + 1) % ring.length]!;
    twice += ax * by - bx * ay;
  }
  return Math.abs(twice) / 2;
}

/** A point well inside the part of a polygon that lies in the frame. */
function insideOf(rings: readonly (readonly PagePoint[])[], width: number, height: number): PagePoint {
  const inFrame = rings.flatMap((ring) => {
    const cut = clipRing(ring, [0, 0, width, height]);
    return cut.length < 3 ? [] : [[...cut, cut[0]!].map(([x, y]): [number, number] => [x, y])];
  });
  if (inFrame.length === 0) return rings[0]![0]!;
  const [x, y] = polylabel(inFrame, 1.5);
  return [x!, y!];
}

function symbolsOf(
  { facilities, kinds }: MapSource,
  point: (position: Position) => PagePoint,
  width: number,
  height: number,
): MapSymbol[] {
  const found: (MapSymbol & { readonly rank: number })[] = [];
  facilities.kind.forEach((kind, at) => {
    const [longitude, latitude] = [facilities.longitude[at], facilities.latitude[at]];
    if (!kinds.has(kind) || longitude == null || latitude == null) return;
    const [x, y] = point([longitude, latitude]);
    if (x < 3 || y < 3 || x > width - 3 || y > height - 3) return;
    const { group, rank } = FACILITY_SYMBOLS[kind];
    found.push({ group, rank, at: [Math.round(x * 10) / 10, Math.round(y * 10) / 10] });
  });
  return found.sort((a, b) => a.rank - b.rank).map(({ group, at }) => ({ group, at }));
}

/** Names in order of their weight; one that would touch another or leave the frame is left out, the region's own never. */
function placed(candidates: readonly MapLabel[], width: number, height: number): MapLabel[] {
  const boxes: BBox[] = [];
  return candidates.flatMap(({ role, text, size, at }): MapLabel[] => {
    const half = (text.length * size * 0.56) / 2;
    const x = Math.min(Math.max(at[0], half + 3), width - half - 3);
    const y = Math.min(Math.max(at[1], size + 2), height - size);
    const isPushed = Math.abs(x - at[0]) > half * 0.6 || Math.abs(y - at[1]) > size;
    const box: BBox = [x - half - 1, y - size * 0.8, x + half + 1, y + size * 0.8];
    const isFree = boxes.every(
      (other) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1],
    );
    if (role !== 'region' && (isPushed || !isFree)) return [];
    boxes.push(box);
    return [{ role, text, size, at: [x, y] }];
  });
}
