import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RegionProfile } from '#model/region';
import { readDesaNames } from '../../../data/sample/desa-names.ts';
import { generateSample, NOTHING_KNOWN, type KecamatanFacts } from '../../../data/sample/index.ts';

/** An inland regency on another grid zone: real codes and names, facts laid out on a grid. */
const names = readDesaNames('34.04');
const kecamatanCodes = [...new Set(names.map(({ kecamatan }) => kecamatan))];
const facts = kecamatanCodes.map((code, index): KecamatanFacts => {
  const members = names.filter(({ kecamatan }) => kecamatan === code);
  return {
    code,
    name: `Kecamatan ${index + 1}`,
    aliases: [],
    areaKm2: 34,
    position: [110.28 + 0.055 * (index % 4), -7.78 + 0.05 * Math.floor(index / 4)],
    desaCount: members.length,
    kelurahanCount: 0,
    coastal: false,
    people: 60_000 + index,
    landslide: null,
    drought: null,
  };
});
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
