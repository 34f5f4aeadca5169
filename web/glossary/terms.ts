import type { MessageKey } from '../i18n/messages.ts';

export const TOPICS = ['measure', 'travel', 'capacity', 'fairness', 'certainty', 'figure', 'rule', 'data'] as const;
export type Topic = (typeof TOPICS)[number];

/** Every word of charts and panels that a person without training may not know, by what it is about. */
const TERMS_BY_TOPIC = {
  measure: [
    'need',
    'available',
    'gap',
    'surplus',
    'people-per-unit',
    'reach',
    'radius',
    'gap-area',
    'composite',
    'weight',
  ],
  travel: ['travel-time', 'travel-band', 'straight-distance', 'detour', 'road-network', 'travel-mode'],
  capacity: ['capacity', 'catchment', 'floating-catchment'],
  fairness: ['gini', 'lorenz', 'palma', 'max-min'],
  certainty: ['interval', 'percentile', 'draws', 'estimate', 'unplaced', 'no-data'],
  figure: ['cell', 'choropleth', 'class', 'histogram', 'ranking', 'trend'],
  rule: ['standard', 'ratio', 'per-region', 'clause', 'evidence', 'authority', 'sni', 'spm'],
  data: [
    'population-register',
    'population-surface',
    'cross-border',
    'kemenag',
    'sample',
    'indicative-boundary',
    'dataset',
  ],
} as const satisfies Record<Topic, readonly string[]>;

export type TermId = (typeof TERMS_BY_TOPIC)[Topic][number];
export interface TermEntry {
  readonly id: TermId;
  readonly topic: Topic;
}

export const TERMS: readonly TermEntry[] = TOPICS.flatMap((topic) =>
  TERMS_BY_TOPIC[topic].map((id: TermId) => ({ id, topic })),
);

export const nameKey = (id: TermId): MessageKey => `term.${id}.name`;
export const meaningKey = (id: TermId): MessageKey => `term.${id}.meaning`;

/** Entries whose name or meaning holds every word of the query, as people type it; all for an empty one. */
export function termsMatching(
  terms: readonly TermEntry[],
  query: string,
  textOf: (entry: TermEntry) => string,
): TermEntry[] {
  const words = query.toLocaleLowerCase('id').split(/\s+/).filter(Boolean);
  return terms.filter((entry) => {
    const text = textOf(entry).toLocaleLowerCase('id');
    return words.every((word) => text.includes(word));
  });
}
