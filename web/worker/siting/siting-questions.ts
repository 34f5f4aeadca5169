import type { Equity } from '#analysis';
import type { AssessmentInput } from '#contract';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import type { ScenarioFigures, SitingChange, SitingLimits, SitingQuestion } from '#model/siting';
import type { Authority } from '#model/authority';
import type { CellField, TravelMethod } from '../questions.ts';
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
  /** Units per 1,000 people, mean over people (floating catchment); null where supply is not known. */
  readonly capacityBefore: number | null;
  readonly capacityAfter: number | null;
  /** Kecamatan and desa whose number changed, the largest change first. */
  readonly kecamatan: readonly RegionImpact[];
  readonly desa: readonly RegionImpact[];
  /** People gained by each change if it were the only one; keys are ids of changes. Their sum is at least `gained`. */
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
  readonly reach: { readonly unit: 'metres' | 'minutes'; readonly value: number; readonly clause: string };
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
  /** How many sites; of `most-people` without it the budget alone limits. */
  readonly count: number | null;
  /** Share of people to reach, for `fewest-sites`. */
  readonly targetShare: number | null;
  readonly budgetRupiah: number | null;
  /** What one site costs, by action; upgrades of existing ones are offered where their cost is given. */
  readonly cost: { readonly build: number | null; readonly upgrade: number | null };
  readonly capacity: { readonly build: number | null; readonly upgrade: number | null };
  /** At least so many in each of these kecamatan. */
  readonly minimumPerKecamatan: Readonly<Record<RegionCode, number>>;
  /** Candidates (ids) that may not be chosen. */
  readonly forbidden: readonly string[];
  readonly limits: SitingLimits;
  /** Where sites may stand: the inner point of each desa, parcels of government land, or both. */
  readonly candidates: 'desa' | 'parcels' | 'both';
  /** 0: every person counts the same; 1: those in the worst served kecamatan come first. */
  readonly equity: number;
  /** `greedy` answers at once; `exact` proves. */
  readonly method: 'greedy' | 'exact';
  readonly timeLimitSeconds: number;
}
export interface ChosenSite {
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
  /** `optimal` is proven; `feasible`: stopped by time or cancelled, the best found; `infeasible`: nothing meets the conditions; `greedy`. */
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'greedy';
  readonly sites: readonly ChosenSite[];
  readonly servedAfter: number;
  readonly gained: number;
  readonly costRupiah: number | null;
  /** (bound − found) / bound of the objective; 0 when proven; null for greedy alone, whose bound nobody computed. */
  readonly gap: number | null;
  /** What greedy found for the same request, so that both can be compared. */
  readonly greedy: { readonly gained: number; readonly costRupiah: number | null; readonly objective: number };
  readonly objective: number;
  /** Candidates that were allowed. */
  readonly candidates: number;
  readonly milliseconds: number;
}

/** The studio's side of the worker. A new `open` replaces what was open. */
export interface SitingAnswers {
  sitingOpen(question: SitingQuestion): Promise<OpenedSiting>;
  /** All changes as they are now; only what differs from the last call is worked out. */
  sitingChange(changes: readonly SitingChange[]): Promise<Impact>;
  /** The field of the map with these changes in: metres, or minutes of travel, to the nearest facility. */
  sitingField(changes: readonly SitingChange[]): Promise<CellField>;
  sitingCheck(kind: FacilityKind, position: Position, changes: readonly SitingChange[]): Promise<SiteCheck>;
  sitingFigures(changes: readonly SitingChange[]): Promise<ScenarioFigures>;
}
