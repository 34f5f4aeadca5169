import type { BBox, Position } from '#model/geometry';
import { boxWithin, cornersOf } from '../../../map/drawing/corners.ts';
import type { DrawingTool } from '../../../map/drawing/drawing.ts';

/** A line that is being measured, or was. */
export interface MeasuredLine {
  readonly points: readonly Position[];
  readonly isDone: boolean;
}

/** Which tool is in hand and what it has drawn; the area itself belongs to the address. */
export class DrawingState {
  tool = $state.raw<DrawingTool | null>(null);
  line = $state.raw<MeasuredLine | null>(null);
  failure = $state.raw<'map.tools.flat' | 'map.tools.failed' | null>(null);
  private readonly tell: (corners: readonly Position[] | null) => void;

  constructor(tell: (corners: readonly Position[] | null) => void) {
    this.tell = tell;
  }

  take(tool: DrawingTool | null): void {
    this.failure = null;
    if (tool === 'line' || (this.line && !this.line.isDone)) this.line = null;
    this.tool = tool;
  }
  /** A ring was closed or one of its corners moved. */
  takeRing(ring: readonly Position[]): void {
    const corners = cornersOf(ring);
    this.failure = corners ? null : 'map.tools.flat';
    // Changing corners goes on until one is done; drawing ends with the area.
    if (this.tool !== 'edit') this.tool = null;
    if (corners) this.tell(corners);
  }
  takeBox(bounds: BBox): void {
    this.take(null);
    this.tell(cornersOf(boxWithin(bounds)));
  }
  takeLine(points: readonly Position[], isDone: boolean): void {
    this.line = { points, isDone };
    if (isDone) this.tool = null;
  }
  remove(): void {
    this.take(null);
    this.tell(null);
  }
  fail(): void {
    this.tool = null;
    this.failure = 'map.tools.failed';
  }
}
