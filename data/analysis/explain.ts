import type { Authority } from '#model/authority';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { ProjectStatus } from '#model/project';
import type { RegionCode, RegionLevel } from '#model/region';

/** One test of a rule held against a place. `missing`: not known, which is neither. */
export interface RuleFinding {
  readonly test: 'ratio' | 'radius' | 'travel' | 'perRegion' | 'capacity';
  readonly outcome: 'met' | 'failed' | 'missing';
  /** What is there: units, share of people 0-1 (a region), metres or minutes (a cell), units per 1,000 people. */
  readonly actual: number | null;
  /** What the rule asks for, in the same unit. */
  readonly required: number | null;
  /** By how much it falls short, in the same unit, positive; null when met or missing. */
  readonly shortfall: number | null;
  readonly unit: 'units' | 'share' | 'metres' | 'minutes' | 'units-per-1000';
}

/** A facility that could serve the place, nearest first; `own` is false across the border. */
export interface Alternative {
  readonly id: string;
  readonly name: string;
  readonly kind: FacilityKind;
  readonly region: RegionCode;
  readonly own: boolean;
  readonly position: Position;
  readonly distanceMetres: number;
  readonly minutes: number | null;
}

/** A project already planned within reach of the place. */
export interface PlannedProject {
  readonly id: string;
  readonly name: string;
  readonly status: ProjectStatus;
  readonly fiscalYear: number;
  readonly ceilingRupiah: number | null;
  readonly distanceMetres: number | null;
  /** `same-kind`: its name says it is about this kind of facility; `same-sector`: only its sector does. */
  readonly relation: 'same-kind' | 'same-sector';
  readonly sample: boolean;
}

/** Kinds of remedy from cheap to dear. */
export type Remedy =
  | 'none'
  | 'complete-data'
  | 'await-project'
  | 'agree-across-border'
  | 'improve-road'
  | 'enlarge-facility'
  | 'build-facility';

export interface Explanation {
  readonly place: {
    readonly code: RegionCode;
    readonly name: string;
    readonly level: RegionLevel;
    readonly parentName: string | null;
    readonly population: number | null;
    /** Given when a cell was asked for. */
    readonly position: Position | null;
  };
  readonly authority: readonly Authority[];
  readonly findings: readonly RuleFinding[];
  /** Travel bands of people: up to 15, 16-30, 31-60, beyond 60 minutes, and those who cannot be placed; null without travel. */
  readonly bands: readonly [number, number, number, number, number] | null;
  readonly alternatives: readonly Alternative[];
  readonly projects: readonly PlannedProject[];
  /** Remedies that would help here, cheapest first; the first is the proposal. */
  readonly remedies: readonly Remedy[];
  /** Units that the ratio lacks here, for the remedy's size; null when unknown. */
  readonly missingUnits: number | null;
}
