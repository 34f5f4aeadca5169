import { describe, expect, it } from 'vitest';
import {
  buildRoadNetwork,
  createAssessor,
  createReachFields,
  explain,
  type AssessmentOptions,
  type Explanation,
  type ProjectColumns,
} from '#analysis';
import type { FacilityKind } from '#model/facility';
import type { ProjectStatus } from '#model/project';
import type { ServiceStandard } from '#model/standard';
import { standardById } from '../../../data/standards/index.ts';
import { TRAVEL_SPEEDS } from '../../../data/standards/travel-speeds.ts';
import { at, demand, facilitiesOf, regions, roads, type Placed } from './small-regency.ts';

const smp = standardById('SNI-EDU-SMP')!;
const { network } = buildRoadNetwork(roads);
const fields = createReachFields(demand, { speeds: TRAVEL_SPEEDS, network: () => network });
const everything: AssessmentOptions = {
  level: 'desa',
  owners: ['negeri', 'swasta', 'tidak-diketahui'],
  kemenag: true,
  crossBorder: true,
  travel: { mode: 'walk', path: 'network', minutes: 30 },
  capacity: true,
};
interface Planned {
  readonly name: string;
  readonly sector?: string;
  readonly status?: ProjectStatus;
  readonly at?: readonly [number, number];
  readonly regions?: readonly string[];
}
const projectsOf = (planned: readonly Planned[]): ProjectColumns => ({
  id: planned.map((_, i) => `p${i}`),
  name: planned.map(({ name }) => name),
  sector: planned.map(({ sector = 'education' }) => sector),
  status: planned.map(({ status = 'usulan' }) => status),
  fiscalYear: planned.map(() => 2026),
  ceilingRupiah: planned.map(() => 1_000_000_000),
  regions: planned.map(({ regions = [] }) => regions),
  longitude: planned.map((project) => (project.at ? at(...project.at)[0] : null)),
  latitude: planned.map((project) => (project.at ? at(...project.at)[1] : null)),
  sample: planned.map(() => true),
});
function why(
  placed: readonly Placed[],
  place: Parameters<typeof explain>[0]['place'],
  more: {
    standard?: ServiceStandard;
    options?: Partial<AssessmentOptions>;
    projects?: readonly Planned[];
    known?: boolean;
    kinds?: readonly FacilityKind[];
  } = {},
): Explanation {
  const facilities = facilitiesOf(placed);
  const knownKinds = more.kinds ?? (more.known === false ? [] : (['smp', 'mts', 'puskesmas'] as const));
  const assessor = createAssessor({ regions, facilities, demand, knownKinds, fields });
  return explain({
    place,
    standard: more.standard ?? smp,
    options: { ...everything, ...more.options },
    assessor,
    regions,
    facilities,
    demand,
    fields,
    projects: projectsOf(more.projects ?? []),
  });
}
const here = { code: '32.09.01.2001' };
const outcomes = ({ findings }: Explanation) => findings.map(({ test, outcome }) => `${test} ${outcome}`);

describe('rules', () => {
  it('that fail are told with what is there, what is asked for and the difference', () => {
    const { findings, missingUnits, place } = why([], { code: '32.09.01' });
    expect(place).toMatchObject({ name: 'Wilayah 32.09.01', level: 'kecamatan', population: 5201, position: null });
    expect(findings).toEqual([
      { test: 'ratio', outcome: 'failed', actual: 0, required: 2, shortfall: 2, unit: 'units' },
      { test: 'radius', outcome: 'failed', actual: 0, required: 1, shortfall: 1, unit: 'share' },
      {
        test: 'capacity',
        outcome: 'failed',
        actual: 0,
        required: 1000 / 4800,
        shortfall: 1000 / 4800,
        unit: 'units-per-1000',
      },
    ]);
    expect(missingUnits).toBe(2);
  });

  it('for more people than live here are held against a larger region, and lack nothing here', () => {
    const explanation = why([], here);
    expect(outcomes(explanation)[0]).toBe('ratio shared');
    expect(explanation.findings[0]).toMatchObject({ actual: 0, required: 1, shortfall: null });
    expect(explanation.missingUnits).toBeNull();
    expect(outcomes(why([{ at: at(1000, 1000), region: '32.09.01.2001' }], here))[0]).toBe('ratio met');
  });

  it('that nothing is known of are missing, neither met nor failed', () => {
    const explanation = why([], here, { known: false });
    expect(outcomes(explanation)).toEqual(['ratio missing', 'radius missing']);
    expect(explanation).toMatchObject({
      remedies: ['complete-data'],
      missingUnits: null,
      alternatives: [],
      bands: null,
    });
  });

  it('of a minimum per kecamatan are told of the kecamatan and of those in the kabupaten, not of a desa', () => {
    const standard = standardById('PMK-PKM-KEC')!;
    const placed: Placed[] = [{ kind: 'puskesmas', at: at(1000, 1000), region: '32.09.01' }];
    const of = (code: string) =>
      why(placed, { code }, { standard }).findings.map(({ actual, required, outcome }) => [actual, required, outcome]);
    expect(of('32.09.01')).toEqual([[1, 1, 'met']]);
    expect(of('32.09.02')).toEqual([[0, 1, 'failed']]);
    expect(of('32.09')).toEqual([[1, 2, 'failed']]);
    expect(of('32.09.01.2001')).toEqual([]);
  });

  it('judge a cell by its own metres and minutes', () => {
    const standard = standardById('DMK-WMK')!;
    const facilities = facilitiesOf([{ kind: 'fire-station', at: at(1050, 50) }]);
    const assessor = createAssessor({ regions, facilities, demand, knownKinds: ['fire-station'], fields });
    const { findings, place, bands } = explain({
      place: { position: at(1060, 1040) },
      standard,
      options: { ...everything, travel: { mode: 'walk', path: 'straight', minutes: 15 } },
      assessor,
      regions,
      facilities,
      demand,
      fields,
      projects: projectsOf([]),
    });
    expect(place).toMatchObject({ code: '32.09.01.2001', level: 'desa', population: 10 });
    expect(place.position![0]).toBeCloseTo(at(1050, 1050)[0], 9);
    expect(findings).toMatchObject([
      { test: 'radius', outcome: 'met', required: 7500, unit: 'metres' },
      { test: 'travel', outcome: 'failed', required: 15, unit: 'minutes' },
    ]);
    // UTM metres are up to 0.1 % longer than true ones here.
    expect(findings[0]!.actual).toBeCloseTo(1000, -1);
    expect(findings[1]!.actual).toBeCloseTo((findings[0]!.actual! * 1.3 * 60) / 4500, 6);
    expect(bands).toEqual([0, 10, 0, 0, 0]);
  });

  it('are not told of places that are not ours', () => {
    expect(() => why([], { code: '32.74' })).toThrow(/not a region of ours/);
    expect(() => why([], { position: at(9000, 9000) })).toThrow(/outside our cells/);
  });
});

describe('alternatives', () => {
  it('are the nearest on either side of the border, whatever the switch says', () => {
    const placed: Placed[] = [
      { at: at(1000, 3000), region: '32.09.01' },
      { at: at(1000, 1200), region: '32.74.01' },
      { at: at(3500, 1000), region: '32.09.02' },
      { at: null, region: '32.09.01' },
    ];
    const { alternatives } = why(placed, here, { options: { crossBorder: false } });
    expect(alternatives.map(({ id, own }) => [id, own])).toEqual([
      ['f1', false],
      ['f0', true],
      ['f2', true],
    ]);
    expect(alternatives[0]!.distanceMetres).toBeCloseTo(200, -1);
    // Across 1 km without a road there is no way; to the others there is one along the roads.
    expect(alternatives.map(({ minutes }) => minutes === null)).toEqual([false, false, true]);
    expect(alternatives[1]!.minutes!).toBeGreaterThan((2000 * 60) / 4500 - 1);
  });
});

describe('projects', () => {
  it('within reach that name the kind come first; closed ones, other kinds and far ones are left out', () => {
    const { projects } = why([], here, {
      projects: [
        { name: 'Rehabilitasi gedung sekolah', at: [1000, 1100] },
        { name: 'Pembangunan unit baru SMP Negeri 3', at: [1500, 1000] },
        { name: 'Ruang kelas SMPN 4', at: [9000, 9000] },
        { name: 'Ruang kelas SMPN 5', at: [1000, 1000], status: 'ditolak' },
        { name: 'Ruang kelas SMPN 6', at: [1000, 1000], status: 'dimanfaatkan' },
        { name: 'Ruang kelas SD Negeri 1', at: [1000, 1000] },
        { name: 'Peningkatan jalan', sector: 'roads', at: [1000, 1000] },
        { name: 'Pembangunan MTs Negeri', regions: ['32.09.01'] },
        { name: 'Pembangunan MTs Swasta', regions: ['32.09.02'] },
      ],
    });
    expect(projects.map(({ id, relation }) => [id, relation])).toEqual([
      ['p1', 'same-kind'],
      ['p7', 'same-kind'],
      ['p0', 'same-sector'],
    ]);
    expect(projects[0]!.distanceMetres).toBeCloseTo(500, -1);
    expect(projects[1]!.distanceMetres).toBeNull();
  });
});

describe('remedies', () => {
  const near: Placed = { at: at(1000, 1000), region: '32.09.01.2001' };
  it('are none where every rule is met', () => {
    const wide = {
      ...smp,
      tests: { radius: { radiusMetres: 2000, path: 'straight', evidence: 'C' } },
    } as ServiceStandard;
    expect(why([near], here, { standard: wide }).remedies).toEqual(['none']);
  });
  it('begin with the project that is planned, then the neighbour, and end with building', () => {
    const placed: Placed[] = [{ at: at(1100, 1000), region: '32.74.01' }];
    const planned = [{ name: 'Pembangunan SMP', at: [1000, 900] as const }];
    expect(why(placed, here, { projects: planned }).remedies).toEqual([
      'await-project',
      'agree-across-border',
      'build-facility',
    ]);
  });
  it('enlarge what is there where people are near enough but too many', () => {
    const crowded = {
      ...smp,
      tests: {
        ratio: { peoplePerUnit: 1000, evidence: 'C' },
        radius: { radiusMetres: 2000, path: 'straight', evidence: 'C' },
      },
    } as ServiceStandard;
    expect(why([near], here, { standard: crowded }).remedies).toEqual(['enlarge-facility']);
  });
  it('mend the road where the way is long though the distance is not', () => {
    const standard = { ...smp, tests: { travel: { minutes: 30, evidence: 'C' } } } as ServiceStandard;
    // Straight across a field it is 1.2 km; no road leads there, and the way around does not exist.
    const apart: Placed[] = [{ at: at(3000, 1000), region: '32.09.02' }];
    expect(why(apart, here, { standard }).remedies).toContain('improve-road');
    expect(
      why(apart, here, { standard, options: { travel: { mode: 'walk', path: 'straight', minutes: 30 } } }).remedies,
    ).not.toContain('improve-road');
  });
  it('complete the data where a facility here has no point', () => {
    const { remedies } = why([{ at: null, region: '32.09.01.2001' }, { at: at(1000, 3900) }], here);
    expect(remedies[0]).toBe('complete-data');
  });
  it('complete the data first where nothing is known of madrasah that serve the same people', () => {
    const wanting: Placed[] = [{ at: at(3900, 3900), region: '32.09.02.2002' }];
    expect(why(wanting, here, { kinds: ['smp'] })).toMatchObject({ missingKinds: ['mts'] });
    expect(why(wanting, here, { kinds: ['smp'] }).remedies[0]).toBe('complete-data');
    expect(why(wanting, here)).toMatchObject({ missingKinds: [] });
    expect(why(wanting, here).remedies).not.toContain('complete-data');
  });
});
