import { z } from 'zod';

/** Permit types (domain: OSS-RBA after PP 28/2025, PBG/SLF after PP 16/2021 art. 253; field list unverified: GK). */
export type PermitType = z.infer<typeof PermitType>;
export const PermitType = z.enum([
  'NIB',
  'SS',
  'IZIN',
  'PB-UMKU',
  'KKPR-K',
  'KKPR-P',
  'PBG',
  'SLF',
  'SPPL',
  'UKL-UPL',
  'AMDAL',
  'REKLAME',
  'PRAKTIK-NAKES',
  'LAINNYA',
  'IMB',
]);
export const PermitRisk = z.enum(['R', 'MR', 'MT', 'T']);
export const BusinessScale = z.enum(['mikro', 'kecil', 'menengah', 'besar']);
export const ApplicantKind = z.enum(['perseorangan', 'badan_usaha', 'pemerintah']);
export const PermitAccuracy = z.enum(['titik', 'bidang', 'desa', 'tidak_diketahui']);

export const PermitStatus = z.enum([
  'draf',
  'diajukan',
  'pemeriksaan_berkas',
  'dikembalikan',
  'verifikasi_teknis',
  'menunggu_pembayaran',
  'terbit',
  'ditolak',
  'dibatalkan',
  'dicabut',
  'kedaluwarsa',
]);
export type PermitStatus = z.infer<typeof PermitStatus>;

/** Which status may follow which. */
export const PERMIT_TRANSITIONS: Readonly<Record<PermitStatus, readonly PermitStatus[]>> = {
  draf: ['diajukan', 'dibatalkan'],
  diajukan: ['pemeriksaan_berkas', 'dibatalkan'],
  pemeriksaan_berkas: ['dikembalikan', 'verifikasi_teknis', 'ditolak', 'dibatalkan'],
  dikembalikan: ['diajukan', 'dibatalkan'],
  verifikasi_teknis: ['menunggu_pembayaran', 'terbit', 'ditolak', 'dibatalkan'],
  menunggu_pembayaran: ['terbit', 'dibatalkan'],
  terbit: ['dicabut', 'kedaluwarsa'],
  ditolak: [],
  dibatalkan: [],
  dicabut: [],
  kedaluwarsa: [],
};

/** What the public is told of a status: under way, granted, or ended without or after a grant. */
export const PermitStage = z.enum(['proses', 'terbit', 'berakhir']);
export type PermitStage = z.infer<typeof PermitStage>;

/** The stage of a status. */
export function stageOf(status: PermitStatus): PermitStage {
  if (status === 'terbit') return 'terbit';
  return PERMIT_TRANSITIONS[status].length === 0 ? 'berakhir' : 'proses';
}
