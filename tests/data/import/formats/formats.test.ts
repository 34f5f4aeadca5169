import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FormatError, READERS } from '../../../../data/import/formats/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
function failure(work: () => unknown): Pick<FormatError, 'code' | 'row'> {
  try {
    work();
  } catch (error) {
    if (error instanceof FormatError) return { code: error.code, row: error.row };
    throw error;
  }
  throw new Error('did not fail');
}

describe('csv', () => {
  test('counts rows from the first after the header; empty cells are null', () => {
    expect(READERS.csv(bytes('\uFEFFa,b\n1,\n"x, ""y""",2\n'))).toEqual([
      { row: 1, values: { a: '1', b: null }, geometry: null },
      { row: 2, values: { a: 'x, "y"', b: '2' }, geometry: null },
    ]);
  });

  test('takes the separator that the header uses, and line breaks inside quotes', () => {
    expect(READERS.csv(bytes('a;b\n"1\n2";3\n'))[0]?.values).toEqual({ a: '1\n2', b: '3' });
  });

  test('names the row that has too many cells', () => {
    expect(failure(() => READERS.csv(bytes('a,b\n1,2\n1,2,3\n')))).toEqual({ code: 'syntax', row: 2 });
  });

  test('refuses what is not UTF-8 and what has no rows', () => {
    expect(failure(() => READERS.csv(new Uint8Array([0x61, 0x0a, 0xe9, 0x0a]))).code).toBe('encoding');
    expect(failure(() => READERS.csv(bytes('a,b\n'))).code).toBe('empty');
  });
});

describe('geojson', () => {
  test('gives properties as text and keeps a missing geometry null', () => {
    const collection = {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { n: 20214867, s: ' a ', none: null, blank: ' ' }, geometry: null }],
    };
    expect(READERS.geojson(bytes(JSON.stringify(collection)))).toEqual([
      { row: 1, values: { n: '20214867', s: 'a', none: null, blank: null }, geometry: null },
    ]);
  });

  test('refuses what is not a collection of features', () => {
    expect(failure(() => READERS.geojson(bytes('{"type":"Point"}'))).code).toBe('syntax');
    expect(failure(() => READERS.geojson(bytes('{'))).code).toBe('syntax');
    expect(failure(() => READERS.geojson(bytes('{"type":"FeatureCollection","features":[]}'))).code).toBe('empty');
  });
});

describe('boundary SQL', () => {
  const line = (path: string, name = 'Waled') => `\t('32.09.01','${name}',-6.9,108.7,'${path}'),\n`;

  test('turns [latitude, longitude] round', () => {
    const [record] = READERS['wilayah-sql'](
      bytes(`/* ('x') */\nINSERT …\n${line('[[[-6.9,108.7],[-7,108.8],[-6.9,108.7]]]')}`),
    );
    expect(record).toEqual({
      row: 1,
      values: { kode: '32.09.01', nama: 'Waled', lat: '-6.9', lng: '108.7' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [108.7, -6.9],
            [108.8, -7],
            [108.7, -6.9],
          ],
        ],
      },
    });
  });

  test('tells several polygons from several rings, and reads quotes in names', () => {
    const [record] = READERS['wilayah-sql'](bytes(line('[[[[-6.9,108.7],[-7,108.8],[-6.9,108.7]]]]', "Ma''arif")));
    expect(record?.geometry?.type).toBe('MultiPolygon');
    expect(record?.values['nama']).toBe("Ma'arif");
  });

  test('names the row that does not read', () => {
    const good = line('[[[-6.9,108.7],[-7,108.8],[-6.9,108.7]]]');
    expect(failure(() => READERS['wilayah-sql'](bytes(`${good}\t('32.09.02','Broken',\n`)))).toEqual({
      code: 'syntax',
      row: 2,
    });
    expect(failure(() => READERS['wilayah-sql'](bytes('SELECT 1;'))).code).toBe('empty');
  });

  const upstream = path.resolve(
    import.meta.dirname,
    '../../../../../shared/cirebon/upstream/wilayah_boundaries_kel_32.09.sql',
  );
  test.skipIf(!existsSync(upstream))('reads the real upstream file to the same polygons as its GeoJSON copy', () => {
    const fromSql = READERS['wilayah-sql'](readFileSync(upstream));
    const fromGeoJson = READERS.geojson(readFileSync(path.join(path.dirname(upstream), '../desa.geojson')));
    expect(fromSql).toHaveLength(424);
    const byCode = new Map(fromGeoJson.map(({ values, geometry }) => [values['kode'], geometry]));
    for (const { values, geometry } of fromSql) expect(geometry).toEqual(byCode.get(values['kode']!));
  });
});
