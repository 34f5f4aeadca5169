import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { createPolygonIndex, distanceMetres } from '#analysis';
import type { Polygonal, Position } from '#model/geometry';
import { parentOf, type RegionCode } from '#model/region';
import type { SitingLimits } from '#model/siting';
import { outlinesOf } from '../boundary-features.ts';
import type { SiteLayers } from '../siting/site-layers.ts';
import type { BestSitesRequest } from '../siting/siting-questions.ts';
import type { WorkspaceData } from '../workspace-data.ts';

/** A place where something may be built or enlarged. */
export interface SiteCandidate {
  readonly id: string;
  readonly action: 'build' | 'upgrade';
  readonly name: string;
  readonly kecamatan: RegionCode;
  readonly position: Position;
  /** The facility that is enlarged. */
  readonly facility: string | null;
}

/** Government land counts as near up to here, as in the check of one site. */
const NEAR_METRES = 500;
/** Hazards that what is built there is exposed to; drought leaves a building dry. */
const AVOIDED_HAZARDS: readonly string[] = ['flood', 'tidal-flood', 'landslide'];

/**
 * The places that a request allows to build on: the inner point of each desa, parcels of government land, or both. Taken out: what is
 * forbidden; with the limits, what lies in a protected field (LP2B), in a zone of high hazard (flood, tidal flood, landslide), or
 * farther than 500 m from a parcel that is large enough. Parcels smaller than the standard's land are never candidates.
 * `notChecked` names the limits about which no dataset is loaded; they take nothing out.
 */
export async function buildCandidates(
  data: WorkspaceData,
  layers: SiteLayers,
  request: Pick<BestSitesRequest, 'candidates' | 'forbidden' | 'limits'>,
  neededSquareMetres: number | null,
): Promise<{ readonly candidates: readonly SiteCandidate[]; readonly notChecked: readonly (keyof SitingLimits)[] }> {
  const { limits } = request;
  const parcels = layers.parcels.filter(({ areaSquareMetres }) => areaSquareMetres >= (neededSquareMetres ?? 0));
  const isKnown = (family: SiteLayers['datasets'][number]['family']): boolean =>
    layers.datasets.some((dataset) => dataset.family === family);
  const notChecked = (
    [
      ['avoidProtectedFields', 'land-use'],
      ['avoidHazard', 'hazard'],
      ['onlyGovernmentLand', 'land-asset'],
    ] as const
  ).flatMap(([limit, family]) => (limits[limit] && !isKnown(family) ? [limit] : []));

  const isProtected = zoneOf(
    layers.landUses.filter(({ kind }) => kind === 'lp2b'),
    layers.toleranceMetres,
  );
  const isDangerous = zoneOf(
    layers.hazards.filter((zone) => zone.class === 'high' && AVOIDED_HAZARDS.includes(zone.kind)),
    layers.toleranceMetres,
  );
  const isNearParcel = (position: Position): boolean =>
    parcels.some((parcel) => distanceMetres(...position, ...parcel.position) <= NEAR_METRES);
  const isAllowed = ({ id, position }: SiteCandidate): boolean =>
    !request.forbidden.includes(id) &&
    !(limits.avoidProtectedFields && isProtected(position)) &&
    !(limits.avoidHazard && isDangerous(position)) &&
    (!limits.onlyGovernmentLand || !isKnown('land-asset') || id.startsWith('parcel:') || isNearParcel(position));

  const found: SiteCandidate[] = [];
  if (request.candidates !== 'parcels') {
    for (const { code, name, level, own, parent, labelPoint } of data.regionItems) {
      if (!own || level !== 'desa' || !parent) continue;
      found.push({
        id: `desa:${code}`,
        action: 'build',
        name,
        kecamatan: parent,
        position: labelPoint,
        facility: null,
      });
    }
  }
  if (request.candidates !== 'desa' && parcels.length > 0) {
    const desaAt = await desaFinder(data);
    for (const { id, name, position } of parcels) {
      const desa = desaAt(position);
      const kecamatan = desa && parentOf(desa.code);
      if (!desa || !kecamatan) continue;
      found.push({ id: `parcel:${id}`, action: 'build', name: name ?? desa.name, kecamatan, position, facility: null });
    }
  }
  return { candidates: found.filter(isAllowed), notChecked };
}

/** Which of our own desa holds a position; null outside. */
export async function desaFinder(
  data: WorkspaceData,
): Promise<(position: Position) => { readonly code: RegionCode; readonly name: string } | null> {
  return zonesOf(outlinesOf(await data.boundaries(), 'desa').filter(({ code }) => data.ownCodes.has(code)));
}

/** Whether a place lies in a zone or on its border, as the check of one site tells it. */
function zoneOf(
  zones: readonly { readonly geometry: Polygonal }[],
  toleranceMetres: number,
): (position: Position) => boolean {
  const index = createPolygonIndex(
    zones.map(({ geometry }) => geometry),
    toleranceMetres,
  );
  return (position) => index.at(position).length > 0;
}

/** The first of the areas that holds a position; a border belongs to both sides. */
function zonesOf<T extends { readonly geometry: Polygonal }>(areas: readonly T[]): (position: Position) => T | null {
  const boxed = areas.map((area) => ({ area, box: boxOf(area.geometry) }));
  return ([x, y]) =>
    boxed.find(
      ({ area, box: [west, south, east, north] }) =>
        x >= west && x <= east && y >= south && y <= north && booleanPointInPolygon([x, y], area.geometry),
    )?.area ?? null;
}

function boxOf(geometry: Polygonal): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  for (const [x, y] of polygons.flat(2)) {
    box[0] = Math.min(box[0], x!);
    box[1] = Math.min(box[1], y!);
    box[2] = Math.max(box[2], x!);
    box[3] = Math.max(box[3], y!);
  }
  return box;
}
