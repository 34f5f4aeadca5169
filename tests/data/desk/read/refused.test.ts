import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readBytes, refusalOfBytes, sheetData, workbook } from './read-bytes.ts';

const table = sheetData([
  ['a', 'b'],
  ['1', '2'],
]);
const book = () => workbook({ D: table });
const csv = 'nama,jumlah\nSD 1,12\n';

/** Changes bytes of every central and local header of an archive, as an attacker would. */
function withHeaders(bytes: Uint8Array, change: (view: DataView, at: number, isCentral: boolean) => void): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  for (let at = 0; at + 46 < changed.length; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x02014b50 || signature === 0x04034b50) change(view, at, signature === 0x02014b50);
  }
  return changed;
}

describe('a file that is not what its name says', () => {
  test.each([
    ['a.csv', book(), 'csv', 'zip'],
    ['a.csv', zipSync({ 'x.shp': strToU8('x') }), 'csv', 'zip'],
    ['a.xlsx', '<html><table><tr><td>1</td></tr></table></html>', 'xlsx', 'html'],
    ['a.xls', '<table><tr><td>1</td></tr></table>', 'xls', 'html'],
    ['a.xlsx', csv, 'xlsx', 'text'],
    ['a.zip', csv, 'zip', 'text'],
    ['a.zip', book(), 'zip', 'zip'],
    ['a.geojson', csv, 'geojson', 'text'],
    ['a.csv', '{"type":"FeatureCollection","features":[]}', 'csv', 'geojson'],
    ['a.gpkg', 'SQLite format 3\0'.padEnd(200, '\0'), 'gpkg', 'sqlite'],
    ['a.csv', '%PDF-1.7 x', 'csv', 'pdf'],
  ])('%s #%#', async (name, content, expected, found) => {
    const { refusal } = await readBytes(name, content);
    expect(refusal).toMatchObject({ code: 'format_mismatch', details: { expected, found } });
  });

  test('a name that promises nothing goes by the content', async () => {
    expect((await readBytes('data', csv)).facts?.format).toBe('csv');
    expect((await readBytes('data.bak', book())).facts?.format).toBe('xlsx');
  });

  test.each([
    ['a.pdf', '%PDF-1.7 x', 'format_unknown'],
    ['a.gml', '<?xml version="1.0"?><gml:FeatureCollection/>', 'format_unknown'],
    ['a.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]), 'format_unknown'],
    ['a.bin', Buffer.from([1, 2, 0, 3, 0, 0, 9]), 'format_unknown'],
    ['a.shp', Buffer.from('0000270a0000', 'hex'), 'format_unknown'],
    ['a.csv', Buffer.concat([Buffer.from(csv.repeat(10_000)), Buffer.alloc(512), Buffer.from(csv)]), 'malformed'],
    ['a.csv', Buffer.concat([Buffer.from('\ufeffa,b\n'), Buffer.from([0xff, 0x2c, 0x31, 0x0a])]), 'encoding_unknown'],
    ['a.csv', Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0x81, 0x2c, 0x31, 0x0a])]), 'encoding_unknown'],
  ])('%s is refused as it is #%#', async (name, content, code) => {
    expect(await refusalOfBytes(name, content)).toBe(code);
  });

  test('a workbook with a password is told as encrypted', async () => {
    const ole = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(3_000_000),
      Buffer.from('EncryptedPackage', 'utf16le'),
      Buffer.alloc(100),
    ]);
    expect(await refusalOfBytes('a.xlsx', ole)).toBe('archive_encrypted');
  });
});

describe('archives', () => {
  test.each(['../../etc/x.shp', '/etc/x.shp', 'C:/x.shp', 'a/../../x.shp', 'é\u0007.shp'])('path %j', async (name) => {
    expect(await refusalOfBytes('a.zip', zipSync({ [name]: strToU8('x') }))).toBe('archive_path');
  });

  test('links, two entries of one name, encrypted entries', async () => {
    const link = zipSync({ 'x.shp': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
    expect(await refusalOfBytes('a.zip', link)).toBe('archive_path');
    const two = Buffer.from(zipSync({ 'x.csv': strToU8(csv), 'y.csv': strToU8(csv) }));
    const twice = Buffer.from(two.toString('latin1').replaceAll('y.csv', 'x.csv'), 'latin1');
    expect(await refusalOfBytes('a.zip', twice)).toBe('archive_path');
    const encrypted = withHeaders(zipSync({ 'x.csv': strToU8(csv) }), (view, at, isCentral) =>
      view.setUint16(at + (isCentral ? 8 : 6), 1, true),
    );
    expect(await refusalOfBytes('a.zip', encrypted)).toBe('archive_encrypted');
  });

  test('nested ones are not opened', async () => {
    const { refusal } = await readBytes('a.zip', zipSync({ 'inner.zip': zipSync({ 'x.csv': strToU8(csv) }) }));
    expect(refusal).toMatchObject({ code: 'archive_without_layer', details: { nested: 'inner.zip' } });
    expect(await refusalOfBytes('a.zip', zipSync({ 'readme.md': strToU8('x') }))).toBe('archive_without_layer');
    expect(await refusalOfBytes('a.zip', zipSync({}))).toBe('archive_without_layer');
  });

  test('one table in it is read', async () => {
    const { rows, facts } = await readBytes(
      'a.zip',
      zipSync({ 'data/x.csv': strToU8(csv), '__MACOSX/data/._x.csv': strToU8('x') }),
    );
    expect(facts?.format).toBe('csv');
    expect(rows).toHaveLength(1);
  });

  test('bombs: by ratio, by total, by entries, whatever the headers say', async () => {
    const bomb = zipSync({ 'x.csv': new Uint8Array(60_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusalOfBytes('a.zip', bomb)).toBe('archive_bomb');
    expect(
      await refusalOfBytes('a.zip', zipSync({ 'x.csv': strToU8(csv.repeat(50_000)) }), {
        limits: { unpackedBytes: 500_000 },
      }),
    ).toBe('archive_bomb');
    const lying = withHeaders(bomb, (view, at, isCentral) => view.setUint32(at + (isCentral ? 24 : 22), 1000, true));
    expect(['archive_bomb', 'malformed']).toContain(await refusalOfBytes('a.zip', lying));
    const many = zipSync(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${index}.txt`, strToU8('x')])));
    expect(await refusalOfBytes('a.zip', many, { limits: { archiveEntries: 100 } })).toBe('archive_bomb');
  });

  test('a broken checksum, a cut end', async () => {
    const text = Buffer.from(csv.repeat(100));
    const whole = Buffer.from(zipSync({ 'x.csv': [text, { level: 0 }] }));
    const at = whole.indexOf('SD 1');
    whole[at] = 0x54;
    expect(await refusalOfBytes('a.zip', whole)).toBe('malformed');
    const cut = zipSync({ 'x.csv': strToU8(csv.repeat(1000)) });
    expect(await refusalOfBytes('a.zip', cut.slice(0, cut.length - 30))).toBe('malformed');
  });

  test('a shapefile without projection, without table', async () => {
    expect(await refusalOfBytes('a.zip', zipSync({ 'x.shp': strToU8('x'), 'x.dbf': strToU8('x') }))).toBe(
      'projection_missing',
    );
    expect(await refusalOfBytes('a.zip', zipSync({ 'x.shp': strToU8('x'), 'x.prj': strToU8('x') }))).toBe('malformed');
    // The projection of another layer is not its own.
    expect(
      await refusalOfBytes('a.zip', zipSync({ 'x.shp': strToU8('x'), 'x.dbf': strToU8('x'), 'y.prj': strToU8('x') })),
    ).toBe('projection_missing');
  });
});

describe('workbooks', () => {
  test('entities are refused in every part', async () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]>';
    const part = (name: string) =>
      workbook({ D: table }, { more: { [name]: strToU8(`<?xml version="1.0"?>${doctype}<x>&a;</x>`) } });
    for (const name of [
      'xl/worksheets/sheet1.xml',
      'xl/sharedStrings.xml',
      'xl/workbook.xml',
      'xl/styles.xml',
      'xl/_rels/workbook.xml.rels',
    ])
      expect(await refusalOfBytes('a.xlsx', part(name)), name).toBe('entity_expansion');
  });

  test('too many columns, rows, shared texts, one cell too long; a cell beyond the sheet', async () => {
    const cell = (reference: string, text = 'x') => `<c r="${reference}" t="str"><v>${text}</v></c>`;
    const sheet = (rows: string) => workbook({ D: `<sheetData>${rows}</sheetData>` });
    expect(await refusalOfBytes('a.xlsx', sheet(`<row r="1">${cell('A1')}${cell('XFD1')}</row>`))).toBe(
      'too_many_columns',
    );
    expect(await refusalOfBytes('a.xlsx', sheet(`<row r="1">${cell('ZZZZ1')}</row>`))).toBe('malformed');
    expect(await refusalOfBytes('a.xlsx', sheet(`<row r="99999999">${cell('A1')}</row>`))).toBe('malformed');
    // Two rows of one number, and rows above the header, have no place among the rows of an upload.
    for (const rows of ['1 2 2', '3 4 1'])
      expect(
        await refusalOfBytes(
          'a.xlsx',
          sheet(
            rows
              .split(' ')
              .map((row) => `<row r="${row}">${cell('A')}${cell('B')}</row>`)
              .join(''),
          ),
        ),
      ).toBe('malformed');
    expect(await refusalOfBytes('a.xlsx', sheet(`<row>${cell('A1', 'x'.repeat(200_000))}</row>`))).toBe(
      'sheet_too_large',
    );
    expect(
      await refusalOfBytes('a.xlsx', sheet(`${`<row>${cell('A1')}${cell('B1')}</row>`.repeat(200)}`), {
        limits: { rows: 100 },
      }),
    ).toBe('too_many_rows');
    const texts = `<si><t>${'x'.repeat(50)}</t></si>`.repeat(10_000);
    expect(
      await refusalOfBytes('a.xlsx', workbook({ D: table }, { texts }), { limits: { sharedTextBytes: 100_000 } }),
    ).toBe('sheet_too_large');
  });

  test('empty formatted cells to the end of the sheet do not count', async () => {
    const blank = Array.from({ length: 2000 }, () => '<c s="1"/>').join('');
    const data = `${table.replace('</sheetData>', '')}<row>${blank}</row>${'<row/>'.repeat(50_000)}</sheetData>`;
    expect((await readBytes('a.xlsx', workbook({ D: data }))).facts).toMatchObject({
      rows: 1,
      columns: [{ name: 'a' }, { name: 'b' }],
    });
  });

  test('parts that lead nowhere, or that are missing', async () => {
    const broken = (name: string, text: string) => workbook({ D: table }, { more: { [name]: strToU8(text) } });
    expect(await refusalOfBytes('a.xlsx', broken('xl/_rels/workbook.xml.rels', '<Relationships/>'))).toBe(
      'archive_without_layer',
    );
    expect(await refusalOfBytes('a.xlsx', broken('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row>'))).toBe(
      'malformed',
    );
    expect(await refusalOfBytes('a.xlsx', broken('xl/workbook.xml', 'x'))).toBe('malformed');
  });
});

describe('limits', () => {
  test.each([
    ['a.csv', `nama,jumlah\n${'x'.repeat(60)},12\n`],
    [
      'a.geojson',
      JSON.stringify({
        type: 'Feature',
        properties: { nama: 'x'.repeat(60) },
        geometry: { type: 'Point', coordinates: [108.5, -6.7] },
      }),
    ],
  ])('characters of one cell (%s)', async (name, content) => {
    expect((await readBytes(name, content, { limits: { cellCharacters: 60 } })).refusal).toBeNull();
    expect((await readBytes(name, content, { limits: { cellCharacters: 59 } })).refusal).toMatchObject({
      code: 'malformed',
      details: { row: 1, message: 'cell_too_long' },
    });
  });

  test('rows and columns of text and GeoJSON, bytes of a file', async () => {
    expect(await refusalOfBytes('a.csv', `a,b\n${'1,2\n'.repeat(101)}`, { limits: { rows: 100 } })).toBe(
      'too_many_rows',
    );
    expect((await readBytes('a.csv', `a,b\n${'1,2\n'.repeat(100)}`, { limits: { rows: 100 } })).facts?.rows).toBe(100);
    const wide = Array.from({ length: 501 }, (_, index) => `k${index}`).join(',');
    expect(await refusalOfBytes('a.csv', `${wide}\n${wide}\n`)).toBe('too_many_columns');
    expect(await refusalOfBytes('a.csv', `a,b\n1,2\n${','.repeat(600)}x\n`)).toBe('too_many_columns');
    const feature = (index: number) => `{"type":"Feature","properties":{"k${index}":1},"geometry":null}`;
    const features = (count: number) =>
      `{"type":"FeatureCollection","features":[${Array.from({ length: count }, (_, index) => feature(index)).join()}]}`;
    expect(await refusalOfBytes('a.json', features(501))).toBe('too_many_columns');
    expect(await refusalOfBytes('a.json', features(11), { limits: { rows: 10 } })).toBe('too_many_rows');
    expect(await refusalOfBytes('a.csv', csv, { limits: { fileBytes: 10 } })).toBe('file_too_large');
  });
});
