import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { ServiceStandard } from '#model/standard';
import { STANDARDS, standardById } from '../../../data/standards/index.ts';

const table = new URL('../../../../shared/standards.csv', import.meta.url);

describe('the standards', () => {
  it('are sixty rules with ids of their own', () => {
    expect(STANDARDS).toHaveLength(60);
    expect(new Set(STANDARDS.map((standard) => standard.id)).size).toBe(60);
  });

  it('are found by id, and an unknown id finds nothing', () => {
    expect(standardById('SNI-EDU-SMP')?.tests.ratio?.peoplePerUnit).toBe(4800);
    expect(standardById('sni-edu-smp')).toBeNull();
  });

  it.each(STANDARDS.map((standard) => [standard.id, standard] as const))(
    '%s names regulation, clause and a test',
    (_id, standard) => {
      expect(standard.regulation).toMatch(/\S/);
      expect(standard.clause).toMatch(/\S/);
      expect(`${standard.regulation} ${standard.clause}`.toLowerCase()).not.toContain('idem');
      expect(Object.keys(standard.tests).length).toBeGreaterThan(0);
      expect(ServiceStandard.parse(standard)).toEqual(standard);
    },
  );

  it('say who replaced a regulation wherever they say that it was replaced', () => {
    for (const { id, replacedBy, limits, force } of STANDARDS) {
      expect({ id, replaced: limits.includes('replaced_regulation') }).toEqual({ id, replaced: replacedBy !== null });
      if (replacedBy !== null) expect({ id, force }).not.toEqual({ id, force: 'berlaku' });
    }
    expect(standardById('PMK-PKM-KEC')).toMatchObject({ replacedBy: 'Permenkes 19/2024', force: 'perlu_diperiksa' });
    expect(standardById('P24-SD')).toMatchObject({ replacedBy: 'Permendikbudristek 22/2023', force: 'acuan' });
  });

  it('ask for a minimum in each region exactly where the regulation does', () => {
    const minimums = STANDARDS.filter((standard) => standard.tests.perRegion).map(({ id, tests }) => [
      id,
      tests.perRegion?.minimum,
      tests.perRegion?.level,
    ]);
    expect(minimums).toEqual([
      ['SNI-PEM-KEL', 1, 'desa'],
      ['SNI-PEM-KEC', 1, 'kecamatan'],
      ['P24-SD', 1, 'desa'],
      ['P24-SMP', 1, 'kecamatan'],
      ['PMK-PKM-KEC', 1, 'kecamatan'],
    ]);
  });

  it('carry the limit that belongs to their kind of rule', () => {
    for (const { id, kemenagKinds, facilityKinds, tests, limits, regulation } of STANDARDS) {
      const expected = {
        urban_standard: regulation === 'SNI 03-1733-2004',
        without_mi: kemenagKinds.includes('mi'),
        without_mts: kemenagKinds.includes('mts'),
        without_ma: kemenagKinds.includes('ma'),
        straight_line: tests.radius !== undefined,
        remote_only: tests.radius?.path === 'network',
      };
      for (const [limit, applies] of Object.entries(expected)) {
        expect({ id, limit, applies: limits.some((found) => found === limit) }).toEqual({ id, limit, applies });
      }
      expect(facilityKinds.filter((kind) => kemenagKinds.includes(kind))).toEqual([]);
    }
  });
});

/** Numbers that the table writes in words. */
const indexValues: Record<string, number | null> = {
  'AIR-60L': 60,
  'AIR-10M': 10,
  'ALD-100': 100,
  'JLN-MTP': null,
  'LIS-100': 100,
  'TEL-4G': null,
};
const grades: Record<string, string> = { F: 'B', 'F (sekunder)': 'B', 'F (nilai nasional)': 'B', GK: 'C' };

describe.skipIf(!existsSync(table))(
  'every number of the table of standards (skipped where ../shared is absent)',
  () => {
    const rows: Record<string, string>[] = existsSync(table)
      ? parse(readFileSync(table, 'utf8'), { columns: true })
      : [];
    const numberOf = (text: string | undefined) => (text ? Number(text) : undefined);

    it('is listed under the same ids', () => {
      expect(STANDARDS.map((standard) => standard.id).sort()).toEqual(rows.map((row) => row.id).sort());
    });

    it.each(rows.map((row) => [row.id!, row] as const))('%s agrees', (id, row) => {
      const standard = standardById(id)!;
      const { ratio, radius, travel, perRegion, index } = standard.tests;
      const peopleGrade = grades[row.bukti_penduduk_lahan!];
      const distanceGrade = grades[row.bukti_jarak!];
      expect(standard.subject).toBe(row.jenis_fasilitas);
      expect(ratio?.peoplePerUnit).toBe(numberOf(row.penduduk_per_unit));
      expect(radius?.radiusMetres).toBe(numberOf(row.radius_m));
      expect(travel?.minutes).toBe(numberOf(row.waktu_menit));
      expect(standard.landSquareMetres ?? undefined).toBe(numberOf(row.lahan_m2));
      expect(perRegion !== undefined).toBe(row.aturan_wilayah!.startsWith('min 1 per'));
      expect(radius?.path === 'network').toBe(row.aturan_wilayah!.includes('jaringan'));
      if (ratio) expect(ratio.evidence).toBe(peopleGrade);
      if (radius) expect(radius.evidence).toBe(distanceGrade);
      if (travel) expect(travel.evidence).toBe(distanceGrade);
      if (perRegion) expect(perRegion.evidence).toBe(row.aturan_wilayah!.includes('(GK)') ? 'C' : peopleGrade);
      if (index) {
        expect(index.evidence).toBe(peopleGrade);
        const written = id in indexValues ? indexValues[id] : Number.parseFloat(row.aturan_wilayah!);
        expect(index.value).toBe(written);
      }
      if (row.bukti_penduduk_lahan === 'F (sekunder)') expect(standard.limits).toContain('secondary_source');
    });
  },
);
