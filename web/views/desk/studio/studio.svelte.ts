import { createContext } from 'svelte';
import type { DatasetItem } from '#contract';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { ScenarioInput, SitingChange, SitingLimits, SitingQuestion } from '#model/siting';
import type { ServiceStandard } from '#model/standard';
import { followData } from '../../../backend/tileset-changes.ts';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { deskView, type DeskView } from '../../../state/desk-address.ts';
import { createLiveResource } from '../../../state/resource.svelte.ts';
import type { CellField } from '../../../worker/questions.ts';
import type { Impact, OpenedSiting, SiteCheck } from '../../../worker/siting/siting-questions.ts';
import { servicesOf, type Service } from '../../gaps/gaps-model.ts';
import { cellFigureOf, type CellFigure } from '../../gaps/map/cell-figure.ts';
import { serviceName } from '../../gaps/gaps-words.ts';
import { beginHistory, redone, undone, withStep, type ChangeHistory } from './change-history.ts';
import { latestOnly } from './latest-only.ts';
import { impactSentence } from './impact-words.ts';
import { metresOfKey, movedBy } from './pin-geometry.ts';
import { inputsOf } from './scenario/scenario-entry.ts';
import { isMovable, withMoved, without } from './site-changes.ts';
import { queryOf, questionOf, reachOf } from './studio-address.ts';

export const [getStudio, setStudio] = createContext<Studio>();

/** Keys that follow each other are one movement; it rests after a pause. */
const PAUSE_MILLISECONDS = 900;
const NO_LIMITS: SitingLimits = { avoidProtectedFields: true, avoidHazard: true, onlyGovernmentLand: false };
type Changes = readonly SitingChange[];
interface OpenedAs {
  readonly key: string;
  readonly answer: OpenedSiting;
  readonly datasets: readonly DatasetItem[];
}
interface Step {
  readonly key: string;
  readonly changes: Changes;
  readonly selected: SitingChange | null;
  readonly isMoving: boolean;
}

/** What the studio asks, what is changed, and what the engine answered. Made inside a component. */
export class Studio {
  readonly app: AppState;
  private readonly readView: () => DeskView;
  private history = $state.raw<ChangeHistory>(beginHistory([]));
  private moving = $state.raw<{ readonly id: string; readonly position: Position } | null>(null);
  /** Id of the change that the panel speaks of. */
  selected = $state<string | null>(null);
  /** The next press on the map puts a new facility there. */
  isPlacing = $state(false);
  /** Id of the facility there is that was pressed. */
  facility = $state<string | null>(null);
  limits = $state.raw<SitingLimits>(NO_LIMITS);
  budgetRupiah = $state<number | null>(null);
  impact = $state.raw<Impact | null>(null);
  field = $state.raw<CellField | null>(null);
  /** The field when nothing moves: its people are counted by class. */
  restingField = $state.raw<CellField | null>(null);
  /** Colours and classes of the field as it was opened; they stay, so that before and after can be compared. */
  figure = $state.raw<CellFigure | null>(null);
  check = $state.raw<SiteCheck | null>(null);
  /** What went wrong in the last step. */
  failure = $state.raw<Error | null>(null);
  /** What a screen reader is told when a movement has come to rest. */
  announcement = $state('');
  /** Why what was just tried was not done. */
  refusal = $state<string | null>(null);

  readonly view = $derived.by((): DeskView => this.readView());
  readonly id = $derived.by(() => this.view.ids[0] ?? null);
  readonly rules = createLiveResource(
    () => 'rules',
    async (_, signal) => {
      const [standards, kinds] = await Promise.all([
        this.app.backend.get('standards', {}, {}, signal),
        this.app.backend.get('facilityKinds', {}, {}, signal),
      ]);
      const services = servicesOf(standards.items, kinds.items);
      return { standards: standards.items, services: services.filter(({ state }) => state === 'counted') };
    },
  );
  /** What limits a place; its datasets are named also where they say nothing here. */
  readonly layers = createLiveResource(
    () => 'layers',
    (_, signal) => this.app.staff.ask('siteLayers', {}, signal),
  );
  /** The scenario that the address names. */
  readonly scenario = createLiveResource(
    () => this.id,
    (id, signal) => this.app.staff.ask('scenario', { params: { id } }, signal),
  );
  private readonly base = $derived.by(() => (this.id ? this.scenario.value?.content.question : undefined));
  readonly standard = $derived.by((): ServiceStandard | undefined => {
    const { standard } = questionOf(this.view.query, this.base);
    const offered = this.rules.value?.services.flatMap((service) => service.standards) ?? [];
    return offered.find(({ id }) => id === standard) ?? offered[0];
  });
  readonly service = $derived.by((): Service | undefined =>
    this.rules.value?.services.find(({ standards }) => standards.some(({ id }) => id === this.standard?.id)),
  );
  readonly kind = $derived.by((): FacilityKind | null => this.standard?.facilityKinds[0] ?? null);
  readonly word = $derived.by(() => (this.service ? serviceName(this.app.t, this.service) : ''));
  readonly question = $derived.by((): SitingQuestion | null => {
    if (!this.standard || (this.id !== null && !this.scenario.value)) return null;
    const asked = questionOf(this.view.query, this.base);
    return { ...asked, standard: this.standard.id, measure: reachOf(this.standard, asked.measure) };
  });
  private readonly key = $derived.by(() => (this.question ? JSON.stringify(this.question) : null));
  readonly opening = createLiveResource(
    () => this.key,
    async (key, signal): Promise<OpenedAs> => {
      // The versions first: should data change meanwhile, what is saved is told to be old rather than the other way round.
      const { items } = await this.app.backend.get('datasets', {}, {}, signal);
      const answer = await this.app.analysis.ask('sitingOpen', [this.question!], { signal });
      this.isForgotten = false;
      return { key, answer, datasets: items };
    },
  );
  readonly opened = $derived.by(() => (this.opening.value?.key === this.key ? this.opening.value!.answer : null));
  /** The datasets behind the figures, with the versions they had when the question was opened. */
  readonly inputs = $derived.by((): readonly ScenarioInput[] => {
    const { opened, layers, opening } = this;
    const judged = (layers.value?.datasets ?? []).map(({ id }) => ({ dataset: id }));
    return opened && opening.value ? inputsOf([...opened.inputs, ...judged], opening.value.datasets) : [];
  });

  /** As they are drawn and counted, also amid a movement. */
  readonly changes = $derived.by((): Changes =>
    this.moving ? withMoved(this.history.present, this.moving.id, this.moving.position) : this.history.present,
  );
  readonly chosen = $derived.by(() => this.changes.find(({ id }) => id === this.selected) ?? null);
  readonly isMoving = $derived.by(() => this.moving !== null);
  readonly canUndo = $derived.by(() => this.history.past.length > 0);
  readonly canRedo = $derived.by(() => this.history.future.length > 0);
  private savedText = $state('');
  private readonly text = $derived.by(() =>
    JSON.stringify([this.question, this.history.present, this.limits, this.budgetRupiah]),
  );
  readonly isDirty = $derived.by(() => this.history.present.length > 0 && this.savedText !== this.text);

  private readonly steps = latestOnly((step: Step) => this.work(step));

  constructor(app: AppState, view: () => DeskView) {
    this.app = app;
    this.readView = view;
    $effect(() =>
      followData({
        onDataset: () => {
          this.isForgotten = true;
          app.analysis.forget();
        },
      }),
    );
    $effect(() => () => clearTimeout(this.pause));
    // Another scenario, or the same one as a colleague saved it: its changes take the place of what was there.
    let loaded: string | null = null;
    $effect(() => {
      const scenario = this.scenario.value;
      if (!scenario || scenario.id !== this.id || loaded === scenario.id) return;
      loaded = scenario.id;
      this.take(scenario.content.changes, scenario.content.limits, scenario.content.budgetRupiah);
    });
    $effect(() => {
      if (this.id === null) loaded = null;
    });
    // Whatever is asked anew or changed is worked out; amid a movement the newest place counts.
    $effect(() => {
      const { opened, key } = this;
      if (opened && key)
        this.steps.push({ key, changes: this.changes, selected: this.chosen, isMoving: this.isMoving });
    });
  }

  /** Resolves when the engine has answered for what is there now. */
  settled(): Promise<void> {
    return this.steps.settled();
  }

  private async work({ key, changes, selected, isMoving }: Step): Promise<void> {
    const { analysis } = this.app;
    const isWanted = (): boolean => key === this.key;
    try {
      const asked = [
        analysis.ask('sitingChange', [changes, isMoving]).then((impact) => {
          if (isWanted()) this.impact = impact;
        }),
        analysis.ask('sitingField', [changes]).then((field) => {
          if (!isWanted()) return;
          if (this.figureKey !== key && this.standard) {
            this.figure = cellFigureOf(field, this.standard);
            this.figureKey = key;
          }
          this.field = field;
          if (!this.isMoving) this.restingField = field;
        }),
        selected
          ? analysis.ask('sitingCheck', [selected.kind, selected.position, changes]).then((check) => {
              if (isWanted()) this.check = check;
            })
          : Promise.resolve(),
      ];
      await Promise.all(asked);
      if (!selected) this.check = null;
      this.failure = null;
    } catch (error) {
      // The data changed amid it: what is opened anew answers this step again.
      if (isWanted() && !this.isForgotten) this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }
  private figureKey: string | null = null;
  private isForgotten = false;
  /** The movement of which it is being asked whether it may end where it did. */
  private resting: object | null = null;
  private pause: ReturnType<typeof setTimeout> | undefined;

  /** Another question; it goes into the address. */
  ask(part: Partial<SitingQuestion>): void {
    if (!this.question) return;
    const next = { ...this.question, ...part };
    this.app.show(deskView('studio', this.view.ids, queryOf(next, this.base)));
    if (part.standard !== undefined && part.standard !== this.question.standard) this.facility = null;
  }

  /** Other changes as one step that can be taken back. */
  step(changes: Changes, select: string | null = this.selected): void {
    this.halt();
    this.refusal = null;
    this.history = withStep(this.history, changes);
    this.selected = changes.some(({ id }) => id === select) ? select : null;
    void this.announce();
  }
  /** A scenario's changes; what was before cannot be taken back to. */
  take(changes: Changes, limits: SitingLimits, budgetRupiah: number | null): void {
    this.halt();
    this.refusal = null;
    this.history = beginHistory(changes);
    this.selected = changes[0]?.id ?? null;
    this.limits = limits;
    this.budgetRupiah = budgetRupiah;
    this.savedText = JSON.stringify([this.question, changes, limits, budgetRupiah]);
  }
  markSaved(): void {
    this.savedText = this.text;
  }
  /** Takes the last step back; a movement that has not come to rest is the last step. */
  undo(): void {
    if (this.moving) return this.cancel();
    this.moveInHistory(undone(this.history));
  }
  redo(): void {
    this.moveInHistory(redone(this.history));
  }
  private moveInHistory(next: ChangeHistory): void {
    if (next === this.history) return;
    this.halt();
    this.refusal = null;
    this.history = next;
    if (!next.present.some(({ id }) => id === this.selected)) this.selected = next.present.at(-1)?.id ?? null;
    void this.announce();
  }
  remove(id: string): void {
    const at = this.history.present.findIndex((change) => change.id === id);
    const next = without(this.history.present, id);
    this.step(next, next[Math.min(at, next.length - 1)]?.id ?? null);
  }

  /** While it moves, everything follows; nothing is a step until it rests. */
  move(id: string, position: Position): void {
    clearTimeout(this.pause);
    // One that has not come to rest yet is a step of its own.
    if (this.moving && this.moving.id !== id) this.step(this.changes);
    this.refusal = null;
    this.selected = id;
    this.moving = { id, position };
  }
  /** Does what a key says to a change, on the map and in the list alike; true when it said something. */
  pressKey(event: KeyboardEvent, change: SitingChange): boolean {
    const by = metresOfKey(event.key, event.shiftKey);
    if (by && isMovable(change)) {
      this.move(change.id, movedBy(change.position, by));
      this.pause = setTimeout(() => void this.rest(), PAUSE_MILLISECONDS);
    } else if (event.key === 'Enter' && this.isMoving) void this.rest();
    else if (event.key === 'Escape' && this.isMoving) this.cancel();
    else if (event.key === 'Delete' || event.key === 'Backspace') this.remove(change.id);
    else return false;
    event.preventDefault();
    return true;
  }
  /** The movement comes to rest: one step, or back where it began when nothing may stand where it ended. */
  async rest(): Promise<void> {
    clearTimeout(this.pause);
    const { moving, chosen } = this;
    if (!moving || !chosen || this.resting === moving) return;
    this.resting = moving;
    const isInside = await this.isInside(chosen.kind, moving.position);
    // Taken up again, or taken back, meanwhile.
    if (this.moving !== moving) return;
    if (isInside) this.step(this.changes);
    else {
      this.cancel();
      this.refusal = this.app.t('studio.refused.outside');
    }
  }
  /** Whether a place is in our own territory, for the engine would count a site wherever it stands; true where nothing tells. */
  async isInside(kind: FacilityKind, position: Position): Promise<boolean> {
    try {
      const check = await this.app.analysis.ask('sitingCheck', [kind, position, []], { lane: 'resting' });
      return check.desa !== null;
    } catch {
      return true;
    }
  }
  /** Back to where the movement began. */
  cancel(): void {
    this.halt();
    void this.announce();
  }
  private halt(): void {
    clearTimeout(this.pause);
    this.moving = null;
  }

  private async announce(): Promise<void> {
    // After the effects that push the step: they run before the next task.
    await new Promise((resolve) => setTimeout(resolve));
    await this.settled();
    const { impact, field } = this;
    this.restingField = field;
    if (impact && !this.isMoving) this.announcement = impactSentence(this.app.t, this.app.format, impact);
  }
}
