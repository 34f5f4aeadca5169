import { open } from 'node:fs/promises';
import path from 'node:path';
import { UploadRefusal } from './refusal.ts';
import { Archive } from './archive.ts';
import { markedEncoding } from './text.ts';
import type { UploadFormat } from '#model/upload';
import type { ReadLimits } from './limits.ts';

/** What a file is by its content; `member` is what to unpack of an archive. */
export interface Detected {
  format: UploadFormat;
  /** Entry of the archive that holds the layer; null for a bare file, and for XLSX, which is read as an archive. */
  member: string | null;
  /** Entries that hold layers of the same kind. */
  members: string[];
}

const HEAD_BYTES = 64 * 1024;
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** First bytes of what is often sent by mistake: what the message calls it. */
const FOREIGN: readonly [found: string, bytes: readonly number[]][] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['exe', [0x4d, 0x5a]],
  ['shp', [0x00, 0x00, 0x27, 0x0a]],
];
/** What the end of a name promises. */
const PROMISED: Readonly<Record<string, readonly Kind[]>> = {
  csv: ['text'],
  tsv: ['text'],
  txt: ['text', 'geojson'],
  json: ['geojson'],
  geojson: ['geojson'],
  xlsx: ['xlsx'],
  xlsm: ['xlsx'],
  xls: ['ole'],
  zip: ['archive'],
  kmz: ['archive'],
  kml: ['kml'],
  gpkg: ['gpkg'],
  fgb: ['flatgeobuf'],
};
/** Bare files that an archive may hold, by their ending. */
const LAYER_FILES: Readonly<Record<string, UploadFormat>> = {
  '.shp': 'shapefile',
  '.gpkg': 'gpkg',
  '.fgb': 'flatgeobuf',
  '.kml': 'kml',
  '.geojson': 'geojson',
  '.csv': 'csv',
};
/** Kinds that are read as they are. */
const BARE: Readonly<Record<string, UploadFormat>> = {
  text: 'csv',
  geojson: 'geojson',
  kml: 'kml',
  gpkg: 'gpkg',
  flatgeobuf: 'flatgeobuf',
};
const NESTED = /\.(zip|kmz|rar|7z|gz|tgz|tar|bz2|xz|xlsx|xlsm)$/i;

/** What first bytes can show; any other word is a format that is not read. */
type Kind = 'text' | 'geojson' | 'kml' | 'gpkg' | 'flatgeobuf' | 'xlsx' | 'archive' | 'ole' | 'html' | (string & {});

/**
 * The format of a file by its bytes. Throws `file_empty`, `format_mismatch` when the end of its name promises another,
 * `format_unknown`, and what an archive may be refused for.
 */
export async function detectFormat(file: { path: string; name: string }, limits: ReadLimits): Promise<Detected> {
  const { head, size } = await headOf(file.path);
  if (size === 0) throw new UploadRefusal('file_empty');
  if (size > limits.fileBytes)
    throw new UploadRefusal('file_too_large', {
      megabytes: Math.ceil(size / 1e6),
      limit: Math.floor(limits.fileBytes / 1e6),
    });
  const kind = kindOf(head);
  if (kind !== 'zip') return bare(kind, file.name, file.path);
  const archive = await Archive.open(file.path, limits);
  try {
    const isWorkbook =
      archive.entries.has('[Content_Types].xml') &&
      [...archive.entries.keys()].some((name) => /^xl\/workbook\.xml$/i.test(name));
    promise(file.name, isWorkbook ? 'xlsx' : 'archive', 'zip');
    if (isWorkbook) return { format: 'xlsx', member: null, members: [] };
    return layersOf(archive);
  } finally {
    archive.close();
  }
}

async function headOf(file: string): Promise<{ head: Buffer; size: number }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(HEAD_BYTES, size));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return { head: buffer.subarray(0, bytesRead), size };
  } finally {
    await handle.close();
  }
}

const startsWith = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte);

/** What the first bytes say. */
function kindOf(head: Buffer): Kind {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  if (startsWith(head, OLE)) return 'ole';
  if (head.toString('latin1', 0, 16) === 'SQLite format 3\0') return isGeoPackage(head) ? 'gpkg' : 'sqlite';
  if (startsWith(head, [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62])) return 'flatgeobuf';
  const foreign = FOREIGN.find(([, bytes]) => startsWith(head, bytes));
  if (foreign) return foreign[0];
  const marked = markedEncoding(head.subarray(0, 4096));
  if (marked === null && head.includes(0)) return 'binary';
  const text = new TextDecoder(marked?.encoding ?? 'windows-1252')
    .decode(head.subarray(marked?.markBytes ?? 0))
    .trimStart();
  if (text === '') return 'blank';
  if (/^<(!doctype\s+html|html|table|head|body|meta)/i.test(text)) return 'html';
  if (text.startsWith('<')) return xmlKind(text);
  if (/^\{\\rtf/.test(text)) return 'rtf';
  // A record separator begins each line of a GeoJSON text sequence (RFC 8142).
  // eslint-disable-next-line no-control-regex
  return /^[\u001e\s]*(\{\s*("|\}|$)|\[\s*([{[\]"]|$))/.test(text) ? 'geojson' : 'text';
}

/** `GP10`, `GP11` or `GPKG` as the application that wrote the database. */
function isGeoPackage(head: Buffer): boolean {
  return head.length < 72 || ['GP10', 'GP11', 'GPKG'].includes(head.toString('latin1', 68, 72));
}

/** The first element of an XML file, below its declaration and comments. */
function xmlKind(text: string): Kind {
  const root = /<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]/.exec(
    text.replace(/<!--[\s\S]*?(-->|$)/g, '').replace(/<!DOCTYPE[^[>]*(\[[\s\S]*?\])?[^>]*>/gi, ''),
  )?.[1];
  if (root === 'kml') return 'kml';
  return root?.toLowerCase() === 'html' ? 'html' : 'xml';
}

async function bare(kind: Kind, name: string, file: string): Promise<Detected> {
  if (kind === 'blank') throw new UploadRefusal('file_empty');
  // Excel keeps a workbook with a password in an OLE file whatever its name.
  if (kind === 'ole' && (await isEncryptedWorkbook(file)))
    throw new UploadRefusal('archive_encrypted', { name: path.basename(name) });
  promise(name, kind, kind === 'ole' ? 'xls' : kind);
  const format = BARE[kind];
  if (format === undefined) throw new UploadRefusal('format_unknown', { found: kind === 'ole' ? 'xls' : kind });
  return { format, member: null, members: [] };
}

/** Throws `format_mismatch` when the end of the name promises something else; a name without a known end promises nothing. */
function promise(name: string, kind: Kind, found: string): void {
  const extension = path.extname(name).slice(1).toLowerCase();
  const promised = Object.hasOwn(PROMISED, extension) ? PROMISED[extension]! : null;
  if (promised !== null && !promised.includes(kind))
    throw new UploadRefusal('format_mismatch', { expected: extension, found });
}

async function isEncryptedWorkbook(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(1 << 20);
    // The directory of the OLE file may stand at its end.
    const { size } = await handle.stat();
    for (const position of [0, Math.max(0, size - buffer.length)]) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      if (buffer.subarray(0, bytesRead).includes(Buffer.from('EncryptedPackage', 'utf16le'))) return true;
    }
    return false;
  } finally {
    await handle.close();
  }
}

/** The layers of an archive: shapefiles before databases before what has no geometry. */
function layersOf(archive: Archive): Detected {
  const { names } = archive;
  for (const [extension, format] of Object.entries(LAYER_FILES)) {
    const members = names.filter((name) => path.posix.extname(name).toLowerCase() === extension);
    // A KMZ names its main document `doc.kml`.
    const member = members.find((name) => path.posix.basename(name).toLowerCase() === 'doc.kml') ?? members[0];
    if (member !== undefined) return { format, member, members };
  }
  const nested = names.find((name) => NESTED.test(name));
  const details = nested === undefined ? {} : { nested: path.posix.basename(nested).slice(0, 100) };
  throw new UploadRefusal('archive_without_layer', details);
}
