import type { ReportMap } from './report-map.ts';
import type { ReportText } from './report-words.ts';

/** One report, ready to be drawn on paper or screen: plain data, so that a worker can take it. */
export interface ReportPage {
  readonly text: ReportText;
  readonly map: ReportMap;
  /** Length of the scale bar in words. */
  readonly scaleLabel: string;
}

/** Size of the map that pages are made for, in points; a full page shows less of its height. */
export const MAP_SIZE = { width: 268, height: 172, safeHeight: 122 } as const;
