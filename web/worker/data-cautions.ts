import type { AssessmentInput, DatasetItem } from '#contract';

/** What is known to be wrong with a dataset of facilities that entered an answer. */
export interface DataCaution {
  readonly dataset: string;
  readonly title: string;
  readonly producer: string;
  readonly status: AssessmentInput['status'];
  /** Sentences of the importer, in the language of the region. */
  readonly flaws: readonly string[];
}

/** The known flaws of the facility datasets of an answer. Made-up data is left out: its own mark says more. */
export function cautionsOf(inputs: readonly AssessmentInput[], datasets: readonly DatasetItem[]): DataCaution[] {
  return inputs.flatMap((input) => {
    if (input.role !== 'facilities' || input.status === 'contoh') return [];
    const flaws = datasets.find((dataset) => dataset.id === input.dataset)?.knownFlaws ?? [];
    const { dataset, title, producer, status } = input;
    return flaws.length === 0 ? [] : [{ dataset, title, producer, status, flaws }];
  });
}
