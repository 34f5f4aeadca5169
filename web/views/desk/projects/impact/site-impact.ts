import type { FacilityKind } from '#model/facility';
import type { ServiceStandard } from '#model/standard';
import type { Format } from '../../../../i18n/format.ts';
import { translateCode, type Translate } from '../../../../i18n/messages.ts';
import type { SiteCheck } from '../../../../worker/siting/siting-questions.ts';

/** Standards by which somebody is reached by a kind of facility, those in force and with a straight distance first. */
export function standardsFor(standards: readonly ServiceStandard[], kind: FacilityKind): readonly ServiceStandard[] {
  const rank = ({ force, tests }: ServiceStandard): number =>
    (force === 'diganti' ? 2 : 0) + (tests.radius?.path === 'straight' ? 0 : 1);
  return standards
    .filter(({ facilityKinds, tests }) => facilityKinds.includes(kind) && (tests.radius ?? tests.travel) !== undefined)
    .toSorted((a, b) => rank(a) - rank(b));
}

export interface SiteFinding {
  readonly key: string;
  readonly words: string;
  readonly sample: boolean;
}

/** What stands at the place of a project, in words. What no dataset tells of is "no data yet", never "safe". */
export function siteFindings(t: Translate, format: Format, check: SiteCheck, kind: string): SiteFinding[] {
  const { nearest, hazards, known, protectedFieldMetres: field, landUses } = check;
  const hazardWords = [
    ...new Set(
      hazards.map(({ kind: hazard, class: level }) =>
        t('projectDesk.site.hazard', {
          hazard: translateCode(t, 'hazard', hazard),
          level: translateCode(t, 'hazardClass', level),
        }),
      ),
    ),
  ].join('; ');
  return [
    {
      key: 'nearest',
      words:
        nearest === null
          ? t('projectDesk.site.nearest.none', { kind })
          : t('projectDesk.site.nearest', { kind, name: nearest.name, distance: format.distance(nearest.metres) }),
      sample: false,
    },
    {
      key: 'hazard',
      words: !known.hazard
        ? t('projectDesk.site.hazard.unknown')
        : hazardWords === ''
          ? t('projectDesk.site.hazard.none')
          : hazardWords,
      sample: hazards.some(({ sample }) => sample),
    },
    {
      key: 'field',
      words: !known.landUse
        ? t('projectDesk.site.field.unknown')
        : field === 0
          ? t('projectDesk.site.field.inside')
          : t('projectDesk.site.field.outside'),
      sample: landUses.some(({ sample }) => sample),
    },
    {
      key: 'authority',
      words: t('projectDesk.site.authority', {
        authority: check.authority.map((one) => t(`authority.${one}`)).join(', ') || t('missing'),
      }),
      sample: false,
    },
  ];
}
