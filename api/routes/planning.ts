import type { FastifyInstance } from 'fastify';
import type { RegionCode } from '#model/region';
import { annexCsv, annexXlsx, type Annex, type AnnexList } from '../../data/planning/annex.ts';
import { chooseWeights, PlanningConflict, readWeights, stateCeiling } from '../../data/planning/ceiling-store.ts';
import { moneyEquity } from '../../data/planning/ceilings.ts';
import { rankProjects } from '../../data/planning/ranking.ts';
import type { AppContext } from '../app-context.ts';
import { planningContract } from '../contract/planning.ts';
import { serve } from '../endpoint.ts';
import { createPlanningData } from '../planning-data.ts';
import { AppError } from '../problem.ts';

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The answer of `work`; what somebody else wrote meanwhile as a conflict that tells the present revision or version. */
async function orConflict<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PlanningConflict)) throw error;
    throw new AppError('conflict', [{ name, reason: String(error.present) }], { cause: error });
  }
}

/** Ceilings of the kecamatan, the score of proposals and the annex of the minutes: `/api/v1/desk/planning/*`. */
export function planningRoutes(app: FastifyInstance, context: AppContext): void {
  const { database, profile, today } = context;
  const data = createPlanningData(context);
  const nameOf = async (year: number, code: RegionCode): Promise<string> => {
    const { kecamatan } = await data.year(year);
    const found = kecamatan.find((one) => one.code === code);
    if (!found) throw new AppError('unknown_region');
    return found.name;
  };

  serve(app, planningContract.ceilings, async ({ year }, _params, { identity }) => {
    const [{ items, totals }, years, sources] = await Promise.all([
      data.ceilings(year),
      data.years(),
      data.sources(year),
    ]);
    const { gini, lorenz } = moneyEquity(items);
    return {
      year,
      items,
      totals,
      gini,
      lorenz: lorenz.map((point) => ({ ...point })),
      years,
      mayChange: planningContract.stateCeiling.access.includes(identity.role),
      sources,
    };
  });

  serve(app, planningContract.stateCeiling, async (_query, { year, kecamatan }, { identity, body }) => {
    await nameOf(year, kecamatan);
    await orConflict('revision', stateCeiling(database, identity, year, { kecamatan, ...body }));
    const { items } = await data.ceilings(year);
    return items.find((item) => item.kecamatan === kecamatan)!;
  });

  serve(app, planningContract.weights, async (_query, _params, { identity }) => ({
    items: await readWeights(database.as(identity)),
  }));

  serve(app, planningContract.chooseWeights, (_query, _params, { identity, body }) =>
    orConflict('version', chooseWeights(database, identity, body)),
  );

  const weightsOf = async (version: number | undefined) => {
    const versions = await readWeights(database);
    const found = version === undefined ? versions[0] : versions.find((one) => one.version === version);
    if (!found) throw new AppError('unknown_version');
    return found;
  };

  serve(app, planningContract.priorities, async ({ year, kecamatan, version }) => {
    if (kecamatan !== undefined) await nameOf(year, kecamatan);
    const [weights, ofYear, judged, ceilings, sources] = await Promise.all([
      weightsOf(version),
      data.year(year),
      data.judged(year),
      data.ceilings(year),
      data.sources(year),
    ]);
    const { items, sensitivity } = rankProjects(ofYear, judged, weights.weights, ceilings.items, kecamatan ?? null);
    const sample = sources.some((source) => source.sample);
    return { year, weights, items, sensitivity, sources, sample };
  });

  serve(app, planningContract.planningAnnex, async ({ year, kecamatan, format, language }, _params, { reply }) => {
    const region = kecamatan === undefined ? profile.name : `${profile.name}, ${await nameOf(year, kecamatan)}`;
    const [weights, ofYear, judged, ceilings, sources] = await Promise.all([
      weightsOf(undefined),
      data.year(year),
      data.judged(year),
      data.ceilings(year),
      data.sources(year),
    ]);
    const rank = (code: RegionCode | null) => rankProjects(ofYear, judged, weights.weights, ceilings.items, code);
    const lists: AnnexList[] = ceilings.items
      .filter((ceiling) => kecamatan === undefined || ceiling.kecamatan === kecamatan)
      .map((ceiling) => {
        const { items, boundRupiah } = rank(ceiling.kecamatan);
        return { ceiling, items, boundRupiah };
      });
    const unplaced = new Map(
      ofYear.projects
        .filter(({ parts, unplacedRupiah }) => unplacedRupiah > 0 || parts.length === 0)
        .map((project) => [project.id, project]),
    );
    if (kecamatan === undefined && unplaced.size > 0) {
      const { items: all, boundRupiah } = rank(null);
      let cumulativeRupiah = boundRupiah;
      const items = all
        .filter(({ id }) => unplaced.has(id))
        .map((item, index) => {
          const { rupiah, unplacedRupiah } = unplaced.get(item.id)!;
          cumulativeRupiah += unplacedRupiah;
          const partRupiah = rupiah === null ? null : unplacedRupiah;
          return { ...item, rank: index + 1, partRupiah, cumulativeRupiah, over: false };
        });
      lists.push({ ceiling: null, items, boundRupiah });
    }
    const annex: Annex = { region, year, date: today(), weights, sources, lists };
    const name = ['lampiran-musrenbang', year, ...(kecamatan === undefined ? [] : [kecamatan])].join('-');
    return reply
      .type(MEDIA_TYPES[format])
      .header('content-disposition', `attachment; filename="${name}.${format}"`)
      .send(format === 'csv' ? annexCsv(annex, language) : await annexXlsx(annex, language));
  });
}
