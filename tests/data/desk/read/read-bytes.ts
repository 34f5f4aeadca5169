import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { FileFacts } from '#model/upload';
import { READ_LIMITS, type RawRow, type ReadLimits } from '../../../../data/desk/read/index.ts';
import { readHere } from '../../../../data/desk/read/read.ts';
import { refusalOf, type UploadRefusal } from '../../../../data/desk/read/refusal.ts';

export const BOUNDS: [number, number, number, number] = [108.3, -7.1, 108.9, -6.4];

export interface Outcome {
  rows: RawRow[];
  facts: FileFacts | null;
  refusal: UploadRefusal | null;
}

/** Reads bytes as an uploaded file of that name, in this process; a refusal is an outcome. */
export async function readBytes(
  name: string,
  content: string | Uint8Array,
  options: { layer?: string; limits?: Partial<ReadLimits>; batchRows?: number } = {},
): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jangkau-read-test-'));
  const rows: RawRow[] = [];
  try {
    const file = path.join(folder, 'upload');
    writeFileSync(file, content);
    const limits = { ...READ_LIMITS, ...options.limits };
    const task = { path: file, name, layer: options.layer ?? null, bounds: BOUNDS, limits, folder };
    const batches = readHere(task, options.batchRows ?? 1000);
    for (;;) {
      const { value, done } = await batches.next();
      if (done) return { rows, facts: value, refusal: null };
      rows.push(...value.rows);
    }
  } catch (error) {
    return { rows, facts: null, refusal: refusalOf(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What it was refused for, as `code`; fails when it was not. */
export async function refusalOfBytes(...input: Parameters<typeof readBytes>): Promise<string> {
  const { refusal, rows } = await readBytes(...input);
  if (refusal === null) throw new Error(`read as ${rows.length} rows`);
  return refusal.code;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of sheets given as XML of their `<sheetData>` and what follows it. */
export function workbook(
  sheets: Record<string, string>,
  parts: { texts?: string; styles?: string; more?: Zippable; properties?: string; hidden?: string[] } = {},
): Uint8Array {
  const names = Object.keys(sheets);
  const list = names.map(
    (name, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index + 1}"${parts.hidden?.includes(name) ? ' state="hidden"' : ''}/>`,
  );
  const relations = names.map(
    (_, index) =>
      `<Relationship Id="r${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8(
      `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${parts.properties ?? ''}<sheets>${list.join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}<Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="s" Type="${RELATIONS}/styles" Target="/xl/styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': strToU8(`<styleSheet xmlns="${MAIN}">${parts.styles ?? ''}</styleSheet>`),
    'xl/sharedStrings.xml': strToU8(`<sst xmlns="${MAIN}">${parts.texts ?? ''}</sst>`),
    ...Object.fromEntries(
      names.map((name, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        strToU8(`<worksheet xmlns="${MAIN}">${sheets[name]}</worksheet>`),
      ]),
    ),
    ...parts.more,
  });
}

/** Rows of a sheet with texts in the cells. */
export function sheetData(rows: readonly (readonly (string | null)[])[]): string {
  const cell = (value: string | null) => (value === null ? '<c/>' : `<c t="inlineStr"><is><t>${value}</t></is></c>`);
  return `<sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData>`;
}
