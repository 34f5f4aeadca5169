import { describe, expect, test } from 'vitest';
import { readBytes, refusalOfBytes, sheetData, workbook } from './read-bytes.ts';

const cellsOf = async (...input: Parameters<typeof readBytes>) => {
  const { rows, refusal } = await readBytes(...input);
  if (refusal) throw refusal;
  return rows.map(({ cells }) => cells);
};

describe('delimited text', () => {
  test.each([
    ['comma', 'nama,jumlah\nSD 1,12\nSD 2,15\n', ','],
    ['semicolon', 'nama;jumlah\nSD 1;12\nSD 2;15\n', ';'],
    ['tab', 'nama\tjumlah\nSD 1\t12\nSD 2\t15\n', '\t'],
    ['bar', 'nama|jumlah\r\nSD 1|12\r\nSD 2|15\r\n', '|'],
    ['as Excel names it', 'sep=;\r\nnama;jumlah\r\nSD 1;12\r\nSD 2;15', ';'],
  ])('%s', async (_, text, delimiter) => {
    const { rows, facts } = await readBytes('a.csv', text);
    expect(facts).toMatchObject({ format: 'csv', delimiter, rows: 2, geometry: 'none', crs: null });
    expect(rows.map(({ row, cells }) => [row, cells['nama'], cells['jumlah']])).toEqual([
      [1, 'SD 1', '12'],
      [2, 'SD 2', '15'],
    ]);
  });

  test('decimal commas do not part cells where semicolons do', async () => {
    const text = 'Nama;Lintang;Bujur\nA;-6,7512;108,4821\nB;-6,8;108,51\nC;-6,71;108,44\n';
    const { rows, facts } = await readBytes('a.csv', text);
    expect(facts).toMatchObject({ delimiter: ';', decimalComma: true });
    expect(rows[0]!.cells).toEqual({ Nama: 'A', Lintang: '-6,7512', Bujur: '108,4821' });
    expect((await readBytes('b.csv', 'a;b\n-6,7;108,4\n-6,8;108,5\n')).facts).toMatchObject({ delimiter: ';' });
  });

  test.each([
    ['UTF-8 with a mark', 'utf-8', Buffer.from('\ufeffnama,kota\nÉbah,Čirebon\n', 'utf8')],
    ['UTF-16 with a mark', 'utf-16le', Buffer.from('\ufeffnama,kota\nÉbah,Čirebon\n', 'utf16le')],
    ['UTF-16 without', 'utf-16le', Buffer.from('nama,kota\nÉbah,Čirebon\n', 'utf16le')],
    ['UTF-16 big-endian', 'utf-16be', Buffer.from('\ufeffnama,kota\nÉbah,Čirebon\n', 'utf16le').swap16()],
  ])('%s', async (_, encoding, bytes) => {
    const { rows, facts } = await readBytes('a.csv', bytes);
    expect(facts?.encoding).toBe(encoding);
    expect(rows[0]!.cells).toEqual({ nama: 'Ébah', kota: 'Čirebon' });
  });

  test('Windows-1252, also when its letters come late', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`nama,x\n${'a,1\n'.repeat(400_000)}`),
      Buffer.from('Caf\xe9 \x93Kita\x94,1\n', 'latin1'),
    ]);
    const { rows, facts } = await readBytes('a.csv', bytes);
    expect(facts).toMatchObject({ encoding: 'windows-1252', rows: 400_001 });
    expect(rows.at(-1)!.cells['nama']).toBe('Café “Kita”');
  });

  test('quotes with line breaks, delimiters and doubled quotes within, single quotes, stray ones', async () => {
    expect(await cellsOf('a.csv', 'a,b\n"x, ""y""\nz",1\nJl. "Raya" 5,2\n')).toEqual([
      { a: 'x, "y"\nz', b: '1' },
      { a: 'Jl. "Raya" 5', b: '2' },
    ]);
    expect(await cellsOf('a.csv', "'a','b'\n'x, y','1'\n'z','2'\n")).toEqual([
      { a: 'x, y', b: '1' },
      { a: 'z', b: '2' },
    ]);
  });

  test('an open quote is told with its line, and does not take the file for one cell', async () => {
    const { refusal } = await readBytes('a.csv', `a,b\n1,2\n"x,3\n${'4,5\n'.repeat(600_000)}`);
    expect(refusal).toMatchObject({ code: 'malformed', details: { message: expect.stringMatching(/^CSV_/) } });
  });

  test('empty lines count, so that a row is found again; cells too many keep a column', async () => {
    const { rows, facts } = await readBytes('a.csv', 'a,b\n1,2\n\n,\n3,4,5\n6\n');
    expect(rows.map(({ row, cells }) => [row, cells])).toEqual([
      [1, { a: '1', b: '2' }],
      [4, { a: '3', b: '4', kolom_3: '5' }],
      [5, { a: '6', b: null, kolom_3: null }],
    ]);
    expect(facts?.columns.map(({ name, empty }) => [name, empty])).toEqual([
      ['a', 0],
      ['b', 1],
      ['kolom_3', 2],
    ]);
  });

  test('leading zeros and long numbers stay as they are', async () => {
    expect(await cellsOf('a.csv', 'kode,nik\n007,3209010101900001\n')).toEqual([
      { kode: '007', nik: '3209010101900001' },
    ]);
  });
});

describe('the header', () => {
  test('is found below title lines, and above a line that numbers the columns', async () => {
    const text =
      'DAFTAR PUSKESMAS;;\nKABUPATEN CIREBON TAHUN 2025;;\n;;\nNo;Nama;Kecamatan\n1;2;3\n1;Plered;Plered\n2;Waled;Waled\n';
    const { rows } = await readBytes('a.csv', text);
    expect(rows.map(({ row, cells }) => [row, cells['Nama']])).toEqual([
      [1, 'Plered'],
      [2, 'Waled'],
    ]);
    expect(Object.keys(rows[0]!.cells)).toEqual(['No', 'Nama', 'Kecamatan']);
  });

  test('of two lines is joined', async () => {
    const text = 'No,Kecamatan,Penduduk,,Luas\n,,L,P,\n1,Waled,10,12,3.5\n2,Losari,20,21,4.5\n';
    // The lower line leaves gaps under headings that stand alone.
    expect(Object.keys((await cellsOf('a.csv', text))[0]!)).toEqual([
      'No',
      'Kecamatan',
      'Penduduk L',
      'Penduduk P',
      'Luas',
    ]);
  });

  test('may have years; empty and equal names become different ones', async () => {
    expect(Object.keys((await cellsOf('a.csv', 'Kecamatan,2023,2024\nWaled,10,20\nLosari,11,21\n'))[0]!)).toEqual([
      '2023',
      '2024',
      'Kecamatan',
    ]);
    expect(
      (await readBytes('a.csv', 'Nomor,,Nama,nama,Nama\n1,a,b,c,d\n')).facts?.columns.map(({ name }) => name),
    ).toEqual([...['Nomor', 'kolom_2', 'Nama', 'nama', 'Nama (2)']]);
  });

  test('may be missing', async () => {
    expect(await cellsOf('a.csv', '1,-6.7,108.5\n2,-6.8,108.6\n')).toEqual([
      { kolom_1: '1', kolom_2: '-6.7', kolom_3: '108.5' },
      { kolom_1: '2', kolom_2: '-6.8', kolom_3: '108.6' },
    ]);
  });

  test('named like a property of every object does no harm', async () => {
    const [cells] = await cellsOf('a.csv', '__proto__,constructor\nx,y\n');
    expect(Object.entries(cells!)).toEqual([
      ['proto', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(cells)).toBe(Object.prototype);
  });

  test('alone is a table without rows', async () => {
    expect(await refusalOfBytes('a.csv', 'nama,jumlah\n')).toBe('no_rows');
    expect(await refusalOfBytes('a.csv', ',,,\n,,,\n')).toBe('no_columns');
    expect(await refusalOfBytes('a.csv', '')).toBe('file_empty');
    expect(await refusalOfBytes('a.csv', ' \n\n ')).toBe('file_empty');
  });
});

describe('workbooks', () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="00000000"/><numFmt numFmtId="165" formatCode="[$-421]dd\\ mmmm\\ yyyy"/><numFmt numFmtId="166" formatCode="&quot;Rp&quot;#,##0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="9"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs>';
  const header = (count: number) =>
    `<row>${Array.from({ length: count }, (_, index) => `<c t="inlineStr"><is><t>k${index}</t></is></c>`).join('')}</row>`;

  test('numbers without noise, dates as ISO, zeros that the format leads with, saved values of formulas', async () => {
    const row =
      '<row><c><v>-6.7619999999999996</v></c><c s="1"><v>46027</v></c><c s="2"><v>123</v></c><c s="3"><v>46027</v></c><c s="4"><v>1500000</v></c><c s="5"><v>0.45</v></c><c s="6"><v>46027.5</v></c><c s="7"><v>0.3125</v></c><c><f>1/0</f><v>3.2090101019000E+15</v></c><c t="str"><f>HYPERLINK("x")</f><v>a &amp; b</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>NOW()</f></c></row>';
    const [cells] = await cellsOf(
      'a.xlsx',
      workbook({ Data: `<sheetData>${header(13)}${row}</sheetData>` }, { styles }),
    );
    expect(Object.values(cells!)).toEqual([
      ...['-6.762', '2026-01-05', '00000123', '2026-01-05', '1500000', '45%', '2026-01-05T12:00:00', '07:30:00'],
      ...['3209010101900000', 'a & b', 'true', '#N/A', null],
    ]);
  });

  test('days of 1904, and those before March 1900', async () => {
    const data = `<sheetData>${header(2)}<row><c s="1"><v>1</v></c><c s="1"><v>61</v></c></row></sheetData>`;
    expect(Object.values((await cellsOf('a.xlsx', workbook({ D: data }, { styles })))[0]!)).toEqual([
      '1900-01-01',
      '1900-03-01',
    ]);
    expect(
      Object.values(
        (await cellsOf('a.xlsx', workbook({ D: data }, { styles, properties: '<workbookPr date1904="1"/>' })))[0]!,
      ),
    ).toEqual(['1904-01-02', '1904-03-02']);
  });

  test('shared texts: runs joined, readings left out, codes with leading zeros kept', async () => {
    const texts =
      '<si><t>nama</t></si><si><t>kode</t></si><si><r><t>Pus</t></r><r><t xml:space="preserve">kesmas </t></r><rPh><t>x</t></rPh></si><si><t>007</t></si>';
    const data =
      '<sheetData><row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c></row><row r="7"><c r="B7" t="s"><v>2</v></c><c r="D7" t="s"><v>3</v></c></row></sheetData>';
    const { rows } = await readBytes('a.xlsx', workbook({ D: data }, { texts }));
    expect(rows).toEqual([
      { row: 4, cells: { kolom_1: null, nama: 'Puskesmas', kolom_3: null, kode: '007' }, geometry: null },
    ]);
  });

  test('a cell joined down the rows fills them all', async () => {
    const data = sheetData([
      ['Kecamatan', 'Desa'],
      ['Waled', 'Ambit'],
      [null, 'Karangsari'],
      ['Losari', 'Ambulu'],
    ]);
    const cells = await cellsOf('a.xlsx', workbook({ D: `${data}<mergeCells><mergeCell ref="A2:A3"/></mergeCells>` }));
    expect(cells.map((row) => row['Kecamatan'])).toEqual(['Waled', 'Waled', 'Losari']);
  });

  test('the first visible sheet with a table is read, or the one that is asked for', async () => {
    const table = (name: string) =>
      sheetData([
        ['a', 'b'],
        [name, '1'],
        [name, '2'],
      ]);
    const bytes = workbook(
      { Sampul: sheetData([['Laporan']]), Rahasia: table('x'), Data: table('y'), Lain: table('z') },
      { hidden: ['Rahasia'] },
    );
    const { rows, facts } = await readBytes('a.xlsx', bytes);
    expect(facts).toMatchObject({ layer: 'Data', layers: ['Sampul', 'Rahasia', 'Data', 'Lain'] });
    expect(rows[0]!.cells['a']).toBe('y');
    expect((await cellsOf('a.xlsx', bytes, { layer: 'Lain' }))[0]!['a']).toBe('z');
    expect(await refusalOfBytes('a.xlsx', bytes, { layer: 'Tidak ada' })).toBe('archive_without_layer');
  });
});
