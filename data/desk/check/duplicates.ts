import type { Position } from '#model/geometry';
import type { Remedy, RowIssue } from '#model/upload';
import { metresBetween } from '../../import/coordinates.ts';
import { isSimilarName } from './facility-names.ts';
import { DUPLICATE_METRES } from './identity.ts';

/** What one row of a file is compared with the others by. */
export interface RowTraits {
  readonly row: number;
  /** Final id; two rows may not have one. */
  readonly feature: string | null;
  /** Of a facility or a thing with a name of its own; null where names say nothing. */
  readonly kind: string | null;
  readonly name: string | null;
  /** `facilityNameKey` of the name. */
  readonly nameKey: string | null;
  readonly nationalCode: string | null;
  readonly position: Position | null;
  /** Ids of features that somebody said to be another thing. */
  readonly kept: readonly string[];
}

export interface Duplicate {
  readonly row: number;
  readonly name: string | null;
  readonly feature: string | null;
  readonly metres: number | null;
  readonly reason: 'same_feature' | 'same_code' | 'same_place';
}

// Cells as wide as the distance that is looked at: what is near lies in a cell or beside it.
const CELL_DEGREES = 0.00142;
const CELLS_AROUND = 300_000;

/** The cell of a square grid that holds a position, as a whole number; neighbours differ by 1 and by 300,000. */
export function spotOf([longitude, latitude]: Position): number {
  return Math.floor((latitude + 90) / CELL_DEGREES) * CELLS_AROUND + Math.floor((longitude + 180) / CELL_DEGREES);
}

/** The cell and those around it. */
export function spotsAround(spot: number): number[] {
  return [-CELLS_AROUND, 0, CELLS_AROUND].flatMap((up) => [spot + up - 1, spot + up, spot + up + 1]);
}

/** Why a row is the same as an earlier one; null when it is not. */
export function sameThing(row: RowTraits, earlier: RowTraits): Duplicate | null {
  const found = (reason: Duplicate['reason'], metres: number | null): Duplicate => ({
    row: earlier.row,
    name: earlier.name,
    feature: earlier.feature,
    metres: metres === null ? null : Math.round(metres),
    reason,
  });
  const metres =
    row.position !== null && earlier.position !== null ? metresBetween(row.position, earlier.position) : null;
  if (row.feature !== null && row.feature === earlier.feature) return found('same_feature', metres);
  if (row.kind === null || row.kind !== earlier.kind) return null;
  if (row.nationalCode !== null && row.nationalCode === earlier.nationalCode) return found('same_code', metres);
  const isKept = earlier.feature !== null && row.kept.includes(earlier.feature);
  if (isKept || metres === null || metres > DUPLICATE_METRES || row.nameKey === null || earlier.nameKey === null)
    return null;
  // Two national codes are two things, whatever they are called.
  if (row.nationalCode !== null && earlier.nationalCode !== null) return null;
  return isSimilarName(row.nameKey, earlier.nameKey) ? found('same_place', metres) : null;
}

/** The issue of a row that repeats an earlier one. Of two rows with one id only one can go in; other pairs may be two things. */
export function duplicateIssue(row: RowTraits, duplicate: Duplicate): RowIssue {
  const mayKeep = duplicate.reason === 'same_place' && duplicate.feature !== null;
  const remedies: Remedy[] = [
    { kind: 'exclude_row' },
    ...(mayKeep ? [{ kind: 'keep_both' as const, feature: duplicate.feature! }] : []),
    ...(duplicate.reason === 'same_code' ? [{ kind: 'use_value' as const, field: 'nationalCode', value: '' }] : []),
  ];
  return {
    field: duplicate.reason === 'same_code' ? 'nationalCode' : null,
    severity: 'error',
    reason: 'duplicate_in_file',
    value: row.name,
    details: { row: duplicate.row, name: duplicate.name, metres: duplicate.metres, feature: duplicate.feature },
    remedies,
  };
}

/**
 * Rows of one file in their order, each held against those before it. Rows that are rejected for another reason count too, so
 * that mending one does not make the other wrong; rows that were left out do not.
 */
export class FileDuplicates {
  private readonly byFeature = new Map<string, RowTraits>();
  private readonly byCode = new Map<string, RowTraits>();
  private readonly bySpot = new Map<number, RowTraits[]>();

  /** The first earlier row that this one repeats, or null; remembers the row either way. */
  add(row: RowTraits): Duplicate | null {
    const duplicate = this.find(row);
    if (row.feature !== null && !this.byFeature.has(row.feature)) this.byFeature.set(row.feature, row);
    const code = codeOf(row);
    if (code !== null && !this.byCode.has(code)) this.byCode.set(code, row);
    if (row.kind !== null && row.name !== null && row.position !== null) {
      const spot = spotOf(row.position);
      const here = this.bySpot.get(spot);
      if (here) here.push(row);
      else this.bySpot.set(spot, [row]);
    }
    return duplicate;
  }

  private find(row: RowTraits): Duplicate | null {
    const sameFeature = row.feature === null ? undefined : this.byFeature.get(row.feature);
    if (sameFeature) return sameThing(row, sameFeature);
    const code = codeOf(row);
    const sameCode = code === null ? undefined : this.byCode.get(code);
    if (sameCode) return sameThing(row, sameCode);
    if (row.kind === null || row.name === null || row.position === null) return null;
    for (const spot of spotsAround(spotOf(row.position))) {
      for (const earlier of this.bySpot.get(spot) ?? []) {
        const duplicate = sameThing(row, earlier);
        if (duplicate !== null) return duplicate;
      }
    }
    return null;
  }
}

const codeOf = ({ kind, nationalCode }: RowTraits) =>
  kind === null || nationalCode === null ? null : `${kind} ${nationalCode}`;
