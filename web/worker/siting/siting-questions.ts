import type { Equity, RegionSupply } from '#analysis';
import type { AssessmentInput } from '#contract';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import type { ScenarioFigures, SitingChange, SitingLimits, SitingQuestion } from '#model/siting';
import type { Authority } from '#model/authority';
import type { CapacityMethod, CellField, TravelMethod } from '../questions.ts';
import type { DataCaution } from '../data-cautions.ts';

/** Before and after of a region; people are whole numbers of the population cells, equal to a full recompute. */
export interface RegionImpact {
  readonly code: RegionCode;
  readonly name: string;
  readonly people: number;
  readonly servedBefore: number;
  readonly servedAfter: number;
}

/** What stands at a place, asked for the change that is being dragged. A list is empty where its dataset says nothing there. */
export interface SiteCheck {
  readonly position: Position;
  /** Null outside of our own territory, where nothing can be placed. */
  readonly desa: { readonly code: RegionCode; readonly name: string; readonly kecamatan: string } | null;
  readonly hazards: readonly {
    readonly kind: string;
    readonly class: string;
    readonly name: string | null;
    readonly sample: boolean;
  }[];
  /** Land use there; `lp2b` is protected. Metres to the border of the nearest protected field, 0 inside, null without any. */
  readonly landUses: readonly { readonly kind: string; readonly name: string | null; readonly sample: boolean }[];
  readonly protectedFieldMetres: number | null;
  /** Which of these layers are loaded at all: an absent layer is "belum ada data", never "aman". */
  readonly known: { readonly hazard: boolean; readonly landUse: boolean; readonly parcels: boolean };
  readonly nearest: { readonly name: string; readonly metres: number; readonly minutes: number | null } | null;
  /** Who may build this kind (kewenangan), as the standard says. */
  readonly authority: readonly Authority[];
  /** Government land within 500 m, the large enough first, then the nearest. `needed` null: the standard states no land. */
  readonly neededSquareMetres: number | null;
  readonly parcels: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly use: string | null;
    readonly areaSquareMetres: number;
    readonly metres: number;
    readonly isLargeEnough: boolean | null;
    readonly sample: boolean;
  }[];
  /** Nearest parcel, however far; null without any. */
  readonly nearestParcelMetres: number | null;
  /** Projects of the same kind within 1,000 m: who already plans it. */
  readonly planned: readonly {
    readonly id: string;
    readonly name: string;
    readonly opd: string;
    readonly fiscalYear: number;
    readonly metres: number;
    readonly sample: boolean;
  }[];
}

/** The effect of all changes together, and of the one that is asked about alone. */
export interface Impact {
  readonly people: number;
  readonly servedBefore: number;
  readonly servedAfter: number;
  /** servedAfter − servedBefore; 0 is "tidak menambah jangkauan". Negative when something was closed. */
  readonly gained: number;
  readonly giniBefore: number | null;
  readonly giniAfter: number | null;
  readonly equityAfter: Equity;
  /**
   * Units per 1,000 people, mean over people (floating catchment); null where supply is not known. Supply is shared out, never lost,
   * so a move shows in `capacityByKecamatan` alone.
   */
  readonly capacityBefore: number | null;
  readonly capacityAfter: number | null;
  /** Too much for a frame while something moves: `capacityAfter` is then null, and told by the next call that does not move. */
  readonly capacityIsPending: boolean;
  /** Kecamatan whose supply per 1,000 people changed, the largest change first. */
  readonly capacityByKecamatan: readonly RegionSupply[];
  /** Kecamatan and desa whose number changed, the largest change first. */
  readonly kecamatan: readonly RegionImpact[];
  readonly desa: readonly RegionImpact[];
  /**
   * People gained by each change if it were the only one; keys are ids of changes. Where all of them build, or all of them close, the
   * sum is at least `gained`; with both it may be less, for what is built may reach those whom a closed one leaves.
   */
  readonly alone: Readonly<Record<string, number>>;
  readonly costRupiah: number | null;
  /** Cost by people gained, whole rupiah; null when nothing is gained or the cost is not known. Never infinite. */
  readonly rupiahPerPerson: number | null;
  /** Milliseconds the engine took for this step. */
  readonly engineMilliseconds: number;
}

export interface OpenedSiting {
  /** All own kecamatan with their numbers as they are. */
  readonly kecamatan: readonly RegionImpact[];
  readonly facilities: readonly {
    readonly id: string;
    readonly kind: FacilityKind;
    readonly name: string;
    readonly position: Position;
    readonly capacity: number | null;
    readonly own: boolean;
  }[];
  /** Facilities that count but have no point; they serve nobody here. */
  readonly unplaced: number;
  /** People of the register that no cell holds, because their desa has no outline. */
  readonly peopleWithoutCells: number;
  readonly impact: Impact;
  /** `clause` is null where the number is not the standard's: the question's own, or our default. */
  readonly reach: {
    readonly unit: 'metres' | 'minutes';
    readonly value: number;
    readonly clause: string | null;
    readonly from: 'standard' | 'question' | 'default';
  };
  /** What supply is counted in. With `unit: 'facilities'` each counts as one: more capacity of one changes no number. */
  readonly capacity: CapacityMethod | null;
  readonly travel: TravelMethod | null;
  readonly inputs: readonly AssessmentInput[];
  readonly cautions: readonly DataCaution[];
  readonly isSample: boolean;
}

export type Objective = 'most-people' | 'fewest-sites' | 'least-travel';
export interface BestSitesRequest {
  readonly question: SitingQuestion;
  /** Changes that stay as they are (fixed sites); more are found on top of them. */
  readonly changes: readonly SitingChange[];
  readonly objective: Objective;
  /** At most so many more sites; of `most-people` and `least-travel` without it the budget alone limits. */
  readonly count: number | null;
  /** Share of people to reach, for `fewest-sites`. */
  readonly targetShare: number | null;
  /** For everything: what the changes that stay cost is taken off first. */
  readonly budgetRupiah: number | null;
  /** What one site costs, by action; upgrades are offered where capacity counts and their cost is given. */
  readonly cost: { readonly build: number | null; readonly upgrade: number | null };
  /** Units of a new site, and what an upgrade adds; null: one unit. */
  readonly capacity: { readonly build: number | null; readonly upgrade: number | null };
  /**
   * Whether a site serves at most as many as the standard allows: its units × the people per unit of the standard, and so does every
   * facility there is. Not for `least-travel`, not with the dial, and only for a standard with people per unit.
   */
  readonly limitByCapacity: boolean;
  /** At least so many in each of these kecamatan; what the changes build there counts. */
  readonly minimumPerKecamatan: Readonly<Record<RegionCode, number>>;
  /** Candidates (ids) that may not be chosen. */
  readonly forbidden: readonly string[];
  readonly limits: SitingLimits;
  /** Where sites may stand: the inner point of each desa, parcels of government land that are large enough, or both. */
  readonly candidates: 'desa' | 'parcels' | 'both';
  /**
   * 0: every person counts the same; 1: those in the worst served kecamatan come first. What it weighs is written at `scoreOf`. Of
   * `fewest-sites` every kecamatan then has to reach this part of the target, as far as any site can.
   */
  readonly equity: number;
  /** `greedy` answers at once; `exact` proves. */
  readonly method: 'greedy' | 'exact';
  readonly timeLimitSeconds: number;
}
export interface ChosenSite {
  /** `desa:` and the code, `parcel:` and the id, `facility:` and the id. */
  readonly candidate: string;
  readonly action: 'build' | 'upgrade';
  readonly name: string;
  readonly kecamatan: string;
  readonly position: Position;
  /** Of an upgrade. */
  readonly facility: string | null;
  readonly costRupiah: number | null;
  /** People it alone would add. */
  readonly alone: number;
}
export interface BestSites {
  /**
   * `optimal` is proven; `feasible`: stopped by time or cancelled, the best found; `infeasible`: nothing meets the conditions, proven;
   * `none`: nothing was found in time, which proves nothing; `greedy`.
   */
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'none' | 'greedy';
  readonly sites: readonly ChosenSite[];
  readonly servedBefore: number;
  readonly servedAfter: number;
  readonly gained: number;
  /** Of these sites. */
  readonly costRupiah: number | null;
  /**
   * Between what was found and a proven bound, by the larger of both; 0 when they meet. Null for greedy alone, whose bound nobody
   * computed, and where nothing was found.
   */
  readonly gap: number | null;
  /** What greedy found for the same request, so that both can be compared; null where it found nothing. */
  readonly greedy: { readonly gained: number; readonly costRupiah: number | null; readonly objective: number } | null;
  /** People served (with the dial turned: weighed with the worst served), sites, or travel in person-metres or person-seconds. */
  readonly objective: number;
  /** Share of people served in the kecamatan that has least, before and after; null by capacity, where who is served is a choice. */
  readonly leastShareBefore: number | null;
  readonly leastShareAfter: number | null;
  /** Candidates that were allowed. */
  readonly candidates: number;
  /** Limits that were asked for and could not be held, because nothing is loaded that tells. */
  readonly notChecked: readonly (keyof SitingLimits)[];
  readonly milliseconds: number;
}

/** The studio's side of the worker. A new `open` replaces what was open. */
export interface SitingAnswers {
  sitingOpen(question: SitingQuestion): Promise<OpenedSiting>;
  /** All changes as they are now; only what differs from the last call is worked out. `isMoving`: while a finger is down. */
  sitingChange(changes: readonly SitingChange[], isMoving?: boolean): Promise<Impact>;
  /** The field of the map with these changes in: metres, or minutes of travel, to the nearest facility. */
  sitingField(changes: readonly SitingChange[]): Promise<CellField>;
  /** Of the place of a change: a change that stands at exactly this position is not told as the nearest of its kind. */
  sitingCheck(kind: FacilityKind, position: Position, changes: readonly SitingChange[]): Promise<SiteCheck>;
  sitingFigures(changes: readonly SitingChange[]): Promise<ScenarioFigures>;
}
