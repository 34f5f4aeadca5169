import type { ServiceStandard } from '#model/standard';
import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import type { ClassScale, ScaleClass } from '../../../map/scales.ts';
import type { CellField } from '../../../worker/questions.ts';
import { serviceName } from '../gaps-words.ts';

type CellMeasure = CellField['measure'];

/** What the colours of cells say, and in what unit; of a catchment, whose cells are the lit ones, too. */
export function cellTitleWords(
  t: Translate,
  format: Format,
  { measure, cellMetres }: Pick<CellField, 'measure' | 'cellMetres'>,
  { facilityKinds, subject }: ServiceStandard,
  catchment: { readonly facility: { readonly name: string } } | null,
): { readonly title: string; readonly subtitle: string } {
  const unit = t(`map.cells.unit.${measure}`, { metres: format.distance(cellMetres) });
  return {
    title: t(`map.cells.title.${measure}`, { service: serviceName(t, { kinds: facilityKinds, subject }) }),
    subtitle: catchment ? `${unit}; ${t('map.catchment.lit', { name: catchment.facility.name })}` : unit,
  };
}

/** The value of a cell in words. */
export function cellValueWords(t: Translate, format: Format, measure: CellMeasure, value: number): string {
  if (Number.isNaN(value)) return t('missing');
  switch (measure) {
    case 'radius':
      return value === Infinity ? t('map.cells.value.none') : format.distance(value);
    case 'travel':
      return value === Infinity
        ? t('map.cells.value.noWay')
        : t('map.cells.value.travel', { value: format.number(Math.round(value)) });
    case 'capacity':
      return t('map.cells.value.capacity', { value: format.decimal(value, 3) });
  }
}

/** A class of cells in words. */
export function cellClassWords(
  t: Translate,
  format: Format,
  measure: CellMeasure,
  scale: ClassScale,
  row: ScaleClass,
): string {
  const write = (value: number): string =>
    measure === 'radius' ? format.ruleDistance(value) : format.decimal(value, 3);
  /** "1,5–2 km": the unit is said once. */
  const bare = (value: number): string => (measure === 'radius' ? write(value).replace(/\s(km|m)$/, '') : write(value));
  const below = scale.classes[row.index - 1]?.to ?? null;
  const isLast = row.index === scale.classes.length - 1;
  if (below === null)
    return measure === 'capacity' ? t('map.cells.noCapacity') : t('map.cells.within', { to: write(row.to ?? 0) });
  if (isLast) return t(measure === 'capacity' ? 'map.cells.enough' : 'map.cells.beyond', { from: write(below) });
  const unitOf = (value: number) => write(value).split(/\s/).at(-1);
  const from = unitOf(below) === unitOf(row.to ?? 0) ? bare(below) : write(below);
  return t('map.cells.between', { from, to: write(row.to ?? 0) });
}
