import type { DeskDataset } from '#staff-contract';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { deskView, type DeskView } from '../../../state/desk-address.ts';

export type DatasetTab = 'objek' | 'versi' | 'perbandingan';

/** The page of a dataset at the desk, on one of its tabs. */
export const datasetView = (
  id: string,
  tab: DatasetTab | null = null,
  query: Readonly<Record<string, string | undefined>> = {},
): DeskView => deskView('dataset', [id], { tab: tab ?? undefined, ...query });

/** The form of one feature. Ids of features hold any sign, so that the address has them among its parameters. */
export const featureView = (dataset: string, feature: string): DeskView =>
  deskView('dataset', [dataset, 'objek'], { id: feature });

/** The form for a new feature. */
export const newFeatureView = (dataset: string): DeskView => deskView('dataset', [dataset, 'baru']);

/** Steps above a page of a dataset, or of one of its features. */
export function trailOf(app: AppState, dataset: DeskDataset | null = null): { label: string; href: string }[] {
  return [
    { label: app.t('desk.name'), href: app.hrefOf(deskView('desk')) },
    ...(dataset === null ? [] : [{ label: dataset.title, href: app.hrefOf(datasetView(dataset.id)) }]),
  ];
}
