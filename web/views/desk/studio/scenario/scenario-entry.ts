import type { DatasetItem } from '#contract';
import type { Scenario, ScenarioEntry, ScenarioInput } from '#model/siting';
import type { Studio } from '../studio.svelte.ts';

type Named = Pick<DatasetItem, 'id' | 'title' | 'version'>;
export interface ChangedInput {
  readonly id: string;
  readonly title: string;
  readonly from: number;
  /** Null: the dataset is gone, or this reader may not see it. */
  readonly to: number | null;
}

/** The datasets of a scenario that have another version now. */
export function changedInputs(inputs: readonly ScenarioInput[], datasets: readonly Named[]): ChangedInput[] {
  const now = new Map(datasets.map((dataset) => [dataset.id, dataset]));
  return inputs.flatMap(({ dataset, version }) => {
    const found = now.get(dataset);
    return found?.version === version
      ? []
      : [{ id: dataset, title: found?.title ?? dataset, from: version, to: found?.version ?? null }];
  });
}

/** The datasets that an answer names, with their versions of now; what has none yet is left out. */
export const inputsOf = (
  used: readonly { readonly dataset: string }[],
  datasets: readonly Named[],
): ScenarioInput[] => {
  const names = new Set(used.map(({ dataset }) => dataset));
  return datasets
    .filter(({ id, version }) => names.has(id) && version > 0)
    .map(({ id, version }) => ({ dataset: id, version }));
};

/** Saves what the studio holds: anew, or in place of `over`. Throws `BackendError` (409 `conflict` when a colleague saved before). */
export async function saveScenario(
  studio: Studio,
  { name, note }: Pick<ScenarioEntry, 'name' | 'note'>,
  over: Scenario | null,
): Promise<Scenario> {
  const { app, question, opened, changes, inputs } = studio;
  if (!question || !opened) throw new Error('nothing is open');
  const figures = await app.analysis.ask('sitingFigures', [changes]);
  const entry: ScenarioEntry = {
    name,
    note,
    content: {
      question,
      changes: [...changes],
      limits: studio.limits,
      budgetRupiah: studio.budgetRupiah,
    },
    figures,
    inputs: [...inputs],
  };
  const saved = await (over
    ? app.staff.ask('changeScenario', { params: { id: over.id }, body: { ...entry, revision: over.revision } })
    : app.staff.ask('createScenario', { body: entry }));
  studio.markSaved();
  return saved;
}
