import { createContext } from 'svelte';
import { levelAt } from '../../map/map-level.ts';
import type { ImageSize } from '../../map/map-image.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { RegionCode } from '#model/region';
import type { GapsView, Measure } from '../../state/url-codec.ts';
import type { CompositePart, GapsReply } from '../../worker/questions.ts';
import type { PrintedMap } from './export/cell-legend.ts';
import { regionsOfPart } from '../../charts/lorenz-curve.ts';
import { litRegions } from './brushing.ts';
import { comparedRegions } from './comparison.ts';
import {
  capacityNote,
  certaintySentence,
  comparedSentence,
  countDoubts,
  compositeFormula,
  compositeSentence,
  registerWarnings,
  sideNames,
  travelNote,
} from './gaps-answer.ts';
import type { ExportSubject } from './gaps-export.ts';
import { boundsFor, valueOf, type GapItem } from './gaps-model.ts';
import { answerNote, answerSentence, titleOf } from './gaps-words.ts';
import { compositeFigureOf, figureOf, type RegionFigure } from './region-figure.ts';
import { comparedTable, compositeTable, singleTable, sortedRows, type TableModel } from './table-model.ts';
import { WorkspaceQuestions } from './workspace-questions.svelte.ts';

export const [getWorkspace, setWorkspace] = createContext<Workspace>();

/** Bounds of the classes, and the question and toggles that they were made for. */
interface KeptBounds {
  readonly key: string;
  readonly toggles: string;
  readonly bounds: readonly number[];
}

/**
 * The planner's workspace: what the address asks, what the worker answered, and what map, list, charts and table show of it.
 * Everything worth sharing stands in the address; here is only what follows from it.
 */
export class Workspace extends WorkspaceQuestions {
  private kept = $state.raw<KeptBounds | null>(null);
  /** How to take a picture of the map; null while there is none. */
  exportImage = $state.raw<((size: ImageSize) => Promise<PrintedMap>) | null>(null);

  /** Breaks stay while toggles change, so that before and after can be compared; a new rule, measure or level brings new ones. */
  private readonly classes = $derived.by((): KeptBounds | null => {
    const given = this.reply.value;
    if (!given || this.isComposite) return null;
    return this.kept?.key === this.classKey(given) ? this.kept : this.freshBounds(given);
  });
  readonly areClassesOld = $derived.by(
    () => this.measure === 'unit' && this.classes !== null && this.classes.toggles !== this.toggles,
  );
  /** What is shown of each region; null until the first answer. */
  readonly figure = $derived.by((): RegionFigure | null => {
    const { t, format } = this.app;
    if (this.isComposite) return this.composite.value && compositeFigureOf(t, format, this.composite.value, this.level);
    const given = this.reply.value;
    if (!given || !this.classes) return null;
    return figureOf(t, format, given, this.measure, this.wordOf(given.question.standard), this.classes.bounds);
  });
  /** The other side of a comparison, in the classes of the first where both say the same. */
  readonly otherFigure = $derived.by((): RegionFigure | null => {
    const given = this.otherReply.value;
    if (!given || !this.otherQuestion || !this.view.other || !this.figure) return null;
    const { standard } = given.question;
    const measure = this.measureFor(standard, this.view.other.measure);
    const bounds =
      measure === this.measure && this.classes
        ? this.classes.bounds
        : boundsFor(measure, standard, valuesOf(given, measure), given.capacity?.requiredPer1000);
    return figureOf(this.app.t, this.app.format, given, measure, this.wordOf(standard), bounds);
  });
  /** Two states of the regions side by side; null when nothing is compared or the second is not there yet. */
  readonly comparison = $derived.by(() => {
    const { figure, otherFigure, standard, otherStandard } = this;
    const [reply, otherReply, other] = [this.reply.value, this.otherReply.value, this.view.other];
    if (!figure || !otherFigure || !reply || !otherReply || !other || !standard || !otherStandard) return null;
    if (figure.level !== otherFigure.level) return null;
    const names = sideNames(
      this.app.t,
      { reply, view: this.view, service: this.service, word: this.serviceWord },
      {
        reply: otherReply,
        other,
        service: this.serviceOf(otherStandard),
        word: this.wordOf(otherStandard),
        measure: otherFigure.measure,
      },
      figure.measure,
    );
    const regions = comparedRegions(figure, otherFigure);
    return {
      names,
      regions,
      sentence: comparedSentence(this.app.t, this.app.format, regions, figure, names),
      half: { figure: otherFigure, question: otherReply.question, ownTitle: names.first, title: names.second },
    };
  });
  /** How evenly the measure's amount is divided among people; null where nothing can be divided. */
  readonly equity = $derived.by(() => {
    const equity = this.isComposite ? null : (this.reply.value?.equity[this.measure] ?? null);
    return equity && equity.lorenz.length > 2 ? equity : null;
  });
  /** Regions that stay lit everywhere; null: all. */
  readonly lit = $derived.by(() =>
    this.figure
      ? litRegions(this.figure.items, {
          filter: this.view.filter,
          part: this.equity && this.view.curve ? regionsOfPart(this.equity.lorenz, this.view.curve) : null,
          inView: this.view.inView,
          visible: this.visible,
        })
      : null,
  );
  readonly items = $derived.by((): readonly GapItem[] => (this.isComposite ? [] : (this.reply.value?.items ?? [])));
  /** The table that says the same as the map. */
  readonly table = $derived.by((): TableModel | null => {
    const { figure, comparison } = this;
    if (!figure) return null;
    const write = { t: this.app.t, format: this.app.format };
    if (this.isComposite)
      return this.composite.value && this.parts
        ? compositeTable(write, figure, this.composite.value, this.parts, this.nameOfPart)
        : null;
    if (comparison) return comparedTable(write, figure, comparison.half.figure, comparison.regions, comparison.names);
    return this.reply.value && singleTable(write, figure, this.reply.value, this.intervals);
  });

  readonly title = $derived.by(
    () =>
      this.figure?.title ??
      (this.service ? titleOf(this.app.t, this.measure, this.serviceWord, this.level) : this.app.t('gaps.page')),
  );
  /** The finding in one sentence. */
  readonly sentence = $derived.by(() => {
    const { t, format } = this.app;
    if (this.isComposite) return this.figure ? compositeSentence(t, format, this.figure) : '';
    const given = this.reply.value;
    return given ? answerSentence(t, format, given, this.measure, this.wordOf(given.question.standard)) : '';
  });
  /** How it was counted. */
  readonly note = $derived.by(() => {
    const { t, format } = this.app;
    if (this.isComposite) return this.parts ? compositeFormula(t, this.parts, this.nameOfPart) : '';
    const given = this.reply.value;
    if (!given) return '';
    const note =
      this.measure === 'travel'
        ? travelNote(t, format, given)
        : this.measure === 'capacity'
          ? capacityNote(t, format, given)
          : answerNote(t, format, given, this.measure);
    const people = this.rules.value?.people;
    const warnings = people ? registerWarnings(t, format, [given, this.otherReply.value], people) : [];
    return [note, ...warnings].filter((part) => part !== '').join(' ');
  });
  /** How sure the share of the whole is. */
  readonly certainty = $derived.by(() => {
    const given = this.isComposite ? null : this.reply.value;
    if (given && (this.measure === 'unit' || this.measure === 'ratio'))
      return countDoubts(this.app.t, this.app.format, given);
    return this.intervalOfWhole
      ? certaintySentence(
          this.app.t,
          this.app.format,
          this.intervalOfWhole,
          this.measure === 'travel' ? (this.reply.value?.totals.travel ?? null) : null,
        )
      : null;
  });
  /** What is taken away, rows in the order of the table. */
  readonly subject = $derived.by((): ExportSubject | null => {
    if (!this.table) return null;
    const order = sortedRows(this.table, this.view.sort, this.app.format.compareNames).map((row) => row.code);
    if (this.isComposite)
      return this.composite.value && this.parts
        ? {
            type: 'composite',
            reply: this.composite.value,
            parts: this.parts,
            items: inOrder(this.composite.value.items, order),
          }
        : null;
    const reply = this.reply.value;
    if (!reply) return null;
    const { measure } = this;
    const items = inOrder(reply.items, order);
    const other = this.otherReply.value;
    const half = this.comparison?.half.figure.measure;
    return other && half && half !== 'score'
      ? { type: 'comparison', reply, measure, items, other, otherMeasure: half }
      : { type: 'single', reply, measure, items };
  });
  /** What went wrong, and how to try again. */
  readonly failure = $derived.by(() => {
    const asked = this.isComposite ? this.composite : this.reply;
    const tried: readonly (readonly [MessageKey, typeof this.rules | typeof asked | typeof this.otherReply])[] = [
      ['state.what.standards', this.rules],
      ['state.what.analysis', asked],
      ['state.what.analysis', this.otherReply],
    ];
    const found = tried.find(([, resource]) => resource.error !== null);
    if (!found) return null;
    const [what, { error, secondsToRetry, retry }] = found;
    return { what, error: error!, secondsToRetry, retry };
  });
  readonly isStale = $derived.by(() => (this.isComposite ? this.composite.isSlow : this.reply.isSlow));

  constructor(app: AppState, view: () => GapsView) {
    super(app, view);
    $effect(() => {
      if (this.classes && this.classes.key !== this.kept?.key) this.kept = this.classes;
    });
  }

  /** Changes the address. A filter of values or of the curve speaks of what was shown: something else shown ends it. */
  change(part: Partial<GapsView>, options?: { replace?: boolean }): void {
    const shows = ['standard', 'measure', 'mix', 'minutes', 'mode'] as const;
    const ends = shows.some((key) => key in part) ? { filter: null, curve: null } : {};
    this.app.show({ ...this.view, ...ends, ...part }, options);
  }

  /** Opens a region, or closes the one that is open. */
  select(code: RegionCode | null): void {
    this.change({ selected: code === this.view.selected && !this.view.at ? null : code, at: null });
  }

  /** The map has come to rest. */
  zoomTo(zoom: number): void {
    this.mapLevel = levelAt(
      zoom,
      this.mapLevel,
      this.measure !== 'unit' && this.measure !== 'ratio' && !this.isComposite,
    );
  }

  /** Fits the classes to the values shown. */
  rescale(): void {
    if (this.reply.value) this.kept = this.freshBounds(this.reply.value);
  }

  /** A part of a composite in the words of people. */
  readonly nameOfPart = (part: CompositePart): string =>
    this.app.t('work.mix.part', {
      service: this.wordOf(part.question.standard),
      measure: this.app.t(`gaps.measure.${part.measure}.short`),
    });

  private get toggles(): string {
    const { owners, kemenag, crossBorder } = this.view;
    return [owners.join('.'), kemenag, crossBorder].join('|');
  }
  private classKey({ question }: GapsReply): string {
    return [question.standard.id, this.measure, question.level, this.view.other ? 'compared' : ''].join('|');
  }
  private freshBounds(given: GapsReply): KeptBounds {
    return {
      key: this.classKey(given),
      toggles: this.toggles,
      bounds: boundsFor(
        this.measure,
        given.question.standard,
        valuesOf(given, this.measure),
        given.capacity?.requiredPer1000,
      ),
    };
  }
}

function valuesOf(reply: GapsReply, measure: Measure): (number | null)[] {
  return reply.items.map((item) => valueOf(item, measure));
}

function inOrder<T extends { readonly region: { readonly code: RegionCode } }>(
  items: readonly T[],
  order: readonly RegionCode[],
): T[] {
  const byCode = new Map(items.map((item) => [item.region.code, item]));
  return order.flatMap((code) => byCode.get(code) ?? []);
}
