import { open, type FileHandle } from 'node:fs/promises';
import { UploadRefusal } from './refusal.ts';
import type { UploadFormat } from '#model/upload';

const BYTES_PER_VERTEX = 16;

/**
 * Refuses a file whose largest feature cannot have fewer vertices than the limit, before GDAL takes memory for it; looks at
 * the sizes that the file itself is read by. Throws `too_many_vertices`, `malformed`.
 */
export async function checkLargestFeature(file: string, format: UploadFormat, limit: number): Promise<void> {
  if (format !== 'shapefile' && format !== 'flatgeobuf') return;
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const largest = await (format === 'shapefile' ? largestShape(handle, size) : largestFlatFeature(handle, size));
    // Heights and measures take as much again as the position; the exact number is counted when it is read.
    if (largest / (BYTES_PER_VERTEX * 2) > limit) throw new UploadRefusal('too_many_vertices', { limit });
  } finally {
    await handle.close();
  }
}

/** Reads a file's numbers a block at a time. */
class Numbers {
  readonly #handle: FileHandle;
  readonly #block = Buffer.alloc(1 << 16);
  #start = 0;
  #length = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async at(position: number, bytes: number): Promise<Buffer> {
    if (position < this.#start || position + bytes > this.#start + this.#length) {
      this.#start = position;
      this.#length = (await this.#handle.read(this.#block, 0, this.#block.length, position)).bytesRead;
    }
    const found = this.#block.subarray(position - this.#start, position - this.#start + bytes);
    if (position + bytes > this.#start + this.#length)
      throw new UploadRefusal('malformed', { message: 'truncated', byte: position });
    return found;
  }
}

/** Bytes of the largest record of a `.shp`. Throws `malformed` when its records lead out of the file. */
async function largestShape(handle: FileHandle, size: number): Promise<number> {
  const numbers = new Numbers(handle);
  const stated = (await numbers.at(24, 4)).readInt32BE() * 2;
  if (stated > size) throw new UploadRefusal('malformed', { message: 'truncated' });
  let largest = 0;
  for (let position = 100; position + 8 <= stated;) {
    const length = (await numbers.at(position + 4, 4)).readInt32BE() * 2;
    if (length < 4 || position + 8 + length > size)
      throw new UploadRefusal('malformed', { message: 'truncated', byte: position });
    largest = Math.max(largest, length);
    position += 8 + length;
  }
  return largest;
}

const TREE_NODE_BYTES = 40;
const HEADER_FEATURES = 8;
const HEADER_NODE_SIZE = 9;

/** Bytes of the largest feature of a FlatGeobuf file: each is preceded by its size, behind header and index. */
async function largestFlatFeature(handle: FileHandle, size: number): Promise<number> {
  const numbers = new Numbers(handle);
  const wrong = (byte: number) => new UploadRefusal('malformed', { message: 'truncated', byte });
  const headerBytes = (await numbers.at(8, 4)).readUInt32LE();
  if (headerBytes < 8 || headerBytes > 16_000_000 || 12 + headerBytes > size) throw wrong(8);
  const table = 12 + (await numbers.at(12, 4)).readUInt32LE();
  const layout = table - (await numbers.at(table, 4)).readInt32LE();
  const layoutBytes = (await numbers.at(layout, 2)).readUInt16LE();
  const field = async (index: number) => {
    const place = 4 + index * 2;
    const offset = place + 2 <= layoutBytes ? (await numbers.at(layout + place, 2)).readUInt16LE() : 0;
    return offset === 0 ? null : table + offset;
  };
  const countAt = await field(HEADER_FEATURES);
  const nodeAt = await field(HEADER_NODE_SIZE);
  const count = countAt === null ? 0 : Number((await numbers.at(countAt, 8)).readBigUInt64LE());
  const nodeSize = nodeAt === null ? 16 : (await numbers.at(nodeAt, 2)).readUInt16LE();
  let position = 12 + headerBytes + treeBytes(count, nodeSize);
  let largest = 0;
  while (position < size) {
    const length = (await numbers.at(position, 4)).readUInt32LE();
    if (length < 8 || position + 4 + length > size) throw wrong(position);
    largest = Math.max(largest, length);
    position += 4 + length;
  }
  return largest;
}

/** Bytes of the packed R-tree over a number of features. */
function treeBytes(count: number, nodeSize: number): number {
  if (nodeSize < 2 || count === 0) return 0;
  let level = count;
  let nodes = count;
  do {
    level = Math.ceil(level / nodeSize);
    nodes += level;
  } while (level > 1);
  return nodes * TREE_NODE_BYTES;
}
