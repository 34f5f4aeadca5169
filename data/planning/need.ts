// Who lacks what: need of the kecamatan, and which standard a project's facility is held against.
import { kindsNamed, type Assessor, type AssessedRegion } from '#analysis';
import { FacilityOwner, type FacilityKind } from '#model/facility';
import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';

/** Basic services that a regency must give (PP 2/2018: education, health) and that are counted by a radius of SNI 03-1733-2004. */
export const NEED_STANDARDS: readonly string[] = ['SNI-EDU-SD', 'SNI-EDU-SMP', 'SNI-KES-PKM'];
/** All who serve people count, on either side of the border, as in the indicators that are recorded. */
export const COUNTED = { owners: FacilityOwner.options, kemenag: true, crossBorder: true } as const;

/** People of each kecamatan, by standard, who live outside the reach; null where nobody knows. */
export type Unreached = ReadonlyMap<RegionCode, { readonly people: number | null; readonly share: number | null }>;

/** Who lives outside the radius of a standard, by kecamatan; null where no dataset tells of its facilities. */
export function unreachedBy(standard: ServiceStandard, assessor: Assessor): Unreached | null {
  const { items } = assessor.assess(standard, { ...COUNTED, level: 'kecamatan' });
  if (items.every(({ servedShare }) => servedShare === null)) return null;
  return new Map(
    items.map(({ region, population, servedShare }) => [
      region.code,
      {
        people: population === null || servedShare === null ? null : population * (1 - servedShare),
        share: servedShare === null ? null : 1 - servedShare,
      },
    ]),
  );
}

/**
 * The share of each kecamatan in all need: people who live outside the reach of a primary school, a junior secondary school or a
 * puskesmas (each counted for each that is out of reach), of the standards that data tell of. Shares sum to 1; null for all where
 * no standard can be counted or nobody lacks anything, and for a kecamatan of which it is not known.
 */
export function needShares(
  kecamatan: readonly RegionCode[],
  unreached: readonly Unreached[],
): Map<RegionCode, number | null> {
  const needs = kecamatan.map((code) => {
    if (unreached.length === 0) return null;
    let people = 0;
    for (const one of unreached) {
      const lacking = one.get(code)?.people ?? null;
      if (lacking === null) return null;
      people += lacking;
    }
    return people;
  });
  const total = needs.reduce<number>((sum, need) => sum + (need ?? 0), 0);
  return new Map(kecamatan.map((code, i) => [code, needs[i] == null || total === 0 ? null : needs[i] / total]));
}

/** The standard that a facility of a kind is held against: the first with a radius that names it, else one that counts it for Kemenag. */
export function standardOfKind(kind: FacilityKind, standards: readonly ServiceStandard[]): ServiceStandard | null {
  const withRadius = standards.filter(({ tests }) => tests.radius !== undefined);
  return (
    withRadius.find(({ facilityKinds }) => facilityKinds.includes(kind)) ??
    withRadius.find(({ kemenagKinds }) => kemenagKinds.includes(kind)) ??
    null
  );
}

/** The standards that a project's name speaks of; none for roads, whose names tell of places on the way ("Jalan Pasar"). */
export function standardsOfProject(
  { name, sector }: { readonly name: string; readonly sector: string },
  standards: readonly ServiceStandard[],
): ServiceStandard[] {
  if (sector === 'roads') return [];
  const found = kindsNamed(name).map((kind) => standardOfKind(kind, standards));
  return [...new Set(found)].filter((standard) => standard !== null);
}

/** Own kecamatan by code, with the people of the register in use. */
export const ownKecamatan = (regions: readonly AssessedRegion[]) =>
  regions
    .filter(({ own, level }) => own && level === 'kecamatan')
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name, population }) => ({ code, name, people: population }));
