import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { feature, mesh, merge } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify } from 'topojson-simplify';
import type {
  GeometryCollection,
  MultiPolygon as ArcMultiPolygon,
  Polygon as ArcPolygon,
  Topology,
} from 'topojson-specification';
import type { Shape, Vertex } from './feature-table.ts';
import { openRing } from './geojson-shapes.ts';
import { mercatorX, mercatorY } from './mercator.ts';
import { withSharedVertices } from './shared-vertices.ts';

type Part = Shape['parts'][number];
type Regions = { regions: GeometryCollection };

/**
 * Polygons that tile an area, cut into the arcs that neighbours share. A vertex of an arc has one importance (Visvalingam:
 * area of the triangle it spans), so whatever the zoom leaves out, both neighbours leave out, and no gap opens between.
 */
export interface Coverage {
  /** Rings of each polygon, in the order given. */
  readonly polygons: readonly (readonly Part[])[];
  /** Rings around all of the polygons named by their index, inner borders dissolved. */
  dissolve(members: readonly number[]): readonly Part[];
  /** Lines of the borders for which `isWanted` holds, each once; on the outer border `a` equals `b`. */
  border(isWanted: (a: number, b: number) => boolean): readonly Part[];
}

/** Grid that vertices snap to, across the whole coverage: about 5 cm for a regency. */
const QUANTIZATION = 1e6;

export function coverageOf(geometries: readonly (Polygon | MultiPolygon)[]): Coverage {
  if (geometries.length === 0) return { polygons: [], dissolve: () => [], border: () => [] };
  const polygonsOf = (geometry: Polygon | MultiPolygon): Position[][][] =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = withSharedVertices(
    geometries.map((geometry) => polygonsOf(geometry).flatMap((polygon) => polygon.map(projectRing))),
  );
  const features = geometries.map((geometry, id) => {
    let next = 0;
    const coordinates = polygonsOf(geometry).map((polygon) => polygon.map(() => rings[id]![next++]!));
    return { type: 'Feature' as const, id, properties: {}, geometry: { type: 'MultiPolygon' as const, coordinates } };
  });
  const collection: FeatureCollection = { type: 'FeatureCollection', features };
  // The published types of topojson-server do not carry the objects' names through.
  const shared = presimplify(topology({ regions: collection }, QUANTIZATION) as Topology<Regions>);
  const members = shared.objects.regions.geometries as (ArcPolygon | ArcMultiPolygon)[];
  return {
    polygons: members.map((member) => ringsOf((feature(shared, member) as Feature<MultiPolygon>).geometry)),
    dissolve: (indexes) =>
      ringsOf(
        merge(
          shared,
          indexes.map((index) => members[index]!),
        ),
      ),
    border: (isWanted) =>
      mesh(shared, shared.objects.regions, (a, b) => isWanted(Number(a.id), Number(b.id))).coordinates.map((line) => ({
        vertices: line as unknown as Vertex[],
        isHole: false,
      })),
  };
}

/** topojson passes the third number of a presimplified vertex through, so rings come with their importance. */
function ringsOf(geometry: MultiPolygon | Polygon): Part[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flatMap((polygon) =>
    polygon.map((ring, index) => ({ vertices: openRing(ring as unknown as Vertex[]), isHole: index > 0 })),
  );
}

/** A ring in unit mercator. All exteriors run one way and all holes the other: only then do arcs of neighbours join. */
function projectRing(ring: readonly Position[], index: number): [number, number][] {
  const projected = ring.map((position): [number, number] => [mercatorX(position[0]!), mercatorY(position[1]!)]);
  let doubleArea = 0;
  for (let i = 0; i + 1 < projected.length; i++) {
    const [ax, ay] = projected[i]!;
    const [bx, by] = projected[i + 1]!;
    // From the first vertex: differences of numbers near 1 keep their digits.
    doubleArea += (ax - projected[0]![0]) * (by - projected[0]![1]) - (bx - projected[0]![0]) * (ay - projected[0]![1]);
  }
  return doubleArea > 0 === (index === 0) ? projected : projected.reverse();
}
