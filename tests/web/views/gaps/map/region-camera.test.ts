import { expect, test } from 'vitest';
import { boundsAlone, nearestZoomFor, RegionSight } from '../../../../../web/views/gaps/map/region-camera.ts';

const [here, elsewhere] = [
  { longitude: 108.5, latitude: -6.7, zoom: 10 },
  { longitude: 108.6, latitude: -6.8, zoom: 12 },
];

test('a region of an address without a camera is brought into sight, once', () => {
  const sight = new RegionSight({ selected: '99.01.01', camera: null });
  expect(sight.regionToBring({ selected: '99.01.01', camera: null })).toBe('99.01.01');
  sight.tell(here);
  expect(sight.regionToBring({ selected: '99.01.01', camera: here })).toBeNull();
  expect(sight.regionToBring({ selected: '99.01.02', camera: here })).toBe('99.01.02');
});

test('a camera from outside and a press on the map leave the camera where it is', () => {
  const sight = new RegionSight({ selected: '99.01.01', camera: here });
  expect(sight.regionToBring({ selected: '99.01.01', camera: here })).toBeNull();
  expect(sight.regionToBring({ selected: '99.01.02', camera: elsewhere })).toBeNull();
  sight.tell(elsewhere);
  sight.press('99.01.03');
  expect(sight.regionToBring({ selected: '99.01.03', camera: elsewhere })).toBeNull();
  expect(sight.regionToBring({ selected: null, camera: elsewhere })).toBeNull();
});

test('a level that follows the zoom stays what it is when a region of it is looked at', () => {
  expect(nearestZoomFor('99.01.01', true)).toBeLessThan(11.2);
  expect(nearestZoomFor('99.01.01.2001', true)).toBeLessThan(13.2);
  expect(nearestZoomFor('99.01.01', false)).toBeGreaterThan(11.2);
  expect([...boundsAlone('99.01.01.2001', [1, 2, 3, 4]).boxOf]).toEqual([['99.01.01', [1, 2, 3, 4]]]);
});
