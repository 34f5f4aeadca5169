import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import type { AnswerOf } from '#contract';
import type { Polygonal } from '#model/geometry';
import type { RegionCode, RegionLevel } from '#model/region';
import type { BoundaryFeatures } from './questions.ts';

type Boundaries = AnswerOf<'analysisBoundaries'>;
interface Outline {
  readonly code: RegionCode;
  readonly name: string;
  readonly geometry: Polygonal;
}

/** The outlines of the regions of a level; of the kabupaten and kota around ours for `kabupaten`. */
export function outlinesOf(topology: Boundaries, level: RegionLevel): readonly Outline[] {
  // The contract describes the object loosely where the format nests arrays by type.
  const shared = topology as unknown as Topology;
  const object = topology.objects[level === 'kabupaten' ? 'neighbours' : level];
  return object.geometries.map((geometry) => {
    const outline = feature(shared, geometry as never) as unknown as { geometry: Polygonal };
    return { code: geometry.id, name: geometry.properties.name, geometry: outline.geometry };
  });
}

/** The same as GeoJSON. */
export function boundaryFeatures(topology: Boundaries, level: RegionLevel): BoundaryFeatures {
  return {
    type: 'FeatureCollection',
    features: outlinesOf(topology, level).map(({ code, name, geometry }) => ({
      type: 'Feature',
      id: code,
      geometry,
      properties: { code, name },
    })),
  };
}
