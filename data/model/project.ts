import { z } from 'zod';

/**
 * The most that one amount of a project or ceiling may be: Rp100 triliun, some twenty times the yearly budget of a large regency. Above
 * it something was typed wrong, and sums over a register would not be exact any more (2^53 is 90 of these).
 */
export const MOST_RUPIAH = 100_000_000_000_000;

export const ProjectOrigin = z.enum(['MUSRENBANG_DESA', 'MUSRENBANG_KEC', 'POKIR', 'RENJA', 'PROV', 'PUSAT', 'HIBAH']);
export const FundingSource = z.enum(['APBD', 'DAK_FISIK', 'BANKEU_PROV', 'APBN', 'DANA_DESA', 'CSR', 'KPBU']);
export const ProcurementMethod = z.enum([
  'TENDER',
  'SELEKSI',
  'PENGADAAN_LANGSUNG',
  'E_PURCHASING',
  'PENUNJUKAN_LANGSUNG',
  'SWAKELOLA',
]);
export const LandStatus = z.enum(['aset_pemda', 'perlu_pengadaan', 'sengketa']);

export const ProjectStatus = z.enum([
  'usulan',
  'diverifikasi_desa',
  'diverifikasi_kecamatan',
  'diverifikasi_opd',
  'ditolak',
  'ditunda',
  'digabung',
  'masuk_rkpd',
  'masuk_apbd',
  'rup_diumumkan',
  'pemilihan',
  'kontrak',
  'pelaksanaan',
  'kritis',
  'addendum',
  'putus_kontrak',
  'pho',
  'pemeliharaan',
  'fho',
  'dimanfaatkan',
]);
export type ProjectStatus = z.infer<typeof ProjectStatus>;

/** Statuses before a contract: what can still be chosen or left. From the contract on the money is bound. */
export const BEFORE_CONTRACT: ReadonlySet<ProjectStatus> = new Set([
  'usulan',
  'diverifikasi_desa',
  'diverifikasi_kecamatan',
  'diverifikasi_opd',
  'masuk_rkpd',
  'masuk_apbd',
  'rup_diumumkan',
  'pemilihan',
]);

/** Which status may follow which; anything else is refused. */
export const PROJECT_TRANSITIONS: Readonly<Record<ProjectStatus, readonly ProjectStatus[]>> = {
  usulan: ['diverifikasi_desa', 'ditolak', 'ditunda', 'digabung'],
  diverifikasi_desa: ['diverifikasi_kecamatan', 'ditolak', 'ditunda', 'digabung'],
  diverifikasi_kecamatan: ['diverifikasi_opd', 'ditolak', 'ditunda', 'digabung'],
  diverifikasi_opd: ['masuk_rkpd', 'ditolak', 'ditunda', 'digabung'],
  ditolak: [],
  ditunda: ['usulan', 'diverifikasi_opd'],
  digabung: [],
  masuk_rkpd: ['masuk_apbd', 'ditunda'],
  masuk_apbd: ['rup_diumumkan', 'ditunda'],
  rup_diumumkan: ['pemilihan'],
  pemilihan: ['kontrak', 'rup_diumumkan'],
  kontrak: ['pelaksanaan', 'putus_kontrak'],
  pelaksanaan: ['kritis', 'addendum', 'putus_kontrak', 'pho'],
  kritis: ['pelaksanaan', 'addendum', 'putus_kontrak', 'pho'],
  addendum: ['pelaksanaan', 'kritis', 'putus_kontrak', 'pho'],
  putus_kontrak: ['pemilihan'],
  pho: ['pemeliharaan'],
  pemeliharaan: ['fho'],
  fho: ['dimanfaatkan'],
  dimanfaatkan: [],
};

/**
 * Whether a contract is critical: behind plan by more than 10 points while the plan is below 70 %, by more than 5
 * points from 70 % on, or there by less when the works go on past their fiscal year. A plan of exactly 70 counts as period II,
 * the stricter one. Source: Permen PU 07/PRT/M/2011 general conditions, clause 31.2 (quoted from other copies, evidence grade B).
 */
export function isContractCritical(plannedPercent: number, actualPercent: number, passesYear = false): boolean {
  // Percentages have at most two decimals; 69.9 − 59.9 must be 10, not 10.000000000000007.
  const behindPoints = Math.round((plannedPercent - actualPercent) * 100) / 100;
  return plannedPercent < 70 ? behindPoints > 10 : behindPoints > (passesYear ? 0 : 5);
}
