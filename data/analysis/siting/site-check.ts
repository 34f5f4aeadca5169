import type { Authority } from '#model/authority';
import type { FacilityKind } from '#model/facility';
import type { Polygonal, Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import { distanceMetres } from '../geodesy.ts';
import { CLOSED_STATUSES, type ProjectColumns } from '../place-surroundings.ts';
import { kindsNamed } from '../project-kinds.ts';
import { createPolygonIndex } from './polygon-index.ts';

interface Zone {
  readonly name: string | null;
  readonly geometry: Polygonal;
  readonly sample: boolean;
}
/** What limits and helps a place: hazards, land use, government land, and whose territory it is. */
export interface SiteGround {
  readonly desa: readonly {
    readonly code: RegionCode;
    readonly name: string;
    readonly kecamatan: string;
    readonly geometry: Polygonal;
  }[];
  readonly hazards: readonly (Zone & { readonly kind: string; readonly class: string })[];
  readonly landUses: readonly (Zone & { readonly kind: string })[];
  readonly parcels: readonly (Zone & {
    readonly id: string;
    readonly use: string | null;
    readonly areaSquareMetres: number;
  })[];
  /** Whether some dataset could say something of each, also one without rows. */
  readonly known: { readonly hazard: boolean; readonly landUse: boolean; readonly parcels: boolean };
  readonly projects: ProjectColumns & { readonly opd: readonly string[] };
  /** How far the outlines of hazards and land use may lie from where they were stated; nearer than that to one is in it. */
  readonly toleranceMetres: number;
}

export interface FoundParcel {
  readonly id: string;
  readonly name: string | null;
  readonly use: string | null;
  readonly areaSquareMetres: number;
  readonly metres: number;
  readonly isLargeEnough: boolean | null;
  readonly sample: boolean;
}
/** What stands at a place and around it. */
export interface GroundCheck {
  readonly position: Position;
  /** Null outside of our own territory. */
  readonly desa: { readonly code: RegionCode; readonly name: string; readonly kecamatan: string } | null;
  readonly hazards: readonly { kind: string; class: string; name: string | null; sample: boolean }[];
  readonly landUses: readonly { kind: string; name: string | null; sample: boolean }[];
  /** Metres to the nearest protected field, 0 inside and on its border or nearer to it than the tolerance; null without any. */
  readonly protectedFieldMetres: number | null;
  readonly known: SiteGround['known'];
  readonly authority: readonly Authority[];
  readonly neededSquareMetres: number | null;
  /** Up to 500 m away; the large enough first, then the nearest. */
  readonly parcels: readonly FoundParcel[];
  readonly nearestParcelMetres: number | null;
  /** Open projects of the same kind up to 1 km away, the nearest first. */
  readonly planned: readonly {
    readonly id: string;
    readonly name: string;
    readonly opd: string;
    readonly fiscalYear: number;
    readonly metres: number;
    readonly sample: boolean;
  }[];
}

const PARCEL_METRES = 500;
const PLANNED_METRES = 1_000;
/** Fields that are kept for farming (lahan pertanian pangan berkelanjutan). */
const PROTECTED = 'lp2b';
const CLASS_ORDER = ['high', 'medium', 'low'];

/**
 * Answers for one place after another. Of several hazards of a kind at a place the highest class is told; touching desa share their
 * border, where the first code is told. Land is large enough from the standard's own area on (`landSquareMetres`); where it states
 * none that cannot be said.
 */
export function createSiteCheck(
  ground: SiteGround,
): (standard: ServiceStandard, kind: FacilityKind, position: Position) => GroundCheck {
  const desa = ground.desa.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const protectedFields = ground.landUses.filter(({ kind }) => kind === PROTECTED);
  const geometriesOf = (items: readonly { readonly geometry: Polygonal }[]) => items.map(({ geometry }) => geometry);
  const ofDesa = createPolygonIndex(geometriesOf(desa));
  const ofHazards = createPolygonIndex(geometriesOf(ground.hazards), ground.toleranceMetres);
  const ofLandUses = createPolygonIndex(geometriesOf(ground.landUses), ground.toleranceMetres);
  const ofProtected = createPolygonIndex(geometriesOf(protectedFields), ground.toleranceMetres);
  const ofParcels = createPolygonIndex(geometriesOf(ground.parcels));
  const { projects } = ground;
  const kindsOfProject = projects.name.map((name) => kindsNamed(name));

  function hazardsAt(position: Position): GroundCheck['hazards'] {
    const found = ofHazards
      .at(position)
      .map((at) => ground.hazards[at]!)
      .sort((a, b) => CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class));
    return found
      .filter((hazard, i) => found.findIndex(({ kind }) => kind === hazard.kind) === i)
      .map(({ kind, class: level, name, sample }) => ({ kind, class: level, name, sample }));
  }

  function parcelsNear(position: Position, needed: number | null): FoundParcel[] {
    return ofParcels
      .within(position, PARCEL_METRES)
      .map(({ index, metres }): FoundParcel => {
        const { id, name, use, areaSquareMetres, sample } = ground.parcels[index]!;
        const isLargeEnough = needed === null ? null : areaSquareMetres >= needed;
        return { id, name, use, areaSquareMetres, metres, isLargeEnough, sample };
      })
      .sort((a, b) => Number(b.isLargeEnough ?? false) - Number(a.isLargeEnough ?? false) || a.metres - b.metres);
  }

  function plannedNear(position: Position, kind: FacilityKind): GroundCheck['planned'] {
    return projects.id
      .flatMap((id, row) => {
        const [longitude, latitude] = [projects.longitude[row], projects.latitude[row]];
        if (longitude == null || latitude == null || CLOSED_STATUSES.has(projects.status[row]!)) return [];
        if (!kindsOfProject[row]!.includes(kind)) return [];
        const metres = distanceMetres(position[0], position[1], longitude, latitude);
        if (metres > PLANNED_METRES) return [];
        return [
          {
            id,
            metres,
            name: projects.name[row]!,
            opd: projects.opd[row]!,
            fiscalYear: projects.fiscalYear[row]!,
            sample: projects.sample[row]!,
          },
        ];
      })
      .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1));
  }

  return (standard, kind, position) => {
    const at = ofDesa.at(position)[0];
    const found = at === undefined ? null : desa[at]!;
    const isOfStandard = standard.facilityKinds.includes(kind) || standard.kemenagKinds.includes(kind);
    const needed = isOfStandard ? standard.landSquareMetres : null;
    return {
      position,
      desa: found && { code: found.code, name: found.name, kecamatan: found.kecamatan },
      hazards: hazardsAt(position),
      landUses: ofLandUses.at(position).map((zone) => {
        const { kind: use, name, sample } = ground.landUses[zone]!;
        return { kind: use, name, sample };
      }),
      protectedFieldMetres: ofProtected.nearestMetres(position),
      known: ground.known,
      authority: isOfStandard ? standard.authority : [],
      neededSquareMetres: needed,
      parcels: parcelsNear(position, needed),
      nearestParcelMetres: ofParcels.nearestMetres(position),
      planned: plannedNear(position, kind),
    };
  };
}
