import { describe, expect, it } from 'vitest';
import { distanceMetres } from '#analysis';
import { localMetric, metresPerDegree } from '../../../data/analysis/geodesy.ts';

describe('straight distance', () => {
  // Reference: ST_Distance(geography) of PostGIS 3.6, GeographicLib on the WGS 84 ellipsoid.
  it.each([
    ['one degree northwards', [108.5, -7], [108.5, -6], 110_588.534, 1e-5],
    ['one degree eastwards', [108, -6.7], [109, -6.7], 110_564.27, 1e-6],
    ['to the capital', [108.5, -6.7], [106.83, -6.17], 193_814.206, 1e-5],
    ['a kilometre', [108.5, -6.7], [108.507, -6.694], 1019.454, 1e-6],
  ] as const)('%s', (_name, [lonA, latA], [lonB, latB], expected, tolerance) => {
    expect(Math.abs(distanceMetres(lonA, latA, lonB, latB) / expected - 1)).toBeLessThan(tolerance);
  });

  it('is nothing from a point to itself, and the same both ways', () => {
    expect(distanceMetres(108.5, -6.7, 108.5, -6.7)).toBe(0);
    expect(distanceMetres(108.5, -6.7, 108.6, -6.8)).toBe(distanceMetres(108.6, -6.8, 108.5, -6.7));
  });

  it('goes the short way over the date line and does not break far away', () => {
    expect(distanceMetres(179.9, -6.7, -179.9, -6.7)).toBeCloseTo(distanceMetres(10, -6.7, 10.2, -6.7), 6);
    // Half the circumference of the mean sphere.
    expect(distanceMetres(0, 0, 180, 0)).toBeCloseTo(Math.PI * 6_371_008.8, 3);
    expect(distanceMetres(0, 90, 50, -90)).toBeCloseTo(Math.PI * 6_371_008.8, 3);
  });

  it('as a polynomial says the same within 2e-6 up to 2.5° from its reference', () => {
    for (const reference of [-6.7, 0, 45]) {
      const metric = localMetric(reference);
      for (let offset = -2.5; offset <= 2.5; offset += 0.25) {
        const exact = metresPerDegree(reference + offset);
        const east = metric.east0 + offset * (metric.east1 + offset * metric.east2);
        const north = metric.north0 + offset * metric.north1;
        expect(Math.abs(east / exact.east - 1)).toBeLessThan(reference === 45 ? 2e-5 : 2e-6);
        expect(Math.abs(north / exact.north - 1)).toBeLessThan(2e-5);
      }
    }
  });
});
