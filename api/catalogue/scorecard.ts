import type { z } from 'zod';
import type { CatalogueItem, catalogueContract } from '../contract/catalogue.ts';
import { scoreOf, sharesOf, type QualityCounts } from './quality.ts';

type Scorecard = z.input<NonNullable<typeof catalogueContract.scorecard.response>>;

/** Quality of the datasets that somebody sees and of every agency, worst first; those that cannot be judged come last. */
export function scorecardOf(
  items: readonly CatalogueItem[],
  counts: ReadonlyMap<string, QualityCounts>,
  agencies: readonly { readonly id: string; readonly name: string }[],
): Scorecard {
  const datasets = items.map((item) => {
    const { id, title, agency, agencyName, date, dueOn, isStale, records } = item;
    const counted = counts.get(id);
    const shares = sharesOf(item, counted);
    const sample = item.status === 'contoh';
    const score = scoreOf(shares, counted?.rows ?? 0);
    return { id, title, agency, agencyName, date, dueOn, isStale, records, sample, shares, score };
  });
  const worstFirst = (a: { score: number | null }, b: { score: number | null }): number =>
    (a.score ?? 2) - (b.score ?? 2);
  return {
    datasets: datasets.toSorted(worstFirst),
    agencies: agencies
      .map(({ id, name }) => {
        // What is made up says nothing about an agency.
        const own = datasets.filter((dataset) => dataset.agency === id && !dataset.sample);
        const scores = own.map(({ score }) => score).filter((score) => score !== null);
        return {
          agency: id,
          agencyName: name,
          datasets: own.length,
          stale: own.filter(({ isStale }) => isStale).length,
          score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
        };
      })
      .toSorted(worstFirst),
  };
}
