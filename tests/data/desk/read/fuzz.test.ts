import { readdirSync, readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileRefusal } from '#model/upload';
import { readBytes, sheetData, workbook } from './read-bytes.ts';

const seconds = 10;
/** Rows or a refusal that the interface has words for, before the time is over; nothing else. */
async function mustEnd(name: string, bytes: Uint8Array): Promise<void> {
  const from = performance.now();
  const { facts, refusal, rows } = await readBytes(name, bytes);
  expect(performance.now() - from).toBeLessThan(seconds * 1000);
  if (refusal === null) expect(facts!.rows).toBe(rows.length);
  else {
    expect(FileRefusal.options).toContain(refusal.code);
    // A fault of the reader itself is no damaged file; what says which encoding it is not is one of the decoder.
    if (refusal.code === 'malformed')
      expect(
        refusal.cause instanceof TypeError || refusal.cause instanceof RangeError ? refusal.cause : null,
      ).toBeNull();
  }
}

const csv = Array.from(
  { length: 60 },
  (_, row) => `${row};"SD Negeri ""${row}""";-6,7${row};108,5${row};2026-01-05`,
).join('\r\n');
const geojson = JSON.stringify({
  type: 'FeatureCollection',
  crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
  features: Array.from({ length: 20 }, (_, row) => ({
    type: 'Feature',
    id: row,
    properties: { nama: `Ruas ${row} "x"`, panjang: row / 7, kosong: null },
    geometry: {
      type: 'LineString',
      coordinates: [
        [108.5, -6.7 - row / 100],
        [108.6, -6.8],
      ],
    },
  })),
});
const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${Array.from(
  { length: 20 },
  (_, row) =>
    `<Placemark><name>SD ${row}</name><ExtendedData><Data name="kode"><value>${row}</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>108.5,-6.7 108.6,-6.7 108.6,-6.8 108.5,-6.7</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`,
).join('')}</Document></kml>`;
const sheet = sheetData(Array.from({ length: 20 }, (_, row) => [`Nama ${row}`, `${row}`, row % 3 ? null : 'x']));

const SEEDS: readonly [name: string, bytes: Uint8Array][] = [
  ['a.csv', strToU8(`No;Nama;Lintang;Bujur;Tanggal\r\n${csv}`)],
  ['a.geojson', strToU8(geojson)],
  ['a.kml', strToU8(kml)],
  ['a.xlsx', workbook({ Data: sheet, Lain: sheet })],
  ['a.zip', zipSync({ 'data/x.csv': strToU8(csv), 'data/y.txt': strToU8('y') })],
  ['a.kmz', zipSync({ 'doc.kml': strToU8(kml) })],
];

/** What damage does to files: bytes flipped, a piece cut out, doubled, or moved, the end lost. */
const damage = fc.array(
  fc.record({
    kind: fc.constantFrom('flip', 'cut', 'double', 'move', 'end', 'put'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 300 }),
    byte: fc.integer({ min: 0, max: 255 }),
  }),
  { minLength: 1, maxLength: 6 },
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(bytes: Uint8Array, steps: Damage): Uint8Array {
  let result = Buffer.from(bytes);
  for (const { kind, at, to, length, byte } of steps) {
    const start = Math.floor(at * result.length);
    const target = Math.floor(to * result.length);
    const piece = result.subarray(start, start + length);
    const rest = Buffer.concat([result.subarray(0, start), result.subarray(start + length)]);
    if (kind === 'flip' && result.length > 0) result[Math.min(start, result.length - 1)]! ^= byte || 1;
    else if (kind === 'put')
      result = Buffer.concat([result.subarray(0, start), Buffer.of(byte), result.subarray(start)]);
    else if (kind === 'cut') result = rest;
    else if (kind === 'end') result = result.subarray(0, start);
    else if (kind === 'double') result = Buffer.concat([result.subarray(0, start), piece, result.subarray(start)]);
    else if (kind === 'move') result = Buffer.concat([rest.subarray(0, target), piece, rest.subarray(target)]);
    result = Buffer.from(result);
  }
  return result;
}

describe('damaged files end in rows or a refusal', { timeout: 120_000 }, () => {
  test.each(SEEDS)('%s', async (name, bytes) => {
    expect((await readBytes(name, bytes)).facts?.rows).toBeGreaterThan(18);
    await fc.assert(
      fc.asyncProperty(damage, (steps) => mustEnd(name, damaged(bytes, steps))),
      { numRuns: 80 },
    );
  });

  test.each([
    'xl/worksheets/sheet1.xml',
    'xl/workbook.xml',
    'xl/styles.xml',
    'xl/sharedStrings.xml',
    'xl/_rels/workbook.xml.rels',
  ])('a sound archive around a damaged %s', async (part) => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="0000"/></numFmts><cellXfs><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>';
    const texts = '<si><t>nama</t></si><si><r><t>x_x000D_</t></r></si>';
    const data = `${sheet.replace('</sheetData>', '')}<row r="90"><c r="A90" s="0"><v>46027.25</v></c><c r="B90" s="1"><v>12</v></c><c r="C90" t="s"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A4"/></mergeCells>`;
    const parts = unzipSync(workbook({ Data: data }, { styles, texts }));
    await fc.assert(
      fc.asyncProperty(damage, (steps) =>
        mustEnd('a.xlsx', zipSync({ ...parts, [part]: damaged(parts[part]!, steps) })),
      ),
      { numRuns: 40 },
    );
  });

  test('any bytes under any name', async () => {
    const names = fc.constantFrom('a.csv', 'a.xlsx', 'a.geojson', 'a.zip', 'a.kml', 'a', 'a.gpkg');
    await fc.assert(fc.asyncProperty(names, fc.uint8Array({ maxLength: 600 }), mustEnd), { numRuns: 300 });
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.string({ unit: fc.constantFrom(...',;\t|"\'\n\r{}[]:<>/ 1-.a=&!?é'), maxLength: 300 }),
        (name, text) => mustEnd(name, strToU8(text)),
      ),
      { numRuns: 400 },
    );
  });

  test('any table comes back as it was written', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...'abcé ,;"\n0'), minLength: 1, maxLength: 8 })
      .filter((text) => text.trim() === text && text !== '');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(',', ';', '\t', '|'),
        fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 20 }),
        async (delimiter, table) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = [['nama', 'kode', 'ket'], ...table].map((row) => row.map(quoted).join(delimiter)).join('\n');
          const { rows, facts } = await readBytes('a.csv', text);
          expect(facts?.delimiter).toBe(delimiter);
          expect(rows.map(({ cells }) => [cells['nama'], cells['kode'], cells['ket']])).toEqual(table);
        },
      ),
      { numRuns: 150 },
    );
  });
});

const shared = new URL('../../../../../shared/cirebon/', import.meta.url);
const real = ((): string[] => {
  try {
    return readdirSync(shared).filter((name) => /\.(csv|geojson)$/.test(name));
  } catch {
    return [];
  }
})();

describe('real files', { timeout: 120_000 }, () => {
  test.skipIf(real.length === 0)('are read, every row (skipped where they are not beside the project)', async () => {
    for (const name of real) {
      const { facts, refusal } = await readBytes(name, readFileSync(new URL(name, shared)));
      expect(refusal, name).toBeNull();
      expect(
        facts!.columns.every((column) => column.name !== '' && !column.name.startsWith('kolom_')),
        name,
      ).toBe(true);
    }
  });

  test.skipIf(real.length === 0)(
    'damaged, end in rows or a refusal (skipped where they are not beside the project)',
    async () => {
      const small = real
        .map((name) => [name, readFileSync(new URL(name, shared))] as const)
        .filter(([, bytes]) => bytes.length < 200_000);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...small), damage, ([name, bytes], steps) =>
          mustEnd(name, damaged(bytes, steps)),
        ),
        { numRuns: 100 },
      );
    },
  );
});
