import { describe, expect, test } from 'vitest';
import { createTranslate, INDONESIAN } from '../../../web/i18n/messages.ts';
import { layerOf, type LayerId } from '../../../web/map/layers/index.ts';
import { holdsSample, isAllSample, keysOf, sampleWords, type ShownLayers } from '../../../web/map/shown-layers.ts';

const t = createTranslate(INDONESIAN);
const shown = (visible: LayerId[], kinds: ShownLayers['kinds'] = ['smp']): ShownLayers => ({
  visible: new Set(visible),
  kinds,
  sampleTilesets: new Set(['roads', 'hazard', 'facilities']),
  sampleKinds: new Set(['pustu', 'posyandu']),
});

describe('what is made up on a map', () => {
  test('is named, and the real roads are not among it', () => {
    expect(sampleWords(shown(['roads', 'water', 'facilities']), t)).toEqual([]);
    expect(sampleWords(shown(['roads', 'sample-roads', 'hazard']), t)).toEqual(['rawan bencana', 'jalan kabupaten']);
  });

  test('is a matter of the kinds that are drawn, for facilities', () => {
    const mixed = shown(['facilities'], ['puskesmas', 'pustu']);
    expect(sampleWords(mixed, t)).toEqual([t('kind.pustu')]);
    expect([holdsSample(layerOf('facilities'), mixed), isAllSample(layerOf('facilities'), mixed)]).toEqual([
      true,
      false,
    ]);
    expect(isAllSample(layerOf('facilities'), shown([], ['pustu']))).toBe(true);
    expect(holdsSample(layerOf('facilities'), shown([]))).toBe(false);
  });
});

describe('the keys of what is shown', () => {
  test('are those of the layers that are on and drawn, with the groups that appear', () => {
    const keys = keysOf(shown(['water', 'facilities', 'sample-roads'], ['puskesmas', 'smp']), 9);
    expect(keys.map(({ key }) => key.key)).toEqual([
      'map.legend.river',
      'map.facilityGroup.health',
      'map.facilityGroup.education',
    ]);
    expect(keysOf(shown(['sample-roads']), 12).map(({ sample }) => sample)).toEqual([true]);
  });

  test('say once what they are of and that they are made up', () => {
    expect(keysOf(shown(['hazard', 'water']), 12).map(({ heading, sample }) => [heading, sample])).toEqual([
      ['map.layer.hazard', true],
      [null, false],
      [null, false],
      [null, false],
    ]);
  });

  test('carry the mark by group', () => {
    const keys = keysOf(shown(['facilities'], ['pustu', 'smp']), null);
    expect(keys.map(({ key, sample }) => [key.key, sample])).toEqual([
      ['map.facilityGroup.health', true],
      ['map.facilityGroup.education', false],
    ]);
  });
});
