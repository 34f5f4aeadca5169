import type { ProjectRecord } from '#model/project-register';

export interface RegisterCheck {
  readonly key: string;
  readonly tone: 'pass' | 'limit' | 'note';
  readonly count: number;
}

/** What the register itself says for and against a project, each by itself; there is no score without its parts. */
export function registerChecks(
  record: Pick<ProjectRecord, 'position' | 'landStatus' | 'ceilingRupiah' | 'flags' | 'documents'>,
  openOverlaps: number,
) {
  const { position, landStatus, ceilingRupiah, flags, documents } = record;
  return [
    position === null ? check('noPlace', 'limit') : check('placed', 'pass'),
    landStatus === null
      ? check('landUnknown', 'note')
      : landStatus === 'aset_pemda'
        ? check('landOwn', 'pass')
        : check(landStatus === 'sengketa' ? 'landDisputed' : 'landNeeded', 'limit'),
    openOverlaps === 0 ? check('alone', 'pass') : check('overlaps', 'limit', openOverlaps),
    ceilingRupiah === null ? check('noCeiling', 'note') : check('ceiling', 'pass'),
    flags.includes('stalled') ? check('stalled', 'limit') : null,
    documents.length === 0 ? check('noDocuments', 'note') : check('documents', 'pass', documents.length),
  ].filter((one) => one !== null);
}

const check = <K extends string>(key: K, tone: RegisterCheck['tone'], count = 0) => ({ key, tone, count });
