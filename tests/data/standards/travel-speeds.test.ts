import { expect, it } from 'vitest';
import { SpeedClass, TravelMode, TravelSpeeds } from '#model/travel';
import { TRAVEL_SPEEDS } from '../../../data/standards/travel-speeds.ts';

it('speeds are told for every mode and class, as assumptions that name no publication', () => {
  expect(Object.keys(TRAVEL_SPEEDS.modes).sort()).toEqual([...TravelMode.options].sort());
  for (const mode of TravelMode.options) {
    expect(Object.keys(TRAVEL_SPEEDS.modes[mode].road).sort()).toEqual([...SpeedClass.options].sort());
  }
  expect(TRAVEL_SPEEDS.evidence).toBe('C');
  expect(TRAVEL_SPEEDS.detourFactor).toBe(1.3);
});

it('better roads are not slower, and vehicles are not slower than walking', () => {
  const { modes } = TRAVEL_SPEEDS;
  for (const estimate of ['low', 'central', 'high'] as const) {
    for (const mode of TravelMode.options) {
      const speeds = (['arterial', 'collector', 'local', 'neighbourhood'] as const).map(
        (roadClass) => modes[mode].road[roadClass][estimate],
      );
      expect(speeds).toEqual(speeds.toSorted((a, b) => b - a));
      // A road of unknown class is neither the best nor worse than the worst.
      expect(modes[mode].road.unknown[estimate]).toBeLessThanOrEqual(speeds[0]!);
      expect(modes[mode].road.unknown[estimate]).toBeGreaterThanOrEqual(speeds[3]!);
      expect(speeds[3]).toBeGreaterThanOrEqual(modes.walk.road.neighbourhood[estimate]);
    }
  }
  // Motorways are for cars; where cars cannot go, one can walk.
  expect(TravelMode.options.filter((mode) => modes[mode].motorway !== null)).toEqual(['car']);
  expect(modes.walk.path).not.toBeNull();
});

it('a table whose speeds run backwards, or that lacks a class, is refused', () => {
  const { walk } = TRAVEL_SPEEDS.modes;
  const withWalk = (change: object) => ({
    ...TRAVEL_SPEEDS,
    modes: { ...TRAVEL_SPEEDS.modes, walk: { ...walk, ...change } },
  });
  expect(TravelSpeeds.safeParse(withWalk({})).success).toBe(true);
  expect(TravelSpeeds.safeParse(withWalk({ straight: { low: 5, central: 4, high: 6 } })).success).toBe(false);
  const { unknown: _unknown, ...rest } = walk.road;
  expect(TravelSpeeds.safeParse(withWalk({ road: rest })).success).toBe(false);
});
