import type { StaffAnswer } from '#staff-contract';
import type { AppState } from '../../../state/app-state.svelte.ts';

export type Ceilings = StaffAnswer<'ceilings'>;

/** The fiscal year that an address names; null where it names none, or nothing that is a year. */
export function yearOf(text: string | undefined): number | null {
  return text !== undefined && /^20\d{2}$/.test(text) ? Number(text) : null;
}

/** The year to show where the address names none: this one, or the last that there is anything of. */
export function firstYear(years: readonly number[], now: Date): number {
  const present = now.getFullYear();
  return years.length === 0 || years.includes(present) ? present : Math.max(...years);
}

/** The years to choose from, newest first; the one that is shown is always among them. */
export function yearChoices(years: readonly number[], shown: number): number[] {
  return [...new Set([...years, shown])].sort((a, b) => b - a);
}

/** Ceilings of a year; null takes the first that has any. Rejects as the backend does. */
export async function loadCeilings(app: AppState, year: number | null, signal: AbortSignal): Promise<Ceilings> {
  const ask = (one: number) => app.staff.ask('ceilings', { query: { year: String(one) } }, signal);
  const answer = await ask(year ?? new Date().getFullYear());
  const first = firstYear(answer.years, new Date());
  return year !== null || first === answer.year ? answer : ask(first);
}
