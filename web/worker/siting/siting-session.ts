import { capacityLimit, costOf, createWhatIf, isWithin, kindsOf, type WhatIf, type WhatIfReach } from '#analysis';
import type { ScenarioFigures, SitingChange, SitingQuestion } from '#model/siting';
import type { ServiceStandard } from '#model/standard';
import { cellField } from '../cell-field.ts';
import { gapsContext } from '../gaps-reply.ts';
import { loadOnce } from '../load-once.ts';
import type { GapsQuestion } from '../questions.ts';
import type { Scenario } from '../scenarios.ts';
import type { WorkspaceData } from '../workspace-data.ts';
import { nearestOfKind, openGround } from './site-ground.ts';
import type { LoadSiteLayers } from './site-layers.ts';
import type { Impact, OpenedSiting, SitingAnswers } from './siting-questions.ts';

/** What one `sitingOpen` made ready. */
interface Opened {
  readonly asked: SitingQuestion;
  readonly question: GapsQuestion;
  readonly standard: ServiceStandard;
  readonly measure: 'radius' | 'travel';
  readonly scenario: Scenario;
  readonly reach: OpenedSiting['reach'];
  readonly whatIf: WhatIf;
}

/**
 * Answers the studio on the data of the workspace. One question is open at a time; asking for its changes before any was opened
 * throws, and so does a standard that is not known.
 */
export function openSiting(
  data: WorkspaceData,
  scenarioOf: (question: GapsQuestion) => Promise<Scenario>,
  loadLayers: LoadSiteLayers,
): SitingAnswers {
  let open: Promise<Opened> | null = null;
  const groundCheck = loadOnce(() => openGround(data, loadLayers));

  function opened(): Promise<Opened> {
    if (!open) throw new RangeError('no question of siting is open');
    return open;
  }

  function impactOf({ whatIf }: Opened, changes: readonly SitingChange[], isMoving: boolean): Impact {
    const begin = performance.now();
    const impact = whatIf.impact(changes, { isMoving });
    const engineMilliseconds = performance.now() - begin;
    return { ...impact, ...costOf(changes, impact.gained), engineMilliseconds };
  }

  return {
    async sitingOpen(asked) {
      open = prepare(data, scenarioOf, asked);
      const ready = await open.catch((error: unknown) => {
        open = null;
        throw error;
      });
      return openedAnswer(data, ready, impactOf(ready, [], false));
    },
    async sitingChange(changes, isMoving = false) {
      return impactOf(await opened(), changes, isMoving);
    },
    async sitingField(changes) {
      const { asked, question, measure, scenario, whatIf } = await opened();
      const places = changes.map(({ action, kind, facility, position }) => [action, kind, facility, position]);
      const field = cellField(scenario.demand, question, measure, whatIf.field(changes));
      return { ...field, key: `siting ${JSON.stringify([asked, places])}` };
    },
    async sitingCheck(kind, position, changes) {
      const { standard, scenario } = await opened();
      const check = await groundCheck();
      return {
        ...check(standard, kind, position),
        nearest: nearestOfKind(data, scenario, kind, position, changes),
      };
    },
    async sitingFigures(changes): Promise<ScenarioFigures> {
      const ready = await opened();
      const { costRupiah, ...impact } = impactOf(ready, changes, false);
      return {
        people: impact.people,
        servedBefore: impact.servedBefore,
        servedAfter: impact.servedAfter,
        giniBefore: impact.giniBefore,
        giniAfter: impact.giniAfter,
        capacityBefore: impact.capacityBefore,
        capacityAfter: impact.capacityAfter,
        costRupiah,
        byKecamatan: ready.whatIf.kecamatan(changes),
      };
    },
  };
}

async function prepare(
  data: WorkspaceData,
  scenarioOf: (question: GapsQuestion) => Promise<Scenario>,
  asked: SitingQuestion,
): Promise<Opened> {
  const { items: standards } = await data.standards();
  const standard = standards.find(({ id }) => id === asked.standard);
  if (!standard) throw new RangeError(`no standard ${asked.standard}`);
  const { radius } = standard.tests;
  const measure = asked.measure === 'radius' && radius?.path === 'straight' ? 'radius' : 'travel';
  const question: GapsQuestion = { ...asked, standard, level: 'kecamatan', measures: [measure, 'capacity'] };
  const scenario = await scenarioOf(question);
  const { demand, fields, regions, selection, options } = scenario;
  const limit = capacityLimit(standard);
  const travel = options.travel ?? null;
  const reach: WhatIfReach = measure === 'radius' ? { metres: radius!.radiusMetres } : travel!;
  return {
    asked,
    question,
    standard,
    measure,
    scenario,
    reach: reachOf(asked, standard, reach),
    whatIf: createWhatIf({
      ...{ demand, fields, regions, selection, reach },
      facilities: data.facilities,
      kinds: kindsOf(standard, asked.kemenag),
      capacity:
        limit.unit === 'metres'
          ? { unit: 'metres', value: limit.value }
          : { unit: 'minutes', value: limit.value, mode: travel!.mode, path: travel!.path },
    }),
  };
}

/** How far people are reached, with the clause where the number is the standard's own. */
function reachOf(asked: SitingQuestion, { clause, tests }: ServiceStandard, reach: WhatIfReach): OpenedSiting['reach'] {
  if ('metres' in reach) return { unit: 'metres', value: reach.metres, clause, from: 'standard' };
  const value = reach.minutes;
  if (tests.travel?.minutes === value) return { unit: 'minutes', value, clause, from: 'standard' };
  return { unit: 'minutes', value, clause: null, from: asked.minutes === null ? 'default' : 'question' };
}

function openedAnswer(data: WorkspaceData, ready: Opened, impact: Impact): OpenedSiting {
  const { facilities, ownCodes } = data;
  const { question, scenario, reach, whatIf } = ready;
  const { selection, demand, regions, travel, capacity, roadInputs } = scenario;
  const context = gapsContext(data, question, scenario);
  const inputs = [...context.inputs, ...roadInputs];
  const onSurface = new Set(demand.desaCodes);
  return {
    kecamatan: whatIf.kecamatan([]),
    facilities: Array.from(selection?.placed ?? [], (row, at) => ({
      id: facilities.id[row]!,
      kind: facilities.kind[row]!,
      name: facilities.name[row]!,
      position: [selection!.longitude[at]!, selection!.latitude[at]!],
      capacity: facilities.capacity[row] ?? null,
      own: isWithin(facilities.region[row]!, ownCodes),
    })),
    unplaced: selection ? selection.serving.length - selection.placed.length : 0,
    peopleWithoutCells: regions.reduce(
      (sum, { own, level, code, population }) =>
        own && level === 'desa' && !onSurface.has(code) ? sum + (population ?? 0) : sum,
      0,
    ),
    impact,
    reach,
    capacity,
    travel,
    inputs,
    cautions: context.cautions,
    isSample: inputs.some(({ status }) => status === 'contoh'),
  };
}
