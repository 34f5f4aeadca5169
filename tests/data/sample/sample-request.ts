import { readFileSync } from 'node:fs';
import { parseKecamatanFacts, NOTHING_KNOWN, type SampleRequest } from '../../../data/sample/index.ts';
import { RegionProfile } from '#model/region';

const folder = new URL('../../../data/regions/cirebon/', import.meta.url);

/** A request for the whole sample of the first regency, on a fixed day. */
export const wholeRequest: SampleRequest = {
  profile: RegionProfile.parse(JSON.parse(readFileSync(new URL('profile.json', folder), 'utf8'))),
  facts: parseKecamatanFacts(readFileSync(new URL('kecamatan-facts.csv', folder), 'utf8')),
  today: '2026-11-24',
  known: NOTHING_KNOWN,
};
