import type { RegionCode } from '#model/region';
import type { SitingChange, SitingLimits, SitingQuestion } from '#model/siting';
import type { BestSites, BestSitesRequest, Objective } from '../../../../worker/siting/siting-questions.ts';
import { withBuilt, withFacilityChanged, withDetails } from '../site-changes.ts';

/** What the panel of best sites holds. Money in whole rupiah, shares 0–1. */
export interface BestSettings {
  readonly objective: Objective;
  readonly count: number;
  readonly targetShare: number;
  readonly buildRupiah: number | null;
  /** Whether it is our made-up cost, not somebody's figure. */
  readonly isBuildSample: boolean;
  readonly upgradeRupiah: number | null;
  readonly buildUnits: number | null;
  readonly upgradeUnits: number | null;
  readonly limitByCapacity: boolean;
  readonly candidates: BestSitesRequest['candidates'];
  readonly equity: number;
  readonly minimumPerKecamatan: Readonly<Record<RegionCode, number>>;
  readonly forbidden: readonly string[];
  readonly timeLimitSeconds: number;
}

export const FIRST_SETTINGS: BestSettings = {
  objective: 'most-people',
  count: 3,
  targetShare: 0.9,
  buildRupiah: null,
  isBuildSample: false,
  upgradeRupiah: null,
  buildUnits: null,
  upgradeUnits: null,
  limitByCapacity: false,
  candidates: 'desa',
  equity: 0,
  minimumPerKecamatan: {},
  forbidden: [],
  timeLimitSeconds: 60,
};

/** What the solver is asked: the panel, with the question, the fixed changes, the limits and the budget of the scenario. */
export function bestRequest(
  settings: BestSettings,
  scenario: {
    readonly question: SitingQuestion;
    readonly changes: readonly SitingChange[];
    readonly limits: SitingLimits;
    readonly budgetRupiah: number | null;
  },
  method: BestSitesRequest['method'],
): BestSitesRequest {
  const { objective, targetShare } = settings;
  return {
    ...scenario,
    objective,
    count: objective === 'fewest-sites' ? null : settings.count,
    targetShare: objective === 'fewest-sites' ? targetShare : null,
    cost: { build: settings.buildRupiah, upgrade: settings.upgradeRupiah },
    capacity: { build: settings.buildUnits, upgrade: settings.upgradeUnits },
    limitByCapacity: settings.limitByCapacity && objective !== 'least-travel' && settings.equity === 0,
    minimumPerKecamatan: settings.minimumPerKecamatan,
    forbidden: settings.forbidden,
    candidates: settings.candidates,
    equity: settings.equity,
    method,
    timeLimitSeconds: settings.timeLimitSeconds,
  };
}

/** The changes with the sites that were found among them. */
export function withSites(
  changes: readonly SitingChange[],
  { sites }: Pick<BestSites, 'sites'>,
  {
    kind,
    facilities,
  }: {
    readonly kind: SitingChange['kind'];
    readonly facilities: readonly Parameters<typeof withFacilityChanged>[1][];
  },
  { upgradeUnits, isBuildSample }: Pick<BestSettings, 'upgradeUnits' | 'isBuildSample'>,
): readonly SitingChange[] {
  let next = changes;
  for (const site of sites) {
    const facility = facilities.find(({ id }) => id === site.facility);
    if (site.action === 'upgrade' && facility) {
      const capacity = (facility.capacity ?? 0) + (upgradeUnits ?? 1);
      const upgraded = withFacilityChanged(next, facility, 'upgrade', capacity);
      next = withDetails(upgraded.changes, upgraded.id, { costRupiah: site.costRupiah });
    } else if (site.action === 'build') {
      const built = withBuilt(next, { kind, name: site.name.slice(0, 200), position: site.position });
      next = isBuildSample ? built.changes : withDetails(built.changes, built.id, { costRupiah: site.costRupiah });
    }
  }
  return next;
}
