import type { Upload } from '#model/upload';

/** The way of a file to the map, step by step. */
export const STEPS = ['file', 'columns', 'check', 'publish'] as const;
export type Step = (typeof STEPS)[number];

/** The step at which an upload stands. */
export function stepOf(upload: Upload): Step {
  switch (upload.state) {
    case 'gagal':
    case 'dibatalkan':
      return 'file';
    case 'diperiksa':
    case 'terbit':
    case 'diarsipkan':
      return 'publish';
    case 'draf':
      if (upload.facts === null || upload.job?.kind === 'reading') return 'file';
      return upload.dataset === null || upload.mapping === null ? 'columns' : 'check';
  }
}

/** Steps that can be opened now. */
export function openSteps(upload: Upload): readonly Step[] {
  const at = STEPS.indexOf(stepOf(upload));
  const reached = stepOf(upload) === 'check' ? STEPS.length - 1 : at;
  return STEPS.filter((_, index) => index <= reached);
}
