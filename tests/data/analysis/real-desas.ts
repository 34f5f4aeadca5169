// The real desa with their registered people and the SMP of the education office, straight from the files.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { DesaPopulation } from '#analysis';
import type { Polygonal, Position } from '#model/geometry';
import { normaliseName } from '#model/region';

const root = new URL('../../../', import.meta.url);
const folders = [
  ...(process.env['JANGKAU_DATA'] ? [process.env['JANGKAU_DATA']] : []),
  fileURLToPath(new URL('data/local/cirebon', root)),
  fileURLToPath(new URL('../shared/cirebon', root)),
];
const files = ['desa.geojson', 'population-desa-2024s2.csv', 'schools-smp-disdik.geojson'] as const;
const folder = folders.find((candidate) => files.every((file) => existsSync(`${candidate}/${file}`)));

/** Whether the real files are on this machine. */
export const hasRealData = folder !== undefined;

export const cirebonGrid = {
  crs: 'EPSG:32749',
  proj4: '+proj=utm +zone=49 +south +datum=WGS84 +units=m +no_defs',
  cellMetres: 100,
};

/**
 * All 424 desa with their people of semester 2. The 424 rows of that register sum to 2,481,862, but 13 desa stand there
 * twice, figure for figure, and 13 others not at all: these have null here, and the 411 named ones 2,417,625 people.
 */
export function readRealDesas(): DesaPopulation[] {
  const kecamatanCode = new Map<string, string>();
  for (const row of readCsv(new URL('data/regions/cirebon/kecamatan-facts.csv', root))) {
    kecamatanCode.set(normaliseName(row.nama!), row.kode_kemendagri!);
  }
  // The register spells 32.09.22 as the kecamatan itself does, the table of facts as the ministry does.
  kecamatanCode.set('kapetakan', '32.09.22');
  const people = new Map<string, number>();
  for (const row of readCsv(new URL(`file://${folder}/population-desa-2024s2.csv`))) {
    if (!row['Kabupaten/Kota']!.startsWith('KAB')) continue;
    const kecamatan = kecamatanCode.get(normaliseName(row.Kecamatan!));
    people.set(`${kecamatan} ${normaliseName(row['Kelurahan/Desa']!)}`, Number(row['Jumlah Penduduk']));
  }
  return readGeoJson<{ kode: string; nama: string }, Polygonal>('desa.geojson').map(({ properties, geometry }) => ({
    code: properties.kode,
    geometry,
    people: people.get(`${properties.kode.slice(0, 8)} ${normaliseName(properties.nama)}`) ?? null,
  }));
}

export function readRealSmp(): Position[] {
  return readGeoJson<object, { type: 'Point'; coordinates: Position }>('schools-smp-disdik.geojson').map(
    ({ geometry }) => geometry.coordinates,
  );
}

function readCsv(url: URL): Record<string, string>[] {
  return parse(readFileSync(url, 'utf8'), { columns: true, bom: true });
}

function readGeoJson<P, G>(file: string): { properties: P; geometry: G }[] {
  return (JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { features: { properties: P; geometry: G }[] })
    .features;
}
