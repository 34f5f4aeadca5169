import { FacilityKind } from '#model/facility';
import { ProjectStatus } from '#model/project';
import { describe, expect, test } from 'vitest';
import en from '../../../web/i18n/en.json';
import id from '../../../web/i18n/id.json';
import { createFormat } from '../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../web/i18n/messages.ts';
import { FACILITY_GROUPS, FACILITY_SYMBOLS, kindsOf, type FacilityGroup } from '../../../web/map/facility-symbols.ts';
import { LAYERS, isSwitchableLayer, layerOf } from '../../../web/map/layers/index.ts';
import { popupWords } from '../../../web/map/popup-content.ts';
import { STAGE_OF, STAGES } from '../../../web/map/project-stages.ts';

const t = createTranslate(INDONESIAN);
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });

test('every word of a layer exists in both languages', () => {
  const keys = LAYERS.flatMap((layer) => [
    layer.labelKey,
    ...layer.legend.map((row) => row.key),
    ...Object.values(layer.popup).flatMap((content) => content.fields.map((field) => field.key)),
  ]);
  expect(keys.length).toBeGreaterThan(50);
  expect(keys.filter((key) => !Object.hasOwn(id, key) || !Object.hasOwn(en, key))).toEqual([]);
});

test('only layers of the four families can be switched', () => {
  expect(isSwitchableLayer('roads')).toBe(true);
  expect(['regions', 'ground', 'toString', ''].filter(isSwitchableLayer)).toEqual([]);
  expect(new Set(LAYERS.flatMap((layer) => layer.family ?? []))).toEqual(
    new Set(['facility', 'infrastructure', 'permit', 'project']),
  );
});

test('each kind of facility has one group, and groups are at most six colours', () => {
  const groups = Object.keys(FACILITY_GROUPS) as FacilityGroup[];
  expect(groups.flatMap(kindsOf).toSorted()).toEqual(FacilityKind.options.toSorted());
  expect(new Set(Object.values(FACILITY_GROUPS)).size).toBe(groups.length);
  expect(groups.length).toBeLessThanOrEqual(6);
  expect(FACILITY_SYMBOLS.mts.ringed).toBe(true);
});

test('each status of a project belongs to a stage', () => {
  expect(Object.keys(STAGE_OF).toSorted()).toEqual(ProjectStatus.options.toSorted());
  expect(new Set(Object.values(STAGE_OF))).toEqual(new Set(STAGES));
});

describe('a popup', () => {
  const content = layerOf('projects').popup as Record<string, Parameters<typeof popupWords>[0]>;
  const words = (properties: Record<string, unknown>) =>
    popupWords(content['project_point'] as Parameters<typeof popupWords>[0], properties, t, format);

  test('opens with the number', () => {
    const { figure, title, kind } = words({ name: 'Jalan Gebang', status: 'kritis', ceiling_rupiah: 2_900_000_000 });
    expect(figure).toEqual({ value: 'Rp2,9 miliar', label: 'pagu' });
    expect(title).toBe('Jalan Gebang');
    expect(kind).toBe('kontrak kritis');
  });

  test('says "belum ada data" for what the tile does not tell, never zero', () => {
    const row = words({ name: 'X', ceiling_rupiah: 1 }).rows.find((r) => r.label === 'kemajuan fisik');
    expect(row).toEqual({ label: 'kemajuan fisik', value: 'belum ada data', missing: true });
    expect(words({ name: 'X', physical_percent: 0 }).figure?.value).toMatch(/^0/);
  });

  test('shows no record number and no code of a region, and shows an unknown code as it came', () => {
    const { rows, kind } = words({ name: 'X', status: 'ganti_nama', id: 'proyek-77', region: '99.01.01' });
    expect(JSON.stringify(rows)).not.toMatch(/proyek-77|99\.01\.01/);
    expect(kind).toBe('ganti nama');
  });
});
