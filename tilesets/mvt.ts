/**
 * Writes Mapbox Vector Tiles 2.1 straight from columns: no object is made per feature or per vertex.
 * Spec: https://github.com/mapbox/vector-tile-spec/tree/master/2.1
 */
export const EXTENT = 4096;
/** Tile units around a tile that geometry is kept in, so that strokes and circles meet at tile edges. */
export const BUFFER = 64;

export const POINT = 1;
export const LINE = 2;
export const POLYGON = 3;
export type GeometryType = typeof POINT | typeof LINE | typeof POLYGON;

const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;

/** A growing run of bytes with protobuf's integers. */
class Bytes {
  data = new Uint8Array(1 << 12);
  length = 0;

  reserve(count: number): void {
    if (this.length + count <= this.data.length) return;
    const grown = new Uint8Array(Math.max(this.data.length * 2, this.length + count));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  /** Unsigned, up to 2^53: ids and rupiah pass 32 bits. */
  varint(value: number): void {
    this.reserve(10);
    if (value < 0x80) {
      this.data[this.length++] = value;
      return;
    }
    while (value > 0x7fffffff) {
      this.data[this.length++] = (value % 128) | 0x80;
      value = Math.floor(value / 128);
    }
    while (value > 0x7f) {
      this.data[this.length++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.data[this.length++] = value;
  }

  append(bytes: Uint8Array, length = bytes.length): void {
    this.reserve(length);
    this.data.set(length === bytes.length ? bytes : bytes.subarray(0, length), this.length);
    this.length += length;
  }

  /** A field that holds bytes: tag, length, bytes. */
  field(number: number, bytes: Uint8Array, length = bytes.length): void {
    this.varint((number << 3) | 2);
    this.varint(length);
    this.append(bytes, length);
  }

  /** Begins a field whose length is not known yet; returns the place for `endField`. */
  startField(number: number): number {
    this.varint((number << 3) | 2);
    return this.length++;
  }

  /** Writes the length of what came since `startField`. Most fields are short and keep the one byte left for it. */
  endField(place: number): void {
    const length = this.length - place - 1;
    const extra = varintSize(length) - 1;
    if (extra > 0) {
      this.reserve(extra);
      this.data.copyWithin(place + 1 + extra, place + 1, this.length);
    }
    this.length = place;
    this.varint(length);
    this.length += length;
  }

  integerField(number: number, value: number): void {
    this.varint(number << 3);
    this.varint(value);
  }
}

const text = new TextEncoder();

/** Below it the zigzag code, twice as large, is no exact number any more. */
const SMALLEST_ZIGZAG = -(2 ** 52);

export type AttributeValue = string | number | boolean;

const valueBytes = new Bytes();

/** An MVT `Value` message. Whole numbers as integers, which are shorter and exact up to 2^53. */
function encodeValue(value: AttributeValue): Uint8Array {
  const bytes = valueBytes;
  bytes.length = 0;
  if (typeof value === 'string') bytes.field(1, text.encode(value));
  else if (typeof value === 'boolean') bytes.integerField(7, value ? 1 : 0);
  else if (Number.isSafeInteger(value) && value >= SMALLEST_ZIGZAG) {
    if (value >= 0) bytes.integerField(5, value);
    else bytes.integerField(6, -value * 2 - 1);
  } else {
    const double = new Uint8Array(9);
    double[0] = (3 << 3) | 1;
    new DataView(double.buffer).setFloat64(1, value, true);
    bytes.append(double);
  }
  return bytes.data.slice(0, bytes.length);
}

/** Every distinct value of a layer once, already encoded; features refer to it by code. */
export class ValueDictionary {
  readonly encoded: Uint8Array[] = [];
  readonly #codes = new Map<AttributeValue, number>();

  /** Code of a value, giving it one if it is new. */
  codeOf(value: AttributeValue): number {
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.encoded.length;
      this.encoded.push(encodeValue(value));
      this.#codes.set(value, code);
    }
    return code;
  }
}

/**
 * Writes the layers of one tile after another into one buffer that is used again for the next tile, so it must not be
 * shared by two tiles at a time. Order of calls: `startTile`, `startLayer`, per feature its geometry, then its attributes,
 * then `endFeature`; `endLayer`, `endTile`. Fields of a feature stand in the order they become known: geometry first, so
 * that a feature which vanishes costs nothing.
 */
export class TileWriter {
  readonly #tile = new Bytes();
  readonly #features = new Bytes();
  readonly #head = new Bytes();
  readonly #tail = new Bytes();
  readonly #localKeys: number[] = [];
  readonly #localValues: number[] = [];
  #keyNames: readonly string[] = [];
  #dictionary = new ValueDictionary();
  /** Local index of a key or value in this tile's layer, valid where the stamp is the layer's. */
  #keyIndex = new Int32Array(0);
  #valueIndex = new Int32Array(0);
  #valueStamp = new Uint32Array(0);
  #stamp = 0;
  #layerName = '';
  #cursorX = 0;
  #cursorY = 0;
  #featureCount = 0;
  /** Places of the lengths of the feature being written and of its open field; −1 when there is none. */
  #featureField = -1;
  #geometryField = -1;
  #tagsField = -1;

  startTile(): void {
    this.#tile.length = 0;
  }

  startLayer(name: string, keyNames: readonly string[], dictionary: ValueDictionary): void {
    this.#layerName = name;
    this.#keyNames = keyNames;
    this.#dictionary = dictionary;
    this.#features.length = 0;
    this.#localKeys.length = 0;
    this.#localValues.length = 0;
    this.#keyIndex = new Int32Array(keyNames.length).fill(-1);
    this.#stamp++;
    this.#featureCount = 0;
  }

  /** Adds one attribute to the feature whose geometry is written. */
  attribute(key: number, valueCode: number): void {
    if (this.#tagsField < 0) {
      this.#features.endField(this.#geometryField);
      this.#tagsField = this.#features.startField(2);
    }
    let localKey = this.#keyIndex[key]!;
    if (localKey < 0) {
      localKey = this.#keyIndex[key] = this.#localKeys.length;
      this.#localKeys.push(key);
    }
    if (valueCode >= this.#valueStamp.length) this.#growValues();
    if (this.#valueStamp[valueCode] !== this.#stamp) {
      this.#valueStamp[valueCode] = this.#stamp;
      this.#valueIndex[valueCode] = this.#localValues.length;
      this.#localValues.push(valueCode);
    }
    this.#features.varint(localKey);
    this.#features.varint(this.#valueIndex[valueCode]!);
  }

  /** A feature of one point. */
  point(x: number, y: number): void {
    this.#openGeometry();
    this.#features.varint((1 << 3) | MOVE_TO);
    this.#move(x, y);
  }

  /** A line of at least two points: `coordinates` holds x, y pairs in whole tile units. */
  line(coordinates: Int32Array, pointCount: number): void {
    this.#path(coordinates, pointCount);
  }

  /** A ring of at least three points, the first not repeated at the end; the caller has set its winding. */
  ring(coordinates: Int32Array, pointCount: number): void {
    this.#path(coordinates, pointCount);
    this.#features.varint((1 << 3) | CLOSE_PATH);
  }

  #openGeometry(): void {
    if (this.#featureField >= 0) return;
    this.#featureField = this.#features.startField(2);
    this.#geometryField = this.#features.startField(4);
    this.#cursorX = this.#cursorY = 0;
  }

  #path(coordinates: Int32Array, pointCount: number): void {
    this.#openGeometry();
    const features = this.#features;
    features.varint((1 << 3) | MOVE_TO);
    this.#move(coordinates[0]!, coordinates[1]!);
    features.varint(((pointCount - 1) << 3) | LINE_TO);
    features.reserve(pointCount * 10);
    const { data } = features;
    let { length } = features;
    // Written out: this is where a tile of lines or polygons spends its time.
    for (let i = 2; i < pointCount * 2; i++) {
      const step = coordinates[i]! - coordinates[i - 2]!;
      let zigzag = ((step << 1) ^ (step >> 31)) >>> 0;
      while (zigzag > 0x7f) {
        data[length++] = (zigzag & 0x7f) | 0x80;
        zigzag >>>= 7;
      }
      data[length++] = zigzag;
    }
    features.length = length;
    this.#cursorX = coordinates[pointCount * 2 - 2]!;
    this.#cursorY = coordinates[pointCount * 2 - 1]!;
  }

  #move(x: number, y: number): void {
    const dx = x - this.#cursorX;
    const dy = y - this.#cursorY;
    this.#cursorX = x;
    this.#cursorY = y;
    this.#features.varint(((dx << 1) ^ (dx >> 31)) >>> 0);
    this.#features.varint(((dy << 1) ^ (dy >> 31)) >>> 0);
  }

  /** Ends the feature; one without geometry leaves no trace. */
  endFeature(id: number, type: GeometryType): void {
    if (this.#featureField < 0) return;
    const features = this.#features;
    features.endField(this.#tagsField < 0 ? this.#geometryField : this.#tagsField);
    features.integerField(3, type);
    features.integerField(1, id);
    features.endField(this.#featureField);
    this.#featureField = this.#geometryField = this.#tagsField = -1;
    this.#featureCount++;
  }

  /** Ends the layer; one without features leaves no trace. */
  endLayer(): void {
    if (this.#featureCount === 0) return;
    const head = this.#head;
    head.length = 0;
    head.integerField(15, 2);
    head.field(1, text.encode(this.#layerName));
    const tail = this.#tail;
    tail.length = 0;
    for (const key of this.#localKeys) tail.field(3, text.encode(this.#keyNames[key]));
    for (const code of this.#localValues) tail.field(4, this.#dictionary.encoded[code]!);
    tail.integerField(5, EXTENT);
    const tile = this.#tile;
    tile.varint((3 << 3) | 2);
    tile.varint(head.length + this.#features.length + tail.length);
    tile.append(head.data, head.length);
    tile.append(this.#features.data, this.#features.length);
    tile.append(tail.data, tail.length);
  }

  /** A copy of the tile's bytes, `null` when no layer has a feature. */
  endTile(): Uint8Array | null {
    return this.#tile.length === 0 ? null : this.#tile.data.slice(0, this.#tile.length);
  }

  #growValues(): void {
    const size = Math.max(this.#dictionary.encoded.length, this.#valueStamp.length * 2, 1024);
    const index = new Int32Array(size);
    const stamp = new Uint32Array(size);
    index.set(this.#valueIndex);
    stamp.set(this.#valueStamp);
    this.#valueIndex = index;
    this.#valueStamp = stamp;
  }
}

function varintSize(value: number): number {
  let size = 1;
  while (value > 0x7f) {
    value = Math.floor(value / 128);
    size++;
  }
  return size;
}
