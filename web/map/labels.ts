import type { Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Feature, FeatureCollection, Point, LineString } from 'geojson';
import type { PlacedLayer } from './layer-definition.ts';
import { coloursOf, type ClassScale } from './scales.ts';
import type { MapTheme } from './theme.ts';

export interface RegionLabel {
  readonly code: RegionCode;
  readonly name: string;
  readonly level: 'kecamatan' | 'desa';
  /** Inside the region, farthest from its edge. */
  readonly position: Position;
  readonly population: number | null;
}

/** Names of what lies around the region. All text comes from outside; nothing is written here. */
export interface Surroundings {
  readonly neighbours: readonly { readonly name: string; readonly position: Position }[];
  readonly sea: { readonly name: string; readonly position: Position } | null;
  /** Another authority's ground inside or beside the region; the line leads from `position` to the text at `textPosition`. */
  readonly enclaves: readonly {
    readonly name: string;
    readonly note: string;
    readonly position: Position;
    readonly textPosition: Position | null;
  }[];
}

type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * Where the names around a region stand. A neighbour's own label point may lie far outside the map, so its name comes as
 * close to the region as it can without standing on it (`ownBoxes`: the boxes of the region's parts); an enclave's name goes out to sea, where no value is written.
 */
export function surroundingsOf(
  region: { readonly bounds: Box; readonly sea: { readonly name: string; readonly labelPoint: Position } | null },
  others: readonly {
    readonly name: string;
    readonly labelPoint: Position;
    readonly bbox: Box;
    readonly enclave: boolean;
  }[],
  ownBoxes: readonly Box[],
  enclaveNote: string,
): Surroundings {
  const width = region.bounds[2] - region.bounds[0];
  const sea = region.sea ? { name: region.sea.name, position: region.sea.labelPoint } : null;
  return {
    neighbours: others
      .filter((o) => !o.enclave)
      .map((o) => ({ name: o.name, position: besideRegion(o.labelPoint, region.bounds, ownBoxes) })),
    sea,
    enclaves: others
      .filter((o) => o.enclave)
      .map((o) => ({
        name: o.name,
        note: enclaveNote,
        position: o.labelPoint,
        textPosition: sea ? towards(o.labelPoint, sea.position, 0.09 * width + (o.bbox[2] - o.bbox[0]) / 2) : null,
      })),
  };
}

/** Shares of the box by which a name may stand inside its edge, the closest first. */
const STEPS = [0.14, 0.1, 0.07, 0.04, 0.02];
const INSETS = STEPS.flatMap((x) => STEPS.map((y) => [x, y] as const)).sort((a, b) => b[0] + b[1] - a[0] - a[1]);
const OUTSIDE = [-0.03, -0.03] as const;
/** Half the size of a name, as shares of the region's box. */
const HALF_NAME = { width: 0.072, height: 0.025 };

function besideRegion([x, y]: Position, [west, south, east, north]: Box, ownBoxes: readonly Box[]): Position {
  const [width, height] = [east - west, north - south];
  const at = ([ix, iy]: readonly [number, number]): Position => [
    Math.min(Math.max(x, west + ix * width), east - ix * width),
    Math.min(Math.max(y, south + iy * height), north - iy * height),
  ];
  const isClear = ([px, py]: Position) =>
    !ownBoxes.some(
      ([w, s, e, n]) =>
        px + HALF_NAME.width * width > w &&
        px - HALF_NAME.width * width < e &&
        py + HALF_NAME.height * height > s &&
        py - HALF_NAME.height * height < n,
    );
  return INSETS.map(at).find(isClear) ?? at(OUTSIDE);
}

/** A point on the way to another, mostly sideways, so that a leader line stays short and flat. */
function towards([x, y]: Position, [toX, toY]: Position, reach: number): Position {
  const side = Math.sign(toX - x) || 1;
  return [x + side * reach, y + Math.sign(toY - y) * reach * 0.22];
}

export const LABEL_SOURCE = 'labels';
export const SURROUNDINGS_SOURCE = 'surroundings';

interface LabelProperties {
  code: string;
  name: string;
  value: string;
  level: string;
  class: number;
  order: number;
  selected: boolean;
}

/** Points of region names with what stands under them; big places come first where room is short. */
export function labelPoints(
  labels: readonly RegionLabel[],
  {
    classes,
    values,
    selected,
    coloured,
  }: {
    classes: ReadonlyMap<RegionCode, number | null>;
    values: ReadonlyMap<RegionCode, string>;
    selected: RegionCode | null;
    coloured: 'kecamatan' | 'desa' | null;
  },
): FeatureCollection<Point, LabelProperties> {
  return {
    type: 'FeatureCollection',
    features: labels.map((label) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [...label.position] },
      properties: {
        code: label.code,
        name: label.name,
        value: values.get(label.code) ?? '',
        level: label.level,
        class: label.level === coloured ? (classes.get(label.code) ?? NO_DATA_CLASS) : PLAIN_CLASS,
        order: -(label.population ?? 0),
        selected: label.code === selected,
      },
    })),
  };
}

/** Stored in place of a class: no data is a class of its own, plain ground is none. */
export const NO_DATA_CLASS = -1;
export const PLAIN_CLASS = -2;
/** What a legend row of surplus points at; on the map such regions are of the lowest class, with dots over it. */
export const SURPLUS_CLASS = -3;

/** Names and leader lines around the region. */
export function surroundingFeatures(
  surroundings: Surroundings,
): FeatureCollection<Point | LineString, { role: string; name?: string; note?: string }> {
  const features: Feature<Point | LineString, { role: string; name?: string; note?: string }>[] = [];
  const point = (role: string, name: string, position: Position, note?: string) =>
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [...position] },
      properties: { role, name, ...(note ? { note } : {}) },
    });
  for (const neighbour of surroundings.neighbours) point('neighbour', neighbour.name, neighbour.position);
  if (surroundings.sea) point('sea', surroundings.sea.name, surroundings.sea.position);
  for (const { name, note, position, textPosition } of surroundings.enclaves) {
    point('enclave-ground', name, position);
    if (!textPosition) continue;
    point('enclave', name, textPosition, note);
    features.push({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [[...position], [...textPosition]] },
      properties: { role: 'leader' },
    });
  }
  return { type: 'FeatureCollection', features };
}

const FONT = {
  medium: ['Jangkau Peta Medium'],
  wide: ['Jangkau Peta Wide Medium'],
  italic: ['Jangkau Peta Wide Medium Italic'],
  semibold: ['Jangkau Peta Semibold'],
  bold: ['Jangkau Peta Bold'],
};

export interface LabelOptions {
  readonly theme: MapTheme;
  readonly scale: ClassScale | null;
  readonly coloured: 'kecamatan' | 'desa' | null;
  readonly compact: boolean;
  /** Print: values are placed first and may overlap; names only where they fit. */
  readonly valuesFirst: boolean;
}

/** The label layers in order of priority; crisp letters on a halo of the ground they stand on. */
export function labelLayers({ theme, scale, coloured, compact, valuesFirst }: LabelOptions): PlacedLayer[] {
  const byClass = (of: 'fill' | 'text', noData: string, plain: string): ExpressionSpecification =>
    [
      'match',
      ['get', 'class'],
      ...(scale?.classes ?? []).flatMap((c) => [c.index, coloursOf(scale as ClassScale, c.index, theme)[of]]),
      NO_DATA_CLASS,
      noData,
      plain,
    ] as unknown as ExpressionSpecification;
  const paint = {
    'text-color': byClass('text', theme.text, theme.text),
    'text-halo-color': byClass('fill', theme.noData, theme.halo),
    'text-halo-width': 1.5,
  } as const;
  const nameAndValue: ExpressionSpecification = [
    'case',
    ['==', ['get', 'value'], ''],
    ['get', 'name'],
    [
      'format',
      ['get', 'name'],
      {},
      '\n',
      {},
      ['get', 'value'],
      { 'text-font': ['literal', FONT.bold], 'font-scale': 1.05 },
    ],
  ];
  const kecamatanSize: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 9, 10.2, 9.8, 11, 12, 14];
  const region = { type: 'symbol', source: LABEL_SOURCE } as const;
  const around = { type: 'symbol', source: SURROUNDINGS_SOURCE } as const;
  const level = (name: string): ExpressionSpecification => ['==', ['get', 'level'], name];

  const layers: PlacedLayer[] = [
    [
      'label-desa',
      {
        ...region,
        id: 'label-desa',
        minzoom: coloured === 'desa' ? 10.7 : 11.5,
        filter: ['all', level('desa'), ['!', ['get', 'selected']]],
        layout: {
          'text-field': nameAndValue,
          'text-font': FONT.medium,
          'text-size': ['interpolate', ['linear'], ['zoom'], 10.7, 9.6, 11.5, 11, 14, 13],
          'text-max-width': 7,
          'text-line-height': 1.05,
          'text-padding': 1,
          'symbol-sort-key': ['get', 'order'],
        },
        paint: { ...paint, 'text-color': byClass('text', theme.ink2, theme.ink2) },
      },
    ],
    [
      'label-sea',
      {
        ...around,
        id: 'label-sea',
        maxzoom: 11,
        filter: ['==', ['get', 'role'], 'sea'],
        layout: {
          'text-field': ['upcase', ['get', 'name']],
          'text-font': FONT.italic,
          'text-size': compact ? 11 : 15,
          'text-letter-spacing': 0.28,
          'text-max-width': 20,
        },
        paint: { 'text-color': theme.seaText },
      },
    ],
    [
      'label-enclave',
      {
        type: 'line',
        source: SURROUNDINGS_SOURCE,
        id: 'enclave-leader',
        maxzoom: 12,
        filter: ['==', ['get', 'role'], 'leader'],
        paint: { 'line-color': theme.neighbourText, 'line-width': 0.9 },
      },
    ],
    [
      'label-enclave',
      {
        ...around,
        id: 'label-enclave',
        maxzoom: 12,
        filter: ['==', ['get', 'role'], 'enclave'],
        layout: {
          'text-field': [
            'format',
            ['get', 'name'],
            {},
            '\n',
            {},
            ['coalesce', ['get', 'note'], ''],
            { 'font-scale': 0.82 },
          ],
          'text-font': FONT.medium,
          'text-size': compact ? 10.5 : 11.5,
          'text-anchor': 'left',
          'text-justify': 'left',
          'text-offset': [0.4, 0],
          'text-max-width': 14,
        },
        paint: { 'text-color': theme.text, 'text-halo-color': theme.sea, 'text-halo-width': 1.2 },
      },
    ],
    [
      'label-enclave',
      {
        ...around,
        id: 'label-enclave-ground',
        minzoom: 12,
        filter: ['==', ['get', 'role'], 'enclave-ground'],
        layout: { 'text-field': ['get', 'name'], 'text-font': FONT.medium, 'text-size': 13 },
        paint: { 'text-color': theme.neighbourText, 'text-halo-color': theme.enclave, 'text-halo-width': 1.5 },
      },
    ],
    [
      valuesFirst ? 'label-name' : 'label-value',
      {
        ...region,
        id: 'label-kecamatan-value',
        maxzoom: 13,
        filter: ['all', level('kecamatan'), ['!=', ['get', 'value'], '']],
        layout: {
          'text-field': ['get', 'value'],
          'text-font': FONT.bold,
          'text-size': kecamatanSize,
          'text-padding': 1,
          'symbol-sort-key': ['get', 'order'],
          'text-allow-overlap': valuesFirst,
          'text-line-height': valuesFirst ? 0.8 : 1.2,
        },
        paint,
      },
    ],
    [
      valuesFirst ? 'label-value' : 'label-name',
      {
        ...region,
        id: 'label-kecamatan',
        maxzoom: 13,
        filter: ['all', level('kecamatan'), ['!', ['get', 'selected']]],
        layout: {
          'text-field': valuesFirst ? ['get', 'name'] : nameAndValue,
          'text-font': FONT.semibold,
          'text-size': kecamatanSize,
          'text-max-width': 6.5,
          'text-line-height': 1.05,
          'text-padding': 1,
          'symbol-sort-key': ['get', 'order'],
          'text-variable-anchor-offset': valuesFirst
            ? // MapLibre moves these two anchors back by 0.29 em, for the space above and below the letters.
              ['bottom', [0, -1], 'top', [0, 1]]
            : ['center', [0, 0], 'center', [0, 0.3], 'center', [0, -0.3], 'center', [0.3, 0], 'center', [-0.3, 0]],
        },
        paint,
      },
    ],
    [
      'label-selected',
      {
        ...region,
        id: 'label-selected',
        filter: ['all', ['get', 'selected'], ['!', valuesFirst]],
        layout: {
          'text-field': nameAndValue,
          'text-font': FONT.semibold,
          'text-size': ['interpolate', ['linear'], ['zoom'], 9, 11.2, 9.8, 12, 12, 15],
          'text-max-width': 6.5,
          'text-line-height': 1.05,
          'text-allow-overlap': true,
        },
        paint,
      },
    ],
  ];
  if (!compact) {
    layers.push([
      'label-neighbour',
      {
        ...around,
        id: 'label-neighbour',
        // Further out, on a phone, the region alone has room.
        minzoom: 9.1,
        maxzoom: 11,
        filter: ['==', ['get', 'role'], 'neighbour'],
        layout: {
          'text-field': ['upcase', ['get', 'name']],
          'text-font': FONT.wide,
          'text-size': 12,
          'text-letter-spacing': 0.1,
          'text-max-width': 8,
        },
        paint: { 'text-color': theme.neighbourText },
      },
    ]);
  }
  return layers;
}
