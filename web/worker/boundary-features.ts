import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import type { AnswerOf } from '#contract';
import type { Polygonal } from '#model/geometry';
import type { RegionLevel } from '#model/region';
import type { BoundaryFeatures } from './questions.ts';

/** Outlines of the regions of a level as GeoJSON; of the kabupaten and kota around for `kabupaten`. */
export function boundaryFeatures(topology: AnswerOf<'analysisBoundaries'>, level: RegionLevel): BoundaryFeatures {
  // The contract describes the object loosely where the format nests arrays by type.
  const shared = topology as unknown as Topology;
  const object = topology.objects[level === 'kabupaten' ? 'neighbours' : level];
  return {
    type: 'FeatureCollection',
    features: object.geometries.map((geometry) => {
      const { geometry: outline } = feature(shared, geometry as never) as unknown as { geometry: Polygonal };
      return {
        type: 'Feature',
        id: geometry.id,
        geometry: outline,
        properties: { code: geometry.id, name: geometry.properties.name },
      };
    }),
  };
}
