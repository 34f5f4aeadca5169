// Reading an upload of 500,000 rows in each of the three formats that agencies send most: seconds, and what the process took.
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { Zip, ZipDeflate, ZipPassThrough, strToU8 } from 'fflate';
import { readUpload } from '../../data/desk/read/index.ts';
import type { BenchResult } from './result.ts';

const ROWS = 500_000;
const MEMORY_LIMIT_MB = 400;
const bounds = [108.3, -7.1, 108.9, -6.4] as const;
const columns = [
  'No',
  'Kode',
  'Nama Fasilitas',
  'Jenis',
  'Alamat',
  'Kecamatan',
  'Lintang',
  'Bujur',
  'Kapasitas',
  'Tanggal',
];

/** One made-up row, about 200 bytes as text. */
function rowAt(index: number): (string | number)[] {
  const latitude = -6.5 - (index % 5000) / 10_000;
  const longitude = 108.4 + (index % 4000) / 10_000;
  return [
    ...[index + 1, String(index).padStart(8, '0'), `Posyandu Melati ${index} Blok Kali Tengah`, 'posyandu'],
    ...[
      `Jalan Raya Pangeran Cakrabuana Nomor ${index % 900}, RT 02/RW 05, Desa Sindangmekar, Kabupaten Cirebon`,
      'Dukupuntang',
    ],
    ...[Number(latitude.toFixed(6)), Number(longitude.toFixed(6)), index % 80, 45_000 + (index % 1000)],
  ];
}

type Write = (text: string) => Promise<void>;

async function writeText(file: string, body: (write: Write) => Promise<void>): Promise<void> {
  const stream = createWriteStream(file);
  await body(async (text) => {
    if (!stream.write(text)) await once(stream, 'drain');
  });
  stream.end();
  await once(stream, 'finish');
}

const writeCsv = (file: string) =>
  writeText(file, async (write) => {
    await write(`${columns.join(';')}\n`);
    for (let row = 0; row < ROWS; row++) await write(`${rowAt(row).join(';')}\n`);
  });

const writeGeoJson = (file: string) =>
  writeText(file, async (write) => {
    await write('{"type":"FeatureCollection","features":[');
    for (let row = 0; row < ROWS; row++) {
      const [, kode, nama, jenis, alamat, , latitude, longitude] = rowAt(row);
      const feature = {
        type: 'Feature',
        properties: { kode, nama, jenis, alamat },
        geometry: { type: 'Point', coordinates: [longitude, latitude] },
      };
      await write(`${row > 0 ? ',\n' : ''}${JSON.stringify(feature)}`);
    }
    await write(']}');
  });

/** A workbook as Excel writes it, with every text shared; in pieces, since it does not fit into one string. */
async function writeXlsx(file: string): Promise<void> {
  const stream = createWriteStream(file);
  const zip = new Zip((error, data) => {
    if (error) throw error;
    stream.write(data);
  });
  const small = (name: string, text: string) => {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(strToU8(text), true);
  };
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  small('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>');
  small(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  small(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${relation}/styles" Target="styles.xml"/></Relationships>`,
  );
  small(
    'xl/styles.xml',
    `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  );
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 3 });
  const texts: string[] = [];
  const cell = (value: string | number, column: number, row: number) => {
    const reference = `${String.fromCharCode(65 + column)}${row}`;
    if (typeof value === 'number') return `<c r="${reference}"${column === 9 ? ' s="1"' : ''}><v>${value}</v></c>`;
    return `<c r="${reference}" t="s"><v>${texts.push(value) - 1}</v></c>`;
  };
  zip.add(sheet);
  sheet.push(strToU8(`<worksheet xmlns="${main}"><sheetData>`));
  for (let row = 0; row <= ROWS; row++) {
    const values = row === 0 ? columns : rowAt(row - 1);
    sheet.push(
      strToU8(`<row r="${row + 1}">${values.map((value, column) => cell(value, column, row + 1)).join('')}</row>`),
    );
    if (row % 1000 === 0 && stream.writableNeedDrain) await once(stream, 'drain');
  }
  sheet.push(strToU8('</sheetData></worksheet>'), true);
  const shared = new ZipDeflate('xl/sharedStrings.xml', { level: 3 });
  zip.add(shared);
  shared.push(strToU8(`<sst xmlns="${main}">`));
  for (const text of texts) shared.push(strToU8(`<si><t>${text}</t></si>`));
  shared.push(strToU8('</sst>'), true);
  zip.end();
  stream.end();
  await once(stream, 'finish');
}

/** Megabytes that a process took at most; null where the system does not say. */
async function peakMegabytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmHWM:\s*(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

async function measure(file: string): Promise<{ seconds: number; megabytes: number | null; parentMegabytes: number }> {
  const before = process.memoryUsage.rss();
  const start = performance.now();
  let pid: number | null = null;
  let megabytes: number | null = null;
  let largest = before;
  let rows = 0;
  const batches = readUpload(
    { path: file, name: path.basename(file) },
    { bounds: [...bounds], onStart: (id) => (pid = id) },
  );
  for await (const batch of batches) {
    rows += batch.rows.length;
    if (pid !== null) megabytes = (await peakMegabytes(pid)) ?? megabytes;
    largest = Math.max(largest, process.memoryUsage.rss());
  }
  if (rows !== ROWS) throw new Error(`${file}: ${rows} rows`);
  return { seconds: (performance.now() - start) / 1000, megabytes, parentMegabytes: (largest - before) / 2 ** 20 };
}

/** Seconds and memory of reading 500,000 rows as CSV, XLSX and GeoJSON. */
export async function bench(isWanted: (name: string) => boolean): Promise<BenchResult[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-bench-'));
  const results: BenchResult[] = [];
  try {
    for (const [format, write] of Object.entries({ csv: writeCsv, xlsx: writeXlsx, geojson: writeGeoJson })) {
      const name = `desk-read-${format}`;
      if (!isWanted(name)) continue;
      const file = path.join(folder, `bench.${format}`);
      await write(file);
      const { size } = await stat(file);
      const { seconds, megabytes, parentMegabytes } = await measure(file);
      const note = `${ROWS} rows, ${Math.round(size / 1e6)} MB; the server itself grew by ${Math.round(parentMegabytes)} MB`;
      results.push({
        name,
        unit: 's',
        ours: Number(seconds.toFixed(1)),
        other: null,
        otherName: null,
        ratio: null,
        note,
      });
      if (megabytes !== null)
        results.push({
          ...{ name: `${name}-memory`, unit: 'MB', ours: Math.round(megabytes) },
          ...{
            other: MEMORY_LIMIT_MB,
            otherName: 'our limit',
            ratio: Number((MEMORY_LIMIT_MB / megabytes).toFixed(2)),
          },
        });
      await rm(file);
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
