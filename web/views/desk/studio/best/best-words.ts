import type { Format } from '../../../../i18n/format.ts';
import type { Translate } from '../../../../i18n/messages.ts';
import type { BestSites, Objective } from '../../../../worker/siting/siting-questions.ts';

/** How far what was found may be from the best: "Celah optimalitas 0,0 %", or why that is not known. */
export function gapWords(t: Translate, format: Format, { status, gap }: BestSites, isRunning: boolean): string {
  switch (status) {
    case 'optimal':
      return t('studio.best.gap', { gap: format.percent(0) });
    case 'infeasible':
      return t('studio.best.infeasible');
    case 'none':
      return t(isRunning ? 'studio.best.searching' : 'studio.best.nothing');
    case 'greedy':
      return t(isRunning ? 'studio.best.proving' : 'studio.best.greedy');
    case 'feasible':
      return gap === null ? t('studio.best.gap.unknown') : t('studio.best.gap.most', { gap: gapPercent(format, gap) });
  }
}

/** A gap that is not nothing is never written as 0.0 %. */
const gapPercent = (format: Format, gap: number): string =>
  gap > 0 && gap < 0.0005 ? format.percent(gap, 3) : format.percent(gap);

/** What the proof gains over greedy; nothing to say of greedy itself. */
export function overGreedyWords(
  t: Translate,
  format: Format,
  { status, greedy, gained, objective }: BestSites,
  asked: Objective,
): string {
  if (status !== 'optimal' && status !== 'feasible') return '';
  if (!greedy) return t('studio.best.over.none');
  if (asked === 'fewest-sites') {
    const saved = greedy.objective - objective;
    return saved > 0 ? t('studio.best.over.sites', { count: format.number(saved) }) : t('studio.best.over.same');
  }
  if (asked === 'least-travel') {
    const saved = greedy.objective === 0 ? 0 : (greedy.objective - objective) / greedy.objective;
    return saved > 0 ? t('studio.best.over.travel', { share: format.percent(saved, 2) }) : t('studio.best.over.same');
  }
  if (objective <= greedy.objective) return t('studio.best.over.same');
  return t('studio.best.over.people', { people: format.signed(gained - greedy.gained) });
}
