import { distance } from 'fastest-levenshtein';
import type { CatalogueItem } from '#staff-contract';

export interface CatalogueFilter {
  readonly words: string;
  readonly family: string;
  readonly producer: string;
  readonly status: string;
  readonly classification: string;
  readonly onlyStale: boolean;
}
export const NO_FILTER: CatalogueFilter = {
  words: '',
  family: '',
  producer: '',
  status: '',
  classification: '',
  onlyStale: false,
};
export type CatalogueSort = 'title' | 'newest' | 'records' | 'due';

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Letters that may be wrong in a typed word of this length. */
const slipsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

function isFound(typed: string, words: readonly string[]): boolean {
  if (words.some((word) => word.includes(typed))) return true;
  const slips = slipsIn(typed);
  // Also against the beginning of a longer word: who searches while typing has not come to its end.
  return (
    slips > 0 &&
    words.some((word) => distance(typed, word.slice(0, typed.length)) <= slips || distance(typed, word) <= slips)
  );
}

/** Who produces a dataset, as the list names it. */
export const producerOf = ({ agencyName, producer }: CatalogueItem): string => agencyName ?? producer;

/**
 * Datasets that fit the filter: every typed word occurs, as it is or with a slip, in title, abstract, producer, group or id.
 * `familyName` has the word of the interface for a group.
 */
export function filterCatalogue(
  items: readonly CatalogueItem[],
  filter: CatalogueFilter,
  familyName: (item: CatalogueItem) => string,
): readonly CatalogueItem[] {
  const typed = wordsOf(filter.words);
  return items.filter((item) => {
    if (filter.family !== '' && item.family !== filter.family) return false;
    if (filter.producer !== '' && producerOf(item) !== filter.producer) return false;
    if (filter.status !== '' && item.status !== filter.status) return false;
    if (filter.classification !== '' && item.classification !== filter.classification) return false;
    if (filter.onlyStale && !item.isStale) return false;
    if (typed.length === 0) return true;
    const { title, abstract, producer, agencyName, id } = item;
    const words = wordsOf(`${title} ${abstract} ${producer} ${agencyName ?? ''} ${familyName(item)} ${id}`);
    return typed.every((word) => isFound(word, words));
  });
}

/** In the order asked for; what has no date comes last. `compareNames` orders names as people expect it. */
export function sortCatalogue(
  items: readonly CatalogueItem[],
  by: CatalogueSort,
  compareNames: (a: string, b: string) => number,
): readonly CatalogueItem[] {
  const byTitle = (a: CatalogueItem, b: CatalogueItem) => compareNames(a.title, b.title);
  switch (by) {
    case 'title':
      return items.toSorted(byTitle);
    case 'newest':
      return items.toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? '') || byTitle(a, b));
    case 'records':
      return items.toSorted((a, b) => b.records - a.records || byTitle(a, b));
    case 'due':
      return items.toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || byTitle(a, b));
  }
}
