// The engine against PostGIS, which shares no code with it: distances, and the share of people within a radius.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess, distanceMetres, spreadPopulation, type DesaPopulation } from '#analysis';
import type { Position } from '#model/geometry';
import { standardById } from '../../../data/standards/index.ts';
import { createTestDatabase } from '../../database-template.ts';
import { cirebonGrid, hasRealData, readRealDesas, readRealSmp } from './real-desas.ts';

const sql = (name: string) => readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8');
/** The issue asks for 0.5 %; measured 0.01 %. */
const toleratedShare = 0.001;

/** 144 slanted desa of about 4.4 km², schools thick in the west and thin in the east. */
function madeDesas(): { desas: DesaPopulation[]; schools: Position[] } {
  const corner = (x: number, y: number): Position => [108.3 + x * 0.019 + y * 0.004, -7 + y * 0.019 + x * 0.003];
  const desas = Array.from({ length: 144 }, (_, i): DesaPopulation => {
    const [x, y] = [i % 12, Math.floor(i / 12)];
    const ring = [corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1), corner(x, y)];
    const kecamatan = String(1 + Math.floor(x / 3) + 4 * Math.floor(y / 3)).padStart(2, '0');
    return {
      code: `32.09.${kecamatan}.${2001 + i}`,
      geometry: { type: 'Polygon', coordinates: [ring] },
      people: 1500 + ((i * 7919) % 9000),
    };
  });
  const schools = Array.from({ length: 120 }, (_, i): Position => {
    const [x, y] = corner(12 * ((i * 0.7549) % 1) ** 2, 12 * ((i * 0.5698) % 1));
    return [x, y];
  });
  return { desas, schools };
}

let test: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  await test?.close();
});

describe('PostGIS agrees', () => {
  type Pair = [name: string, from: Position, to: Position, tolerance: number];
  it.each<Pair>([
    ['a degree northwards', [108.5, -7], [108.5, -6], 2e-5],
    ['a degree eastwards', [108, -6.7], [109, -6.7], 2e-5],
    ['across the regency', [108.32, -7.0], [108.85, -6.52], 1e-5],
    ['a kilometre', [108.5, -6.7], [108.507, -6.694], 1e-6],
    ['a street', [108.5, -6.7], [108.5003, -6.7002], 1e-6],
    ['to the capital', [108.5, -6.7], [106.83, -6.17], 5e-5],
    ['to the other end of the country, on the sphere', [95.3, 5.5], [141, -8.5], 0.0056],
  ])('on the distance of %s', async (_name, from, to, tolerance) => {
    const [row] = await test!.database.query<{ metres: number }>(sql('distance-reference'), [...from, ...to]);
    expect(Math.abs(distanceMetres(...from, ...to) / row!.metres - 1)).toBeLessThan(tolerance);
  });

  const surfaces = [
    { name: 'made desa', kecamatan: 16, read: madeDesas },
    ...(hasRealData
      ? [{ name: 'the real desa', kecamatan: 40, read: () => ({ desas: readRealDesas(), schools: readRealSmp() }) }]
      : []),
  ];
  it.each(surfaces)(
    'on people within reach of an SMP in every kecamatan of $name',
    async ({ kecamatan, read }) => {
      const { desas, schools } = read();
      const standard = standardById('SNI-EDU-SMP')!;
      const codes = desas.map(({ code }) => code);
      const expected = await test!.database.transaction(async (transaction) => {
        await transaction.query(sql('coverage-reference-tables'));
        await transaction.query(sql('coverage-reference-facilities'), [
          schools.map(([longitude]) => longitude),
          schools.map(([, latitude]) => latitude),
        ]);
        await transaction.query(sql('coverage-reference-cells'), [
          codes,
          desas.map(({ geometry }) => JSON.stringify(geometry)),
        ]);
        return transaction.query<{ kecamatan: string; served: number; people: number }>(sql('coverage-reference'), [
          codes,
          desas.map(({ people }) => people),
          standard.tests.radius!.radiusMetres,
        ]);
      });
      const { items, totals } = assess(
        standard,
        {
          regions: expected.map(({ kecamatan: code, people }) => ({
            code,
            name: code,
            level: 'kecamatan',
            parent: '32.09',
            own: true,
            population: people,
          })),
          facilities: {
            id: schools.map((_, i) => String(i)),
            kind: schools.map(() => 'smp'),
            owner: schools.map(() => 'tidak-diketahui'),
            authority: schools.map(() => 'kabupaten'),
            region: schools.map(() => '32.09'),
            longitude: schools.map(([longitude]) => longitude),
            latitude: schools.map(([, latitude]) => latitude),
            dataset: schools.map(() => 'smp'),
          },
          demand: spreadPopulation({ desas, grid: cirebonGrid, dataset: 'penduduk' }),
          knownKinds: ['smp'],
        },
        { level: 'kecamatan', owners: ['tidak-diketahui'], kemenag: false, crossBorder: true },
      );
      expect(items).toHaveLength(kecamatan);
      const shares = expected.map(({ served, people }) => served / people);
      // A reference that is everywhere all or nothing would prove nothing.
      expect(Math.min(...shares)).toBeLessThan(0.6);
      expect(Math.max(...shares)).toBeGreaterThan(0.6);
      const differences = items.map((item, i) => Math.abs(item.servedShare! - shares[i]!));
      expect(Math.max(...differences)).toBeLessThan(toleratedShare);
      const people = expected.reduce((sum, row) => sum + row.people, 0);
      const served = expected.reduce((sum, row) => sum + row.served, 0);
      expect(Math.abs(totals.servedShare! - served / people)).toBeLessThan(toleratedShare);
    },
    150_000,
  );
});
