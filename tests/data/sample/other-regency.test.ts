import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RegionProfile } from '#model/region';
import { readDesaNames } from '../../../data/sample/desa-names.ts';
import { generateSample, NOTHING_KNOWN, type KecamatanFacts } from '../../../data/sample/index.ts';

/** Facts of all kecamatan of a kabupaten: real codes, places on a grid whose first row may lie on the coast. */
function gridFacts(kabupaten: string, west: number, north: number, hasCoast: boolean): KecamatanFacts[] {
  const codes = [...new Set(readDesaNames(kabupaten).map(({ kecamatan }) => kecamatan))];
  return codes.map((code, index) => ({
    code,
    name: `Kecamatan ${index + 1}`,
    aliases: [],
    areaKm2: 34,
    position: [west + 0.055 * (index % 4), north - 0.05 * Math.floor(index / 4)],
    desaCount: 0,
    kelurahanCount: 0,
    coastal: hasCoast && index < 4,
    people: 60_000 + index,
    landslide: null,
    drought: null,
  }));
}
const facts = gridFacts('34.04', 110.28, -7.6, false);
const names = readDesaNames('34.04');
const profile: RegionProfile = {
  id: 'elsewhere',
  code: '34.04',
  name: 'Kabupaten Sleman',
  shortName: 'Sleman',
  timeZone: 'Asia/Jakarta',
  timeZoneLabel: 'WIB',
  bounds: [110.1, -7.95, 110.65, -7.4],
  grid: { crs: 'EPSG:32749', proj4: '+proj=utm +zone=49 +south +datum=WGS84 +units=m +no_defs', cellMetres: 100 },
  neighbours: [
    { code: '34.02', name: 'Kab. Bantul', enclave: false },
    { code: '34.01', name: 'Kab. Kulon Progo', enclave: false },
    { code: '33.08', name: 'Kab. Magelang', enclave: false },
    { code: '33.10', name: 'Kab. Klaten', enclave: false },
  ],
  sea: null,
  holidays: { source: null, days: [] },
  names: { villageHead: 'lurah', planningAgency: 'Bappeda', custodian: 'Diskominfo' },
  factsFile: 'kecamatan-facts.csv',
};

describe('a sample of another, inland regency', () => {
  const hashes = new Set<string>();
  for (const seed of [1, 2])
    it(`is whole with seed ${seed}: regions, people, roads, rivers, no sea and no tidal flood`, () => {
      const sample = generateSample({ profile, facts, seed, today: '2026-02-03', known: NOTHING_KNOWN });
      hashes.add(createHash('sha256').update(JSON.stringify(sample)).digest('hex'));
      expect(hashes.size).toBe(seed);
      const { datasets } = sample;
      const find = (id: string) => datasets.find(({ dataset }) => dataset.id === id);
      expect(names).toHaveLength(86);
      expect(find('sample-regions')!.records).toHaveLength(1 + 4 + 17 + 86);
      expect(find('sample-population')!.records).toHaveLength(86);
      expect(find('sample-coast')).toBeUndefined();
      expect(find('sample-rivers')!.records.length).toBeGreaterThan(2);
      const hazard = find('sample-hazard')!;
      if (hazard.layer !== 'zone') throw new Error('not zones');
      expect(new Set(hazard.records.map(({ kind }) => kind))).not.toContain('tidal-flood');
      const projects = find('sample-projects')!;
      if (projects.layer !== 'project') throw new Error('not projects');
      expect(new Set(projects.records.map(({ status }) => status)).size).toBe(20);
      expect(projects.history.every(({ changedOn }) => changedOn <= '2026-02-03')).toBe(true);
    });
});

describe('a sample of another regency on the coast, with an enclave and neighbours whose place is not told', () => {
  const coastal: RegionProfile = {
    ...profile,
    code: '33.28',
    name: 'Kabupaten Tegal',
    bounds: [108.9, -7.35, 109.4, -6.7],
    neighbours: [
      { code: '33.76', name: 'Kota Tegal', enclave: true },
      { code: '33.27', name: 'Kab. Pemalang', enclave: false },
      { code: '33.02', name: 'Kab. Banyumas', enclave: false },
      { code: '33.29', name: 'Kab. Brebes', enclave: false },
    ],
    sea: { name: 'Laut Jawa', labelPoint: [109.15, -6.75], landBeyond: [] },
  };
  const { datasets } = generateSample({
    profile: coastal,
    facts: gridFacts('33.28', 109.07, -6.92, true),
    today: '2026-02-03',
    known: NOTHING_KNOWN,
  });

  it('has the coast in the north and each neighbour on land, from east over south to west', () => {
    const regions = datasets.find(({ layer }) => layer === 'region');
    if (regions?.layer !== 'region') throw new Error('no regions');
    const labelOf = (code: string): number[] =>
      regions.records.find((one) => one.code === code)!.labelPoint.coordinates;
    const [east, south, west] = ['33.27', '33.02', '33.29'].map(labelOf);
    expect(east![0]).toBeGreaterThan(south![0]!);
    expect(south![0]).toBeGreaterThan(west![0]!);
    expect(south![1]).toBeLessThan(east![1]!);
    expect(labelOf('33.76')[1]).toBeGreaterThan(labelOf('33.28')[1]!);
    const coast = datasets.find(({ dataset }) => dataset.id === 'sample-coast');
    expect(coast!.records.length).toBeGreaterThan(0);
    const zones = datasets.find(({ dataset }) => dataset.id === 'sample-hazard');
    expect(JSON.stringify(zones!.records)).toContain('tidal-flood');
  });
});
