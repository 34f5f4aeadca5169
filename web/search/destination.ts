import type { SearchItem } from '#contract';
import { FacilityKind } from '#model/facility';
import { INITIAL_GAPS, INITIAL_NEAREST, type GapsView, type Place, type View } from '../state/url-codec.ts';

/** The public place that a search result stands for; null for projects and the kabupaten as a whole. */
export function placeOf(item: SearchItem): Place | null {
  if (item.type === 'kecamatan' || item.type === 'desa') return { type: 'region', code: item.id };
  const kind = FacilityKind.safeParse(item.kind);
  return item.type === 'facility' && kind.success ? { type: 'facility', kind: kind.data, id: item.id } : null;
}

/** What opens when someone looking for the nearest facility chooses a result. */
export function nearestView(item: SearchItem, kind: FacilityKind): View {
  const place = placeOf(item);
  if (place === null) return pageView(item);
  return { ...INITIAL_NEAREST, kind: place.type === 'facility' ? place.kind : kind, place };
}

/** What opens when a planner chooses a result: a region is opened in the workspace as it stands, anything else has its page. */
export function workspaceView(item: SearchItem, current: GapsView): View {
  const place = { selected: item.id, at: null, camera: null };
  switch (item.type) {
    case 'desa':
      return { ...current, ...place, level: 'desa' };
    case 'kecamatan':
      return { ...current, ...place, level: current.level === 'desa' ? 'kecamatan' : current.level };
    case 'kabupaten':
      return { ...current, ...place, selected: null };
    case 'facility':
    case 'project':
      return pageView(item);
  }
}

/** What opens from the search of a page: the page of the thing itself where it has one. */
export function pageView(item: SearchItem): View {
  switch (item.type) {
    case 'kabupaten':
      return INITIAL_GAPS;
    case 'kecamatan':
      return { view: 'kecamatan', code: item.id, year: null };
    case 'project':
      return { view: 'project', id: item.id };
    case 'desa':
    case 'facility':
      return { ...INITIAL_NEAREST, place: placeOf(item), ...kindOf(item) };
  }
}

function kindOf(item: SearchItem): { kind?: FacilityKind } {
  const kind = FacilityKind.safeParse(item.kind);
  return item.type === 'facility' && kind.success ? { kind: kind.data } : {};
}
