import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ProblemCode } from '#contract';
import { Role } from '#model/account';
import { Authority } from '#model/authority';
import { Classification, Dataset, DatasetStatus, ImportNote, ReasonCode } from '#model/dataset';
import { FacilityKind, FacilityOwner, LocationAccuracy } from '#model/facility';
import { Condition, HazardClass, HazardKind, InfrastructureKind, LandUseKind, RoadClass } from '#model/infrastructure';
import { ApplicantKind, BusinessScale, PermitRisk, PermitStatus, PermitType } from '#model/permit';
import { FundingSource, LandStatus, ProcurementMethod, ProjectOrigin, ProjectStatus } from '#model/project';
import { RegionKind, RegionLevel } from '#model/region';
import { EvidenceGrade, ServiceSector, ServiceStandard } from '#model/standard';
import { FileRefusal, RowReason } from '#model/upload';
import startEnglish from '../../../web/i18n/en.json';
import startIndonesian from '../../../web/i18n/id.json';
import { createTranslate, INDONESIAN, loadMessages, translateCode } from '../../../web/i18n/messages.ts';
import { DESK_ENGLISH } from '../../../web/i18n/desk/english.ts';
import { DESK_INDONESIAN } from '../../../web/i18n/desk/indonesian.ts';
import { WORKSPACE_ENGLISH } from '../../../web/i18n/workspace/english.ts';
import { WORKSPACE_INDONESIAN } from '../../../web/i18n/workspace/indonesian.ts';

const indonesian: Record<string, string> = { ...startIndonesian, ...WORKSPACE_INDONESIAN, ...DESK_INDONESIAN };
const english: Record<string, string> = { ...startEnglish, ...WORKSPACE_ENGLISH, ...DESK_ENGLISH };

const placesOf = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)(?=\}|\|)/g)].map((match) => match[1]))].sort();

/** Every closed list that can reach a reader, and where its words stand. */
const CODES: readonly (readonly [family: string, codes: readonly string[]])[] = [
  ['reason', ReasonCode.options],
  ['problem', ProblemCode.options],
  ['kind', FacilityKind.options],
  ['owner', FacilityOwner.options],
  ['gaps.owner', FacilityOwner.options],
  ['gaps.how.available', FacilityOwner.options],
  ['authority', Authority.options],
  ['accuracy', LocationAccuracy.options],
  ['status', DatasetStatus.options],
  ['classification', Classification.options],
  ['datasets.family', Dataset.shape.family.options],
  ['outcome', ImportNote.shape.outcome.options],
  ['region', RegionKind.options],
  ['region.level', RegionLevel.options],
  ['sector', ServiceSector.options],
  ['evidence', EvidenceGrade.options],
  ['force', ServiceStandard.shape.force.options],
  ['limit', ServiceStandard.shape.limits.element.options],
  ['projectStatus', ProjectStatus.options],
  ['projectOrigin', ProjectOrigin.options],
  ['funding', FundingSource.options],
  ['procurement', ProcurementMethod.options],
  ['land', LandStatus.options],
  ['permitType', PermitType.options],
  ['permitStatus', PermitStatus.options],
  ['permitRisk', PermitRisk.options],
  ['infrastructure', InfrastructureKind.options],
  ['condition', Condition.options],
  ['roadClass', RoadClass.options],
  ['hazard', HazardKind.options],
  ['hazardClass', HazardClass.options],
  ['landUse', LandUseKind.options],
  ['unit', ['km', 'm2', 'unit', 'classroom']],
  ['role', Role.exclude(['publik']).options],
  ['deskReason', RowReason.options],
  ['fileRefusal', FileRefusal.options],
  ['deskChoice.businessScale', BusinessScale.options],
  ['deskChoice.applicantKind', ApplicantKind.options],
  ['weakPassword', ['too_short', 'own_words', 'easily_guessed']],
  ['search.type', ['kabupaten', 'kecamatan', 'desa', 'facility', 'project']],
];

describe('words of the interface', () => {
  test('English has the same messages as Indonesian', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(indonesian).sort());
  });
  test('the words of the workspace repeat none of the start', () => {
    expect(Object.keys(WORKSPACE_INDONESIAN).filter((key) => Object.hasOwn(startIndonesian, key))).toEqual([]);
  });
  test('no message is empty, and both languages take the same values', () => {
    const wrong = Object.entries(indonesian).filter(([key, text]) => {
      const other = english[key] ?? '';
      // A number that only chooses between singular and plural may be needed in English alone.
      const extra = placesOf(other).filter((place) => !placesOf(text).includes(place));
      const lost = placesOf(text).filter((place) => !placesOf(other).includes(place));
      return text === '' || other === '' || lost.length > 0 || extra.some((place) => place !== 'n');
    });
    expect(wrong).toEqual([]);
  });
  test.each(CODES)('every code of %s has words', (family, codes) => {
    expect(codes.filter((code) => !Object.hasOwn(indonesian, `${family}.${code}`))).toEqual([]);
  });
  test('a code newer than the interface is shown as it came', () => {
    const t = createTranslate(INDONESIAN);
    expect(translateCode(t, 'kind', 'waste-site')).toBe(INDONESIAN['kind.waste-site']);
    expect(translateCode(t, 'kind', 'moon_phase')).toBe('moon phase');
  });
  test('values and plurals are filled in; a forgotten value stays visible', async () => {
    const t = createTranslate(await loadMessages('en'));
    expect(t('search.results', { count: 1 })).toBe('1 result');
    expect(t('search.results', { count: 3 })).toBe('3 results');
    expect(createTranslate(INDONESIAN)('search.in')).toBe('Kec. {name}');
  });
  test('every message is used somewhere in the web app', () => {
    const source = readdirSync('web', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|svelte)$/.test(file))
      .map((file) => readFileSync(`web/${file}`, 'utf8'))
      .join('\n');
    const families = CODES.map(([family]) => `${family}.`);
    // Keys with a part filled in at run time: `gaps.title.${measure}`.
    const patterns = [...source.matchAll(/[`'"]([\w.-]+\.)\$\{/g)].map((match) => match[1]!);
    // Lists that a map layer names for its popup: `codes: 'map.road'`.
    const lists = [...source.matchAll(/codes: '([\w.-]+)'/g)].map((match) => `${match[1]}.`);
    // Codes from outside: `translateCode(t, 'audit.action', code)`.
    const coded = [...source.matchAll(/translateCode\(\s*[\w.]+,\s*'([\w.-]+)'/g)].map((match) => `${match[1]}.`);
    const unused = Object.keys(indonesian).filter(
      (key) =>
        !source.includes(`'${key}'`) &&
        !source.includes(`"${key}"`) &&
        ![...families, ...patterns, ...lists, ...coded].some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});
