import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const Row = z.object({
  kode_kemendagri: z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/),
  nama: z.string().min(1),
  alias: z.string().default(''),
  luas_km2: z.coerce.number().positive(),
  lon: z.coerce.number(),
  lat: z.coerce.number(),
  jml_desa: z.coerce.number().int().nonnegative(),
  jml_kelurahan: z.coerce.number().int().nonnegative(),
  pesisir: z.enum(['ya', 'tidak']),
  pddk_2024_estimasi_kasar: z.coerce.number().int().nonnegative(),
  rawan_longsor: z.enum(['ya', 'tidak']).optional(),
  rawan_kekeringan: z.enum(['ya', 'tidak']).optional(),
});

/** What the sample generator knows of one kecamatan. */
export interface KecamatanFacts {
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly areaKm2: number;
  /** A label point, not a population centre. */
  readonly position: readonly [longitude: number, latitude: number];
  readonly desaCount: number;
  readonly kelurahanCount: number;
  readonly coastal: boolean;
  /** A rough estimate, good for a sample only. */
  readonly people: number;
  /** Named in a report of landslides or drought; `null` when the file does not tell. */
  readonly landslide: boolean | null;
  readonly drought: boolean | null;
}

/**
 * Facts of each kecamatan from the text of the region's facts file (`RegionProfile.factsFile`), in the order of the file.
 * Columns that it does not know are ignored. Throws a ZodError when a needed column is missing or malformed.
 */
export function parseKecamatanFacts(csv: string): KecamatanFacts[] {
  const rows: unknown = parse(csv, { columns: true, skip_empty_lines: true, bom: true, trim: true });
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({
      code: row.kode_kemendagri,
      name: row.nama,
      aliases: row.alias === '' ? [] : row.alias.split(/\s*[;|]\s*/),
      areaKm2: row.luas_km2,
      position: [row.lon, row.lat],
      desaCount: row.jml_desa,
      kelurahanCount: row.jml_kelurahan,
      coastal: row.pesisir === 'ya',
      people: row.pddk_2024_estimasi_kasar,
      landslide: row.rawan_longsor === undefined ? null : row.rawan_longsor === 'ya',
      drought: row.rawan_kekeringan === undefined ? null : row.rawan_kekeringan === 'ya',
    }));
}
