import { unpackOutline, type PackedOutline } from '#model/packed-outline';
import type { Polygonal } from '#model/geometry';
import type { StaffAnswer } from '#staff-contract';

type Answer = StaffAnswer<'siteLayers'>;
type Drawn<T> = Omit<T, 'outline'> & { readonly geometry: Polygonal };
/** What a place is judged by, with outlines in degrees that may lie `toleranceMetres` from where they were stated. */
export interface SiteLayers extends Pick<Answer, 'datasets' | 'toleranceMetres'> {
  readonly hazards: readonly Drawn<Answer['hazards'][number]>[];
  readonly landUses: readonly Drawn<Answer['landUses'][number]>[];
  readonly parcels: readonly Drawn<Answer['parcels'][number]>[];
}
/** Hazards, land use and government land; asked of the server with the account of whoever looks. */
export type LoadSiteLayers = () => Promise<SiteLayers>;

/** The answer of the server with its outlines unpacked. */
export function unpackSiteLayers({ hazards, landUses, parcels, datasets, toleranceMetres }: Answer): SiteLayers {
  const drawn = <T extends { outline: PackedOutline }>({ outline, ...item }: T) => ({
    ...item,
    geometry: unpackOutline(outline),
  });
  return {
    hazards: hazards.map(drawn),
    landUses: landUses.map(drawn),
    parcels: parcels.map(drawn),
    datasets,
    toleranceMetres,
  };
}
