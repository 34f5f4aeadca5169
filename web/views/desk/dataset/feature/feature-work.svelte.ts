import type { Geometry } from 'geojson';
import type { Position } from '#model/geometry';
import type { DeskFamily, Remedy } from '#model/upload';
import type { DeskFeature, StaffAnswer } from '#staff-contract';
import { BackendError } from '../../../../backend/backend.ts';
import type { StaffBackend } from '../../../../backend/staff-backend.ts';
import { keepDraft, keptDraft } from './drafts.ts';
import { bodyOf, differing, disagreements, draftOf, EMPTY_DRAFT, merged, type Draft } from './feature-form.ts';

export type FeatureAnswer = StaffAnswer<'deskFeature'>;

/** What somebody else saved while the form was open; null where it was taken out. */
export interface Conflict {
  readonly theirs: FeatureAnswer | null;
}
interface Refused {
  readonly name: string;
  readonly reason: string;
}

/** One feature being edited, or a new one: what was loaded, what stands in the form, and what became of saving it. */
export class FeatureWork {
  readonly dataset: string;
  readonly family: DeskFamily;
  private readonly staff: StaffBackend;
  private readonly decimalComma: boolean;
  /** As it was when the form began; null for a new one. */
  base = $state.raw<FeatureAnswer | null>(null);
  draft = $state.raw<Draft>(EMPTY_DRAFT);
  /** The form was left with changes and goes on where it was. */
  wasKept = $state(false);
  isSaving = $state(false);
  failure = $state.raw<Error | null>(null);
  refused = $state.raw<readonly Refused[]>([]);
  conflict = $state.raw<Conflict | null>(null);
  /** The version that the last saving made. */
  saved = $state.raw<number | null>(null);

  constructor(
    staff: StaffBackend,
    dataset: string,
    family: DeskFamily,
    base: FeatureAnswer | null,
    decimalComma: boolean,
  ) {
    this.staff = staff;
    this.dataset = dataset;
    this.family = family;
    this.decimalComma = decimalComma;
    this.base = base;
    const kept = keptDraft(dataset, base?.id ?? null);
    this.wasKept = kept !== null;
    // Kept with what it began with: what others saved since then is a conflict, not something to write over.
    if (kept?.base) this.base = kept.base;
    this.draft = kept?.draft ?? this.begin();
  }

  private begin(): Draft {
    return this.base === null ? EMPTY_DRAFT : draftOf(this.base, this.decimalComma);
  }
  /** Names of the fields that differ from what is saved. */
  get changed(): readonly string[] {
    return differing(this.family, this.begin(), this.draft, this.decimalComma);
  }
  get isChanged(): boolean {
    return this.changed.length > 0;
  }
  get disagreements() {
    const theirs = this.conflict?.theirs;
    if (!theirs || this.base === null) return [];
    const saved = draftOf(theirs, this.decimalComma);
    return disagreements(this.family, this.begin(), this.draft, saved, this.decimalComma);
  }
  reasonOf(field: string): string | null {
    return this.refused.find(({ name }) => name === field)?.reason ?? null;
  }

  change(part: Partial<Draft>): void {
    this.draft = { ...this.draft, ...part };
    this.saved = null;
    this.keep();
  }
  type(field: string, text: string): void {
    this.change({ texts: { ...this.draft.texts, [field]: text } });
    this.refused = this.refused.filter(({ name }) => name !== field);
  }
  place(position: Position | null): void {
    this.change({ position, geometry: null });
    this.refused = this.refused.filter(({ name }) => name !== 'row' && name !== 'region');
  }
  /** What somebody else saved, in a form in which nothing was typed. */
  follow(saved: FeatureAnswer): void {
    this.base = saved;
    this.draft = this.begin();
  }
  /** Back to what is saved. */
  discard(): void {
    this.draft = this.begin();
    this.refused = [];
    this.failure = null;
    this.conflict = null;
    this.wasKept = false;
    this.keep();
  }
  draw(geometry: Geometry | null): void {
    this.change({ geometry, position: null });
    this.refused = this.refused.filter(({ name }) => name !== 'row' && name !== 'region');
  }
  private keep(): void {
    keepDraft(this.dataset, this.base?.id ?? null, this.isChanged ? { base: this.base, draft: this.draft } : null);
  }

  /** Saves; the feature as it stands then, or null when it was refused, when somebody else came first, or when it failed. */
  async save(decisions: readonly Remedy[] = []): Promise<DeskFeature | null> {
    if (this.isSaving) return null;
    const body = {
      ...bodyOf(this.family, this.base === null ? null : this.begin(), this.draft, this.decimalComma),
      ...(decisions.length > 0 ? { decisions: [...decisions] } : {}),
    };
    const { base } = this;
    return this.attempt(async () => {
      const { feature, version } =
        base === null
          ? await this.staff.ask('createFeature', { params: { id: this.dataset }, body })
          : await this.staff.ask('changeFeature', {
              params: { id: this.dataset, feature: base.id },
              body: { ...body, revision: base.revision },
            });
      keepDraft(this.dataset, base?.id ?? null, null);
      this.wasKept = false;
      if (base !== null) {
        this.base = await this.load(feature.id);
        this.draft = this.begin();
      }
      this.saved = version;
      return feature;
    });
  }

  /** Takes the feature out; the version that this made, or null as `save`. */
  async remove(): Promise<number | null> {
    const { base } = this;
    if (base === null || this.isSaving) return null;
    return this.attempt(async () => {
      const { version } = await this.staff.ask('removeFeature', {
        params: { id: this.dataset, feature: base.id },
        query: { revision: base.revision },
      });
      keepDraft(this.dataset, base.id, null);
      return version;
    });
  }

  /** Goes on from what the other one saved, with one's own values where `mine` names them. */
  resolve(mine: ReadonlySet<string>): void {
    const theirs = this.conflict?.theirs;
    if (!theirs) return;
    this.draft = merged(this.family, this.draft, draftOf(theirs, this.decimalComma), mine);
    this.base = theirs;
    this.conflict = null;
    this.keep();
  }
  /** The feature was taken out by somebody else: what stands in the form becomes a new one. */
  beginAnew(): void {
    keepDraft(this.dataset, this.base?.id ?? null, null);
    this.base = null;
    this.conflict = null;
    this.keep();
  }

  private load(id: string): Promise<FeatureAnswer> {
    return this.staff.ask('deskFeature', { params: { id: this.dataset, feature: id } });
  }
  private async attempt<T>(work: () => Promise<T>): Promise<T | null> {
    this.isSaving = true;
    this.failure = null;
    this.refused = [];
    this.conflict = null;
    this.saved = null;
    try {
      return await work();
    } catch (error) {
      await this.explain(error);
      return null;
    } finally {
      this.isSaving = false;
    }
  }
  private async explain(error: unknown): Promise<void> {
    const problem = error instanceof BackendError ? error.problem : null;
    if (problem?.code === 'row_refused') this.refused = problem.parameters ?? [];
    const id = this.base?.id;
    if (id !== undefined && problem?.code === 'edit_conflict') {
      try {
        this.conflict = { theirs: await this.load(id) };
        return;
      } catch (later) {
        if (!(later instanceof BackendError) || later.problem?.code !== 'unknown_feature') {
          this.failure = later instanceof Error ? later : new Error(String(later));
          return;
        }
        this.conflict = { theirs: null };
        return;
      }
    }
    if (id !== undefined && problem?.code === 'unknown_feature') this.conflict = { theirs: null };
    else if (this.refused.length === 0) this.failure = error instanceof Error ? error : new Error(String(error));
  }
}
