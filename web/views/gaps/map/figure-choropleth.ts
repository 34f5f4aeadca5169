import type { RegionCode } from '#model/region';
import type { Choropleth } from '../../../map/choropleth.ts';
import { classOf } from '../../../map/scales.ts';
import type { RegionFigure } from '../region-figure.ts';

/** A figure as the map colours it. */
export function choroplethOf({ level, scale, items, surplus, label }: RegionFigure): Choropleth {
  return {
    level,
    scale,
    classes: new Map(items.map(({ code, value }) => [code, classOf(value, scale)])),
    surplus,
    values: new Map(items.map(({ code, value }) => [code, label(value)])),
  };
}

/** The regions as lines and names only, where the cells over them carry the colours. */
export function linesOnly(choropleth: Choropleth): Choropleth {
  return { ...choropleth, classes: new Map(), surplus: new Set<RegionCode>(), values: new Map() };
}
