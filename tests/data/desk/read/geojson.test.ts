import proj4 from 'proj4';
import { describe, expect, test } from 'vitest';
import { crsOfCode, crsOfName, crsOfWkt, toDegrees } from '../../../../data/desk/read/crs.ts';
import { readBytes, refusalOfBytes } from './read-bytes.ts';

const point = (coordinates: unknown, properties: object = { nama: 'x' }) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates },
});
const collection = (features: unknown[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });

/** Coordinate systems of Indonesian offices, written independently of the code under test. */
const SYSTEMS: readonly [code: number, proj: string, wkt: string][] = [
  [
    32749,
    '+proj=utm +zone=49 +south +ellps=WGS84',
    'PROJCS["WGS_1984_UTM_Zone_49S",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
  ],
  [
    9489,
    '+proj=utm +zone=49 +south +ellps=WGS84',
    'PROJCS["SRGI2013_UTM_Zone_49S",GEOGCS["SRGI2013",DATUM["SRGI_2013",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
  ],
  [
    23879,
    '+proj=utm +zone=49 +south +ellps=WGS84',
    'PROJCS["DGN_1995_UTM_Zone_49S",GEOGCS["GCS_DGN_1995",DATUM["D_Datum_Geodesi_Nasional_1995",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
  ],
  [
    3857,
    'EPSG:3857',
    'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]',
  ],
  [
    23834,
    '+proj=tmerc +lat_0=0 +lon_0=106.5 +k=0.9999 +x_0=200000 +y_0=1500000 +ellps=WGS84',
    'PROJCS["DGN_1995_Indonesia_TM-3_Zone_48.2",GEOGCS["GCS_DGN_1995",DATUM["D_Datum_Geodesi_Nasional_1995",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",1500000.0],PARAMETER["Central_Meridian",106.5],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
  ],
  [
    4755,
    'EPSG:4326',
    'GEOGCS["GCS_DGN_1995",DATUM["D_Datum_Geodesi_Nasional_1995",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  ],
  [
    9470,
    'EPSG:4326',
    'GEOGCS["SRGI2013",DATUM["SRGI_2013",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  ],
  [
    4326,
    'EPSG:4326',
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  ],
];
const HERE: [number, number] = [108.4793, -6.7591];

describe('coordinate systems', () => {
  test.each(SYSTEMS)('EPSG:%i by code, by URN, by the WKT that ESRI writes', async (code, proj, wkt) => {
    const there = proj4('EPSG:4326', proj, HERE);
    expect(crsOfWkt(wkt)).toEqual(crsOfCode(code));
    expect(crsOfName(`EPSG:${code}`)).toEqual(crsOfCode(code));
    const [longitude, latitude] = toDegrees(crsOfCode(code)!)(there);
    expect(longitude).toBeCloseTo(HERE[0], 8);
    expect(latitude).toBeCloseTo(HERE[1], 8);
    const text = collection([point(there)], {
      crs: { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${code}` } },
    });
    const { rows, facts } = await readBytes('a.geojson', text);
    expect(facts?.crs).toBe(`EPSG:${code}`);
    expect((rows[0]!.geometry as { coordinates: number[] }).coordinates[0]).toBeCloseTo(HERE[0], 8);
  });

  test('unknown ones are told by their name', async () => {
    const { refusal } = await readBytes(
      'a.json',
      collection([point([1, 2])], { crs: { type: 'name', properties: { name: 'EPSG:3001' } } }),
    );
    expect(refusal).toMatchObject({ code: 'projection_unknown', details: { found: 'EPSG:3001' } });
    const batavia =
      'PROJCS["Batavia_NEIEZ",GEOGCS["GCS_Batavia",DATUM["D_Batavia",SPHEROID["Bessel_1841",6377397.155,299.1528128]]],PROJECTION["Mercator"],UNIT["Meter",1.0]]';
    expect(() => crsOfWkt(batavia)).toThrow('Batavia_NEIEZ');
    // A zone of feet, or one with its own origin, is not the zone it resembles.
    const [, , utm] = SYSTEMS[0]!;
    expect(() => crsOfWkt(utm.replace('UNIT["Meter",1.0]', 'UNIT["Foot",0.3048]'))).toThrow('projection_unknown');
    expect(() => crsOfWkt(utm.replace('500000.0', '600000.0'))).toThrow('projection_unknown');
  });

  test('without a word the region decides, and degrees are degrees', async () => {
    const there = proj4('EPSG:4326', SYSTEMS[0]![1], HERE);
    const { rows, facts } = await readBytes('a.geojson', collection([point(there)]));
    expect(facts?.crs).toBe('EPSG:32749');
    expect((rows[0]!.geometry as { coordinates: number[] }).coordinates[1]).toBeCloseTo(HERE[1], 8);
    expect((await readBytes('a.geojson', collection([point([108.5, -6.7])]))).facts?.crs).toBe('EPSG:4326');
    expect(await refusalOfBytes('a.geojson', collection([point([5_000, 4_000])]))).toBe('projection_missing');
  });
});

describe('GeoJSON', () => {
  test('crs and type may stand behind the features; strings may hold brackets and quotes', async () => {
    const there = proj4('EPSG:4326', SYSTEMS[0]![1], HERE);
    const features = [
      point(there, { 'a"]}': 'x "{[ \\', b: { c: [1] }, kosong: '', d: 1e-7 }),
      point(there, { b: true }),
    ];
    const text = `{"features":${JSON.stringify(features)},"crs":{"type":"name","properties":{"name":"EPSG:32749"}},"type":"FeatureCollection"}`;
    const { rows, facts } = await readBytes('a.geojson', text);
    expect(rows.map(({ cells }) => cells)).toEqual([
      { 'a"]}': 'x "{[ \\', b: '{"c":[1]}', kosong: null, d: '0.0000001' },
      { b: 'true' },
    ]);
    expect(facts).toMatchObject({ crs: 'EPSG:32749', geometry: 'point', rows: 2 });
  });

  test('a feature, a geometry, a feature per line, UTF-16', async () => {
    const one = JSON.stringify(point([108.5, -6.7]));
    expect((await readBytes('a.json', one)).facts).toMatchObject({ rows: 1, geometry: 'point' });
    expect((await readBytes('a.json', '{"type":"Point","coordinates":[108.5,-6.7,12]}')).rows).toEqual([
      { row: 1, cells: {}, geometry: { type: 'Point', coordinates: [108.5, -6.7] } },
    ]);
    expect((await readBytes('a.geojson', `${one}\n${one}\n\u001e${one}`)).facts).toMatchObject({ rows: 3 });
    expect((await readBytes('a.geojson', Buffer.from(`\ufeff${one}`, 'utf16le'))).facts).toMatchObject({
      rows: 1,
      encoding: 'utf-16le',
    });
  });

  test('numbers longer than a number keep their digits', async () => {
    const text =
      '{"type":"Feature","properties":{"nip":199001012015031001,"n":"x: 12345678901234567890, y"},"geometry":{"type":"Point","coordinates":[108.51234567890123456,-6.7]}}';
    const { rows } = await readBytes('a.json', text);
    expect(rows[0]!.cells).toEqual({ nip: '199001012015031001', n: 'x: 12345678901234567890, y' });
    expect(rows[0]!.geometry).not.toBeNull();
  });

  test('a geometry that is none becomes null, the row stays', async () => {
    const { rows } = await readBytes(
      'a.json',
      collection([point([null, null]), point([]), point('x'), point([108.5, -6.7])]),
    );
    expect(rows.map(({ geometry }) => geometry === null)).toEqual([true, true, true, false]);
  });

  test.each([
    ['malformed', collection([point([108.5, -6.7])]).slice(0, -1)],
    ['malformed', collection([point([108.5, -6.7])]).slice(0, -9)],
    ['malformed', '{"type":"FeatureCollection","features":[{"type":"Feature",}]}'],
    ['malformed', '{"type":"FeatureCollection","features":[1]}'],
    ['malformed', '{"type":"FeatureCollection","features":[{"a":1}]}'],
    ['format_unknown', '{"type":"Topology","objects":{}}'],
    ['format_unknown', '{"a":1}'],
    ['no_rows', '{"type":"FeatureCollection","features":[]}'],
  ])('%s: %s', async (code, text) => {
    expect(await refusalOfBytes('a.geojson', text)).toBe(code);
  });

  test('a polygon of too many vertices is refused before it is built', async () => {
    const ring = (count: number) =>
      `{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[${'[108.5,-6.7],'.repeat(count)}[108.5,-6.7]]]}}`;
    const limits = { vertices: 10_000 };
    expect(await refusalOfBytes('a.json', ring(10_000), { limits })).toBe('too_many_vertices');
    expect((await readBytes('a.json', ring(9_000), { limits })).facts).toMatchObject({ rows: 1, geometry: 'polygon' });
    expect(await refusalOfBytes('a.json', ring(10_000_000))).toBe('too_many_vertices');
  });
});

describe('KML', () => {
  const kml = (body: string) =>
    `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>x</name>${body}</Document></kml>`;

  test('data of placemarks, folders, all kinds of geometry', async () => {
    const { rows, facts } = await readBytes(
      'a.kml',
      kml(`<Folder><name>SD</name><Placemark><name>SD 1</name><ExtendedData><Data name="kode"><displayName>n</displayName><value>007</value></Data></ExtendedData><Point><coordinates> 108.5,-6.7,0 </coordinates></Point></Placemark></Folder>
      <Placemark><name>B</name><description><![CDATA[<b>x</b>]]></description><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>108.5,-6.7 108.6,-6.7
      108.6,-6.8 108.5,-6.7</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>108.5,-6.7 108.55,-6.7 108.55,-6.75 108.5,-6.7</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry></Placemark>
      <Placemark><name>L</name><LineString><coordinates>108.5,-6.7 x,y</coordinates></LineString></Placemark>`),
    );
    expect(rows[0]).toEqual({
      row: 1,
      cells: { name: 'SD 1', description: null, folder: 'SD', kode: '007' },
      geometry: { type: 'Point', coordinates: [108.5, -6.7] },
    });
    expect(rows[1]!.cells).toEqual({ name: 'B', description: '<b>x</b>', folder: null });
    expect((rows[1]!.geometry as { coordinates: unknown[][] }).coordinates.map(({ length }) => length)).toEqual([4, 4]);
    expect(rows[2]!.geometry).toBeNull();
    expect(facts).toMatchObject({ format: 'kml', crs: 'EPSG:4326', geometry: 'mixed', rows: 3 });
  });

  test('in the encoding that it states', async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><kml><Placemark><name>Ébah</name></Placemark></kml>';
    expect((await readBytes('a.kml', Buffer.from(text, 'latin1'))).rows[0]!.cells['name']).toBe('Ébah');
    expect((await readBytes('a.kml', Buffer.from(`\ufeff${text}`, 'utf16le'))).rows[0]!.cells['name']).toBe('Ébah');
    expect(await refusalOfBytes('a.kml', Buffer.from(text.replace('ISO-8859-1', 'UTF-8'), 'latin1'))).toBe(
      'encoding_unknown',
    );
    expect(await refusalOfBytes('a.kml', text.replace('ISO-8859-1', 'x-none'))).toBe('encoding_unknown');
  });

  test('entities are refused, broken XML is malformed, many vertices are too many', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${kml('<Placemark><name>&b;</name></Placemark>').slice(21)}`;
    expect(await refusalOfBytes('a.kml', bomb)).toBe('entity_expansion');
    expect(await refusalOfBytes('a.kml', kml('<Placemark>').slice(0, -30))).toBe('malformed');
    const line = `<Placemark><LineString><coordinates>${'108.5,-6.7 '.repeat(5_000)}</coordinates></LineString></Placemark>`;
    expect(await refusalOfBytes('a.kml', kml(line), { limits: { vertices: 4_000 } })).toBe('too_many_vertices');
  });
});
