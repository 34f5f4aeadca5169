import type { TravelMode, TravelPath, TravelSpeeds } from '#model/travel';
import { cellPositions, type Demand } from './demand.ts';
import type { Selection } from './facility-selection.ts';
import { nearestDistances, type NearestDistances } from './spatial-index.ts';

/** One value per cell. Facilities without any point serve someone, but nobody knows whom: not known, rather than nobody. */
export type Field = Float64Array | 'unknown';

export interface ReachFields {
  /** Longitude and latitude of the cell centres. */
  readonly positions: { readonly longitude: Float64Array; readonly latitude: Float64Array };
  /** Straight metres from each cell centre to the nearest facility that may serve it; Infinity where there is none. */
  metres(selection: Selection): Field;
  /** Minutes of travel to the nearest facility; Infinity without a way, NaN where the cell cannot be placed on the network. */
  minutes(selection: Selection, mode: TravelMode, path: TravelPath): Field;
  /** The nearest facility by straight distance: row of the selection's `placed` per cell; null without any point. */
  nearest(selection: Selection): Int32Array | null;
}

/** A field of a kabupaten takes about 1 MB and 20 ms; this many keep every toggle of the last few standards at hand. */
const REMEMBERED_FIELDS = 16;

/** How far cells are from facilities, remembered per selection, so that asking again costs nothing. */
export function createReachFields(demand: Demand, speeds: TravelSpeeds | null = null): ReachFields {
  let positions: ReturnType<typeof cellPositions> | null = null;
  const nearestOf = createMemory<NearestDistances>(REMEMBERED_FIELDS);

  const positionsOfCells = (): ReturnType<typeof cellPositions> => (positions ??= cellPositions(demand));
  function nearestWith(selection: Selection): NearestDistances {
    return nearestOf(selection.key, () => {
      const cells = positionsOfCells();
      return nearestDistances(cells.longitude, cells.latitude, selection.longitude, selection.latitude);
    });
  }

  function metres(selection: Selection): Field {
    if (selection.placed.length > 0) return nearestWith(selection).metres;
    return selection.isAnyServing ? 'unknown' : new Float64Array(demand.people.length).fill(Infinity);
  }

  return {
    get positions() {
      return positionsOfCells();
    },
    metres,
    minutes(selection, mode) {
      const straight = metres(selection);
      if (!speeds || straight === 'unknown') return 'unknown';
      const minutesPerMetre = (speeds.detourFactor * 60) / (speeds.modes[mode].straight.central * 1000);
      return straight.map((value) => value * minutesPerMetre);
    },
    nearest: (selection) => (selection.placed.length > 0 ? nearestWith(selection).index : null),
  };
}

/** Remembers what was made for the last few keys: the one asked for least recently is forgotten first. */
export function createMemory<T>(size: number): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const value = known.has(key) ? known.get(key)! : make();
    known.delete(key);
    known.set(key, value);
    if (known.size > size) known.delete(known.keys().next().value!);
    return value;
  };
}
