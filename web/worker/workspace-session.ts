import { compositeScores, equityOf, explain } from '#analysis';
import type { Backend } from '../backend/backend.ts';
import { boundaryFeatures } from './boundary-features.ts';
import { cellField } from './cell-field.ts';
import { gapsContext } from './gaps-reply.ts';
import { HIGHER_IS_WORSE, sharesOf, valueOf } from './measure-values.ts';
import { intervalsOf } from './coverage-intervals.ts';
import { areaStatisticsOf, catchmentsOf, gapAreasOf } from './area-answers.ts';
import { MEASURES, type Answers, type GapsQuestion, type GapsReply, type Measure } from './questions.ts';
import { loadOnce } from './load-once.ts';
import { openScenarios, type Scenario } from './scenarios.ts';
import type { LoadSiteLayers } from './siting/site-layers.ts';
import { trendPoints } from './trend-points.ts';
import { loadWorkspace } from './workspace-data.ts';

/** Answers every question of the workspace; what only some of them need is loaded by the first that does. */
export type WorkspaceSession = {
  readonly [N in keyof Answers]: (...args: Parameters<Answers[N]>) => Promise<Awaited<ReturnType<Answers[N]>>>;
};

/**
 * Loads what every question needs. Throws `BackendError`.
 * @param loadLayers how the studio gets what a site is judged by; left out, from the server that the worker came from.
 */
export async function openWorkspace(backend: Backend, loadLayers?: LoadSiteLayers): Promise<WorkspaceSession> {
  const data = await loadWorkspace(backend);
  const scenarioOf = openScenarios(data);
  // Most visitors never come to the studio.
  const siting = loadOnce(async () => {
    const [{ openSiting }, { loadSiteLayers }] = await Promise.all([
      import('./siting/siting-session.ts'),
      import('./siting/load-site-layers.ts'),
    ]);
    return openSiting(data, scenarioOf, loadLayers ?? loadSiteLayers);
  });

  const scenarioFor = (question: GapsQuestion, measure: Measure): Promise<Scenario> =>
    scenarioOf({ ...question, measures: [measure] });

  async function assess(question: GapsQuestion): Promise<GapsReply> {
    const scenario = await scenarioOf(question);
    const result = scenario.assessor.assess(question.standard, scenario.options);
    const { register, registers, travel, capacity, roadInputs } = scenario;
    const context = gapsContext(data, question, scenario);
    return {
      ...result,
      question,
      ...context,
      inputs: [...context.inputs, ...roadInputs],
      register,
      registers,
      travel,
      capacity,
      equity: Object.fromEntries(
        MEASURES.flatMap((measure) => {
          const shares = sharesOf(result.items, measure);
          return shares ? [[measure, equityOf(shares)]] : [];
        }),
      ),
    };
  }

  return {
    assess,
    async composite(parts, level) {
      const replies: GapsReply[] = [];
      for (const { question, measure } of parts)
        replies.push(await assess({ ...question, level, measures: [measure] }));
      const items = replies[0]?.items ?? [];
      const scores = compositeScores(
        parts.map(({ measure, weightPercent }, part) => ({
          values: replies[part]!.items.map((item) => valueOf(item, measure)),
          higherIsWorse: HIGHER_IS_WORSE[measure],
          weightPercent,
        })),
      );
      return {
        level,
        items: items.map(({ region, population }, at) => ({
          region,
          population,
          score: scores.score[at]!,
          parts: scores.parts.map((part) => part[at]!),
        })),
        replies,
      };
    },
    async cells(question, measure) {
      const scenario = await scenarioFor(question, measure);
      const values = scenario.assessor.field(measure, question.standard, scenario.options);
      return cellField(scenario.demand, question, measure, values);
    },
    boundaries: async (level) => boundaryFeatures(await data.boundaries(), level),
    async gapAreas(question, measure) {
      return gapAreasOf(data, question, await scenarioFor(question, measure), measure);
    },
    async catchments(question, measure) {
      const possible = question.standard.tests.radius?.path === 'straight' ? measure : 'travel';
      return catchmentsOf(data, question, await scenarioFor(question, possible), possible);
    },
    async intervals(question, measure) {
      return intervalsOf(data, question, await scenarioFor(question, measure), measure);
    },
    async areaStatistics(question, measure, area) {
      return areaStatisticsOf(data, question, await scenarioFor(question, measure), measure, area);
    },
    trend: (question, measure, code) => trendPoints(backend, data, scenarioOf, question, measure, code),
    async explain(question, place) {
      const [scenario, projects] = await Promise.all([
        scenarioOf({ ...question, measures: MEASURES }),
        data.projects(),
      ]);
      return explain({ ...scenario, place, standard: question.standard, facilities: data.facilities, projects });
    },
    sitingOpen: async (...args) => (await siting()).sitingOpen(...args),
    sitingChange: async (...args) => (await siting()).sitingChange(...args),
    sitingField: async (...args) => (await siting()).sitingField(...args),
    sitingCheck: async (...args) => (await siting()).sitingCheck(...args),
    sitingFigures: async (...args) => (await siting()).sitingFigures(...args),
  };
}
