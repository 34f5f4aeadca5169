import type { Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import { createResource } from '../../../state/resource.svelte.ts';
import type { Place } from '../../../worker/questions.ts';
import { isShare } from '../gaps-model.ts';
import { questionKey } from '../gaps-question.ts';
import type { Workspace } from '../workspace.svelte.ts';

/** What the worker tells of one place: why it is served as it is, how sure that is, and how it changed. Made in a component. */
export class PlaceExplanation {
  private readonly work: Workspace;
  private readonly code: () => RegionCode | null;
  private readonly position: () => Position | null;

  private readonly place = $derived.by((): Place | null => {
    const position = this.position();
    const code = this.code();
    return position ? { position } : code ? { code } : null;
  });
  private readonly question = $derived.by(() => (this.work.isComposite ? null : this.work.question));
  /** Only the rule is explained, whatever the level shown. */
  private readonly key = $derived.by(() =>
    this.question && this.place
      ? `${questionKey({ ...this.question, level: 'kecamatan' })}|${JSON.stringify(this.place)}`
      : null,
  );
  readonly explanation = createResource(
    () => this.key,
    async (key, signal) => ({
      key,
      value: await this.work.app.analysis.ask('explain', [this.question!, this.place!], { signal }),
    }),
  );
  /** Null until the place of now is explained. */
  readonly value = $derived.by(() => {
    const given = this.explanation.value;
    return given && given.key === this.key ? given.value : null;
  });

  /** The measure whose share of people reached has a span. */
  readonly reachMeasure = $derived.by((): 'radius' | 'travel' =>
    this.work.measure === 'travel' || !this.work.standard?.tests.radius ? 'travel' : 'radius',
  );
  private readonly drawn = createResource(
    () => {
      const code = this.code();
      const isAsked = this.question && code !== null && !this.position() && !isShare(this.work.measure);
      return isAsked ? `${this.reachMeasure}|${questionKey(this.question!)}` : null;
    },
    async (key, signal) => ({
      key,
      items: await this.work.app.analysis.ask('intervals', [this.question!, this.reachMeasure], {
        lane: 'place',
        signal,
      }),
    }),
  );
  /** The span of the region's share; null for a cell, for another level than the one shown, and until it is worked out. */
  readonly interval = $derived.by(() => {
    if (!this.question || this.position()) return null;
    const own =
      this.drawn.value?.key === `${this.reachMeasure}|${questionKey(this.question)}` ? this.drawn.value.items : null;
    const items = isShare(this.work.measure) ? this.work.intervals : own;
    return items?.find((item) => item.code === this.code()) ?? null;
  });

  private readonly history = createResource(
    () => (this.key && this.code() && !this.position() ? `${this.work.measure}|${this.key}` : null),
    async (key, signal) => ({
      key,
      points: await this.work.app.analysis.ask('trend', [this.question!, this.work.measure, this.code()], { signal }),
    }),
  );
  readonly trend = $derived.by(() =>
    this.history.value?.key === `${this.work.measure}|${this.key}` ? this.history.value.points : null,
  );

  constructor(work: Workspace, code: () => RegionCode | null, position: () => Position | null) {
    this.work = work;
    this.code = code;
    this.position = position;
  }
}
