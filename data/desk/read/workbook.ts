import path from 'node:path';
import type { Archive } from './archive.ts';
import { cellFormatOf, type CellFormat } from './cell-format.ts';
import { UploadRefusal } from './refusal.ts';
import { readXml, type Attributes } from './xml.ts';

/** What a workbook says of itself before any sheet is read. */
export interface Workbook {
  sheets: { name: string; part: string; hidden: boolean }[];
  sharedTexts: string | null;
  /** Format by the number of a cell's style. */
  formats: CellFormat[];
  /** Whether days are counted from 1904, as old Macs did. */
  has1904: boolean;
}

const MOST_SHEETS = 1000;
const MOST_STYLES = 70_000;

/** Reads the list of sheets and the styles. Throws `malformed` for a package that is no workbook, `entity_expansion`. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const part = [...archive.entries.keys()].find((name) => /^xl\/workbook\.xml$/i.test(name))!;
  const relations = await relationsOf(archive, part);
  const sheets: Workbook['sheets'] = [];
  let has1904 = false;
  await readXml(await archive.stream(part), {
    open: (name, attributes) => {
      if (name === 'workbookPr') has1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet' || sheets.length >= MOST_SHEETS) return;
      const target = relations.find(({ id }) => id === relationId(attributes));
      if (target?.type === 'worksheet')
        sheets.push({
          name: attributes['name'] ?? '',
          part: target.part,
          hidden: (attributes['state'] ?? 'visible') !== 'visible',
        });
    },
  });
  const partOf = (type: string) =>
    relations.find((relation) => relation.type === type && archive.entries.has(relation.part))?.part ?? null;
  const styles = partOf('styles');
  return {
    sheets,
    sharedTexts: partOf('sharedStrings'),
    formats: styles === null ? [] : await formatsOf(archive, styles),
    has1904,
  };
}

/** `r:id`, whatever the prefix. */
function relationId(attributes: Attributes): string | undefined {
  return Object.entries(attributes).find(([name]) => /:id$/.test(name))?.[1];
}

interface Relation {
  id: string;
  /** Last part of the address of the type: `worksheet`, `styles` … */
  type: string;
  part: string;
}

async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const folder = path.posix.dirname(part);
  const list = path.posix.join(folder, '_rels', `${path.posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!archive.entries.has(list)) throw new UploadRefusal('malformed', { missing: list });
  await readXml(await archive.stream(list), {
    open: (name, attributes) => {
      // What lies outside of the file is never looked at.
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External' || relations.length > MOST_SHEETS) return;
      const target = attributes['Target'] ?? '';
      relations.push({
        id: attributes['Id'] ?? '',
        type: (attributes['Type'] ?? '').split('/').at(-1)!,
        part: target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target),
      });
    },
  });
  return relations;
}

async function formatsOf(archive: Archive, part: string): Promise<CellFormat[]> {
  const codes = new Map<number, string>();
  const formats: CellFormat[] = [];
  let inCells = false;
  await readXml(await archive.stream(part), {
    open: (name, attributes) => {
      if (name === 'numFmt' && codes.size < MOST_STYLES)
        codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells && formats.length < MOST_STYLES) {
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push(cellFormatOf(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}
