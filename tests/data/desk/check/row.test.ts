import { describe, expect, it } from 'vitest';
import type { Remedy } from '#model/upload';
import { checkRow, type CheckContext, type CheckedRow } from '../../../../data/desk/check/index.ts';
import { miniContext } from './context.ts';

const context = await miniContext();
const puskesmas = {
  name: 'Puskesmas Awan',
  kind: 'puskesmas',
  kecamatan: '99.01.01',
  longitude: '110,0250',
  latitude: '-7,0500',
};
function check(
  values: Record<string, string | null>,
  decisions: Remedy[] = [],
  within: CheckContext = context,
): CheckedRow {
  return checkRow({ row: 1, values: { ...puskesmas, ...values }, geometry: null, decisions }, within);
}
const reasons = ({ issues }: CheckedRow) => issues.map(({ severity, reason }) => `${severity} ${reason}`);
const remedies = ({ issues }: CheckedRow) => issues.flatMap((issue) => issue.remedies);

describe('a row of facilities', () => {
  it('is valid as it stands, in the smallest region known', () => {
    const row = check({});
    expect(reasons(row)).toEqual([]);
    expect(row).toMatchObject({ outcome: 'valid', region: '99.01.01.2001', position: [110.025, -7.05] });
    expect(row.record).toMatchObject({
      kind: 'puskesmas',
      owner: 'tidak-diketahui',
      authority: 'kabupaten',
      accuracy: 'point',
    });
  });

  it('offers to change swapped coordinates round, says where the point then lies, and does it', () => {
    const row = check({ longitude: '-7,05', latitude: '110,025' });
    expect(row.outcome).toBe('rejected');
    expect(reasons(row)).toEqual(['error coordinates_swapped']);
    expect(row.issues[0]!.details).toMatchObject({ longitude: 110.025, latitude: -7.05, name: 'Awan' });
    const [swap] = remedies(row);
    expect(swap).toEqual({ kind: 'swap_coordinates', position: [110.025, -7.05] });
    expect(check({ longitude: '-7,05', latitude: '110,025' }, [swap!])).toMatchObject({
      outcome: 'corrected',
      position: [110.025, -7.05],
      region: '99.01.01.2001',
    });
  });

  it('offers the region of the point for a code that is not known', () => {
    const row = check({ kecamatan: '99.01.41' });
    expect(reasons(row)).toEqual(['error region_unknown']);
    expect(row.issues[0]).toMatchObject({ value: '99.01.41', details: { region: '99.01.01', name: 'Awan' } });
    const [use] = remedies(row);
    expect(use).toEqual({ kind: 'use_region', region: '99.01.01', name: 'Awan' });
    expect(check({ kecamatan: '99.01.41' }, [use!])).toMatchObject({ outcome: 'corrected', region: '99.01.01.2001' });
  });

  it.each([
    ['99.01.02', 'rejected', 'error position_outside_stated_region'],
    ['Batu Karang', 'rejected', 'error position_outside_stated_region'],
    ['Plered', 'rejected', 'error region_unknown'],
    ['99.02.07', 'rejected', 'error position_outside_stated_region'],
  ])('does not take a point 8 km outside of the kecamatan it states (%s)', (kecamatan, outcome, reason) => {
    const row = check({ kecamatan });
    expect(row.outcome).toBe(outcome);
    expect(reasons(row)).toEqual([reason]);
  });

  it('moves such a row to where its point lies, or leaves the point out', () => {
    const row = check({ kecamatan: '99.01.02' });
    expect(remedies(row)).toEqual([
      { kind: 'use_region', region: '99.01.01.2001', name: 'Awan Kulon' },
      { kind: 'drop_position' },
    ]);
    expect(check({ kecamatan: '99.01.02' }, [remedies(row)[0]!])).toMatchObject({
      outcome: 'corrected',
      region: '99.01.01.2001',
    });
    const dropped = check({ kecamatan: '99.01.02' }, [{ kind: 'drop_position' }]);
    expect(dropped).toMatchObject({ outcome: 'valid', region: '99.01.02', position: null });
    expect(dropped.record).toMatchObject({ accuracy: 'unknown', position: null });
  });

  it('offers no region of another regency', () => {
    const outside = check({ longitude: '110,28', kecamatan: null });
    expect(outside.issues[0]!.details).toMatchObject({ region: '99.02.07', name: 'Plered' });
    expect(remedies(outside)).toEqual([{ kind: 'exclude_row' }]);
    expect(remedies(check({ longitude: '110,28', kecamatan: '99.01.41' }))).toEqual([]);
    expect(remedies(check({ kecamatan: 'Awan', desa: '99.02.07' }))).toEqual([
      { kind: 'use_region', region: '99.01.01', name: 'Awan' },
    ]);
  });

  it.each([
    ['110,1020', 'note position_near_border', 'point'],
    ['110,1300', 'note position_outside_stated_region', 'doubtful'],
  ])('keeps a point that is a little outside and says so (%s)', (longitude, reason, accuracy) => {
    const row = check({ longitude });
    expect(row.outcome).toBe('valid');
    expect(reasons(row)).toEqual([reason]);
    expect(row.record).toMatchObject({ accuracy, region: '99.01.01' });
  });

  it('knows a desa by its kecamatan, by its point, or asks which one is meant', () => {
    expect(check({ kecamatan: 'BATU KARANG', desa: 'Kertasari', longitude: '110,16' }).region).toBe('99.01.02.2002');
    expect(check({ kecamatan: null, desa: 'Kertasari', longitude: '110,16' }).region).toBe('99.01.02.2002');
    const row = check({ kecamatan: null, desa: 'Kertasari', longitude: null, latitude: null });
    expect(reasons(row)).toEqual(['error region_ambiguous']);
    expect(remedies(row)).toEqual([
      { kind: 'use_region', region: '99.01.01.2002', name: 'Kertasari, Awan' },
      { kind: 'use_region', region: '99.01.02.2002', name: 'Kertasari, Batu Karang' },
    ]);
  });

  it('looks codes of BPS up', () => {
    expect(check({ kecamatan: '9901010' })).toMatchObject({ outcome: 'valid', region: '99.01.01.2001' });
  });

  it.each([
    [{ longitude: '0', latitude: '0' }, 'error coordinates_zero'],
    [{ longitude: '118', latitude: '-2' }, 'error coordinates_outside_region'],
    [{ longitude: 'di pasar' }, 'error coordinates_not_a_number'],
    [{ longitude: null }, 'error coordinates_missing'],
    [{ longitude: null, latitude: null }, 'note coordinates_missing'],
    [{ latitude: '7,05' }, 'correction coordinates_sign_lost'],
    [{ longitude: '110,28', kecamatan: null }, 'error coordinates_outside_region'],
    [{ name: null }, 'error value_missing'],
    [{ kind: 'warnet' }, 'error choice_unknown'],
    [{ kind: 'PKM' }, 'note choice_understood'],
    [{ capacity: '-3' }, 'error number_negative'],
    [{ capacity: 'banyak' }, 'error number_invalid'],
    [{ nationalCode: '3,20931E+15' }, 'error code_as_number'],
    [{ address: 'x' }, 'note placeholder_value'],
    [{ name: 'a'.repeat(400) }, 'error value_too_long'],
  ])('says what is wrong with %j', (values, reason) => {
    expect(reasons(check(values))).toEqual([reason]);
  });

  it('reads degrees, minutes and seconds, pairs in one cell, and metres of a projection', () => {
    const near = (row: CheckedRow) => row.position?.map((degrees) => Number(degrees.toFixed(3)));
    expect(near(check({ longitude: `110°1'30" BT`, latitude: `7°3'0" LS` }))).toEqual([110.025, -7.05]);
    const single = { longitude: null, latitude: null };
    expect(near(check({ ...single, coordinates: '-7.05, 110.025' }))).toEqual([110.025, -7.05]);
    expect(near(check({ ...single, coordinates: `7°3'0" LS, 110°1'30" BT` }))).toEqual([110.025, -7.05]);
    // 110.025 E 7.05 S in UTM 49 south, by PROJ.
    expect(near(check({ longitude: '392286.5', latitude: '9220562.9' }))).toEqual([110.025, -7.05]);
  });

  it('tells the kind by the name where no column does', () => {
    expect(check({ kind: null, name: 'UPTD Puskesmas Awan' }).values['kind']).toBe('puskesmas');
    expect(check({ kind: null, name: 'SDN 2 Awan' }).values['kind']).toBe('sd');
  });

  it('leaves a row out when told to', () => {
    expect(check({}, [{ kind: 'exclude_row' }])).toMatchObject({ outcome: 'excluded', record: null });
  });
});

describe('a row that may be a published one', () => {
  const position: [number, number] = [110.025, -7.05];
  const east = (metres: number) =>
    String(110.025 + metres / (111_195 * Math.cos((7.05 * Math.PI) / 180))).replace('.', ',');
  const published = { id: 'puskesmas-7', name: 'UPTD Puskesmas Awan', region: '99.01.01.2001', position };

  it('is that one by name and place', async () => {
    const within = await miniContext('facility', [published]);
    expect(check({ longitude: east(10) }, [], within)).toMatchObject({ outcome: 'valid', feature: 'puskesmas-7' });
  });

  it.each([
    [40, 'puskesmas'],
    [140, 'puskesmas'],
    [40, 'klinik'],
  ])('is asked about %i m off a thing of its name in %s', async (metres, dataset) => {
    const within = await miniContext('facility', [{ ...published, dataset }]);
    const row = check({ longitude: east(metres) }, [], within);
    expect(row.outcome).toBe('rejected');
    expect(row.issues[0]).toMatchObject({
      reason: 'duplicate_published',
      details: { name: 'UPTD Puskesmas Awan', metres },
    });
    const [update, keep] = remedies(row);
    expect(update).toEqual({
      kind: 'update_existing',
      feature: 'puskesmas-7',
      name: 'UPTD Puskesmas Awan',
      distanceMetres: metres,
    });
    expect(check({ longitude: east(metres) }, [update!], within)).toMatchObject({
      outcome: 'valid',
      feature: 'puskesmas-7',
    });
    const both = check({ longitude: east(metres) }, [keep!], within);
    expect(both.outcome).toBe('valid');
    expect(both.feature).not.toBe('puskesmas-7');
  });

  it('is another thing with another number, or 200 m off in another list', async () => {
    const school = { ...published, name: 'SDN 1 Awan', kind: 'sd' };
    const within = await miniContext('facility', [school]);
    expect(check({ name: 'SDN 2 Awan', kind: 'sd', longitude: east(40) }, [], within).outcome).toBe('valid');
    const other = await miniContext('facility', [{ ...published, dataset: 'klinik' }]);
    expect(check({ longitude: east(200) }, [], other).outcome).toBe('valid');
  });

  it('is that one by its key or national code wherever it lies', async () => {
    const within = await miniContext('facility', [{ ...published, key: 'A-1', nationalCode: '12345678' }]);
    expect(check({ name: 'Lain', key: 'A-1', longitude: east(900) }, [], within).feature).toBe('puskesmas-7');
    expect(check({ name: 'Lain', nationalCode: '12345678', longitude: east(900) }, [], within).feature).toBe(
      'puskesmas-7',
    );
  });

  it('may not take a national code that another list holds', async () => {
    const within = await miniContext('facility', [{ ...published, dataset: 'lain', nationalCode: '12345678' }]);
    const row = check({ name: 'Lain', nationalCode: '12345678', longitude: east(900) }, [], within);
    expect(reasons(row)).toEqual(['error national_code_taken']);
    const kept = check(
      { name: 'Lain', nationalCode: '12345678', longitude: east(900) },
      [{ kind: 'keep_both', feature: 'puskesmas-7' }],
      within,
    );
    expect(kept.record).toMatchObject({ nationalCode: null });
  });

  it('is what the other list holds, where the two were matched before', async () => {
    const within = await miniContext('facility', [
      { ...published, dataset: 'lain', nationalCode: '12345678', isKnownHere: true },
    ]);
    const row = check({ name: 'Lain', nationalCode: '12345678', longitude: east(900) }, [], within);
    expect(reasons(row)).toEqual([]);
    expect(row.feature).toBe('puskesmas-7');
  });

  it('is again the one that its own list has published beside that other without the code', async () => {
    const within = await miniContext('facility', [
      { ...published, id: 'lain-1', dataset: 'lain', nationalCode: '12345678' },
      published,
    ]);
    const row = check({ nationalCode: '12345678' }, [], within);
    expect(row.outcome).toBe('valid');
    expect(reasons(row)).toContain('note national_code_taken');
    expect(row.feature).toBe('puskesmas-7');
    expect(row.record).toMatchObject({ nationalCode: null });
    // A place elsewhere is not surely that one: somebody decides.
    expect(reasons(check({ nationalCode: '12345678', longitude: east(900) }, [], within))).toContain(
      'error national_code_taken',
    );
  });
});
