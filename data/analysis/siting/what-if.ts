import type { FacilityKind } from '#model/facility';
import type { RegionCode } from '#model/region';
import type { AssessedRegion, TravelOptions } from '../assessment.ts';
import type { Demand } from '../demand.ts';
import { equityOf, type Equity, type Share } from '../equity.ts';
import type { FacilityColumns, Selection } from '../facility-selection.ts';
import type { Field, ReachFields, ReachLimit } from '../reach-fields.ts';
import type { Supply } from '../floating-catchment.ts';
import { ancestorAt } from '../region-tree.ts';
import { createCapacityEngine } from './what-if-capacity.ts';
import { layerOver, type Cover, type Layer } from './what-if-cover.ts';
import { createWhatIfField } from './what-if-field.ts';
import { sitesOf, type WhatIfChange } from './what-if-sites.ts';
import { waysOf } from './what-if-ways.ts';

/** How far a site reaches people: straight metres, or minutes of travel. */
export type WhatIfReach = { readonly metres: number } | TravelOptions;

export interface WhatIfInput {
  readonly demand: Demand;
  readonly fields: ReachFields;
  readonly regions: readonly AssessedRegion[];
  readonly facilities: FacilityColumns;
  /** The facilities that may serve; null where nothing is known of the kinds. */
  readonly selection: Selection | null;
  /** Kinds of which a new facility counts. */
  readonly kinds: readonly FacilityKind[];
  readonly reach: WhatIfReach;
  /** How far supply reaches; null: capacity is not asked for. */
  readonly capacity: (ReachLimit & { readonly value: number }) | null;
}

/** Before and after of a region; people are whole numbers of the population cells. */
export interface RegionChange {
  readonly code: RegionCode;
  readonly name: string;
  readonly people: number;
  readonly servedBefore: number;
  readonly servedAfter: number;
}
/** Units per 1,000 people of a region, the mean over its people. */
export interface RegionSupply {
  readonly code: RegionCode;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

export interface WhatIfImpact {
  readonly people: number;
  readonly servedBefore: number;
  readonly servedAfter: number;
  readonly gained: number;
  readonly giniBefore: number | null;
  readonly giniAfter: number | null;
  readonly equityAfter: Equity;
  /** Units per 1,000 people; null where no facility has a point, or nobody asked. */
  readonly capacityBefore: number | null;
  readonly capacityAfter: number | null;
  /** Too much for a frame: it is told by the next call that does not move. */
  readonly capacityIsPending: boolean;
  /** Kecamatan whose supply changed, the largest change first. */
  readonly capacityByKecamatan: readonly RegionSupply[];
  /** Those whose number changed, the largest change first. */
  readonly kecamatan: readonly RegionChange[];
  readonly desa: readonly RegionChange[];
  /** People gained by each change if it were the only one. */
  readonly alone: Readonly<Record<string, number>>;
}

export interface WhatIf {
  /** `facilities`: capacities are mostly not known, so each counts as one, and more capacity of one changes nothing. */
  readonly supply: Pick<Supply, 'unit' | 'assumed'>;
  /** The effect of changes; only what differs from the last call is worked out. `isMoving`: it has to be there for the next frame. */
  impact(changes: readonly WhatIfChange[], options?: { readonly isMoving?: boolean }): WhatIfImpact;
  /** All kecamatan, by code, also those that changes do nothing to. */
  kecamatan(changes: readonly WhatIfChange[]): RegionChange[];
  /** Metres or minutes of each cell to the nearest facility with the changes in, equal to the assessor's; not to be changed. */
  field(changes: readonly WhatIfChange[]): Field;
}

/**
 * What changes of facilities do to a whole regency, fast enough for each frame of a drag: whom a site reaches is added to or taken
 * from what is there. People are whole numbers, so the result is that of a computation from nothing, to the last person.
 *
 * Facilities count as in the assessor: owners, Kemenag and border as selected; one without a point serves nobody; a cell is reached
 * up to and including the limit. Gini is among kecamatan, as in `equityOf` over the people reached.
 */
export function createWhatIf(input: WhatIfInput): WhatIf {
  const { demand, regions } = input;
  const { people, desa, desaCodes } = demand;
  const sites = sitesOf(input.facilities, input.selection, input.kinds);
  const { base } = sites;
  const nameOf = new Map(regions.map(({ code, name }) => [code, name]));
  const kecamatanCodes = [...new Set(desaCodes.map((code) => ancestorAt(code, 'kecamatan')))].sort();
  const indexOf = new Map(kecamatanCodes.map((code, index) => [code, index]));
  const kecamatanOf = Int32Array.from(desaCodes, (code) => indexOf.get(ancestorAt(code, 'kecamatan'))!);
  const peopleOfDesa = new Float64Array(desaCodes.length);
  for (let cell = 0; cell < people.length; cell++) peopleOfDesa[desa[cell]!]! += people[cell]!;
  const byKecamatan = (ofDesa: Float64Array): Float64Array => {
    const sums = new Float64Array(kecamatanCodes.length);
    for (let at = 0; at < ofDesa.length; at++) sums[kecamatanOf[at]!]! += ofDesa[at]!;
    return sums;
  };
  const peopleOfKecamatan = byKecamatan(peopleOfDesa);
  const allPeople = sumOf(peopleOfDesa);

  const ways = waysOf(input, base);
  const current = ways.cover;
  const currentLayer = layerOver(base, current.cover);
  const before = current.cover.served.slice();
  const beforeOfKecamatan = byKecamatan(before);
  const servedBefore = sumOf(before);
  let alone: { readonly cover: Cover; readonly layer: Layer } | null = null;
  let gainedAlone = new Map<string, { readonly of: string; readonly gained: number }>();

  const shares = equityPeople(input, kecamatanCodes, peopleOfKecamatan);
  const equity = (served: Float64Array): Equity =>
    equityOf(
      shares.map(({ code, people: of, at }): Share => ({ code, people: of, amount: at === null ? 0 : served[at]! })),
    );
  const giniBefore = equity(beforeOfKecamatan).gini;

  const capacity =
    ways.supply &&
    createCapacityEngine({ ...ways.supply, demand, base, regionOfDesa: kecamatanOf, regions: kecamatanCodes.length });
  const supplyBefore = capacity && sites.isTold(new Map()) ? capacity.means(new Map()) : null;
  const field = createWhatIfField(input, sites);

  /** People gained by one change alone; each is remembered until it changes itself. */
  function gainsAlone(changes: readonly WhatIfChange[], gainedTogether: number): Record<string, number> {
    const next: typeof gainedAlone = new Map();
    for (const change of changes) {
      const of = JSON.stringify([change.action, change.kind, change.facility, change.position]);
      const known = gainedAlone.get(change.id);
      if (known?.of === of) next.set(change.id, known);
      else if (changes.length === 1) next.set(change.id, { of, gained: gainedTogether });
      else {
        if (!alone) {
          const cover = current.again();
          alone = { cover, layer: layerOver(base, cover) };
        }
        alone.layer.apply(sites.changed([change]));
        next.set(change.id, { of, gained: sumOf(alone.cover.served) - servedBefore });
      }
    }
    gainedAlone = next;
    return Object.fromEntries([...next].map(([id, { gained }]) => [id, gained]));
  }

  const changeOf = (code: RegionCode, of: number, from: number, to: number): RegionChange => ({
    code,
    name: nameOf.get(code) ?? code,
    people: of,
    servedBefore: from,
    servedAfter: to,
  });

  return {
    supply: sites.supply,
    kecamatan(changes) {
      currentLayer.apply(sites.changed(changes));
      const after = byKecamatan(current.cover.served);
      return kecamatanCodes.map((code, at) =>
        changeOf(code, peopleOfKecamatan[at]!, beforeOfKecamatan[at]!, after[at]!),
      );
    },
    impact(changes, { isMoving = false } = {}) {
      const changed = sites.changed(changes);
      currentLayer.apply(changed);
      const { served } = current.cover;
      const after = byKecamatan(served);
      const servedAfter = sumOf(served);
      const equityAfter = equity(after);
      const capacityIsPending = ways.isSupplySlow && isMoving && changed.size > 0;
      const supplyAfter = capacity && !capacityIsPending && sites.isTold(changed) ? capacity.means(changed) : null;
      return {
        people: allPeople,
        servedBefore,
        servedAfter,
        gained: servedAfter - servedBefore,
        giniBefore,
        giniAfter: equityAfter.gini,
        equityAfter,
        capacityBefore: supplyBefore?.whole ?? null,
        capacityAfter: supplyAfter?.whole ?? null,
        capacityIsPending,
        capacityByKecamatan: kecamatanCodes
          .flatMap((code, at) => {
            const [from, to] = [supplyBefore?.byRegion[at] ?? null, supplyAfter?.byRegion[at] ?? null];
            return from === null || to === null || from === to
              ? []
              : [{ code, name: nameOf.get(code) ?? code, before: from, after: to }];
          })
          .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.code < b.code ? -1 : 1)),
        kecamatan: changedOnly(
          kecamatanCodes.map((code, at) => changeOf(code, peopleOfKecamatan[at]!, beforeOfKecamatan[at]!, after[at]!)),
        ),
        desa: changedOnly(desaCodes.map((code, at) => changeOf(code, peopleOfDesa[at]!, before[at]!, served[at]!))),
        alone: gainsAlone(changes, servedAfter - servedBefore),
      };
    },
    field: (changes) => field(sites.changed(changes)),
  };
}

/**
 * What changes cost for each person gained, in whole rupiah. The sum is null where the cost of a change is not known, the cost per
 * person also where nobody is gained: it is never infinite.
 */
export function costOf(
  changes: readonly { readonly costRupiah: number | null }[],
  gained: number,
): { costRupiah: number | null; rupiahPerPerson: number | null } {
  let sum: number | null = 0;
  for (const { costRupiah } of changes) sum = sum === null || costRupiah === null ? null : sum + costRupiah;
  if (sum === null || !Number.isSafeInteger(sum)) return { costRupiah: null, rupiahPerPerson: null };
  return { costRupiah: sum, rupiahPerPerson: gained > 0 ? Math.round(sum / gained) : null };
}

/**
 * Whose Gini it is, as where the workspace of gaps divides people reached: all of a kecamatan's register by radius, those who can be
 * placed on the roads by travel. `at` is null where it has nobody.
 */
function equityPeople(
  { demand, fields, regions, reach }: WhatIfInput,
  codes: readonly RegionCode[],
  peopleOfCells: Float64Array,
): { code: RegionCode; people: number; at: number | null }[] {
  const access = 'minutes' in reach ? fields.accessMinutes(reach.mode, reach.path) : null;
  const placed = peopleOfCells.slice();
  if (access) {
    const at = new Map(codes.map((code, index) => [code, index]));
    const indexOfDesa = demand.desaCodes.map((code) => at.get(ancestorAt(code, 'kecamatan'))!);
    for (let cell = 0; cell < access.length; cell++) {
      if (Number.isNaN(access[cell]!)) placed[indexOfDesa[demand.desa[cell]!]!]! -= demand.people[cell]!;
    }
  }
  const indexOf = new Map(codes.map((code, index) => [code, index]));
  return regions.flatMap(
    ({ code, own, level, population }): { code: RegionCode; people: number; at: number | null }[] => {
      if (!own || level !== 'kecamatan' || population === null) return [];
      const index = indexOf.get(code);
      const isCounted = index !== undefined && ('minutes' in reach || peopleOfCells[index]! > 0);
      const of = isCounted && 'minutes' in reach ? placed[index]! : population;
      if (of === 0) return [{ code, people: 0, at: null }];
      return isCounted ? [{ code, people: of, at: index }] : [];
    },
  );
}

function changedOnly(regions: readonly RegionChange[]): RegionChange[] {
  const sizeOf = ({ servedBefore, servedAfter }: RegionChange): number => Math.abs(servedAfter - servedBefore);
  return regions
    .filter((region) => sizeOf(region) > 0)
    .sort((a, b) => sizeOf(b) - sizeOf(a) || (a.code < b.code ? -1 : 1));
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
