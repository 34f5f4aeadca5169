/**
 * What is in our vector tiles: a public contract (TileJSON `vector_layers` follows from it). Adding an attribute is a
 * minor change; renaming or removing one is a breaking change. Styles may use only what stands here, and should draw all.
 * Feature ids: `featureIdOf(code)` for regions, else a number that is stable within one version of the tileset.
 */
export type AttributeType = 'string' | 'number' | 'boolean';

export interface TileLayer {
  readonly geometry: 'point' | 'line' | 'polygon';
  readonly minimumZoom: number;
  /** How far geometry reaches beyond the tile, in 1/4096 of its edge; 64 when absent. Wide lines need more. */
  readonly buffer?: number;
  /** Attributes may be absent on a feature when the value is not known; absent never means 0. */
  readonly attributes: Readonly<Record<string, AttributeType>>;
}
export interface Tileset {
  readonly family: 'ground' | 'region' | 'facility' | 'infrastructure' | 'permit' | 'project' | 'zone';
  /** Not for the public: in no list, kept by nothing between server and browser, asked for with a session. */
  readonly restricted?: true;
  readonly minimumZoom: number;
  /** Tiles beyond it are drawn from this zoom by the client (overzoom). */
  readonly maximumZoom: number;
  readonly layers: Readonly<Record<string, TileLayer>>;
}

/** Made-up data carries `sample: true` on every feature. */
const sample = { sample: 'boolean' } as const;
const region = { code: 'string', name: 'string', kind: 'string', parent: 'string' } as const;

export const TILESETS = {
  /** Sea, neighbours and enclaves: the ground of the map outside the region. */
  ground: {
    family: 'ground',
    minimumZoom: 6,
    maximumZoom: 12,
    layers: {
      sea: { geometry: 'polygon', minimumZoom: 6, attributes: { ...sample } },
      neighbour: { geometry: 'polygon', minimumZoom: 6, attributes: { code: 'string', name: 'string', ...sample } },
      enclave: { geometry: 'polygon', minimumZoom: 6, attributes: { code: 'string', name: 'string', ...sample } },
    },
  },
  regions: {
    family: 'region',
    minimumZoom: 6,
    maximumZoom: 14,
    layers: {
      kabupaten: { geometry: 'polygon', minimumZoom: 6, attributes: { ...region, ...sample } },
      kecamatan: { geometry: 'polygon', minimumZoom: 6, attributes: { ...region, population: 'number', ...sample } },
      desa: { geometry: 'polygon', minimumZoom: 8, attributes: { ...region, population: 'number', ...sample } },
    },
  },
  /** Each border once, so that two half-transparent strokes never add up. `level` is the highest level it separates. */
  borders: {
    family: 'region',
    minimumZoom: 6,
    maximumZoom: 14,
    layers: {
      border: { geometry: 'line', minimumZoom: 6, attributes: { level: 'string', ...sample } },
    },
  },
  facilities: {
    family: 'facility',
    minimumZoom: 6,
    maximumZoom: 16,
    layers: {
      /** A single facility, or below zoom 11 a cluster: `count` > 1 and no name. */
      facility: {
        geometry: 'point',
        minimumZoom: 6,
        attributes: {
          id: 'string',
          kind: 'string',
          name: 'string',
          owner: 'string',
          region: 'string',
          accuracy: 'string',
          count: 'number',
          dataset: 'string',
          ...sample,
        },
      },
    },
  },
  roads: {
    family: 'infrastructure',
    minimumZoom: 7,
    maximumZoom: 14,
    layers: {
      road: {
        geometry: 'line',
        minimumZoom: 7,
        attributes: {
          id: 'string',
          code: 'string',
          name: 'string',
          authority: 'string',
          class: 'string',
          condition: 'string',
          length_metres: 'number',
          dataset: 'string',
          ...sample,
        },
      },
    },
  },
  water: {
    family: 'infrastructure',
    minimumZoom: 7,
    maximumZoom: 14,
    layers: {
      river: { geometry: 'polygon', minimumZoom: 7, attributes: { name: 'string', ...sample } },
      /** The shallow-water band is up to 40 px wide, so its lines must reach 24 px into the next tile. */
      coast: { geometry: 'line', minimumZoom: 7, buffer: 256, attributes: { ...sample } },
    },
  },
  infrastructure: {
    family: 'infrastructure',
    minimumZoom: 8,
    maximumZoom: 16,
    layers: {
      /** Street lights, road signs, ICT sites; thinned at low zoom, `count` tells how many a point stands for. */
      installation: {
        geometry: 'point',
        minimumZoom: 8,
        attributes: {
          id: 'string',
          kind: 'string',
          name: 'string',
          condition: 'string',
          authority: 'string',
          count: 'number',
          dataset: 'string',
          ...sample,
        },
      },
      land_asset: {
        geometry: 'polygon',
        minimumZoom: 11,
        attributes: {
          id: 'string',
          name: 'string',
          use: 'string',
          area_square_metres: 'number',
          region: 'string',
          dataset: 'string',
          ...sample,
        },
      },
    },
  },
  /** Data centre, network operation centre, offices on the network and fibre: exempt information (UU 14/2008 art. 17). */
  ict: {
    family: 'infrastructure',
    restricted: true,
    minimumZoom: 8,
    maximumZoom: 14,
    layers: {
      fibre: {
        geometry: 'line',
        minimumZoom: 8,
        attributes: {
          id: 'string',
          name: 'string',
          class: 'string',
          condition: 'string',
          cores: 'number',
          length_metres: 'number',
          dataset: 'string',
          ...sample,
        },
      },
      site: {
        geometry: 'point',
        minimumZoom: 8,
        attributes: {
          id: 'string',
          kind: 'string',
          name: 'string',
          class: 'string',
          condition: 'string',
          connection: 'string',
          bandwidth_mbps: 'number',
          count: 'number',
          dataset: 'string',
          ...sample,
        },
      },
    },
  },
  permits: {
    family: 'permit',
    minimumZoom: 8,
    maximumZoom: 16,
    layers: {
      /** Premises of legal entities only; natural persons appear in no tile. */
      permit: {
        geometry: 'point',
        minimumZoom: 8,
        attributes: {
          id: 'string',
          type: 'string',
          status: 'string',
          year: 'number',
          kbli_division: 'string',
          risk: 'string',
          region: 'string',
          count: 'number',
          dataset: 'string',
          ...sample,
        },
      },
    },
  },
  projects: {
    family: 'project',
    minimumZoom: 7,
    maximumZoom: 16,
    layers: {
      project_point: {
        geometry: 'point',
        minimumZoom: 7,
        attributes: {
          id: 'string',
          name: 'string',
          sector: 'string',
          opd: 'string',
          status: 'string',
          fiscal_year: 'number',
          ceiling_rupiah: 'number',
          physical_percent: 'number',
          planned_percent: 'number',
          count: 'number',
          dataset: 'string',
          ...sample,
        },
      },
      project_line: {
        geometry: 'line',
        minimumZoom: 7,
        attributes: {
          id: 'string',
          name: 'string',
          sector: 'string',
          opd: 'string',
          status: 'string',
          fiscal_year: 'number',
          ceiling_rupiah: 'number',
          physical_percent: 'number',
          planned_percent: 'number',
          dataset: 'string',
          ...sample,
        },
      },
    },
  },
  hazard: {
    family: 'zone',
    minimumZoom: 8,
    maximumZoom: 14,
    layers: {
      hazard: {
        geometry: 'polygon',
        minimumZoom: 8,
        attributes: { kind: 'string', class: 'string', dataset: 'string', ...sample },
      },
    },
  },
  'land-use': {
    family: 'zone',
    minimumZoom: 8,
    maximumZoom: 14,
    layers: {
      land_use: {
        geometry: 'polygon',
        minimumZoom: 8,
        attributes: { kind: 'string', name: 'string', dataset: 'string', ...sample },
      },
    },
  },
} as const satisfies Record<string, Tileset>;

export type TilesetName = keyof typeof TILESETS;
export const TILESET_NAMES = Object.keys(TILESETS) as TilesetName[];

/** Whether a tileset is for some people only. */
export function isRestricted(name: TilesetName): boolean {
  return (TILESETS[name] as Tileset).restricted === true;
}

/** Whether a name from outside is one of ours; own keys only, so `constructor` is not. */
export function isTilesetName(name: string): name is TilesetName {
  return Object.hasOwn(TILESETS, name);
}
