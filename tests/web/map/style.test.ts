import { TILESETS, TILESET_NAMES, type TilesetName } from '#tilesets';
import { validateStyleMin, type LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, test } from 'vitest';
import { classOpacityAt } from '../../../web/map/choropleth.ts';
import { DRAWING_ORDER } from '../../../web/map/drawing-order.ts';
import { SURPLUS_CLASS } from '../../../web/map/labels.ts';
import { LAYERS, type LayerId } from '../../../web/map/layers/index.ts';
import { scaleOf, classOf } from '../../../web/map/scales.ts';
import { buildStyle, statesOf, SURFACE_SLOT, type StyleOptions } from '../../../web/map/style.ts';
import { THEMES, type ThemeName } from '../../../web/map/theme.ts';

const tiles = Object.fromEntries(
  TILESET_NAMES.map((name) => [name, { tiles: [`/tiles/${name}/1/{z}/{x}/{y}.mvt`] }]),
) as StyleOptions['tiles'];
const everything = new Set(LAYERS.map((layer) => layer.id)) as ReadonlySet<LayerId>;
const gaps = new Map<string, number | null>([
  ['99.01.01', -2],
  ['99.01.02', 3],
  ['99.01.03', 8],
  ['99.01.04', null],
]);
const scale = scaleOf(gaps.values(), { upperBounds: [0, 4, 6] });
const choropleth = {
  level: 'kecamatan' as const,
  scale,
  classes: new Map([...gaps].map(([code, value]) => [code, classOf(value, scale)])),
  surplus: new Set(['99.01.01']),
  values: new Map([
    ['99.01.01', '+2'],
    ['99.01.02', '3'],
    ['99.01.03', '8'],
  ]),
};
const plain: StyleOptions = {
  theme: THEMES.light,
  locale: 'id',
  tiles,
  visible: everything,
  choropleth: null,
  labels: [{ code: '99.01.01', name: 'Satu', level: 'kecamatan', position: [108.5, -6.7], population: 60_000 }],
  surroundings: {
    neighbours: [{ name: 'Kab. Sebelah', position: [108.3, -6.5] }],
    sea: { name: 'Laut', position: [108.7, -6.6] },
    enclaves: [{ name: 'Kota', note: 'di luar', position: [108.55, -6.73], textPosition: [108.65, -6.7] }],
  },
  selected: null,
};
const variants: readonly (readonly [string, Partial<StyleOptions>])[] = [
  ['plain ground', {}],
  ['classes on kecamatan', { choropleth, selected: '99.01.02', focusClass: 1 }],
  ['classes on desa', { choropleth: { ...choropleth, level: 'desa' } }],
  [
    'a diverging scale',
    { choropleth: { ...choropleth, scale: scaleOf([-3, 0, 3], { upperBounds: [-1, 0], palette: 'diverging' }) } },
  ],
  [
    'some kinds, small map, marks',
    {
      facilityKinds: ['puskesmas', 'smp'],
      compact: true,
      marks: [{ role: 'rank', position: [108.5, -6.7], text: '1', active: true }],
    },
  ],
  ['values before names', { choropleth, valuesFirst: true }],
  ['nothing switched on', { visible: new Set() }],
  ['no tiles at all', { tiles: {} }],
  ['tiles by TileJSON', { tiles: { regions: { url: '/tiles/regions.json' } } }],
];

describe.each(['light', 'dark', 'print'] as const satisfies readonly ThemeName[])('the style for %s', (name) => {
  test.each(variants)('is valid with %s', (_, options) => {
    expect(validateStyleMin(buildStyle({ ...plain, theme: THEMES[name], ...options }))).toEqual([]);
  });

  test('names no colour that is not in its theme', () => {
    const known = new Set(
      Object.values(THEMES[name])
        .flat()
        .filter((value) => /^#/.test(value)),
    );
    const used = new Set(
      JSON.stringify(buildStyle({ ...plain, theme: THEMES[name], choropleth })).match(/#[0-9a-f]{3,8}\b/gi),
    );
    expect(used.size).toBeGreaterThan(15);
    expect([...used].filter((colour) => !known.has(colour))).toEqual([]);
  });
});

test('the same options give an equal style', () => {
  expect(buildStyle({ ...plain, choropleth })).toEqual(buildStyle({ ...plain, choropleth }));
});

/** Every `["get", name]` in an expression. */
function attributesIn(value: unknown): string[] {
  if (!Array.isArray(value))
    return value && typeof value === 'object' ? Object.values(value).flatMap(attributesIn) : [];
  return [
    ...((value[0] === 'get' || value[0] === 'has') && typeof value[1] === 'string' ? [value[1]] : []),
    ...value.flatMap(attributesIn),
  ];
}
const drawn = buildStyle({ ...plain, choropleth, facilityKinds: ['smp'] }).layers;
const tiled = drawn.filter(
  (layer): layer is Extract<LayerSpecification, { source: string }> & { 'source-layer': string } =>
    'source-layer' in layer,
);

describe('style and tiles are one contract', () => {
  test('the style uses no source layer and no attribute that the tiles do not declare', () => {
    for (const layer of tiled) {
      const declared = (
        TILESETS[layer.source as TilesetName]?.layers as Record<string, { attributes: object }> | undefined
      )?.[layer['source-layer']];
      expect(declared, `${layer.id}: ${layer.source}/${layer['source-layer']}`).toBeDefined();
      for (const attribute of attributesIn(layer))
        expect(Object.keys(declared?.attributes ?? {}), `${layer.id} reads ${attribute}`).toContain(attribute);
    }
  });

  test('every source layer of the tiles is drawn', () => {
    const seen = new Set(tiled.map((layer) => `${layer.source}/${layer['source-layer']}`));
    const all = TILESET_NAMES.flatMap((tileset) =>
      Object.keys(TILESETS[tileset].layers).map((layer) => `${tileset}/${layer}`),
    );
    expect(all.filter((layer) => !seen.has(layer))).toEqual([]);
  });

  test('no layer asks for a zoom below the one its tiles begin at', () => {
    for (const definition of LAYERS) {
      const begin = Math.min(
        ...definition.sourceLayers.map(
          (layer) =>
            (TILESETS[definition.tileset].layers as Record<string, { minimumZoom: number }>)[layer]?.minimumZoom ??
            Infinity,
        ),
      );
      expect(definition.minimumZoom, definition.id).toBeGreaterThanOrEqual(begin);
    }
  });

  test('popups read only declared attributes', () => {
    for (const definition of LAYERS) {
      for (const [sourceLayer, content] of Object.entries(definition.popup)) {
        const declared = Object.keys(
          (TILESETS[definition.tileset].layers as Record<string, { attributes: object }>)[sourceLayer]?.attributes ??
            {},
        );
        const read = [content.title, content.kind?.attribute, ...content.fields.map((field) => field.attribute)].filter(
          (name) => name !== null && name !== undefined,
        );
        expect(
          read.filter((name) => !declared.includes(name)),
          `${definition.id}/${sourceLayer}`,
        ).toEqual([]);
      }
    }
  });
});

describe('the drawing order', () => {
  /** The table of the look, bottom to top, by the ids as drawn; one id stands for each row. */
  const TABLE = [
    'sea',
    'coast-2',
    'coast-1',
    'land-neighbour',
    'shore',
    'neighbour-line',
    'region-band',
    'region',
    'choropleth',
    SURFACE_SLOT,
    'hazard',
    'river',
    'road-provincial-casing',
    'road-provincial',
    'kecamatan-line',
    'enclave',
    'region-outline',
    'hover-kecamatan',
    'selection-casing-kecamatan',
    'selection-kecamatan',
    'facility-dot',
    'project-point',
    'road-name',
    'facility-name',
    'label-desa',
    'label-sea',
    'label-neighbour',
    'label-enclave',
    'label-kecamatan-value',
    'label-kecamatan',
    'label-selected',
  ];
  test('is that of the table', () => {
    const ids = drawn.map((layer) => layer.id);
    expect(TABLE.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id) => TABLE.includes(id))).toEqual(TABLE);
  });

  test('survives every toggle, and the slot for surfaces is always there', () => {
    const ids = buildStyle({ ...plain, visible: new Set<LayerId>(['roads']) }).layers.map((layer) => layer.id);
    const all = buildStyle(plain).layers.map((layer) => layer.id);
    expect(ids).toEqual(all.filter((id) => ids.includes(id)));
    expect(buildStyle({ ...plain, tiles: {}, visible: new Set() }).layers.map((layer) => layer.id)).toContain(
      SURFACE_SLOT,
    );
  });

  test('has no layer twice, and a definition puts its layers only where the order has a place', () => {
    const ids = drawn.map((layer) => layer.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(DRAWING_ORDER).size).toBe(DRAWING_ORDER.length);
  });

  test('puts the casing of every road under the core of every road, so that crossings are open', () => {
    const ids = drawn.map((layer) => layer.id);
    const lastCasing = Math.max(...ids.flatMap((id, i) => (/^road-.*-casing$/.test(id) ? [i] : [])));
    expect(ids.indexOf('road-desa')).toBeGreaterThan(lastCasing);
  });
});

describe('changing what is shown', () => {
  test('another service changes feature states, no paint of the tiles', () => {
    const other = {
      ...choropleth,
      classes: new Map([
        ['99.01.01', 2],
        ['99.01.02', 0],
      ]),
      values: new Map<string, string>(),
    };
    const before = buildStyle({ ...plain, choropleth });
    const after = buildStyle({ ...plain, choropleth: other });
    expect(after.layers).toEqual(before.layers);
    expect(statesOf(after)).not.toEqual(statesOf(before));
  });

  test('missing data is a class of its own and surplus is marked', () => {
    const states = statesOf(buildStyle({ ...plain, choropleth })).kecamatan;
    expect(states?.[990104]).toEqual({ class: -1 });
    expect(states?.[990101]).toEqual({ class: 0, surplus: true });
  });

  test('pointing at a class dims all the others, and only them', () => {
    const states = statesOf(buildStyle({ ...plain, choropleth, focusClass: 1 })).kecamatan ?? {};
    const dim = Object.entries(states)
      .filter(([, state]) => state.dim)
      .map(([id]) => Number(id));
    expect(dim).toEqual([990101, 990103, 990104]);
  });

  test('pointing at surplus leaves only regions with surplus, pointing at "enough" only those without', () => {
    const more = { ...choropleth, classes: new Map([...choropleth.classes, ['99.01.05', 0]]) };
    const bright = (focusClass: number) =>
      Object.entries(statesOf(buildStyle({ ...plain, choropleth: more, focusClass })).kecamatan ?? {})
        .filter(([, state]) => !state.dim)
        .map(([id]) => Number(id));
    expect(bright(SURPLUS_CLASS)).toEqual([990101]);
    expect(bright(0)).toEqual([990105]);
  });

  test('swatches fade with the classes on the map', () => {
    expect([9, 12, 12.3, 12.6, 16].map((zoom) => Number(classOpacityAt(zoom).toFixed(3)))).toEqual([
      1, 1, 0.775, 0.55, 0.55,
    ]);
  });

  test('made-up roads are drawn only where someone switched them on, and have no names', () => {
    const roadsOf = (visible: LayerId[]) =>
      buildStyle({ ...plain, visible: new Set(visible) }).layers.flatMap((layer) =>
        'source' in layer && layer.source === 'roads' ? [layer] : [],
      );
    const real = roadsOf(['roads']);
    expect(real.length).toBeGreaterThan(6);
    const without = JSON.stringify(['!', ['to-boolean', ['get', 'sample']]]);
    expect(real.filter((layer) => !JSON.stringify('filter' in layer ? layer.filter : null).includes(without))).toEqual(
      [],
    );
    const made = roadsOf(['sample-roads']);
    expect(made.map((layer) => layer.id)).toContain('road-sample-kabupaten-sign');
    expect(made.filter((layer) => layer.type === 'symbol')).toEqual([]);
  });

  test('names begin beside a numbered circle', () => {
    const offsets = (marks: StyleOptions['marks']) =>
      buildStyle({ ...plain, marks: marks ?? [] }).layers.flatMap((layer) =>
        layer.type === 'symbol' && layer.id.startsWith('facility-')
          ? ((layer.layout?.['text-offset'] as [number, number] | undefined) ?? [])
          : [],
      );
    expect(Math.max(...offsets([]))).toBeLessThan(1.5);
    expect(offsets([{ role: 'rank', position: [108.5, -6.7], text: '1' }])).toEqual([2, 0, 2, 0]);
  });

  test('made-up features have their own sign in every layer that may hold them', () => {
    const families = LAYERS.filter(
      (layer) => layer.family !== null && layer.id !== 'water' && layer.id !== 'land-assets',
    );
    for (const layer of families)
      expect(
        JSON.stringify(
          layer.style({
            theme: THEMES.light,
            locale: 'id',
            coloured: false,
            facilityKinds: null,
            compact: false,
            ranked: false,
          }),
        ),
        layer.id,
      ).toContain('["get","sample"]');
  });
});
