import type { TravelMode, TravelPath, TravelSpeeds } from '#model/travel';
import { cellPositions, type Demand } from './demand.ts';
import type { Selection } from './facility-selection.ts';
import type { RoadNetwork } from './road-network.ts';
import { placeOnRoads, type RoadPlaces } from './road-places.ts';
import { nearestDistances, straightReachLists, type NearestDistances, type ReachLists } from './spatial-index.ts';
import { cellRowsOf, type CellRows } from './straight-catchment.ts';
import { createTravelField, straightMinutes, type TravelField } from './travel-time.ts';

/** One value per cell. Facilities without any point serve someone, but nobody knows whom: not known, rather than nobody. */
export type Field = Float64Array | Float32Array | 'unknown';

/** How far a facility's service reaches, or a cell's people travel. */
export type ReachLimit =
  | { readonly unit: 'metres'; readonly value: Reach }
  | { readonly unit: 'minutes'; readonly value: Reach; readonly mode: TravelMode; readonly path: TravelPath };
/** One for all facilities, or one for each of those listed. */
type Reach = number | Float64Array;

export interface ReachFields {
  /** Longitude and latitude of the cell centres. */
  readonly positions: { readonly longitude: Float64Array; readonly latitude: Float64Array };
  /** The same by rows of the grid. */
  readonly rows: CellRows;
  /** Straight metres from each cell centre to the nearest facility that may serve it; Infinity where there is none. */
  metres(selection: Selection): Field;
  /** Minutes of travel to the nearest facility; Infinity without a way, NaN where the cell cannot be placed on the network. */
  minutes(selection: Selection, mode: TravelMode, path: TravelPath): Field;
  /** The nearest facility of each cell: position in the selection's `placed`, −1 without one; null without any point. */
  nearest(
    selection: Selection,
    by: 'straight' | { readonly mode: TravelMode; readonly path: TravelPath },
  ): Int32Array | null;
  /**
   * The cells in reach of a selection's placed facilities, or of any points, `from` up to, not including, `to`. On the network a limit for each
   * facility is taken as the farthest of them for all.
   */
  reachLists(
    points: Pick<Selection, 'longitude' | 'latitude'>,
    from: number,
    to: number,
    limit: ReachLimit,
  ): ReachLists;
  /** Minutes of the estimate without roads. */
  straightMinutes(metres: number, mode: TravelMode): number;
  /** A field of these cells on the network, without facilities, for its asker alone; beyond the limit nothing is searched. */
  newTravelField(mode: TravelMode, limitMinutes: number): TravelField;
  /** Minutes of each cell to the road by foot, NaN where it cannot be placed; null on the straight path. */
  accessMinutes(mode: TravelMode, path: TravelPath): Float32Array | null;
}

/** What travel time is found with; without roads only the straight path can be asked. */
export interface TravelData {
  readonly speeds: TravelSpeeds;
  /** Asked anew each time, so that roads may be loaded later than the cells. */
  network(): RoadNetwork | null;
}

/** A field of a kabupaten takes about 1 MB and 20 ms; this many keep every toggle of the last few standards at hand. */
const REMEMBERED_FIELDS = 16;

interface Travelled {
  readonly minutes: Float32Array;
  readonly nearest: Int32Array;
}

/**
 * How far cells are from facilities, remembered per selection, so that asking again costs nothing.
 * Each function that is asked for travel throws a RangeError without `travel`, or for the network without roads.
 */
export function createReachFields(demand: Pick<Demand, 'grid' | 'column' | 'row'>, travel?: TravelData): ReachFields {
  const cellCount = demand.column.length;
  let positions: ReturnType<typeof cellPositions> | null = null;
  let rows: CellRows | null = null;
  let places: { readonly network: RoadNetwork; readonly cells: RoadPlaces } | null = null;
  const travelFieldOf = new Map<TravelMode, TravelField>();
  const straightOf = createMemory<NearestDistances>(REMEMBERED_FIELDS);
  const travelledOf = createMemory<Travelled>(REMEMBERED_FIELDS);

  const cells = (): ReturnType<typeof cellPositions> => (positions ??= cellPositions(demand as Demand));

  function speeds(): TravelSpeeds {
    if (!travel) throw new RangeError('travel time was asked without speeds');
    return travel.speeds;
  }
  /** One for each mode: its graph takes longer to make than any question to answer. */
  function travelField(mode: TravelMode): TravelField {
    const network = travel?.network() ?? null;
    if (!network) throw new RangeError('travel on the network was asked without roads');
    if (places?.network !== network) {
      places = { network, cells: placeOnRoads(network, cells(), speeds()) };
      travelFieldOf.clear();
    }
    let field = travelFieldOf.get(mode);
    if (!field) {
      field = createTravelField({ network, speeds: speeds(), mode, cells: places.cells });
      travelFieldOf.set(mode, field);
    }
    return field;
  }

  function straight(selection: Selection): NearestDistances {
    return straightOf(selection.key, () => {
      const { longitude, latitude } = cells();
      return nearestDistances(longitude, latitude, selection.longitude, selection.latitude);
    });
  }
  function travelled(selection: Selection, mode: TravelMode): Travelled {
    return travelledOf(`${mode}|${selection.key}`, () => {
      const field = travelField(mode);
      field.setFacilities(selection);
      return { minutes: field.minutes.slice(), nearest: field.nearest.slice() };
    });
  }
  /** The field of nobody or of facilities whose place nobody knows; null when some have a point. */
  function withoutPoint(selection: Selection): Field | null {
    if (selection.placed.length > 0) return null;
    return selection.serving.length > 0 ? 'unknown' : new Float64Array(cellCount).fill(Infinity);
  }
  const minutesPerMetre = (mode: TravelMode): number => straightMinutes(1, mode, speeds());

  return {
    get positions() {
      return cells();
    },
    get rows() {
      return (rows ??= cellRowsOf(demand, cells()));
    },
    metres: (selection) => withoutPoint(selection) ?? straight(selection).metres,
    minutes(selection, mode, path) {
      if (path === 'network') {
        // Without facilities, too: who cannot be placed is not somebody without a way.
        if (selection.placed.length === 0 && selection.serving.length > 0) return 'unknown';
        return travelled(selection, mode).minutes;
      }
      const none = withoutPoint(selection);
      if (none) return none;
      const factor = minutesPerMetre(mode);
      return straight(selection).metres.map((metres) => metres * factor);
    },
    nearest(selection, by) {
      if (selection.placed.length === 0) return null;
      return by === 'straight' || by.path === 'straight'
        ? straight(selection).index
        : travelled(selection, by.mode).nearest;
    },
    reachLists(selection, from, to, limit) {
      const points = {
        longitude: selection.longitude.subarray(from, to),
        latitude: selection.latitude.subarray(from, to),
      };
      const { value } = limit;
      if (limit.unit === 'metres') return straightReachLists(cells(), points, value);
      if (limit.path === 'network') return travelField(limit.mode).reachLists(points, farthestOf(value));
      const factor = minutesPerMetre(limit.mode);
      const metres = typeof value === 'number' ? value / factor : value.map((minutes) => minutes / factor);
      const lists = straightReachLists(cells(), points, metres);
      return { ...lists, cost: lists.cost.map((metres) => metres * factor) };
    },
    straightMinutes: (metres, mode) => straightMinutes(metres, mode, speeds()),
    newTravelField(mode, limitMinutes) {
      // Where the cells are on the roads is found once for all.
      const { cells: on } = travelField(mode);
      return createTravelField({ network: places!.network, speeds: speeds(), mode, cells: on, limitMinutes });
    },
    accessMinutes: (mode, path) => (path === 'network' ? travelField(mode).accessMinutes : null),
  };
}

const farthestOf = (reach: Reach): number => (typeof reach === 'number' ? reach : Math.max(0, ...reach));

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
