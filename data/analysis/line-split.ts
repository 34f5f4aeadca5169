import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import Flatbush from 'flatbush';
import type { Polygonal, Position } from '#model/geometry';
import { distanceMetres } from './geodesy.ts';

export interface SplitRegion {
  readonly code: string;
  readonly geometry: Polygonal;
}

/** Cuts closer together than this part of a segment are one. */
const SAME_PLACE = 1e-12;

/**
 * Divides lines among regions where they cross a border. Regions may touch but should not overlap: of two that hold a place,
 * the one with the lower code counts it. Built once, asked for many lines.
 */
export class LineSplitter {
  private readonly regions: readonly SplitRegion[];
  private readonly boxes: Flatbush | null;
  /** Border segments: x1, y1, x2, y2 each. */
  private readonly borders: Float64Array;
  private readonly borderBoxes: Flatbush | null;

  constructor(regions: readonly SplitRegion[]) {
    this.regions = [...regions].sort((a, b) => (a.code < b.code ? -1 : 1));
    const segments: number[] = [];
    this.boxes = regions.length === 0 ? null : new Flatbush(regions.length);
    for (const { geometry } of this.regions) {
      const rings = (
        geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      ).flat() as Position[][];
      const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
      for (const ring of rings) {
        for (const [index, [x, y]] of ring.entries()) {
          box[0] = Math.min(box[0], x);
          box[1] = Math.min(box[1], y);
          box[2] = Math.max(box[2], x);
          box[3] = Math.max(box[3], y);
          const before = ring[index - 1];
          if (before) segments.push(before[0], before[1], x, y);
        }
      }
      this.boxes?.add(...box);
    }
    this.boxes?.finish();
    this.borders = Float64Array.from(segments);
    const count = segments.length / 4;
    this.borderBoxes = count === 0 ? null : new Flatbush(count);
    for (let s = 0; s < segments.length; s += 4) {
      const [x1, y1, x2, y2] = segments.slice(s, s + 4) as [number, number, number, number];
      this.borderBoxes?.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
    }
    this.borderBoxes?.finish();
  }

  /** Metres (WGS 84) of a line in each region, by code; null is the part that lies in none. They sum to the whole. */
  split(line: readonly Position[]): Map<string | null, number> {
    const lengths = new Map<string | null, number>();
    for (let index = 1; index < line.length; index++) {
      const [x1, y1] = line[index - 1]!;
      const [x2, y2] = line[index]!;
      const cuts = this.cutsOf(x1, y1, x2, y2);
      for (let part = 1; part < cuts.length; part++) {
        const [from, until] = [cuts[part - 1]!, cuts[part]!];
        const at = (t: number): Position => [x1 + (x2 - x1) * t, y1 + (y2 - y1) * t];
        const [a, b] = [at(from), at(until)];
        const region = this.regionAt(at((from + until) / 2));
        lengths.set(region, (lengths.get(region) ?? 0) + distanceMetres(a[0], a[1], b[0], b[1]));
      }
    }
    return lengths;
  }

  /** Where a segment crosses borders, as shares of it, with both ends; rising. */
  private cutsOf(x1: number, y1: number, x2: number, y2: number): number[] {
    const { borders } = this;
    const near = this.borderBoxes?.search(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)) ?? [];
    const cuts = [0, 1];
    const [dx, dy] = [x2 - x1, y2 - y1];
    for (const border of near) {
      const [bx1, by1, bx2, by2] = borders.subarray(border * 4, border * 4 + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      const [ex, ey] = [bx2 - bx1, by2 - by1];
      const cross = dx * ey - dy * ex;
      // Along a border there is no crossing; its ends are found by the segments that leave it.
      if (cross === 0) continue;
      const t = ((bx1 - x1) * ey - (by1 - y1) * ex) / cross;
      const u = ((bx1 - x1) * dy - (by1 - y1) * dx) / cross;
      if (t > 0 && t < 1 && u >= 0 && u <= 1) cuts.push(t);
    }
    cuts.sort((a, b) => a - b);
    return cuts.filter((cut, index) => index === 0 || cut - cuts[index - 1]! > SAME_PLACE);
  }

  private regionAt([x, y]: Position): string | null {
    const hits = this.boxes?.search(x, y, x, y).sort((a, b) => a - b) ?? [];
    const hit = hits.find((index) => booleanPointInPolygon([x, y], this.regions[index]!.geometry));
    return hit === undefined ? null : this.regions[hit]!.code;
  }
}
