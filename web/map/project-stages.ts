import type { ProjectStatus } from '#model/project';
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { MapTheme } from './theme.ts';

/** The stages that a person asks for; the word for the exact status stands in the popup. */
export const STAGES = ['proposed', 'running', 'troubled', 'finished'] as const;
export type ProjectStage = (typeof STAGES)[number];

export const STAGE_OF: Readonly<Record<ProjectStatus, ProjectStage>> = {
  usulan: 'proposed',
  diverifikasi_desa: 'proposed',
  diverifikasi_kecamatan: 'proposed',
  diverifikasi_opd: 'proposed',
  ditunda: 'proposed',
  digabung: 'proposed',
  masuk_rkpd: 'proposed',
  masuk_apbd: 'proposed',
  rup_diumumkan: 'proposed',
  pemilihan: 'running',
  kontrak: 'running',
  pelaksanaan: 'running',
  addendum: 'running',
  kritis: 'troubled',
  putus_kontrak: 'troubled',
  ditolak: 'troubled',
  pho: 'finished',
  pemeliharaan: 'finished',
  fho: 'finished',
  dimanfaatkan: 'finished',
};

export function isStage(text: string): text is ProjectStage {
  return (STAGES as readonly string[]).includes(text);
}

/** Brick for what is proposed, ink for what is being built: an indigo project would look like a button. */
export function stageColourOf(stage: ProjectStage, theme: MapTheme): string {
  return { proposed: theme.plan, running: theme.ink, troubled: theme.critical, finished: theme.good }[stage];
}

/** An expression that gives each stage's value for a status, and `otherwise` for one we do not know. */
export function byStage(
  status: ExpressionSpecification,
  valueOf: (stage: ProjectStage) => string,
  otherwise: string,
): ExpressionSpecification {
  const statuses = Object.keys(STAGE_OF) as ProjectStatus[];
  const cases = STAGES.flatMap((stage) => [statuses.filter((s) => STAGE_OF[s] === stage), valueOf(stage)]);
  return ['match', status, ...cases, otherwise] as unknown as ExpressionSpecification;
}
