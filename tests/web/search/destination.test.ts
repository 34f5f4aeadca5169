import { expect, test } from 'vitest';
import type { SearchItem } from '#contract';
import { nearestView, pageView, placeOf, workspaceView } from '../../../web/search/destination.ts';
import { INITIAL_GAPS, type GapsView } from '../../../web/state/url-codec.ts';

const found = (change: Partial<SearchItem>): SearchItem => ({
  type: 'kecamatan',
  id: '32.09.30',
  name: 'Gebang',
  kind: 'kecamatan',
  region: null,
  position: null,
  score: 1,
  sample: false,
  ...change,
});

test('from the nearest search a place is where to start, and a facility brings its kind', () => {
  expect(nearestView(found({}), 'smp')).toMatchObject({
    view: 'nearest',
    kind: 'smp',
    place: { type: 'region', code: '32.09.30' },
  });
  expect(nearestView(found({ type: 'facility', id: 'p-1', kind: 'puskesmas' }), 'smp')).toMatchObject({
    kind: 'puskesmas',
    place: { type: 'facility', kind: 'puskesmas', id: 'p-1' },
  });
});
test('from a page the thing itself opens', () => {
  expect(pageView(found({}))).toEqual({ view: 'kecamatan', code: '32.09.30', year: null });
  expect(pageView(found({ type: 'project', id: 'PRJ-1', kind: 'road' }))).toEqual({ view: 'project', id: 'PRJ-1' });
  expect(pageView(found({ type: 'kabupaten', id: '32.09' }))).toMatchObject({ view: 'gaps' });
  expect(pageView(found({ type: 'desa', id: '32.09.30.2001' }))).toMatchObject({
    view: 'nearest',
    place: { type: 'region', code: '32.09.30.2001' },
  });
});
test('in the workspace a region is opened where one is; a facility and a project have their pages', () => {
  const current: GapsView = {
    ...INITIAL_GAPS,
    measure: 'radius',
    at: [108.6, -6.8],
    camera: { longitude: 108.6, latitude: -6.8, zoom: 13 },
  };
  expect(workspaceView(found({ type: 'desa', id: '32.09.30.2001', kind: 'desa' }), current)).toEqual({
    ...current,
    level: 'desa',
    selected: '32.09.30.2001',
    at: null,
    camera: null,
  });
  expect(workspaceView(found({}), { ...current, level: 'desa' })).toMatchObject({
    view: 'gaps',
    measure: 'radius',
    level: 'kecamatan',
    selected: '32.09.30',
  });
  expect(workspaceView(found({}), current)).toMatchObject({ level: 'auto', selected: '32.09.30' });
  expect(workspaceView(found({ type: 'kabupaten', id: '32.09' }), { ...current, selected: '32.09.30' })).toMatchObject({
    view: 'gaps',
    selected: null,
    camera: null,
  });
  expect(workspaceView(found({ type: 'facility', id: 'p-1', kind: 'puskesmas' }), current)).toMatchObject({
    view: 'nearest',
    place: { type: 'facility', id: 'p-1' },
  });
  expect(workspaceView(found({ type: 'project', id: 'PRJ-1', kind: 'road' }), current)).toEqual({
    view: 'project',
    id: 'PRJ-1',
  });
});
test('a kind newer than this interface is no place to start from', () => {
  expect(placeOf(found({ type: 'facility', kind: 'observatory' }))).toBeNull();
});
