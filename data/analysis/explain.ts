import type { Authority } from '#model/authority';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { ProjectStatus } from '#model/project';
import { levelOf, parentOf, type RegionCode, type RegionLevel } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { AssessedRegion, Assessment, AssessmentOptions, Assessor, CellMeasure } from './assessment.ts';
import { capacityLimit, suppliesOf } from './capacity.ts';
import type { Demand } from './demand.ts';
import { kindsOf, type FacilityColumns, type Selection } from './facility-selection.ts';
import { alternativesFor, middleOf, nearestCell, projectsFor, type ProjectColumns } from './place-surroundings.ts';
import type { ReachFields } from './reach-fields.ts';
import { bandOf } from './reach-sums.ts';
import { remediesFor } from './remedies.ts';

/**
 * One test of a rule held against a place. `missing`: not known, which is neither. `shared`: a unit is meant for more people
 * than live here and none stands here, so the rule is held against a larger region; whether people reach one is another test.
 */
export interface RuleFinding {
  readonly test: 'ratio' | 'radius' | 'travel' | 'perRegion' | 'capacity';
  readonly outcome: 'met' | 'failed' | 'missing' | 'shared';
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
  /** Kinds that serve the same people (a madrasah beside a school) and of which no dataset is loaded. */
  readonly missingKinds: readonly FacilityKind[];
  /** Units that the ratio lacks here, for the remedy's size; null when unknown. */
  readonly missingUnits: number | null;
}

export interface ExplanationInput {
  /** A region of our own, or a position in one of our cells. */
  readonly place: { readonly code: RegionCode } | { readonly position: Position };
  readonly standard: ServiceStandard;
  /** Its level is not read: a region is explained on its own. */
  readonly options: AssessmentOptions;
  readonly assessor: Assessor;
  readonly regions: readonly AssessedRegion[];
  readonly facilities: FacilityColumns & { readonly name: readonly string[] };
  readonly demand: Demand;
  readonly fields: ReachFields;
  readonly projects: ProjectColumns;
}

/** The place that is explained, and what is known of it. */
interface Subject {
  readonly place: Explanation['place'];
  readonly at: Position;
  readonly cell: number;
  readonly assessment: Assessment | null;
  /** Whether a single cell was asked for. */
  readonly isCell: boolean;
}

/**
 * Why a region, or one cell, is served as it is: rules and by how much they fail, the nearest facilities on either side of the
 * border, open projects within reach, and which remedies would help (see `remediesFor`). A region is judged by its people's
 * shares, a cell by its own metres, minutes and supply; distances of a region start where its people live on average.
 * @throws RangeError when the region is not ours or the position lies outside our cells.
 */
export function explain(input: ExplanationInput): Explanation {
  const { standard, options, assessor, fields, facilities, regions } = input;
  const subject = subjectOf(input);
  const { place, at, cell, assessment, isCell } = subject;
  const ownCodes = new Set(regions.filter((region) => region.own).map((region) => region.code));
  // Across the border, too, whatever the switch says: what it leaves out is part of the explanation.
  const everywhere = assessor.select(standard, { ...options, crossBorder: true });
  const findings = findingsOf(input, subject, everywhere);
  const alternatives = everywhere
    ? alternativesFor({ at, cell }, facilities, everywhere, ownCodes, fields, options.travel)
    : [];
  const reach = reachMetresOf(input);
  const projects = projectsFor(standard, kindsOf(standard, options.kemenag), at, place.code, reach, input.projects);
  const bands = isCell ? cellBands(input, subject) : (assessment?.travel?.bands ?? null);
  const missingKinds = standard.kemenagKinds.filter((kind) => !isKnown(assessor, standard, options, kind));
  const remedies = remediesFor({
    findings,
    isKinMissing: missingKinds.length > 0,
    isAnyUnplaced: (assessment?.unplaced ?? 0) > 0 || (bands?.[4] ?? 0) > 0,
    isProjectPlanned: projects.some(({ relation }) => relation === 'same-kind'),
    isForeignInReach: alternatives.some(({ own, distanceMetres }) => !own && distanceMetres <= reach),
    crossBorder: options.crossBorder,
    isRoadToBlame: isRoadToBlame(input, subject),
  });
  return {
    place,
    authority: standard.authority,
    findings,
    bands,
    alternatives,
    projects,
    remedies,
    missingKinds,
    missingUnits: assessment?.gap == null || isSharedUnit(assessment) ? null : Math.max(0, assessment.gap),
  };
}

/** Whether any dataset is about the kind. */
function isKnown(
  assessor: Assessor,
  standard: ServiceStandard,
  options: AssessmentOptions,
  kind: FacilityKind,
): boolean {
  return assessor.select({ ...standard, facilityKinds: [kind], kemenagKinds: [] }, options) !== null;
}

function subjectOf(input: ExplanationInput): Subject {
  const { place, standard, options, assessor, regions, demand, fields } = input;
  const isCell = 'position' in place;
  const near = isCell ? nearestCell(fields, place.position) : null;
  if (isCell && !(near && near.metres <= demand.grid.cellMetres)) {
    throw new RangeError(`[${place.position.join(', ')}] lies outside our cells`);
  }
  const code = isCell ? demand.desaCodes[demand.desa[near!.cell]!]! : place.code;
  const region = regions.find((item) => item.own && item.code === code);
  if (!region) throw new RangeError(`${code} is not a region of ours`);
  const level = levelOf(code);
  const { items } = assessor.assess(standard, { ...options, level, parent: code });
  const middle = near ? { at: cellCentre(fields, near.cell), cell: near.cell } : middleOf(demand, fields, code);
  return {
    place: {
      code,
      name: region.name,
      level,
      parentName: regions.find((item) => item.code === parentOf(code))?.name ?? null,
      population: isCell ? demand.people[near!.cell]! : region.population,
      position: isCell ? middle!.at : null,
    },
    at: middle?.at ?? [NaN, NaN],
    cell: middle?.cell ?? -1,
    assessment: items[0] ?? null,
    isCell,
  };
}

function cellCentre({ positions }: ReachFields, cell: number): Position {
  return [positions.longitude[cell]!, positions.latitude[cell]!];
}

function findingsOf(input: ExplanationInput, subject: Subject, selection: Selection | null): RuleFinding[] {
  const { standard, options, facilities } = input;
  const { isCell, assessment, place } = subject;
  const { ratio, radius, travel, perRegion } = standard.tests;
  const findings: RuleFinding[] = [];
  if (!isCell && ratio) {
    const counted = finding('ratio', 'units', assessment?.available ?? null, assessment?.need ?? null, 'at-least');
    findings.push(isSharedUnit(assessment) ? { ...counted, outcome: 'shared', shortfall: null } : counted);
  }
  if (!isCell && perRegion) {
    if (perRegion.level === place.level) {
      findings.push(finding('perRegion', 'units', assessment?.available ?? null, perRegion.minimum, 'at-least'));
    } else if (assessment?.perRegion) {
      const { total, lacking } = assessment.perRegion;
      findings.push(finding('perRegion', 'units', total - lacking, total, 'at-least'));
    }
  }
  if (radius) {
    findings.push(
      isCell
        ? finding(
            'radius',
            'metres',
            valueAt(input, subject, 'radius', radius.path === 'straight'),
            radius.radiusMetres,
            'at-most',
          )
        : finding('radius', 'share', assessment?.servedShare ?? null, 1, 'at-least'),
    );
  }
  if (travel && options.travel) {
    findings.push(
      isCell
        ? finding('travel', 'minutes', valueAt(input, subject, 'travel', true), options.travel.minutes, 'at-most')
        : finding('travel', 'share', assessment?.travel?.reachedShare ?? null, 1, 'at-least'),
    );
  }
  const isCountedInUnits = selection !== null && suppliesOf(facilities, selection).unit === 'facilities';
  if (options.capacity && ratio && isCountedInUnits) {
    const actual = isCell ? valueAt(input, subject, 'capacity', true) : (assessment?.capacity?.unitsPer1000 ?? null);
    findings.push(finding('capacity', 'units-per-1000', actual, 1000 / ratio.peoplePerUnit, 'at-least'));
  }
  return findings;
}

/** Fewer people than one unit is meant for, and none among them: nobody would build one for them alone. */
function isSharedUnit(assessment: Assessment | null): boolean {
  if (!assessment || assessment.available !== 0 || assessment.region.level === 'kabupaten') return false;
  return assessment.needExact !== null && assessment.needExact < 1;
}

function finding(
  test: RuleFinding['test'],
  unit: RuleFinding['unit'],
  actual: number | null,
  required: number | null,
  sense: 'at-least' | 'at-most',
): RuleFinding {
  if (actual === null || required === null) {
    return { test, outcome: 'missing', actual, required, shortfall: null, unit };
  }
  const shortfall = sense === 'at-least' ? required - actual : actual - required;
  const isFailed = shortfall > 0;
  return { test, outcome: isFailed ? 'failed' : 'met', actual, required, shortfall: isFailed ? shortfall : null, unit };
}

/** The value of the cell itself; null when nothing can be said. */
function valueAt(input: ExplanationInput, { cell }: Subject, measure: CellMeasure, isKnown: boolean): number | null {
  const field = isKnown ? input.assessor.field(measure, input.standard, input.options) : 'unknown';
  const value = field === 'unknown' ? NaN : field[cell]!;
  return Number.isNaN(value) ? null : value;
}

/** Straight metres within which a facility would serve the place: the radius, else what the minutes or the reach come to. */
function reachMetresOf({ standard, options, fields }: ExplanationInput): number {
  const { radius, travel } = standard.tests;
  if (radius?.path === 'straight') return radius.radiusMetres;
  if (travel && options.travel) return options.travel.minutes / fields.straightMinutes(1, options.travel.mode);
  const limit = capacityLimit(standard);
  return limit.unit === 'metres' ? limit.value : Infinity;
}

/** From this share of the people on, a longer way than the usual detour is told. */
const BLAMED_SHARE = 0.01;

/** Whether people who are not reached along the roads would be at the usual detour: then the way is long, not the distance. */
function isRoadToBlame(input: ExplanationInput, subject: Subject): boolean {
  const { standard, options, assessor } = input;
  if (options.travel?.path !== 'network') return false;
  const straight: AssessmentOptions = { ...options, travel: { ...options.travel, path: 'straight' } };
  if (subject.isCell) {
    const ways = [options, straight].map((way) => valueAt({ ...input, options: way }, subject, 'travel', true));
    const [along, direct] = ways;
    return along != null && direct != null && along > options.travel.minutes && direct <= options.travel.minutes;
  }
  const { code, level } = subject.place;
  const direct = assessor.assess(standard, { ...straight, level, parent: code }).items[0]?.travel?.reachedShare ?? null;
  const along = subject.assessment?.travel?.reachedShare ?? null;
  return direct !== null && along !== null && direct - along >= BLAMED_SHARE;
}

/** All people of a cell are in one band. */
function cellBands(input: ExplanationInput, subject: Subject): Explanation['bands'] {
  if (!input.options.travel) return null;
  const field = input.assessor.field('travel', input.standard, input.options);
  if (field === 'unknown') return null;
  const bands: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  bands[bandOf(field[subject.cell]!)] = subject.place.population ?? 0;
  return bands;
}
