import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DESK_FIELDS, DeskFamily, type FileFacts, type Mapping } from '#model/upload';
import {
  constantFields,
  EMPTY_MAPPING,
  fieldOf,
  missingFields,
  tableFields,
  withColumn,
  withConstant,
  withSpelling,
} from '../../../../web/views/desk/upload/mapping-model.ts';

const facts = (geometry: FileFacts['geometry'] = 'none'): FileFacts => ({
  format: 'csv',
  encoding: 'UTF-8',
  delimiter: ',',
  decimalComma: false,
  crs: null,
  geometry,
  layer: null,
  layers: [],
  rows: 1,
  columns: [],
});
const mapped = (columns: Record<string, string>): Mapping => ({ ...EMPTY_MAPPING, columns });

describe('which column fills which field', () => {
  test('a column that moves to a field frees its old field, and the field lets go of its old column', () => {
    const before = mapped({ name: 'nama', address: 'alamat' });
    expect(withColumn(before, 'nama', 'address').columns).toEqual({ address: 'nama' });
    expect(withColumn(before, 'alamat', null).columns).toEqual({ name: 'nama' });
  });
  test('a field that gets a column loses its one value for all rows', () => {
    const before = withConstant(EMPTY_MAPPING, 'kind', 'puskesmas');
    expect(withColumn(before, 'jenis', 'kind')).toEqual({ ...EMPTY_MAPPING, columns: { kind: 'jenis' } });
  });
  test('whatever is chosen in whatever order, no column fills two fields', () => {
    const column = fc.constantFrom('a', 'b', 'c', 'd');
    const field = fc.option(fc.constantFrom('name', 'kind', 'owner', 'desa'));
    fc.assert(
      fc.property(fc.array(fc.tuple(column, field), { maxLength: 20 }), (choices) => {
        const mapping = choices.reduce((so, [c, f]) => withColumn(so, c, f), EMPTY_MAPPING);
        const columns = Object.values(mapping.columns);
        expect(new Set(columns).size).toBe(columns.length);
        const [last] = choices.slice(-1);
        if (last) expect(fieldOf(mapping, last[0])).toBe(last[1]);
      }),
    );
  });
  test('an empty value takes a constant out, an empty choice forgets a spelling', () => {
    expect(withConstant(withConstant(EMPTY_MAPPING, 'kind', ' smp '), 'kind', '  ')).toEqual(EMPTY_MAPPING);
    const known = withSpelling(EMPTY_MAPPING, 'owner', 'Neg', 'negeri');
    expect(known.values).toEqual({ owner: { Neg: 'negeri' } });
    expect(withSpelling(known, 'owner', 'Neg', '').values).toEqual({ owner: {} });
  });
});

describe('what is missing', () => {
  test('required fields and any way to say where a row lies', () => {
    expect(missingFields('facility', EMPTY_MAPPING, facts())).toEqual(['name', 'kind', 'place']);
    expect(missingFields('facility', mapped({ name: 'n', kind: 'k', longitude: 'x' }), facts())).toEqual(['place']);
    expect(missingFields('facility', mapped({ name: 'n', kind: 'k', longitude: 'x', latitude: 'y' }), facts())).toEqual(
      [],
    );
    expect(missingFields('facility', mapped({ name: 'n', kind: 'k' }), facts('point'))).toEqual([]);
    expect(missingFields('population', mapped({ people: 'p', desa: 'd' }), facts())).toEqual([]);
  });
  test('one value for all rows fills a field as well; required ones are offered first, personal ones never', () => {
    expect(missingFields('facility', withConstant(mapped({ name: 'n', desa: 'd' }), 'kind', 'smp'), facts())).toEqual(
      [],
    );
    expect(constantFields('facility', mapped({ name: 'n' }))[0]?.name).toBe('kind');
    expect(constantFields('permit', EMPTY_MAPPING).filter(({ personal }) => personal)).toEqual([]);
  });
});

describe('columns of the table of rows', () => {
  test('name, place and point of a facility stand as in its list', () => {
    const mapping = mapped({
      name: 'nama',
      kind: 'jenis',
      kecamatan: 'kode_kec',
      longitude: 'bujur',
      latitude: 'lintang',
      owner: 'status',
    });
    expect(tableFields('facility', mapping).map(({ name }) => name)).toEqual([
      'name',
      'kecamatan',
      'longitude',
      'latitude',
    ]);
  });
  test('never more than asked, none twice, and only what the file has', () => {
    for (const family of DeskFamily.options) {
      const all = mapped(Object.fromEntries(DESK_FIELDS[family].map(({ name }) => [name, name])));
      const shown = tableFields(family, all).map(({ name }) => name);
      expect(shown.length).toBeLessThanOrEqual(4);
      expect(new Set(shown).size).toBe(shown.length);
      expect(tableFields(family, EMPTY_MAPPING)).toEqual([]);
    }
  });
});
