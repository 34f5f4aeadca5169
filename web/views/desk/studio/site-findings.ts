import type { Format } from '../../../i18n/format.ts';
import { translateCode, type Translate } from '../../../i18n/messages.ts';
import type { SiteCheck } from '../../../worker/siting/siting-questions.ts';
import { authorityWords } from '../../gaps/gaps-words.ts';

export interface Finding {
  readonly key: string;
  /** `pass`: nothing against it; `limit`: speaks against it; `note`: to know; `unknown`: no dataset tells. */
  readonly tone: 'pass' | 'limit' | 'note' | 'unknown';
  readonly finding: string;
  readonly detail: string | null;
  readonly isSample: boolean;
}
/** Projects and parcels named one by one. */
const MOST_NAMED = 3;

/** What a check says in words, each part by itself: a place has no score. */
export function checkFindings(t: Translate, format: Format, check: SiteCheck, service: string): Finding[] {
  // Beyond the border nothing is ours to tell: our layers end there.
  if (check.desa === null) return [finding('outside', 'limit', t('studio.check.outside'))];
  return [
    protectedFields(t, format, check),
    ...hazards(t, check),
    governmentLand(t, format, check),
    ...neighbours(t, format, check, service),
    ...planned(t, format, check),
    ...authority(t, format, check),
  ];
}

const finding = (
  key: string,
  tone: Finding['tone'],
  words: string,
  { detail = null, isSample = false }: Partial<Pick<Finding, 'detail' | 'isSample'>> = {},
): Finding => ({ key, tone, finding: words, detail, isSample });

function protectedFields(t: Translate, format: Format, check: SiteCheck): Finding {
  if (!check.known.landUse) return finding('lp2b', 'unknown', t('studio.check.lp2b.unknown'));
  const isSample = check.landUses.some(({ sample }) => sample);
  const metres = check.protectedFieldMetres;
  if (metres === 0) return finding('lp2b', 'limit', t('studio.check.lp2b.inside'), { isSample });
  const detail = metres === null ? null : t('studio.check.lp2b.distance', { distance: format.distance(metres) });
  return finding('lp2b', 'pass', t('studio.check.lp2b.outside'), { detail, isSample });
}

function hazards(t: Translate, check: SiteCheck): Finding[] {
  if (!check.known.hazard) return [finding('hazard', 'unknown', t('studio.check.hazard.unknown'))];
  if (check.hazards.length === 0) return [finding('hazard', 'pass', t('studio.check.hazard.none'))];
  return check.hazards.map(({ kind, class: level, sample }, at) =>
    finding(
      `hazard-${at}`,
      'limit',
      t('studio.check.hazard', {
        kind: translateCode(t, 'hazard', kind),
        class: translateCode(t, 'hazardClass', level),
      }),
      { isSample: sample },
    ),
  );
}

function governmentLand(t: Translate, format: Format, check: SiteCheck): Finding {
  const { parcels, known, nearestParcelMetres: nearest, neededSquareMetres: needed } = check;
  if (!known.parcels) return finding('land', 'unknown', t('studio.check.land.unknown'));
  const isSample = parcels.some(({ sample }) => sample);
  const asked = needed === null ? '' : t('studio.check.land.needed', { area: format.areaSquareMetres(needed) });
  if (parcels.length === 0)
    return finding('land', 'limit', t('studio.check.land.none'), {
      detail: [nearest === null ? '' : t('studio.check.land.nearest', { distance: format.distance(nearest) }), asked]
        .filter(Boolean)
        .join(' '),
      isSample,
    });
  const named = parcels
    .slice(0, MOST_NAMED)
    .map((parcel) =>
      t('studio.check.land.one', {
        name: parcel.name ?? parcel.use ?? t('studio.check.land.unnamed'),
        area: format.areaSquareMetres(parcel.areaSquareMetres),
        distance: format.distance(parcel.metres),
      }),
    )
    .join('; ');
  const isEnough = parcels.some(({ isLargeEnough }) => isLargeEnough !== false);
  return finding('land', isEnough ? 'pass' : 'limit', t(isEnough ? 'studio.check.land' : 'studio.check.land.small'), {
    detail: [`${named}.`, asked].filter(Boolean).join(' '),
    isSample,
  });
}

function neighbours(t: Translate, format: Format, { nearest }: SiteCheck, service: string): Finding[] {
  if (!nearest) return [finding('nearest', 'note', t('studio.check.nearest.none', { service }))];
  const values = { service, name: nearest.name, distance: format.distance(nearest.metres) };
  return [
    finding(
      'nearest',
      'note',
      nearest.minutes === null
        ? t('studio.check.nearest', values)
        : t('studio.check.nearest.minutes', { ...values, minutes: format.number(Math.round(nearest.minutes)) }),
    ),
  ];
}

function planned(t: Translate, format: Format, check: SiteCheck): Finding[] {
  if (check.planned.length === 0) return [finding('planned', 'note', t('studio.check.planned.none'))];
  return check.planned.slice(0, MOST_NAMED).map((project) =>
    finding(
      `planned-${project.id}`,
      'limit',
      t('studio.check.planned', { opd: project.opd, year: project.fiscalYear }),
      {
        detail: t('studio.check.planned.what', { name: project.name, distance: format.distance(project.metres) }),
        isSample: project.sample,
      },
    ),
  );
}

function authority(t: Translate, format: Format, check: SiteCheck): Finding[] {
  const words = authorityWords(t, format, check.authority);
  return words === '' ? [] : [finding('authority', 'note', t('studio.check.authority', { words }))];
}
