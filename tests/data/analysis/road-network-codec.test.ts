import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildRoadNetwork,
  decodeRoadNetwork,
  encodeRoadNetwork,
  RoadNetworkFormatError,
  type RoadLine,
} from '#analysis';

const line = fc.record({
  id: fc.string({ unit: 'grapheme', maxLength: 4 }),
  roadClass: fc.constantFrom('arterial', 'collector', 'local', 'neighbourhood', null),
  oneWay: fc.constantFrom('no', 'forward', 'backward'),
  sample: fc.boolean(),
  dataset: fc.constantFrom('jalan “resmi” 👥', 'jalan contoh'),
  coordinates: fc.array(
    fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })),
    { maxLength: 5 },
  ),
}) as fc.Arbitrary<RoadLine>;

const built = buildRoadNetwork([
  {
    id: 'a',
    roadClass: 'local',
    oneWay: 'forward',
    sample: false,
    dataset: 'x',
    coordinates: [
      [108.4, -6.8],
      [108.41, -6.8],
      [108.41, -6.79],
    ],
  },
  {
    id: 'b',
    roadClass: null,
    oneWay: 'no',
    sample: true,
    dataset: 'y',
    coordinates: [
      [108.405, -6.81],
      [108.405, -6.79],
    ],
  },
]);

function reasonOf(buffer: ArrayBuffer): string {
  try {
    decodeRoadNetwork(buffer);
  } catch (error) {
    if (error instanceof RoadNetworkFormatError) return error.reason;
    throw error;
  }
  return 'accepted';
}

describe('a road network as a buffer', () => {
  it('comes back as it was, whatever lines it was made of', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const one = buildRoadNetwork(lines);
        expect(decodeRoadNetwork(encodeRoadNetwork(one))).toEqual(one);
      }),
    );
  });

  it('is laid out as it says, little-endian', () => {
    const view = new DataView(encodeRoadNetwork(built));
    const { network } = built;
    const header = [0, 4, 8, 12, 16, 20].map((position) => view.getUint32(position, true));
    expect(header).toEqual([0x4a4b5231, header[1], network.nodeLongitude.length, network.edgeFrom.length, 1, 1]);
    const description = new TextDecoder().decode(new Uint8Array(view.buffer, 24, header[1]));
    expect(JSON.parse(description)).toEqual({ datasets: network.datasets, report: built.report });
    const nodes = 24 + Math.ceil(header[1]! / 4) * 4;
    expect(view.getInt32(nodes, true)).toBe(Math.round(network.nodeLongitude[0]! * 1e7));
    expect(view.getInt32(nodes + 4 * header[2]!, true)).toBe(Math.round(network.nodeLatitude[0]! * 1e7));
  });

  it('is refused with the reason when it is something else', () => {
    const whole = encodeRoadNetwork(built);
    const changed = (position: number, value: number) => {
      const copy = whole.slice(0);
      new DataView(copy).setUint32(position, value, true);
      return copy;
    };
    const descriptionBytes = new DataView(whole).getUint32(4, true);
    const nodes = built.network.nodeLongitude.length;
    const firstNode = 24 + Math.ceil(descriptionBytes / 4) * 4;
    const firstEdge = firstNode + 12 * nodes + 4;
    expect(reasonOf(whole)).toBe('accepted');
    expect(reasonOf(new ArrayBuffer(0))).toBe('too_short');
    expect(reasonOf(whole.slice(0, 23))).toBe('too_short');
    expect(reasonOf(new TextEncoder().encode('<!doctype html><html></html>').buffer as ArrayBuffer)).toBe('magic');
    expect(reasonOf(changed(0, 0x4a4b5232))).toBe('version');
    expect(reasonOf(whole.slice(0, -4))).toBe('length');
    expect(reasonOf(changed(12, 0xffffffff))).toBe('length');
    expect(reasonOf(changed(24, 0xffffffff))).toBe('description');
    expect(reasonOf(changed(firstNode, 0x7fffffff))).toBe('value');
    expect(reasonOf(changed(firstNode + 8 * nodes, 1))).toBe('value');
    expect(reasonOf(changed(firstEdge, nodes))).toBe('value');
    // One bend too many for the edge, or one that no edge has.
    const bends = firstEdge + 12 * built.network.edgeFrom.length;
    const bent = [...built.network.edgeFrom.keys()].find(
      (e) => built.network.bendFirst[e + 1]! > built.network.bendFirst[e]!,
    )!;
    expect(reasonOf(changed(bends + 4 * bent, 2))).toBe('value');
    expect(reasonOf(changed(bends + 4 * bent, 0))).toBe('value');
  });

  it('of any bytes is refused as a format error, never otherwise', () => {
    const whole = new Uint8Array(encodeRoadNetwork(built));
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(damage, fc.nat(whole.length), fc.boolean(), (changes, length, isCut) => {
        const bytes = whole.slice(0, isCut ? length : whole.length);
        for (const [position, value] of changes) if (position < bytes.length) bytes[position] = value;
        expect(reasonOf(bytes.buffer)).toMatch(/^(accepted|too_short|magic|version|length|description|value)$/);
      }),
      { numRuns: 500 },
    );
  });
});
