import { z } from 'zod';
import { FacilityOwner } from '#model/facility';
import type { SitingQuestion } from '#model/siting';
import type { ServiceStandard } from '#model/standard';
import { TravelMode, TravelPath } from '#model/travel';

type Query = Readonly<Record<string, string>>;
/** What the studio begins with. */
export const FIRST_STANDARD = 'SNI-KES-PKM';
const FIRST: SitingQuestion = {
  standard: FIRST_STANDARD,
  measure: 'radius',
  owners: [...FacilityOwner.options],
  kemenag: true,
  crossBorder: true,
  mode: 'motorcycle',
  path: 'network',
  minutes: null,
  register: null,
};
const Flag = z.enum(['1', '0']).transform((text) => text === '1');
const Owners = z
  .string()
  .transform((text) => (text === '' ? [] : text.split('.')))
  .pipe(z.array(FacilityOwner));
const Minutes = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(240));
const Identifier = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/);

/** What an address asks; what it leaves open, or says wrongly, is as in `base` (the scenario that is open). */
export function questionOf(query: Query, base: SitingQuestion = FIRST): SitingQuestion {
  const read = <T>(name: string, schema: z.ZodType<T, string>, fallback: T): T => {
    const text = query[name];
    const result = text === undefined ? null : schema.safeParse(text);
    return result?.success ? result.data : fallback;
  };
  return {
    standard: read('standard', Identifier, base.standard),
    measure: read('measure', z.enum(['radius', 'travel']), base.measure),
    owners: read('owners', Owners, base.owners),
    kemenag: read('kemenag', Flag, base.kemenag),
    crossBorder: read('border', Flag, base.crossBorder),
    mode: read('mode', TravelMode, base.mode),
    path: read('path', TravelPath, base.path),
    minutes: read<number | null>('minutes', Minutes, base.minutes),
    register: read<string | null>('register', Identifier, base.register),
  };
}

/** The parameters that say a question, only where it differs from `base`. */
export function queryOf(question: SitingQuestion, base: SitingQuestion = FIRST): Record<string, string | undefined> {
  const said = (text: string, standing: string): string | undefined => (text === standing ? undefined : text);
  const flag = (is: boolean): string => (is ? '1' : '0');
  return {
    standard: said(question.standard, base.standard),
    measure: said(question.measure, base.measure),
    owners: said(question.owners.join('.'), base.owners.join('.')),
    kemenag: said(flag(question.kemenag), flag(base.kemenag)),
    border: said(flag(question.crossBorder), flag(base.crossBorder)),
    mode: said(question.mode, base.mode),
    path: said(question.path, base.path),
    minutes: said(String(question.minutes ?? ''), String(base.minutes ?? '')),
    register: said(question.register ?? '', base.register ?? ''),
  };
}

/** How reach can be asked of a standard: by straight distance only where it states one. */
export function reachOf({ tests }: ServiceStandard, measure: SitingQuestion['measure']): SitingQuestion['measure'] {
  return measure === 'radius' && tests.radius?.path !== 'straight' ? 'travel' : measure;
}

/** The two scenarios that an address compares; null where it compares none. */
export function comparedIds(query: Query): readonly [string, string] | null {
  const ids = (query['bandingkan'] ?? '').split(',').filter((id) => z.uuid().safeParse(id).success);
  return ids.length === 2 && ids[0] !== ids[1] ? [ids[0]!, ids[1]!] : null;
}
