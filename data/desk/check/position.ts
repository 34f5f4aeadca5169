import type { Geometry } from 'geojson';
import { isInside, type Position } from '#model/geometry';
import type { Remedy } from '#model/upload';
import { repairPosition } from '../../import/coordinates.ts';
import { readDegrees, readPair } from './angles.ts';
import { isProjected, unproject } from './degrees.ts';
import type { CheckContext, RowInput } from './index.ts';
import type { Issues } from './issues.ts';
import { INDONESIA } from './shapes.ts';

export interface ReadPoint {
  readonly position: Position | null;
  /** Whether the row has a point of its own, usable or not. */
  readonly isWritten: boolean;
  /** Whether longitude and latitude of the geometry change places. */
  readonly isSwapped: boolean;
}

const NOWHERE: ReadPoint = { position: null, isWritten: false, isSwapped: false };

/**
 * The point of a row, by its columns or its geometry, and by what was decided about it. A point that can only be right with its
 * numbers changed round is an error that one press mends; a lost minus sign is put back with a correction.
 */
export function readPoint(input: RowInput, context: CheckContext, canDrop: boolean, issues: Issues): ReadPoint {
  const decided = input.decisions.findLast(
    ({ kind }) => kind === 'use_position' || kind === 'drop_position' || kind === 'swap_coordinates',
  );
  if (decided?.kind === 'drop_position' && canDrop) return { ...NOWHERE, isWritten: true };
  if (decided?.kind === 'use_position') {
    if (isInside(decided.position, INDONESIA)) return { position: decided.position, isWritten: true, isSwapped: false };
    issues.error('coordinates', 'coordinates_outside_region', decided.position.join(', '));
    return { ...NOWHERE, isWritten: true };
  }
  const written = writtenPair(input, context, issues);
  if (written === null) return NOWHERE;
  if (written === 'invalid') return { ...NOWHERE, isWritten: true };
  const { field, text } = written;
  let [x, y] = written.pair;
  if (isProjected(x, y)) {
    const found = unproject(x, y, context.profile.bounds, context.profile.grid);
    if (found === null) {
      issues.error(field, 'coordinates_outside_region', text, { remedies: dropping(canDrop) });
      return { ...NOWHERE, isWritten: true };
    }
    [x, y] = found.position;
  }
  const { position, reason } = repairPosition([x, y], context.profile.bounds);
  if (reason === null) return { position, isWritten: true, isSwapped: false };
  if (reason === 'coordinates_sign_lost' && position !== null) {
    issues.correction(field, reason, text, { details: { longitude: position[0], latitude: position[1] } });
    return { position, isWritten: true, isSwapped: false };
  }
  if (reason === 'coordinates_swapped' && position !== null) {
    if (decided?.kind === 'swap_coordinates') {
      issues.correction(field, 'coordinates_swapped', text);
      return { position, isWritten: true, isSwapped: true };
    }
    const { directory } = context;
    const region = directory.at(position, 'kecamatan') ?? directory.at(position, 'kabupaten');
    issues.error(field, 'coordinates_swapped', text, {
      details: {
        longitude: position[0],
        latitude: position[1],
        region,
        name: region === null ? null : directory.get(region)!.name,
      },
      remedies: [{ kind: 'swap_coordinates', position }, ...dropping(canDrop)],
    });
    return { ...NOWHERE, isWritten: true };
  }
  const isZero = reason === 'coordinates_zero';
  issues.error(field, isZero ? 'coordinates_zero' : 'coordinates_outside_region', text, {
    remedies: dropping(canDrop),
  });
  return { ...NOWHERE, isWritten: true };
}

const dropping = (canDrop: boolean): Remedy[] => (canDrop ? [{ kind: 'drop_position' }] : []);

interface WrittenPair {
  pair: readonly [number, number];
  field: string | null;
  text: string;
}

function writtenPair(input: RowInput, context: CheckContext, issues: Issues): WrittenPair | 'invalid' | null {
  const cell = (name: string) => {
    const text = input.values[name]?.replace(/[\s\u00a0]+/g, ' ').trim();
    return text === undefined || text === '' || /^(-+|x+|n\/?a|null|#n\/a)$/i.test(text) ? null : text;
  };
  const [longitude, latitude, both] = [cell('longitude'), cell('latitude'), cell('coordinates')];
  if (both !== null) {
    const found = readPair(both);
    if (found === null) {
      issues.error('coordinates', 'coordinates_not_a_number', both);
      return 'invalid';
    }
    const [first, second] = found;
    const isLongitudeFirst = first.axis === 'longitude' || second.axis === 'latitude';
    const isLatitudeFirst = first.axis === 'latitude' || second.axis === 'longitude';
    const named: [number, number] = isLatitudeFirst ? [second.degrees, first.degrees] : [first.degrees, second.degrees];
    // One cell has no heading that says which comes first: whichever order lies in the region is meant.
    const isOther = !isLongitudeFirst && !isLatitudeFirst && isInside([named[1], named[0]], context.profile.bounds);
    return { pair: isOther ? [named[1], named[0]] : named, field: 'coordinates', text: both };
  }
  if (longitude !== null && latitude !== null) {
    const [x, y] = [readDegrees(longitude, context.decimalComma), readDegrees(latitude, context.decimalComma)];
    const text = `${longitude}, ${latitude}`;
    if (x === null || y === null) {
      issues.error(
        x === null ? 'longitude' : 'latitude',
        'coordinates_not_a_number',
        x === null ? longitude : latitude,
      );
      return 'invalid';
    }
    return { pair: [x.degrees, y.degrees], field: 'longitude', text };
  }
  const position = pointOf(input.geometry);
  if (position !== null) return { pair: position, field: null, text: position.join(', ') };
  if (longitude !== null || latitude !== null) {
    issues.error(longitude === null ? 'longitude' : 'latitude', 'coordinates_missing', longitude ?? latitude);
    return 'invalid';
  }
  return null;
}

function pointOf(geometry: Geometry | null): [number, number] | null {
  const coordinates =
    geometry?.type === 'Point'
      ? geometry.coordinates
      : geometry?.type === 'MultiPoint' && geometry.coordinates.length === 1
        ? geometry.coordinates[0]!
        : null;
  const [x, y] = coordinates ?? [];
  return Number.isFinite(x) && Number.isFinite(y) ? [x!, y!] : null;
}
