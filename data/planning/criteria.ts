// The five criteria of a project, each 0–1, and what they rest on. What cannot be told is null.
import type { LandStatus } from '#model/project';
import type { RegionCode } from '#model/region';
import type { z } from 'zod';
import type { ScoreParts } from './score.ts';

export interface CriteriaInput {
  readonly id: string;
  /** Shares of the project in its kecamatan. */
  readonly shares: readonly { readonly kecamatan: RegionCode; readonly share: number }[];
  /** How much its service lacks in each kecamatan (0–1, or any amount); null where that is not known. */
  readonly lack: ReadonlyMap<RegionCode, number | null> | null;
  readonly gainedPeople: number | null;
  readonly landStatus: z.infer<typeof LandStatus> | null;
  /** Whether a design (DED) is among its documents. */
  readonly hasDesign: boolean;
  /** Worst hazard class where it stands: 1 low, 2 medium, 3 high, 0 none; null where that is not known. */
  readonly hazard: number | null;
}

/** 0 for the least, 1 for the most of the values; 0 for all where none differs, which tells nobody apart. */
export function minMax(values: ReadonlyMap<RegionCode, number | null>): Map<RegionCode, number | null> {
  const known = [...values.values()].filter((value) => value !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  return new Map(
    [...values].map(([code, value]) => [
      code,
      value === null ? null : most > least ? (value - least) / (most - least) : 0,
    ]),
  );
}

/** The mean over the kecamatan of a project, by share; null where one of them is not known or there is none. */
function overShares(shares: CriteriaInput['shares'], values: ReadonlyMap<RegionCode, number | null>): number | null {
  let weighted = 0;
  let weight = 0;
  for (const { kecamatan, share } of shares) {
    const value = values.get(kecamatan) ?? null;
    if (value === null) return null;
    weighted += share * value;
    weight += share;
  }
  return weight > 0 ? Math.min(1, weighted / weight) : null;
}

/** Land of the government 1, still to be acquired 0.5, disputed 0: how far a project can begin (our choice, grade C). */
const LAND: Readonly<Record<z.infer<typeof LandStatus>, number>> = { aset_pemda: 1, perlu_pengadaan: 0.5, sengketa: 0 };
const WORST_HAZARD = 3;

/**
 * The criteria of each project:
 * - `gap`: how much the project's service lacks in its kecamatan, from 0 in the kecamatan that lacks least to 1 in the one that lacks
 *   most; of a project without a facility kind, all basic services together;
 * - `gain`: people newly reached by it alone, over the most that any project of the year gains;
 * - `equity`: 1 in the kecamatan with the least planned money per person, 0 in the one with the most;
 * - `readiness`: the mean of land (1, 0.5, 0) and design document (1 or 0); null where the land is not recorded;
 * - `hazard`: 1 outside of every hazard zone, 2/3, 1/3, 0 in low, medium, high.
 * Kecamatan are weighted by the project's share in them.
 */
export function criteriaOf(
  projects: readonly CriteriaInput[],
  moneyPerPerson: ReadonlyMap<RegionCode, number | null>,
): Map<string, ScoreParts> {
  const mostGained = Math.max(0, ...projects.map(({ gainedPeople }) => gainedPeople ?? 0));
  const scaled = new Map<ReadonlyMap<RegionCode, number | null>, Map<RegionCode, number | null>>();
  const scaleOf = (lack: ReadonlyMap<RegionCode, number | null>) => {
    const known = scaled.get(lack) ?? minMax(lack);
    scaled.set(lack, known);
    return known;
  };
  const money = minMax(moneyPerPerson);
  return new Map(
    projects.map(({ id, shares, lack, gainedPeople, landStatus, hasDesign, hazard }) => {
      const rich = overShares(shares, money);
      return [
        id,
        {
          gap: lack === null ? null : overShares(shares, scaleOf(lack)),
          gain: gainedPeople === null ? null : mostGained > 0 ? gainedPeople / mostGained : 0,
          equity: rich === null ? null : 1 - rich,
          readiness: landStatus === null ? null : (LAND[landStatus] + (hasDesign ? 1 : 0)) / 2,
          hazard: hazard === null ? null : 1 - hazard / WORST_HAZARD,
        },
      ];
    }),
  );
}
