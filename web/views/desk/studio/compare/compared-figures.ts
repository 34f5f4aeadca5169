import type { RegionCode } from '#model/region';
import type { ScenarioFigures } from '#model/siting';
import type { Format } from '../../../../i18n/format.ts';
import type { MessageKey, Translate } from '../../../../i18n/messages.ts';

export interface ComparedRow {
  readonly key: MessageKey;
  readonly first: string;
  readonly second: string;
  /** Second less first; empty where one of them is not known. */
  readonly difference: string;
  readonly isMoney: boolean;
}

/** The figures of two scenarios side by side, as they were saved. */
export function comparedFigures(
  t: Translate,
  format: Format,
  one: ScenarioFigures,
  other: ScenarioFigures,
): ComparedRow[] {
  const signed = (write: (value: number) => string) => (value: number) => (value > 0 ? '+' : '') + write(value);
  const row = (
    key: MessageKey,
    value: (figures: ScenarioFigures) => number | null,
    write: (value: number) => string,
    difference: (value: number) => string = signed(write),
    isMoney = false,
  ): ComparedRow => {
    const [first, second] = [value(one), value(other)];
    const say = (given: number | null): string => (given === null ? t('missing') : write(given));
    const isKnown = first !== null && second !== null;
    return {
      key,
      first: say(first),
      second: say(second),
      difference: isKnown ? difference(second - first) : '',
      isMoney,
    };
  };
  const share = ({ servedAfter, people }: ScenarioFigures): number | null =>
    people === 0 ? null : servedAfter / people;
  const points = (value: number): string =>
    t('studio.compare.points', { points: signed(digits(format, 1))(value * 100) });
  return [
    row('studio.compare.people', ({ people }) => people, format.number),
    row('studio.compare.served', ({ servedAfter }) => servedAfter, format.number),
    row('studio.compare.gained', gained, format.signed),
    row('studio.coverage', share, (value) => format.percent(value), points),
    row('studio.gini', ({ giniAfter }) => giniAfter, digits(format, 3)),
    row('studio.capacity', ({ capacityAfter }) => capacityAfter, digits(format, 3)),
    row('studio.cost', ({ costRupiah }) => costRupiah, format.rupiahFull, undefined, true),
    row('studio.perPerson', rupiahPerPerson, format.rupiahFull, undefined, true),
  ];
}

const digits =
  (format: Format, count: number) =>
  (value: number): string =>
    format.decimal(value, count);
const gained = ({ servedAfter, servedBefore }: ScenarioFigures): number => servedAfter - servedBefore;

/** Whole rupiah per person newly reached; null where nobody is, or the cost is not known. */
function rupiahPerPerson(figures: ScenarioFigures): number | null {
  const people = gained(figures);
  return figures.costRupiah === null || people <= 0 ? null : Math.round(figures.costRupiah / people);
}

export interface ComparedRegion {
  readonly code: RegionCode;
  readonly name: string;
  readonly first: number;
  readonly second: number;
}

/** Kecamatan in which the two serve different numbers of people, the largest difference first. */
export function comparedKecamatan(one: ScenarioFigures, other: ScenarioFigures): ComparedRegion[] {
  const others = new Map(other.byKecamatan.map((row) => [row.code, row]));
  return one.byKecamatan
    .flatMap(({ code, name, servedAfter }) => {
      const second = others.get(code)?.servedAfter;
      return second === undefined || second === servedAfter ? [] : [{ code, name, first: servedAfter, second }];
    })
    .sort((a, b) => Math.abs(b.second - b.first) - Math.abs(a.second - a.first) || a.code.localeCompare(b.code));
}
