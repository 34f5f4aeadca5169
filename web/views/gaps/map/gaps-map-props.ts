import type { Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import type { ImageSize } from '../../../map/map-image.ts';
import type { GapsView } from '../../../state/url-codec.ts';
import type { GapsQuestion } from '../../../worker/questions.ts';
import type { ShownView } from '../gaps-model.ts';
import type { PrintedMap } from '../export/cell-legend.ts';
import type { RegionFigure } from '../region-figure.ts';

/** The right half of a comparison, and what the halves are called. */
export interface OtherHalf {
  readonly figure: RegionFigure;
  readonly question: GapsQuestion | null;
  /** "SNI 03-1733-2004" and "Permendiknas 24/2007", "2023" and "2024": what differs, in a few words. */
  readonly ownTitle: string;
  readonly title: string;
}

/** What the map of the workspace is given, and what it tells. */
export interface GapsMapProps {
  view: ShownView;
  figure: RegionFigure;
  /** The question behind the figure, for cells, gap areas and catchments; null for a composite. */
  question: GapsQuestion | null;
  /** Regions that stay lit; null: all. */
  lit: ReadonlySet<RegionCode> | null;
  /** A second state to swipe over; null: the map is one. */
  other?: OtherHalf | null;
  /** Whether the level follows the zoom, so that cells come in when one is near. */
  isLevelAuto?: boolean;
  /** A press on a region adds it to the chosen ones or takes it out, and shift-drag takes all in a box. */
  isChoosing?: boolean;
  onselect: (code: RegionCode | null) => void;
  onlayers: (layers: readonly string[]) => void;
  /** The facility whose catchment is shown. */
  onfacility?: (id: string | null) => void;
  /** The map has come to rest at this zoom. */
  onzoom: (zoom: number) => void;
  oncamera: (camera: NonNullable<GapsView['camera']>) => void;
  ontable: () => void;
  /** Regions of the figure's level whose label stands in what the map shows; after each move. */
  onvisible?: (codes: ReadonlySet<RegionCode>) => void;
  /** The regions that are chosen now. */
  onchoose?: (codes: readonly RegionCode[]) => void;
  /** Corners of the area that was drawn, without the closing one; null when it was removed. */
  onarea?: (corners: readonly Position[] | null) => void;
  /** How to take a picture of the map; null when it is gone. */
  onpicture?: (take: ((size: ImageSize, options?: { signal?: AbortSignal }) => Promise<PrintedMap>) | null) => void;
  /** A cell was pressed: where, for its explanation. */
  onplace?: (position: Position) => void;
}
