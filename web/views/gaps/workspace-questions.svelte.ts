import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { MapLevel } from '../../map/map-level.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import { followData } from '../../backend/tileset-changes.ts';
import { createLiveResource, createResource } from '../../state/resource.svelte.ts';
import { INITIAL_GAPS, type AssessedLevel, type GapsView, type Measure } from '../../state/url-codec.ts';
import { MEASURES } from '../../worker/questions.ts';
import {
  coarseReason,
  isShare,
  offeredMeasures,
  peopleByRegion,
  serviceKeyOf,
  servicesOf,
  type CoarseReason,
  type Service,
  type ShownView,
} from './gaps-model.ts';
import { compositePartsOf, otherQuestionOf, questionKey, questionOf } from './gaps-question.ts';
import { serviceName } from './gaps-words.ts';

/** What the address asks of the worker, and what the worker answered. Made inside a component. */
export class WorkspaceQuestions {
  readonly app: AppState;
  private readonly readView: () => GapsView;
  /** What the map shows now; decides the level where the address leaves it to the zoom. */
  mapLevel = $state<MapLevel>('kecamatan');
  /** Regions in the part of the map that is seen; null while there is no map. */
  visible = $state.raw<ReadonlySet<RegionCode> | null>(null);
  /** Whether a click chooses regions for their sum instead of opening one. */
  isChoosing = $state(false);

  readonly view = $derived.by((): GapsView => this.readView());
  readonly rules = createLiveResource(
    () => 'rules',
    async (_, signal) => {
      const [standards, kinds, regions] = await Promise.all([
        this.app.backend.get('standards', {}, {}, signal),
        this.app.backend.get('facilityKinds', {}, {}, signal),
        this.app.backend.get('regions', {}, {}, signal),
      ]);
      return {
        standards: standards.items,
        services: servicesOf(standards.items, kinds.items),
        desaPeople: regions.items
          .filter(({ level }) => level === 'desa')
          .map(({ population }) => population?.value ?? null),
        /** By the register in use. */
        people: peopleByRegion(regions.items),
      };
    },
  );
  readonly standard = $derived.by(
    () =>
      this.standardOf(this.view.standard) ?? this.standardOf(INITIAL_GAPS.standard) ?? this.rules.value?.standards[0],
  );
  readonly service = $derived.by(() => (this.standard ? this.serviceOf(this.standard) : null));
  readonly serviceWord = $derived.by(() => (this.standard ? this.wordOf(this.standard) : ''));
  /** A rule may not answer the measure of the address; then its first one is shown. */
  readonly measure = $derived.by((): Measure => this.measureFor(this.standard, this.view.measure));
  private readonly askedLevel = $derived.by((): AssessedLevel =>
    this.view.level !== 'auto' ? this.view.level : this.mapLevel === 'kecamatan' ? 'kecamatan' : 'desa',
  );
  /** Why the desa that were asked for are answered per kecamatan; null where they are not. */
  readonly coarse = $derived.by((): CoarseReason | null => (this.askedLevel === 'desa' ? this.coarseOfAny() : null));
  readonly level = $derived.by((): AssessedLevel => (this.coarse ? 'kecamatan' : this.askedLevel));
  /** The state of the address with what it leaves open decided. */
  readonly shown = $derived.by((): ShownView => ({
    ...this.view,
    standard: this.standard?.id ?? this.view.standard,
    measure: this.measure,
    level: this.level,
  }));
  readonly parts = $derived.by(() =>
    this.rules.value ? compositePartsOf(this.view, this.rules.value.standards, this.level) : null,
  );
  /** Several services at once are shown instead of one. */
  readonly isComposite = $derived.by(() => this.parts !== null);
  readonly question = $derived.by(() => (this.standard ? questionOf(this.view, this.standard, this.level) : null));
  readonly otherStandard = $derived.by(() => (this.view.other ? this.standardOf(this.view.other.standard) : undefined));
  readonly otherQuestion = $derived.by(() =>
    this.view.other && this.otherStandard && !this.isComposite
      ? otherQuestionOf(this.view, this.view.other, this.otherStandard, this.level)
      : null,
  );

  readonly reply = createLiveResource(
    () => (this.question && !this.isComposite ? questionKey(this.question) : null),
    (_, signal) => this.app.analysis.ask('assess', [this.question!], { signal }),
  );
  readonly otherReply = createLiveResource(
    () => (this.otherQuestion ? questionKey(this.otherQuestion) : null),
    (_, signal) => this.app.analysis.ask('assess', [this.otherQuestion!], { lane: 'other', signal }),
  );
  readonly composite = createLiveResource(
    () =>
      this.parts
        ? JSON.stringify(this.parts.map((part) => [questionKey(part.question), part.measure, part.weightPercent]))
        : null,
    (_, signal) => this.app.analysis.ask('composite', [this.parts!, this.level], { signal }),
  );
  /** How sure the shares of people reached are; null until it is worked out, and for what has no interval. */
  private readonly drawn = createResource(
    () => {
      const measure = this.measure;
      const given = this.reply.value;
      return given && !this.isComposite && isShare(measure) ? `${measure}|${questionKey(given.question)}` : null;
    },
    async (key, signal) => {
      const measure = this.measure === 'travel' ? 'travel' : 'radius';
      return {
        key,
        items: await this.app.analysis.ask('intervals', [this.reply.value!.question, measure], { signal }),
      };
    },
  );
  readonly intervals = $derived.by(() => {
    const given = this.reply.value;
    return given && this.drawn.value?.key === `${this.measure}|${questionKey(given.question)}`
      ? this.drawn.value.items
      : null;
  });
  readonly intervalOfWhole = $derived.by(() => this.intervals?.find((item) => item.code === null) ?? null);

  constructor(app: AppState, view: () => GapsView) {
    this.app = app;
    this.readView = view;
    // Before the questions are asked again: they wait until the data have settled.
    $effect(() => followData({ onDataset: () => app.analysis.forget() }));
  }

  standardOf(id: string): ServiceStandard | undefined {
    return this.rules.value?.standards.find((item) => item.id === id);
  }
  serviceOf(standard: ServiceStandard): Service | null {
    return this.rules.value?.services.find((item) => item.key === serviceKeyOf(standard)) ?? null;
  }
  /** The service that a standard is about, in the words of people. */
  wordOf(standard: ServiceStandard): string {
    const service = this.serviceOf(standard);
    return service ? serviceName(this.app.t, service) : standard.subject;
  }
  /** The first of what is shown that means nothing per desa. */
  private coarseOfAny(): CoarseReason | null {
    const { view, standard } = this;
    const people = this.rules.value?.desaPeople ?? [];
    const shown: readonly { readonly standard: string; readonly measure: Measure }[] =
      view.mix.length > 0
        ? view.mix
        : [
            ...(standard ? [{ standard: standard.id, measure: this.measure }] : []),
            ...(view.other ? [view.other] : []),
          ];
    for (const part of shown) {
      const rule = this.standardOf(part.standard);
      const reason = rule && coarseReason(rule, this.measureFor(rule, part.measure), people);
      if (reason) return reason;
    }
    return null;
  }
  /** The measure asked for where the standard can be held against it, else the first that it answers. */
  measureFor(standard: ServiceStandard | undefined, measure: Measure): Measure {
    if (!standard) return measure;
    const offered = offeredMeasures(standard);
    return offered.includes(measure) ? measure : (offered[0] ?? MEASURES[0]);
  }
}
