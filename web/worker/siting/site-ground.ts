import { createSiteCheck, distanceMetres, nearestCell, type GroundCheck } from '#analysis';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { SitingChange } from '#model/siting';
import type { ServiceStandard } from '#model/standard';
import { outlinesOf } from '../boundary-features.ts';
import type { Scenario } from '../scenarios.ts';
import type { WorkspaceData } from '../workspace-data.ts';
import type { LoadSiteLayers } from './site-layers.ts';
import type { SiteCheck } from './siting-questions.ts';

/** Loads what a place is judged by, and indexes it. Throws `BackendError`. */
export async function openGround(
  data: WorkspaceData,
  loadLayers: LoadSiteLayers,
): Promise<(standard: ServiceStandard, kind: FacilityKind, position: Position) => GroundCheck> {
  const [layers, boundaries, projects] = await Promise.all([loadLayers(), data.boundaries(), data.projects()]);
  const sampleOf = new Map(layers.datasets.map(({ id, sample }) => [id, sample]));
  const withSample = <T extends { readonly dataset: string }>(items: readonly T[]) =>
    items.map((item) => ({ ...item, sample: sampleOf.get(item.dataset) ?? false }));
  const isKnown = (family: (typeof layers.datasets)[number]['family']): boolean =>
    layers.datasets.some((dataset) => dataset.family === family);
  const parentOf = new Map(data.regions.map(({ code, parent }) => [code, parent]));
  const nameOf = new Map(data.regions.map(({ code, name }) => [code, name]));
  return createSiteCheck({
    desa: outlinesOf(boundaries, 'desa').map((desa) => ({
      ...desa,
      kecamatan: nameOf.get(parentOf.get(desa.code) ?? '') ?? '',
    })),
    hazards: withSample(layers.hazards),
    landUses: withSample(layers.landUses),
    parcels: withSample(layers.parcels),
    known: { hazard: isKnown('hazard'), landUse: isKnown('land-use'), parcels: isKnown('land-asset') },
    projects,
    toleranceMetres: layers.toleranceMetres,
  });
}

/** Nearest by road is looked for up to four times the estimate, and at least so many minutes. */
const LEAST_MINUTES = 30;

/**
 * The nearest facility of a kind with changes in, whoever owns it and on either side of the border; a change that stands at exactly
 * this place is the one asked about, and left out. Minutes are those of the open question's travel from the cell of the place, null
 * by radius or without a way.
 */
export function nearestOfKind(
  { facilities }: WorkspaceData,
  { fields, options }: Scenario,
  kind: FacilityKind,
  position: Position,
  changes: readonly SitingChange[],
): SiteCheck['nearest'] {
  const isAsked = (at: Position): boolean => at[0] === position[0] && at[1] === position[1];
  const placeOf = new Map<string, Position | null>();
  let nearest: { name: string; metres: number; at: Position } | null = null;
  const offer = (name: string, at: Position): void => {
    const metres = distanceMetres(...position, ...at);
    if (nearest === null || metres < nearest.metres) nearest = { name, metres, at };
  };
  for (const change of changes) {
    const { action, facility } = change;
    if (action === 'build' && change.kind === kind && !isAsked(change.position)) offer(change.name, change.position);
    if (facility !== null && action === 'close') placeOf.set(facility, null);
    if (facility !== null && action === 'move') placeOf.set(facility, change.position);
  }
  facilities.kind.forEach((ofRow, row) => {
    if (ofRow !== kind) return;
    const moved = placeOf.get(facilities.id[row]!);
    if (moved === null || (moved && isAsked(moved))) return;
    const [longitude, latitude] = [facilities.longitude[row], facilities.latitude[row]];
    if (moved) offer(facilities.name[row]!, moved);
    else if (longitude != null && latitude != null) offer(facilities.name[row]!, [longitude, latitude]);
  });
  if (nearest === null) return null;
  const { name, metres, at } = nearest as { name: string; metres: number; at: Position };
  const { travel } = options;
  if (!travel) return { name, metres, minutes: null };
  const estimate = fields.straightMinutes(metres, travel.mode);
  if (travel.path === 'straight') return { name, metres, minutes: estimate };
  const home = nearestCell(fields, position);
  const points = { longitude: Float64Array.of(at[0]), latitude: Float64Array.of(at[1]) };
  const value = Math.max(LEAST_MINUTES, 4 * estimate);
  const { cell, cost } = fields.reachLists(points, 0, 1, { ...travel, unit: 'minutes', value });
  const found = home ? cell.indexOf(home.cell) : -1;
  return { name, metres, minutes: found < 0 ? null : cost[found]! };
}
