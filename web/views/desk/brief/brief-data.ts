import type { PermitType } from '#model/permit';
import type { ServiceStandard } from '#model/standard';
import type { StaffAnswer } from '#staff-contract';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { INITIAL_GAPS, type Measure } from '../../../state/url-codec.ts';
import { MEASURES, type GapsReply } from '../../../worker/questions.ts';
import { offeredMeasures, serviceKeyOf, servicesOf, type Service } from '../../gaps/gaps-model.ts';
import { questionOf } from '../../gaps/gaps-question.ts';
import { loadCeilings, yearOf, type Ceilings } from '../ceilings/planning-year.ts';

export interface BriefRules {
  readonly standards: readonly ServiceStandard[];
  /** Services that can be counted. */
  readonly services: readonly Service[];
}
/** The rule and measure of an address, or the ones to begin with. */
export interface BriefChoice {
  readonly standard: ServiceStandard;
  readonly service: Service;
  readonly measure: Measure;
}

/** The standards whose services have data. Rejects as the backend does. */
export async function loadRules({ backend }: AppState, signal: AbortSignal): Promise<BriefRules> {
  const [standards, kinds] = await Promise.all([
    backend.get('standards', {}, {}, signal),
    backend.get('facilityKinds', {}, {}, signal),
  ]);
  const services = servicesOf(standards.items, kinds.items).filter(({ state }) => state === 'counted');
  return { standards: services.flatMap((service) => service.standards), services };
}

/** What an address chooses; null where nothing can be counted. */
export function chosenRule(
  { standards, services }: BriefRules,
  query: Readonly<Record<string, string>>,
): BriefChoice | null {
  const standard =
    standards.find(({ id }) => id === query['standard']) ??
    standards.find(({ id }) => id === INITIAL_GAPS.standard) ??
    standards[0];
  const service = standard && services.find(({ key }) => key === serviceKeyOf(standard));
  if (!standard || !service) return null;
  const offered = offeredMeasures(standard);
  const asked = MEASURES.find((measure) => measure === query['measure']);
  return { standard, service, measure: asked && offered.includes(asked) ? asked : offered[0]! };
}

/** The answer of the worker for the kecamatan. */
export const askGaps = ({ analysis }: AppState, { standard }: BriefChoice, signal: AbortSignal): Promise<GapsReply> =>
  analysis.ask('assess', [questionOf(INITIAL_GAPS, standard, 'kecamatan')], { lane: 'brief', signal });

export interface BriefRegisters {
  readonly ceilings: Ceilings;
  readonly critical: StaffAnswer<'register'>;
  readonly stalled: StaffAnswer<'register'>;
  readonly late: StaffAnswer<'latePermits'>;
  readonly service: StaffAnswer<'permitServiceTime'>;
  /** Datasets of permits and projects, for the sources. */
  readonly datasets: readonly { readonly title: string; readonly date: string | null }[];
}

/** As many as the server gives at once. */
const MOST_PERMITS = 500;
/** Projects listed on the page, of each list. */
const LISTED = 5;

/** What the registers say: ceilings, projects that run behind, permits past their promise. */
export async function loadRegisters(
  app: AppState,
  year: string | undefined,
  signal: AbortSignal,
): Promise<BriefRegisters> {
  const { staff } = app;
  const flagged = (flag: 'critical' | 'stalled') =>
    staff.ask('register', { query: { flag, sort: 'deviation', limit: String(LISTED) } }, signal);
  const [ceilings, critical, stalled, late, service, catalogue] = await Promise.all([
    loadCeilings(app, yearOf(year), signal),
    flagged('critical'),
    flagged('stalled'),
    staff.ask('latePermits', { query: { limit: String(MOST_PERMITS) } }, signal),
    staff.ask('permitServiceTime', {}, signal),
    staff.ask('catalogue', {}, signal),
  ]);
  const datasets = catalogue.items.filter(
    ({ family, records }) => (family === 'permit' || family === 'project') && records > 0,
  );
  return { ceilings, critical, stalled, late, service, datasets };
}

/** Critical contracts first, then what is stalled; nothing twice. */
export function listedProjects({ critical, stalled }: BriefRegisters): StaffAnswer<'register'>['items'] {
  const seen = new Set<string>();
  return [...critical.items, ...stalled.items]
    .filter(({ id }) => !seen.has(id) && Boolean(seen.add(id)))
    .slice(0, LISTED);
}

export interface PermitRow {
  readonly type: PermitType;
  readonly open: number;
  /** Open ones past their promise; null where there are more than the server gives at once. */
  readonly late: number | null;
  readonly medianDays: number | null;
}

/** Permits by type, those with most past their promise first. */
export function permitRows({ service, late }: Pick<BriefRegisters, 'service' | 'late'>): PermitRow[] {
  const isWhole = late.items.length === late.total;
  const counts = new Map<PermitType, number>();
  for (const { type } of late.items) counts.set(type, (counts.get(type) ?? 0) + 1);
  return service.byType
    .map(({ type, open, medianDays }) => ({ type, open, late: isWhole ? (counts.get(type) ?? 0) : null, medianDays }))
    .sort((a, b) => (b.late ?? 0) - (a.late ?? 0) || b.open - a.open);
}
