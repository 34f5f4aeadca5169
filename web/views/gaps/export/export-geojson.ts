import type { Polygonal, Position } from '#model/geometry';
import type { BoundaryFeatures } from '../../../worker/questions.ts';
import { roundedValue, type ExportTable } from '../gaps-export.ts';
import type { AboutLine } from './export-about.ts';

/** Seven decimals are a centimetre; more would only claim what no boundary here knows. */
const DIGITS = 7;

export interface ExportFeature {
  readonly type: 'Feature';
  readonly id: string;
  readonly properties: Readonly<Record<string, string | number | null>>;
  /** Null where the region has no outline. */
  readonly geometry: Polygonal | null;
}
export interface ExportCollection {
  readonly type: 'FeatureCollection';
  readonly metadata: readonly AboutLine[];
  readonly features: readonly ExportFeature[];
}

/** The table with the outline of each region, RFC 7946: WGS 84, outer rings counter-clockwise, holes clockwise. */
export function geoJsonOf(
  { columns, rows }: ExportTable,
  boundaries: BoundaryFeatures,
  about: readonly AboutLine[],
): ExportCollection {
  const outlines = new Map(boundaries.features.map((feature) => [feature.properties.code, feature.geometry]));
  return {
    type: 'FeatureCollection',
    metadata: about,
    features: rows.map(({ code, cells }) => {
      const outline = outlines.get(code);
      return {
        type: 'Feature',
        id: code,
        properties: Object.fromEntries(columns.map((name, at) => [name, roundedValue(cells[at]!)])),
        geometry: outline ? wound(outline) : null,
      };
    }),
  };
}

function wound(geometry: Polygonal): Polygonal {
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: woundPolygon(geometry.coordinates) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map(woundPolygon) };
}

function woundPolygon(rings: readonly (readonly Position[])[]): Position[][] {
  return rings.map((ring, at) => {
    const rounded = ring.map(([longitude, latitude]): Position => [
      Number(longitude.toFixed(DIGITS)),
      Number(latitude.toFixed(DIGITS)),
    ]);
    const isCounterClockwise = signedArea(rounded) > 0;
    return isCounterClockwise === (at === 0) ? rounded : rounded.toReversed();
  });
}

/** Positive for a counter-clockwise ring; measured from its first corner, so that small rings far from 0 keep their sign. */
export function signedArea(ring: readonly Position[]): number {
  const [x0, y0] = ring[0] ?? [0, 0];
  let twice = 0;
  for (let at = 1; at < ring.length; at++) {
    const [ax, ay] = ring[at - 1]!;
    const [bx, by] = ring[at]!;
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return twice / 2;
}
