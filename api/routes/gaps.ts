import type { FastifyInstance } from 'fastify';
import { FacilityOwner } from '#model/facility';
import type { AppContext } from '../app-context.ts';
import { contract } from '../contract/index.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';

/** `/api/v1/standards` and `/api/v1/gaps`. */
export function gapRoutes(app: FastifyInstance, { assessmentData, profile, standards }: AppContext): void {
  serve(app, contract.standards, async () => ({ items: [...standards] }));

  serve(app, contract.gaps, async ({ standard: id, level, parent, owners, kemenag, crossBorder }) => {
    const standard = standards.find((candidate) => candidate.id === id);
    if (!standard) throw new AppError('unknown_standard');
    const data = await assessmentData.get();
    if (parent !== undefined && !data.regions.some(({ code }) => code === parent)) throw new AppError('unknown_region');
    const options = { level, parent, owners: owners ?? FacilityOwner.options, kemenag, crossBorder };
    const { items, totals } = data.assessor.assess(standard, options);
    const inputs = data.inputsOf([...standard.facilityKinds, ...(kemenag ? standard.kemenagKinds : [])]);
    return {
      standard,
      options: { level, owners: [...options.owners], kemenag, crossBorder },
      inputs,
      sample: inputs.some(({ status }) => status === 'contoh'),
      method: {
        populationMethod: data.demand?.weighted ? ('cells-weighted' as const) : ('cells-even' as const),
        cellMetres: data.demand?.grid.cellMetres ?? profile.grid.cellMetres,
        distance: 'straight' as const,
      },
      items,
      totals,
    };
  });
}
