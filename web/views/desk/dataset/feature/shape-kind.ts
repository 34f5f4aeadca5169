import type { InfrastructureKind } from '#model/infrastructure';
import type { DeskFamily } from '#model/upload';

export type ShapeKind = 'point' | 'line' | 'area';
const LINES: readonly InfrastructureKind[] = ['road', 'coast', 'fibre'];
const POINTS: readonly InfrastructureKind[] = ['street-light', 'road-sign', 'ict-site', 'bridge'];

/** The shapes that a feature may have, as the check of the server takes them (`placeRulesOf`); what is drawn first comes first. */
export function shapesFor(family: DeskFamily, kind: string): readonly ShapeKind[] {
  if (family === 'project') return ['point', 'line', 'area'];
  if (family !== 'infrastructure') return ['point'];
  const known = kind as InfrastructureKind;
  if (LINES.includes(known)) return ['line'];
  if (POINTS.includes(known)) return ['point'];
  if (known === 'land-asset') return ['area'];
  return kind === '' ? ['line', 'point', 'area'] : ['line', 'area'];
}
