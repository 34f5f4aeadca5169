import type { Assessment, AssessmentTotals, Share } from '#analysis';
import type { Measure } from './questions.ts';

/** Whether a large value of a measure is the bad one. */
export const HIGHER_IS_WORSE: Readonly<Record<Measure, boolean>> = {
  unit: true,
  ratio: true,
  radius: false,
  travel: false,
  capacity: false,
};

/** What a region is compared by; Infinity for people without any unit, null where not known. */
export function valueOf(item: Assessment, measure: Measure): number | null {
  switch (measure) {
    case 'unit':
      return item.gap;
    case 'ratio':
      return item.peoplePerUnit ?? (item.available === 0 && item.population ? Infinity : null);
    case 'radius':
      return item.servedShare;
    case 'travel':
      return item.travel?.reachedShare ?? null;
    case 'capacity':
      return item.capacity?.unitsPer1000 ?? null;
  }
}

/** The same of the whole; the gap is that of need rounded once where the standard has a ratio. */
export function valueOfWhole(totals: AssessmentTotals, measure: Measure): number | null {
  switch (measure) {
    case 'unit':
      return totals.gapOfWhole ?? totals.gap;
    case 'ratio':
      return totals.population && totals.available ? totals.population / totals.available : null;
    case 'radius':
      return totals.servedShare;
    case 'travel':
      return totals.travel?.reachedShare ?? null;
    case 'capacity':
      return totals.capacity?.unitsPer1000 ?? null;
  }
}

/**
 * What the people of each region have, for the measure's curve of inequality: units (unit, ratio), people reached (radius,
 * travel), supply within reach (capacity). By travel people are those who can be placed, as in its share. Regions of which either is not known are left out; null when none is left.
 */
export function sharesOf(items: readonly Assessment[], measure: Measure): readonly Share[] | null {
  const shares: Share[] = [];
  for (const item of items) {
    const people = peopleOf(item, measure);
    const amount = people === null ? null : people === 0 ? 0 : amountOf(item, people, measure);
    if (people === null || amount === null) continue;
    shares.push({ code: item.region.code, people, amount });
  }
  return shares.length === 0 ? null : shares;
}

function peopleOf(item: Assessment, measure: Measure): number | null {
  if (measure !== 'travel' || !item.travel) return item.population;
  const [first, second, third, beyond] = item.travel.bands;
  return first + second + third + beyond;
}

function amountOf(item: Assessment, people: number, measure: Measure): number | null {
  switch (measure) {
    case 'unit':
    case 'ratio':
      return item.available;
    case 'radius':
      return item.servedPeople;
    case 'travel':
      return item.travel?.reachedPeople ?? null;
    case 'capacity':
      return item.capacity ? (item.capacity.unitsPer1000 / 1000) * people : null;
  }
}
