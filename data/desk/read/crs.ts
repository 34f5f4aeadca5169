import proj4 from 'proj4';
import type { Geometry, Position } from 'geojson';
import type { BBox } from '#model/geometry';
import { UploadRefusal } from './refusal.ts';

/** A coordinate system that is understood: its code, and how PROJ writes it; null when it already is longitude and latitude. */
export interface Crs {
  readonly code: `EPSG:${number}`;
  readonly proj: string | null;
}

const WGS84 = '+proj=longlat +datum=WGS84 +no_defs';
const GEOGRAPHIC: Readonly<Record<number, string>> = {
  4326: 'WGS 84',
  4979: 'WGS 84 3D',
  4755: 'DGN95',
  9470: 'SRGI2013',
};

/**
 * The coordinate system of an EPSG code: WGS 84, DGN95 and SRGI2013 in degrees, their UTM zones, the TM-3° zones of the land
 * agency, Web Mercator; null for any other. DGN95 and SRGI2013 are taken for WGS 84: they differ by less than a metre.
 */
export function crsOfCode(code: number): Crs | null {
  if (code in GEOGRAPHIC) return { code: `EPSG:${code}`, proj: null };
  if ([3857, 3785, 900913, 102100, 102113].includes(code))
    return {
      code: 'EPSG:3857',
      proj: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
    };
  const utm = utmOf(code);
  if (utm !== null)
    return {
      code: `EPSG:${code}`,
      proj: `+proj=utm +zone=${utm.zone}${utm.south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`,
    };
  if (code >= 23830 && code <= 23845) {
    // Zones 46.2, 47.1, 47.2 … 54.1, each three degrees wide.
    const meridian = 94.5 + (code - 23830) * 3;
    return {
      code: `EPSG:${code}`,
      proj: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=0.9999 +x_0=200000 +y_0=1500000 +ellps=WGS84 +towgs84=0,0,0 +units=m +no_defs`,
    };
  }
  return null;
}

function utmOf(code: number): { zone: number; south: boolean } | null {
  const zones: readonly [first: number, last: number, zone: number, south: boolean][] = [
    [32601, 32660, 1, false],
    [32701, 32760, 1, true],
    // DGN95 and SRGI2013: zones 46 to 52 north, 47 to 54 south.
    [23866, 23872, 46, false],
    [23877, 23884, 47, true],
    [9476, 9482, 46, false],
    [9487, 9494, 47, true],
  ];
  const found = zones.find(([first, last]) => code >= first && code <= last);
  return found ? { zone: code - found[0] + found[2], south: found[3] } : null;
}

/** The coordinate system that a `crs` member of GeoJSON, an OGC URN or `EPSG:n` names. Throws `projection_unknown`. */
export function crsOfName(name: string): Crs {
  if (/CRS:?84h?$/i.test(name)) return crsOfCode(4326)!;
  const code = /(?:EPSG|ESRI|\bepsg\.org)[:/#]+(?:[\d.]*[:/])?(\d{4,6})$/i.exec(name.trim())?.[1];
  const crs = code === undefined ? null : crsOfCode(Number(code));
  if (crs === null) throw new UploadRefusal('projection_unknown', { found: name.slice(0, 100) });
  return crs;
}

/** The coordinate system that a WKT (of a `.prj`, of GDAL) describes. Throws `projection_unknown` with its name. */
export function crsOfWkt(wkt: string): Crs {
  const name = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? wkt;
  const unknown = () => new UploadRefusal('projection_unknown', { found: name.trim().slice(0, 100) || '?' });
  const authority =
    /(?:AUTHORITY|ID)\s*\[\s*"(?:EPSG|ESRI)"\s*,\s*"?(\d+)"?\s*\](?:\s*,\s*EXTENSION\s*\[[^\]]*\])?\s*\]\s*$/i.exec(
      wkt,
    )?.[1];
  const coded = authority === undefined ? null : crsOfCode(Number(authority));
  if (coded !== null) return coded;
  const datum = datumOf(wkt);
  if (/^\s*GEOG/i.test(wkt) && datum !== null) return crsOfCode({ wgs84: 4326, dgn95: 4755, srgi2013: 9470 }[datum])!;
  if (!/^\s*PROJ/i.test(wkt) || datum === null) throw unknown();
  if (/Popular_Visualisation_Pseudo_Mercator|Mercator_Auxiliary_Sphere|Pseudo-Mercator/i.test(wkt))
    return crsOfCode(3857)!;
  const code = transverseCode(wkt, datum);
  const crs = code === null ? null : crsOfCode(code);
  if (crs === null) throw unknown();
  return crs;
}

type Datum = 'wgs84' | 'dgn95' | 'srgi2013';

function datumOf(wkt: string): Datum | null {
  const datum =
    /(?:DATUM|ENSEMBLE)\s*\[\s*"([^"]*)"/i
      .exec(wkt)?.[1]
      ?.replace(/[^a-z0-9]/gi, '')
      .toLowerCase() ?? '';
  if (/^(d)?(wgs1984|wgs84|worldgeodeticsystem1984)/.test(datum)) return 'wgs84';
  if (/^(d)?(dgn1995|dgn95|datumgeodesinasional1995)/.test(datum)) return 'dgn95';
  if (/^(d)?(srgi2013|sistemreferensigeospasialindonesia2013)/.test(datum)) return 'srgi2013';
  return null;
}

/** The code of a UTM or TM-3° zone by the numbers of its definition; ESRI writes no code into a `.prj`. */
function transverseCode(wkt: string, datum: Datum): number | null {
  if (!/Transverse_?\s?Mercator/i.test(wkt)) return null;
  if (!/UNIT\s*\[\s*"met(er|re)s?"\s*,\s*1(\.0*)?\s*[,\]]/i.test(wkt)) return null;
  const parameter = (...names: string[]) => {
    for (const name of names) {
      const found = new RegExp(`PARAMETER\\s*\\[\\s*"${name}"\\s*,\\s*(-?[\\d.eE+]+)`, 'i').exec(wkt)?.[1];
      if (found !== undefined) return Number(found);
    }
    return NaN;
  };
  const meridian = parameter('Central_Meridian', 'Longitude of natural origin');
  const scale = parameter('Scale_Factor', 'Scale factor at natural origin');
  const easting = parameter('False_Easting', 'False easting');
  const northing = parameter('False_Northing', 'False northing');
  if (parameter('Latitude_Of_Origin', 'Latitude of natural origin') !== 0) return null;
  if (scale === 0.9999 && easting === 200_000 && northing === 1_500_000) {
    const code = 23830 + (meridian - 94.5) / 3;
    return Number.isInteger(code) ? code : null;
  }
  const zone = (meridian + 183) / 6;
  if (scale !== 0.9996 || easting !== 500_000 || !Number.isInteger(zone)) return null;
  if (northing !== 0 && northing !== 10_000_000) return null;
  const south = northing !== 0;
  const code = {
    wgs84: (south ? 32700 : 32600) + zone,
    dgn95: south ? 23830 + zone : 23820 + zone,
    srgi2013: south ? 9440 + zone : 9430 + zone,
  }[datum];
  return utmOf(code)?.zone === zone ? code : null;
}

/** Systems that a file without a word about it may be in: the ones with which Indonesian offices measure. */
const GUESSES = [32749, 32748, 32750, 3857];

/**
 * The system of a position that is not in degrees and of which nothing is said: the one that brings it near the region; null
 * when none does. The UTM zones of three datums fall on each other within a metre: WGS 84 stands for them.
 */
export function crsByPlace([x, y]: Position, [west, south, east, north]: BBox): Crs | null {
  const margin = 1;
  for (const code of GUESSES) {
    const crs = crsOfCode(code)!;
    const [longitude = NaN, latitude = NaN] = proj4(crs.proj!, WGS84, [x ?? NaN, y ?? NaN]);
    if (
      longitude > west - margin &&
      longitude < east + margin &&
      latitude > south - margin &&
      latitude < north + margin
    )
      return crs;
  }
  return null;
}

/** A function that brings positions to longitude and latitude in degrees (EPSG:4326), to nine decimals. */
export function toDegrees({ proj }: Crs): (position: Position) => Position {
  if (proj === null) return ([x, y]) => [x!, y!];
  const converter = proj4(proj, WGS84);
  return ([x, y]) => {
    const [longitude, latitude] = converter.forward([x!, y!]);
    return [Math.round(longitude! * 1e9) / 1e9, Math.round(latitude! * 1e9) / 1e9];
  };
}

const LEVELS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** Every position of a geometry mapped, heights dropped; null for an empty one, and for anything that is no geometry of numbers. */
export function mapGeometry(geometry: Geometry, map: (position: Position) => Position, depth = 0): Geometry | null {
  if (typeof geometry !== 'object' || geometry === null) return null;
  if (geometry.type === 'GeometryCollection') {
    if (depth > 3 || !Array.isArray(geometry.geometries)) return null;
    const geometries = geometry.geometries.map((part) => mapGeometry(part, map, depth + 1));
    return geometries.includes(null) || geometries.length === 0
      ? null
      : { ...geometry, geometries: geometries as Geometry[] };
  }
  const level = Object.hasOwn(LEVELS, geometry.type) ? LEVELS[geometry.type]! : null;
  const coordinates = level === null ? null : mapped(geometry.coordinates, level, map);
  return coordinates === null ? null : ({ type: geometry.type, coordinates } as Geometry);
}

function mapped(value: unknown, below: number, map: (position: Position) => Position): unknown[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  if (below > 0) {
    const parts = value.map((part) => mapped(part, below - 1, map));
    return parts.includes(null) ? null : parts;
  }
  if (!Number.isFinite(value[0]) || !Number.isFinite(value[1])) return null;
  const position = map(value as Position);
  return position.every(Number.isFinite) ? position : null;
}
