import { createHash } from 'node:crypto';
import { booleanPointInPolygon } from '@turf/turf';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { beforeAll, describe, expect, it } from 'vitest';
import { Dataset } from '#model/dataset';
import { Condition, HazardClass, HazardKind, LandUseKind } from '#model/infrastructure';
import { ApplicantKind, BusinessScale, PermitAccuracy, PermitRisk, PermitStatus, PermitType } from '#model/permit';
import {
  FundingSource,
  isContractCritical,
  LandStatus,
  ProcurementMethod,
  PROJECT_TRANSITIONS,
  ProjectOrigin,
  ProjectStatus,
} from '#model/project';
import { generateSample, type Sample, type SampleDataset } from '../../../data/sample/index.ts';
import { wholeRequest } from './sample-request.ts';

type Layer = SampleDataset['layer'];
type LayerOf<L extends Layer> = Extract<SampleDataset, { layer: L }>;

function layers<L extends Layer>(sample: Sample, layer: L): LayerOf<L>[] {
  return sample.datasets.filter((dataset): dataset is LayerOf<L> => dataset.layer === layer);
}
function recordsOf<L extends Layer>(sample: Sample, layer: L): LayerOf<L>['records'][number][] {
  return layers(sample, layer).flatMap((dataset) => dataset.records as LayerOf<L>['records'][number][]);
}
const hashOf = (sample: Sample): string => createHash('sha256').update(JSON.stringify(sample)).digest('hex');
const valuesOf = <T>(records: readonly T[], key: keyof T): unknown[] => [
  ...new Set(records.map((record) => record[key]).filter((value) => value !== null)),
];

let whole: Sample;
let processorSeconds: number;
beforeAll(() => {
  const start = process.cpuUsage();
  whole = generateSample(wholeRequest);
  const { user, system } = process.cpuUsage(start);
  processorSeconds = (user + system) / 1e6;
});

describe('the whole sample', () => {
  it('is the same to the last digit each time', () => {
    expect(hashOf(generateSample(wholeRequest))).toBe(hashOf(whole));
  });

  it('is made in seconds', () => {
    // 3 s of processor time with a core to itself; the wall clock would measure what else the machine does.
    expect(processorSeconds).toBeLessThan(20);
  });

  it('says of each dataset that it is made up, and how', () => {
    for (const { dataset, records } of whole.datasets) {
      expect(Dataset.parse(dataset)).toMatchObject({ status: 'contoh', producer: 'Jangkau (data contoh)' });
      expect(dataset.lineage).toMatch(/benih 1 .*kecamatan-facts\.csv/);
      expect(dataset.knownFlaws.length).toBeGreaterThan(0);
      expect(records.length).toBeGreaterThan(0);
      expect(new Set(records.map((record) => ('dataset' in record ? record.dataset : null)))).toEqual(
        new Set([dataset.id]),
      );
    }
    const ids = whole.datasets.map(({ dataset }) => dataset.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps ICT sites and fibre out of public view', () => {
    const restricted = whole.datasets.filter(({ dataset }) => dataset.classification !== 'terbuka');
    expect(restricted.map(({ dataset }) => dataset.id).sort()).toEqual(['sample-fibre', 'sample-ict-sites']);
  });

  it('has no run of 16 digits anywhere: nothing looks like a NIK', () => {
    expect(JSON.stringify(whole).match(/\d{16,}/g)).toBeNull();
  });

  it('refuses facts that do not fit the codes of the regency', () => {
    expect(() => generateSample({ ...wholeRequest, facts: wholeRequest.facts.slice(1) })).toThrow(/39 kecamatan/);
  });
});

describe('sample boundaries', () => {
  it('are 40 kecamatan and 424 desa with the official codes and names', () => {
    const regions = recordsOf(whole, 'region').filter(({ own }) => own);
    expect(regions.filter(({ level }) => level === 'kecamatan')).toHaveLength(40);
    const desa = regions.filter(({ level }) => level === 'desa');
    expect(desa).toHaveLength(424);
    expect(desa.filter(({ kind }) => kind === 'kelurahan')).toHaveLength(12);
    expect(desa.find(({ code }) => code === '32.09.01.2008')?.name).toBe('Waled Desa');
    expect(new Set(desa.map(({ code }) => code)).size).toBe(424);
    expect(new Set(desa.map(({ parent }) => parent))).toEqual(new Set(wholeRequest.facts.map(({ code }) => code)));
  });

  it('surround an enclave and have all neighbours of the profile', () => {
    const outside = recordsOf(whole, 'region').filter(({ own }) => !own);
    expect(outside.map(({ code }) => code).sort()).toEqual(
      wholeRequest.profile.neighbours.map(({ code }) => code).sort(),
    );
    expect(outside.filter(({ kind }) => kind === 'kota').map(({ code }) => code)).toEqual(['32.74']);
  });

  it('give each kecamatan its area within 10 % of the fact, around its stated point', () => {
    const kecamatan = recordsOf(whole, 'region').filter(({ level }) => level === 'kecamatan');
    const isNear = wholeRequest.facts.map((facts) => {
      const region = kecamatan.find(({ code }) => code === facts.code)!;
      expect(Math.abs(region.areaKm2 / facts.areaKm2 - 1), facts.name).toBeLessThan(0.1);
      const [east, north] = [0, 1].map((axis) => region.labelPoint.coordinates[axis]! - facts.position[axis]!);
      return Math.hypot(east!, north!) * 110.6 < 6;
    });
    expect(isNear.filter(Boolean).length).toBeGreaterThan(37);
  });

  it('tile without gap or overlap: each edge of a desa belongs to one or two of them, the single ones to the outline', () => {
    const regions = recordsOf(whole, 'region').filter(({ own }) => own);
    const edgesOf = (level: string): Map<string, number> => {
      const uses = new Map<string, number>();
      for (const { geometry } of regions.filter((region) => region.level === level))
        for (const ring of geometry.coordinates.flat())
          for (let i = 1; i < ring.length; i++) {
            const key = [String(ring[i - 1]), String(ring[i])].sort().join(' ');
            uses.set(key, (uses.get(key) ?? 0) + 1);
          }
      return uses;
    };
    const desa = edgesOf('desa');
    expect(Math.max(...desa.values())).toBe(2);
    const outer = [...desa].filter(([, uses]) => uses === 1).map(([edge]) => edge);
    expect(new Set(outer)).toEqual(new Set(edgesOf('kabupaten').keys()));
    for (const [edge] of edgesOf('kecamatan')) expect(desa.has(edge)).toBe(true);
    const areaOf = (level: string): number =>
      regions.filter((region) => region.level === level).reduce((sum, { areaKm2 }) => sum + areaKm2, 0);
    expect(areaOf('desa') / areaOf('kabupaten')).toBeCloseTo(1, 6);
    expect(areaOf('kecamatan') / areaOf('kabupaten')).toBeCloseTo(1, 6);
  });

  it('hold exactly the people of the facts, kecamatan by kecamatan', () => {
    const population = recordsOf(whole, 'population');
    expect(population.reduce((sum, { people }) => sum + people, 0)).toBe(2_387_961);
    for (const { code, people } of wholeRequest.facts)
      expect(
        population
          .filter(({ region }) => region.startsWith(`${code}.`))
          .reduce((sum, record) => sum + record.people, 0),
      ).toBe(people);
    for (const { people, male, female } of population) expect(male! + female!).toBe(people);
  });
});

describe('sample roads', () => {
  const kabupaten = () =>
    layers(whole, 'infrastructure').find(({ dataset }) => dataset.id === 'sample-roads-kabupaten')!;

  it('are one connected network that reaches every desa', () => {
    const links = new Map<string, Set<string>>();
    const link = (a: string, b: string): void => {
      if (!links.has(a)) links.set(a, new Set());
      links.get(a)!.add(b);
    };
    for (const { geometry } of kabupaten().records) {
      const line = geometry.coordinates as number[][];
      const [start, end] = [String(line[0]), String(line[line.length - 1])];
      link(start, end);
      link(end, start);
    }
    const [first] = links.keys();
    const reached = new Set([first!]);
    for (const node of reached) for (const next of links.get(node)!) reached.add(next);
    expect(reached.size).toBe(links.size);
    expect(links.size).toBe(424);
  });

  it('have the length and the shares of condition of the published figures', () => {
    const { records } = kabupaten();
    const kmOf = (condition: string | null): number =>
      records.reduce(
        (sum, road) => sum + (condition === null || road.condition === condition ? road.lengthMetres! : 0),
        0,
      ) / 1000;
    const total = kmOf(null);
    expect(total).toBeGreaterThan(1180);
    expect(total).toBeLessThan(1300);
    expect(valuesOf(records, 'condition').sort()).toEqual([...Condition.options].sort());
    expect(kmOf('good') / total).toBeCloseTo(844 / 1240, 1);
    expect(kmOf('heavy-damage') / total).toBeCloseTo(153 / 1240, 1);
  });
});

describe('sample facilities', () => {
  it('stand inside the desa that they name', () => {
    const geometries = new Map(recordsOf(whole, 'region').map(({ code, geometry }) => [code, geometry]));
    for (const { id, region, position } of recordsOf(whole, 'facility'))
      expect(booleanPointInPolygon(position!, geometries.get(region)!), id).toBe(true);
  });

  it('are as many as people need: one posyandu for 1,250 to 1,800, one office per kecamatan and desa', () => {
    const count = (kind: string): number =>
      recordsOf(whole, 'facility').filter((record) => record.kind === kind).length;
    const people = 2_387_961;
    expect(people / count('posyandu')).toBeGreaterThan(1250);
    expect(people / count('posyandu')).toBeLessThan(1800);
    expect(count('kantor-kecamatan')).toBe(40);
    expect(count('kantor-desa')).toBe(424);
    expect(count('pustu')).toBeGreaterThanOrEqual(40);
    expect(count('puskesmas')).toBeGreaterThanOrEqual(40);
    expect(count('sd')).toBeGreaterThan(700);
    expect(count('smp')).toBeGreaterThan(150);
    expect(count('hospital')).toBeGreaterThan(5);
  });
});

describe('sample zones', () => {
  it('have every kind and class', () => {
    const zones = recordsOf(whole, 'zone');
    const hazards = zones.filter(({ family }) => family === 'hazard');
    expect(new Set(hazards.map((zone) => `${zone.kind} ${zone.class}`))).toEqual(
      new Set(HazardKind.options.flatMap((kind) => HazardClass.options.map((level) => `${kind} ${level}`))),
    );
    expect(
      valuesOf(
        zones.filter(({ family }) => family === 'land-use'),
        'kind',
      ).sort(),
    ).toEqual([...LandUseKind.options].sort());
  });
});

describe('sample permits', () => {
  it('use every code, about 3,000 of them, a good part without a point', () => {
    const permits = recordsOf(whole, 'permit');
    expect(permits.length).toBeGreaterThan(2500);
    expect(valuesOf(permits, 'type').sort()).toEqual([...PermitType.options].sort());
    expect(valuesOf(permits, 'status').sort()).toEqual([...PermitStatus.options].sort());
    expect(valuesOf(permits, 'risk').sort()).toEqual([...PermitRisk.options].sort());
    expect(valuesOf(permits, 'businessScale').sort()).toEqual([...BusinessScale.options].sort());
    expect(valuesOf(permits, 'applicantKind').sort()).toEqual([...ApplicantKind.options].sort());
    expect(valuesOf(permits, 'accuracy').sort()).toEqual([...PermitAccuracy.options].sort());
    expect(permits.filter(({ position }) => position === null).length / permits.length).toBeGreaterThan(0.1);
    for (const { position, accuracy } of permits)
      expect(position !== null).toBe(accuracy === 'titik' || accuracy === 'bidang');
  });

  it('have dates that fit their status, none after today but the end of validity', () => {
    for (const permit of recordsOf(whole, 'permit')) {
      const { appliedOn, completeOn, issuedOn, rejectedOn, validUntil, status, id } = permit;
      for (const date of [appliedOn, completeOn, issuedOn, rejectedOn])
        if (date !== null) {
          expect(date <= wholeRequest.today, id).toBe(true);
          expect(date >= appliedOn, id).toBe(true);
        }
      expect(issuedOn !== null, id).toBe(['terbit', 'dicabut', 'kedaluwarsa'].includes(status));
      expect(rejectedOn !== null, id).toBe(status === 'ditolak');
      if (status === 'kedaluwarsa') expect(validUntil! < wholeRequest.today, id).toBe(true);
      if (status === 'terbit' && validUntil !== null) expect(validUntil >= wholeRequest.today, id).toBe(true);
    }
  });

  it('wait for their applicants within the time of service, one pause after another', () => {
    const { records, pauses } = layers(whole, 'permit')[0]!;
    const permits = new Map(records.map((permit) => [permit.id, permit]));
    expect(pauses.length).toBeGreaterThan(300);
    expect(valuesOf(pauses, 'reason').sort()).toEqual(['dikembalikan', 'menunggu_pembayaran']);
    for (const { permit: id, startsOn, endsOn, reason } of pauses) {
      const { completeOn, issuedOn, rejectedOn, status } = permits.get(id)!;
      expect(startsOn >= completeOn!, id).toBe(true);
      if (endsOn === null) expect(status, id).toBe(reason);
      else {
        expect(endsOn >= startsOn, id).toBe(true);
        expect(endsOn < (issuedOn ?? rejectedOn ?? wholeRequest.today), id).toBe(true);
      }
      const others = pauses.filter((other) => other.permit === id && other.startsOn > startsOn);
      for (const later of others) expect(endsOn !== null && endsOn < later.startsOn, id).toBe(true);
    }
    const returned = records.filter(({ status }) => status === 'dikembalikan');
    expect(returned.some(({ completeOn }) => completeOn !== null)).toBe(true);
    expect(returned.some(({ completeOn }) => completeOn === null)).toBe(true);
  });

  it('name nobody', () => {
    const { records, applicants } = layers(whole, 'permit')[0]!;
    expect(new Set(applicants.map(({ permit }) => permit))).toEqual(new Set(records.map(({ id }) => id)));
    for (const { name, nik, npwp, phone, address } of applicants) {
      expect(name).toMatch(/^(Pemohon|PT|Instansi) Contoh \d{4}$/);
      expect([nik, npwp, phone, address]).toEqual([null, null, null, null]);
    }
  });
});

describe('sample projects', () => {
  const projects = () => layers(whole, 'project')[0]!;

  it('reach every status and use every code, over four fiscal years', () => {
    const { records } = projects();
    expect(records.length).toBe(220);
    expect(valuesOf(records, 'status').sort()).toEqual([...ProjectStatus.options].sort());
    expect(valuesOf(records, 'origin').sort()).toEqual([...ProjectOrigin.options].sort());
    expect(valuesOf(records, 'fundingSource').sort()).toEqual([...FundingSource.options].sort());
    expect(valuesOf(records, 'method').sort()).toEqual([...ProcurementMethod.options].sort());
    expect(valuesOf(records, 'landStatus').sort()).toEqual([...LandStatus.options].sort());
    expect(valuesOf(records, 'fiscalYear').sort()).toEqual([2024, 2025, 2026, 2027]);
    expect(valuesOf(records, 'accuracy').sort()).toEqual(['bidang', 'desa', 'ruas', 'tidak_diketahui', 'titik']);
  });

  it('have a legal history in order of time that ends in their status, nothing after today', () => {
    const { records, history } = projects();
    for (const { id, status } of records) {
      const steps = history.filter(({ project }) => project === id);
      expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index + 1));
      expect(steps[0]!.status).toBe('usulan');
      expect(steps[steps.length - 1]!.status).toBe(status);
      steps.forEach(({ status: now, changedOn }, index) => {
        expect(changedOn <= wholeRequest.today, id).toBe(true);
        const before = steps[index - 1];
        if (!before) return;
        expect(PROJECT_TRANSITIONS[before.status], `${id}: ${before.status} → ${now}`).toContain(now);
        expect(changedOn >= before.changedOn, id).toBe(true);
      });
    }
  });

  it('spend no more than the contract, contract no more than the ceiling, in whole rupiah', () => {
    for (const project of projects().records) {
      const { ceilingRupiah, contractRupiah, spentRupiah, proposedRupiah, plannedRupiah, id } = project;
      for (const sum of [ceilingRupiah, contractRupiah, spentRupiah, proposedRupiah, plannedRupiah])
        if (sum !== null) expect(Number.isSafeInteger(sum) && sum >= 0, id).toBe(true);
      if (contractRupiah !== null) expect(contractRupiah, id).toBeLessThanOrEqual(ceilingRupiah!);
      if (spentRupiah !== null) expect(spentRupiah, id).toBeLessThanOrEqual(contractRupiah!);
    }
  });

  it('are critical by the rule where they say so, and not where they run on', () => {
    for (const { status, plannedPercent, physicalPercent, id } of projects().records) {
      if (status === 'kritis') expect(isContractCritical(plannedPercent!, physicalPercent!), id).toBe(true);
      if (status === 'pelaksanaan') expect(isContractCritical(plannedPercent!, physicalPercent!), id).toBe(false);
    }
  });

  it('are shared out to regions so that shares add up to 1', () => {
    const { records, regions } = projects();
    const codes = new Set(recordsOf(whole, 'region').map(({ code }) => code));
    for (const { id } of records) {
      const shares = regions.filter(({ project }) => project === id);
      expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const { region, share } of shares) {
        expect(codes.has(region)).toBe(true);
        expect(share).toBeGreaterThan(0);
      }
    }
    expect(
      records.filter(({ id }) => regions.filter(({ project }) => project === id).length > 1).length,
    ).toBeGreaterThan(2);
  });

  it('name only made-up companies as providers', () => {
    for (const { provider } of projects().records) if (provider !== null) expect(provider).toMatch(/^(PT|CV) Contoh /);
  });
});

describe('when the boundaries are known', () => {
  it('only the layers without a source are made, on the given boundaries', () => {
    const regions = recordsOf(whole, 'region').flatMap(({ own, level, code, name, parent, geometry }) =>
      own && level !== 'kabupaten'
        ? [{ code, name, parent: parent!, geometry: geometry as never, people: level === 'desa' ? 5000 : null }]
        : [],
    );
    const sample = generateSample({
      ...wholeRequest,
      known: {
        regions,
        facilityKinds: ['sd', 'smp', 'sma', 'smk', 'slb', 'puskesmas', 'hospital', 'market'],
        infrastructureKinds: ['road', 'river', 'coast'],
      },
    });
    expect(sample.datasets.map(({ dataset }) => dataset.id).sort()).toEqual([
      'sample-fibre',
      'sample-fire-station',
      'sample-hazard',
      'sample-ict-sites',
      'sample-kantor-desa',
      'sample-kantor-kecamatan',
      'sample-land-use',
      'sample-permits',
      'sample-posyandu',
      'sample-projects',
      'sample-pustu',
      'sample-roads-kabupaten',
    ]);
    // No coast line was given: it is guessed from the borders on the sea side.
    expect(valuesOf(recordsOf(sample, 'zone'), 'kind')).toContain('tidal-flood');
    const posyandu = recordsOf(sample, 'facility').filter(({ kind }) => kind === 'posyandu');
    expect((424 * 5000) / posyandu.length).toBeCloseTo(1500, -2);
  });
});

describe('in the eyes of PostGIS', () => {
  it('every geometry is valid, the desa tile the regency, and roads keep inside it', async () => {
    const database = await PGlite.create({ extensions: { postgis } });
    await database.exec('CREATE EXTENSION postgis; CREATE TABLE shape (id text, geometry geometry)');
    const shapes = whole.datasets.flatMap(({ records }) =>
      records.flatMap((record) =>
        'geometry' in record && record.geometry !== null
          ? [
              {
                id: 'code' in record && !('id' in record) ? record.code : (record as { id: string }).id,
                geometry: record.geometry,
              },
            ]
          : [],
      ),
    );
    for (let start = 0; start < shapes.length; start += 400)
      await database.query(
        `INSERT INTO shape SELECT row ->> 'id', ST_GeomFromGeoJSON(row ->> 'geometry') FROM jsonb_array_elements($1::jsonb) row`,
        [JSON.stringify(shapes.slice(start, start + 400))],
      );
    const invalid = await database.query(
      'SELECT id, ST_IsValidReason(geometry) FROM shape WHERE NOT ST_IsValid(geometry)',
    );
    expect(invalid.rows).toEqual([]);
    const tiling = await database.query<{ ratio: number }>(
      `SELECT sum(ST_Area(geometry)) / ST_Area(ST_Union(geometry)) AS ratio FROM shape WHERE id ~ '^32.09.\\d\\d.\\d{4}$'`,
    );
    expect(Math.abs(tiling.rows[0]!.ratio - 1)).toBeLessThan(1e-6);
    const outside = await database.query<{ metres: number }>(
      `SELECT coalesce(sum(ST_Length(ST_Difference(road.geometry, whole.geometry)::geography)), 0) AS metres
       FROM shape road JOIN shape whole ON whole.id = '32.09' AND NOT ST_Covers(whole.geometry, road.geometry)
       WHERE road.id LIKE 'sample-roads-%'`,
    );
    expect(outside.rows[0]!.metres).toBeLessThan(50);
    await database.close();
  }, 300_000);
});
