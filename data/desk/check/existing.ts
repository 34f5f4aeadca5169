import KDBush from 'kdbush';
import type { Position } from '#model/geometry';
import { metresBetween } from '../../import/coordinates.ts';
import { facilityNameKey } from './facility-names.ts';

/** A published feature as a row is compared with. `key` is the agency's own id of it, where known. */
export interface ExistingFeature {
  readonly id: string;
  readonly dataset: string;
  readonly name: string;
  readonly kind: string;
  readonly key: string | null;
  readonly nationalCode: string | null;
  readonly region: string | null;
  readonly position: Position | null;
  /** Of another dataset, but this one was found to hold it too (`facility_source`): counted once. */
  readonly isKnownHere?: boolean;
}

const METRES_PER_DEGREE = 111_195;

/** Published features of the dataset, and of the same kinds in others, by key, national code, name and place. */
export class ExistingFeatures {
  private readonly byId: ReadonlyMap<string, ExistingFeature>;
  private readonly byKey = new Map<string, ExistingFeature>();
  private readonly byNationalCode = new Map<string, ExistingFeature>();
  private readonly byName = new Map<string, ExistingFeature[]>();
  private readonly placed: readonly ExistingFeature[];
  private readonly points: KDBush | null;

  constructor(features: readonly ExistingFeature[]) {
    this.byId = new Map(features.map((feature) => [feature.id, feature]));
    for (const feature of features) {
      if (feature.key !== null) this.byKey.set(`${feature.dataset} ${feature.key}`, feature);
      if (feature.nationalCode !== null) this.byNationalCode.set(`${feature.kind} ${feature.nationalCode}`, feature);
      const name = `${feature.dataset} ${feature.kind} ${facilityNameKey(feature.name)}`;
      const alike = this.byName.get(name);
      if (alike) alike.push(feature);
      else this.byName.set(name, [feature]);
    }
    this.placed = features.filter(({ position }) => position !== null);
    this.points = this.placed.length === 0 ? null : new KDBush(this.placed.length);
    for (const { position } of this.placed) this.points?.add(position![0], position![1]);
    this.points?.finish();
  }

  get(id: string): ExistingFeature | undefined {
    return this.byId.get(id);
  }

  withKey(dataset: string, key: string): ExistingFeature | undefined {
    return this.byKey.get(`${dataset} ${key}`);
  }

  withNationalCode(kind: string, code: string): ExistingFeature | undefined {
    return this.byNationalCode.get(`${kind} ${code}`);
  }

  /** Features of a dataset and kind whose name says the same. */
  named(dataset: string, kind: string, name: string): readonly ExistingFeature[] {
    return this.byName.get(`${dataset} ${kind} ${facilityNameKey(name)}`) ?? [];
  }

  /** Features of a kind within so many metres, nearest first. */
  near(position: Position, kind: string, metres: number): { feature: ExistingFeature; metres: number }[] {
    if (this.points === null) return [];
    const [x, y] = position;
    const [dx, dy] = [metres / (METRES_PER_DEGREE * Math.cos((y * Math.PI) / 180)), metres / METRES_PER_DEGREE];
    return this.points
      .range(x - dx, y - dy, x + dx, y + dy)
      .map((index) => this.placed[index]!)
      .filter((feature) => feature.kind === kind)
      .map((feature) => ({ feature, metres: metresBetween(position, feature.position!) }))
      .filter((one) => one.metres <= metres)
      .sort((a, b) => a.metres - b.metres);
  }
}
