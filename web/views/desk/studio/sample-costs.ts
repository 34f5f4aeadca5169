import type { FacilityKind } from '#model/facility';
import type { SitingAction } from '#model/siting';

/**
 * Made-up unit costs in whole rupiah, so that the studio can be tried before a regency has a price list of its own. Each is shown
 * with the mark `contoh` and can be replaced by a figure of somebody's.
 */
const BUILDING: Readonly<Partial<Record<FacilityKind, number>>> = {
  tk: 1_400_000_000,
  sd: 4_200_000_000,
  mi: 4_200_000_000,
  smp: 8_500_000_000,
  mts: 8_500_000_000,
  sma: 12_500_000_000,
  ma: 12_500_000_000,
  smk: 15_000_000_000,
  library: 2_500_000_000,
  puskesmas: 7_200_000_000,
  pustu: 950_000_000,
  posyandu: 240_000_000,
  hospital: 145_000_000_000,
  clinic: 2_100_000_000,
  market: 16_000_000_000,
  park: 1_200_000_000,
  'kantor-kecamatan': 5_500_000_000,
  'kantor-desa': 1_600_000_000,
  mpp: 24_000_000_000,
  police: 3_800_000_000,
  'fire-station': 3_400_000_000,
  hall: 1_800_000_000,
  'waste-site': 650_000_000,
};
/** What enlarging costs of a new building. */
const UPGRADE_SHARE = 0.4;

/** The made-up cost of a change in whole rupiah; null where there is none. Closing costs nothing, moving as much as building. */
export function sampleCost(kind: FacilityKind, action: SitingAction): number | null {
  if (action === 'close') return 0;
  const building = BUILDING[kind] ?? null;
  return building !== null && action === 'upgrade' ? Math.round(building * UPGRADE_SHARE) : building;
}
