import { expect, test } from 'vitest';
import { distanceMetres } from '../../../data/analysis/geodesy.ts';
import { circleAround, figureFeatures, figureLayers } from '../../../web/map/figures.ts';
import { THEMES } from '../../../web/map/theme.ts';

test('every corner of a reach lies at its distance as the engine measures it', () => {
  const centre: [number, number] = [108.5, -6.75];
  const { coordinates } = circleAround(centre, 3000);
  expect(coordinates.at(-1)).toEqual(coordinates[0]);
  for (const [longitude, latitude] of coordinates)
    expect(Math.abs(distanceMetres(centre[0], centre[1], longitude!, latitude!) - 3000)).toBeLessThan(1);
});

test('a shape keeps its role, and each role is drawn', () => {
  const geometry = circleAround([108.5, -6.75], 500);
  expect(figureFeatures([{ role: 'reach', geometry }]).features[0]?.properties).toEqual({ role: 'reach' });
  const filters = JSON.stringify(figureLayers(THEMES.light).map(([, layer]) => layer));
  for (const role of ['unserved', 'reach', 'area', 'line']) expect(filters).toContain(`"${role}"`);
});

test('what is not served is hatched, never filled with a colour', () => {
  const fills = figureLayers(THEMES.light).filter(([, layer]) => layer.type === 'fill' && layer.id === 'unserved');
  expect(fills).toHaveLength(1);
  expect(JSON.stringify(fills)).toContain('fill-pattern');
  expect(JSON.stringify(fills)).not.toContain('fill-color');
});
