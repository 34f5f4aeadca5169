import type { FacilityKind } from '#model/facility';
import type { BBox } from '#model/geometry';
import type { RegionCode } from '#model/region';
import { isTilesetName, type TilesetName } from '#tilesets';
import type { Backend } from '../backend/backend.ts';
import { surroundingsOf, type RegionLabel, type Surroundings } from '../map/labels.ts';
import type { TileAddress } from '../map/style.ts';
import type { Profile } from '../state/app-state.svelte.ts';
import { loadRestrictedTilesets } from './restricted-tilesets.ts';

/** What every map of the region needs, whatever it shows: where tiles are, names and where they stand. */
export interface MapGround {
  readonly tiles: Readonly<Partial<Record<TilesetName, TileAddress>>>;
  /** Tilesets in which something is made up. */
  readonly sampleTilesets: ReadonlySet<TilesetName>;
  /** Kinds of facilities of which some are made up. */
  readonly sampleKinds: ReadonlySet<FacilityKind>;
  readonly bounds: BBox;
  readonly boxOf: ReadonlyMap<RegionCode, BBox>;
  readonly labels: readonly RegionLabel[];
  readonly surroundings: Surroundings;
}

export async function loadMapGround(
  backend: Backend,
  profile: Profile,
  enclaveNote: string,
  signal: AbortSignal,
): Promise<MapGround> {
  const [tilesets, restricted, regions, neighbours, kinds] = await Promise.all([
    backend.get('tilesets', {}, {}, signal),
    loadRestrictedTilesets(signal),
    backend.get('regions', {}, {}, signal),
    backend.get('regions', { level: 'kabupaten', foreign: 'true' }, {}, signal),
    backend.get('facilityKinds', {}, {}, signal),
  ]);
  const own = regions.items.find((region) => region.code === profile.code);
  const bounds: BBox = own ? own.bbox : profile.bounds;
  const others = neighbours.items.flatMap((region) => {
    const known = profile.neighbours.find(({ code }) => code === region.code);
    return known
      ? [{ name: known.name, labelPoint: region.labelPoint, bbox: region.bbox, enclave: known.enclave }]
      : [];
  });
  const served = [...tilesets.items, ...restricted].filter((tileset) => isTilesetName(tileset.name));
  return {
    tiles: Object.fromEntries(served.map((tileset) => [tileset.name, { url: tileset.tilejson }])),
    sampleTilesets: new Set(served.filter((tileset) => tileset.sample).map((tileset) => tileset.name as TilesetName)),
    sampleKinds: new Set(kinds.items.filter((item) => item.sample).map((item) => item.kind)),
    bounds,
    boxOf: new Map(regions.items.map((region) => [region.code, region.bbox])),
    labels: regions.items.flatMap((region): RegionLabel[] =>
      region.level === 'kabupaten'
        ? []
        : [
            {
              code: region.code,
              name: region.name,
              level: region.level,
              position: region.labelPoint,
              population: region.population?.value ?? null,
            },
          ],
    ),
    surroundings: surroundingsOf(
      { bounds, sea: profile.sea },
      others,
      regions.items.filter((region) => region.level === 'kecamatan').map((region) => region.bbox),
      enclaveNote,
    ),
  };
}
