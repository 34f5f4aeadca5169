import type { Format } from '../i18n/format.ts';
import { capitalised, type MessageValues, type Translate } from '../i18n/messages.ts';
import type { FacilityGroup } from '../map/facility-symbols.ts';
import { authorityWords, intervalWords, serviceName } from '../views/gaps/gaps-words.ts';
import type { Figure, ReportGap, ReportModel, ReportNote, ReportProject, ReportRow } from './report-data.ts';

/** Words with the numbers of the footnotes behind them; `**…**` marks what weighs most. */
export interface NotedText {
  readonly text: string;
  readonly notes: readonly number[];
}
export interface TableRow {
  readonly name: NotedText;
  /** The rule in small: regulation, grade, what it asks. */
  readonly rule: string;
  /** Need, available, gap, within the radius, within the minutes; or one text across all where data is missing. */
  readonly cells: readonly string[] | string;
  readonly isSample: boolean;
  readonly isLacking: boolean;
}
export interface ChartBar {
  readonly name: string;
  /** Shares 0–1; null where not known or not asked by the rule. */
  readonly reach: number | null;
  readonly travel: number | null;
  /** `notAsked`: the rule knows no radius, so that only the time is drawn. */
  readonly state: 'known' | 'missing' | 'notAsked';
  readonly words: string;
}
export interface ReportText {
  /** Title of the document: what a file list or a screen reader says first. */
  readonly documentTitle: string;
  readonly kicker: string;
  readonly heading: string;
  readonly facts: readonly NotedText[];
  readonly finding: NotedText;
  /** Said above everything where a part is made up. */
  readonly sample: string | null;
  readonly sampleBadge: string;
  readonly map: {
    readonly title: string;
    readonly alt: string;
    readonly north: string;
    readonly groups: Readonly<Record<FacilityGroup, string>>;
  };
  readonly chart: {
    readonly title: string;
    readonly alt: string;
    readonly bars: readonly ChartBar[];
    readonly reachKey: string;
    readonly travelKey: string | null;
    readonly missing: string;
    readonly notes: readonly number[];
  };
  readonly table: {
    readonly title: string;
    readonly heads: readonly NotedText[];
    readonly rows: readonly TableRow[];
    readonly key: string;
  };
  readonly gaps: {
    readonly title: string;
    readonly items: readonly { readonly heading: NotedText; readonly body: NotedText }[];
    readonly none: string;
  };
  readonly projects: {
    readonly title: string;
    readonly items: readonly { readonly name: string; readonly facts: NotedText; readonly isSample: boolean }[];
    readonly none: string;
  };
  readonly notesTitle: string;
  /** The n-th is footnote n + 1. */
  readonly notes: readonly string[];
  readonly foot: readonly string[];
  readonly page: string;
}

export interface ReportFrame {
  /** Full name with its kind, from the profile. */
  readonly regionName: string;
  readonly address: string;
  readonly now: Date;
}

/** A span that would be written with one number twice says nothing. */
const NARROWEST_SPAN = 0.0005;

/** The report in words. Rules of grammar: nothing known, none, one, more, surplus, shared and estimated read differently. */
export function reportTextOf(t: Translate, format: Format, model: ReportModel, frame: ReportFrame): ReportText {
  const heading = `${t(`region.${model.region.kind}`)} ${model.region.name}`;
  const levelWord = t(`region.level.${model.region.level}`);
  const { count } = model;
  const isDesa = model.region.level === 'desa';
  const travelRow = model.rows.find((row) => row.travel !== null);
  return {
    documentTitle: t('report.document', { place: heading, code: model.region.code }),
    kicker: t('report.kicker'),
    heading,
    facts: facts(),
    finding: finding(),
    sample: model.isSample ? t('report.sample') : null,
    sampleBadge: t('sample.badge'),
    map: {
      title: t('report.map.title'),
      alt: t('report.map.alt', { place: heading }),
      north: t('report.map.north'),
      groups: {
        health: t('report.group.health'),
        safety: t('report.group.safety'),
        education: t('report.group.education'),
        community: t('report.group.community'),
        trade: t('report.group.trade'),
        government: t('report.group.government'),
      },
    },
    chart: chart(),
    table: {
      title: t('report.table.title'),
      heads: [
        { text: t('report.table.service'), notes: [] },
        { text: t('report.table.need'), notes: model.people.notes },
        { text: t('report.table.available'), notes: [] },
        { text: t('report.table.gap'), notes: [] },
        {
          text: t('report.table.reach'),
          notes: notesOnly(
            model.rows.map((row) => row.reach?.share),
            'cells',
          ),
        },
        { text: t('report.table.travel'), notes: notesOnly([travelRow?.travel?.share], 'travel') },
      ],
      rows: model.rows.map(tableRow),
      key: t('report.table.key', {
        a: t('evidence.A'),
        b: t('evidence.B'),
        c: t('evidence.C'),
      }),
    },
    gaps: {
      title: t('report.gaps.title'),
      items: model.gaps.map(gapWords),
      none: t(count.known === 0 ? 'report.gaps.unknown' : 'report.gaps.none'),
    },
    projects: {
      title: t('report.projects.title'),
      items: model.projects.map(projectWords),
      none: t(
        !model.knowsProjects
          ? 'report.projects.unknown'
          : model.gaps.length === 0
            ? 'report.projects.noGap'
            : 'report.projects.none',
      ),
    },
    notesTitle: t('report.notes.title'),
    notes: model.notes.map(noteWords),
    foot: [
      `${t('app.footer.indicative')} ${t('app.footer.planning')} ${t('report.rule')}`,
      t('report.printed', { time: format.dateTime(frame.now), address: frame.address }),
    ],
    page: t('report.page', { page: 1, pages: 1 }),
  };

  function facts(): NotedText[] {
    const { parentName, people, areaKm2, villages, isPeopleEstimated } = model;
    const place = [
      ...(model.region.level === 'desa' && parentName ? [t('region.kecamatanName', { name: parentName })] : []),
      frame.regionName,
    ].join(', ');
    return [
      { text: place, notes: [] },
      { text: t('report.fact.code', { code: model.region.code }), notes: [] },
      people.value === null
        ? { text: t('report.fact.people.missing'), notes: people.notes }
        : {
            text: t(isPeopleEstimated ? 'report.fact.people.estimated' : 'report.fact.people', {
              people: format.number(people.value),
              n: people.value,
            }),
            notes: people.notes,
          },
      ...(villages === null || villages.value === 0
        ? []
        : [{ text: t('kecamatan.fact.villages', { count: villages.value ?? 0 }), notes: villages.notes }]),
      ...(areaKm2.value === null ? [] : [{ text: format.area(areaKm2.value), notes: areaKm2.notes }]),
    ];
  }

  /** The main finding: the worst gap in numbers, then how many services fall short. */
  function finding(): NotedText {
    const worst = model.gaps[0]?.row;
    if (count.known === 0) return { text: t('report.finding.unknown', { place: heading }), notes: [] };
    const rest = [
      ...(count.missing === 0
        ? []
        : [t('report.finding.missing', { missing: format.number(count.missing), n: count.missing })]),
      ...(count.isAllSample
        ? [t('report.finding.sample.all')]
        : count.sample === 0
          ? []
          : [t('report.finding.sample', { sample: format.number(count.sample), n: count.sample })]),
    ];
    const known = format.number(count.known);
    if (!worst)
      return {
        text: [t('report.finding.enough', { place: heading, known, n: count.known }), ...rest].join(' '),
        notes: uniqueNotes(
          model.rows
            .filter((row) => row.outcome !== 'missing' && row.isSample === count.isAllSample)
            .map((row) => row.available),
        ),
      };
    const short = isDesa ? count.beyond : count.beyond + count.lacking;
    const counted = t(
      !isDesa ? 'report.finding.count' : count.beyond > 0 ? 'report.finding.count.desa' : 'report.finding.count.near',
      { known, short: format.number(short), lacking: format.number(count.lacking), n: short },
    );
    return {
      text: [shortfall(worst, 'finding'), counted, ...rest].join(' '),
      notes: uniqueNotes(worst.outcome === 'lacking' ? [worst.gap] : [worst.reach?.people]),
    };
  }

  /** What a row lacks, for the finding and for the heading of a gap. */
  function shortfall(row: ReportRow, use: 'finding' | 'gap'): string {
    const say = (kind: 'units' | 'nothing' | 'ratio' | 'far' | 'nobody', values: MessageValues): string =>
      use === 'finding' ? t(`report.finding.${kind}`, values) : t(`report.gap.${kind}`, values);
    const service = markedService(row);
    const values = {
      place: heading,
      service,
      Service: capitalised(service),
      uncounted: row.uncounted ? t('report.uncounted', { schools: t(`report.uncounted.${row.uncounted}`) }) : '',
    };
    if (row.outcome === 'lacking') {
      const gap = row.gap.value ?? 0;
      return say(isDesa ? 'ratio' : row.available.value === 0 ? 'nothing' : 'units', {
        ...values,
        gap: format.number(gap),
        n: gap,
        need: format.number(row.need.value ?? 0),
        available: format.number(row.available.value ?? 0),
      });
    }
    const share = row.reach?.share.value ?? null;
    const people = (model.people.value ?? 0) - (row.reach?.people.value ?? 0);
    return say(share === 0 ? 'nobody' : 'far', {
      ...values,
      people: format.number(people),
      share: share === null ? t('missing') : format.percent(1 - share),
      span: spanOf(row, true),
      distance: format.ruleDistance(row.reach?.radiusMetres ?? 0),
    });
  }

  /** How sure a share is, in brackets behind it; of those out of reach with `isBeyond`. */
  function spanOf({ reach }: ReportRow, isBeyond = false): string {
    const { p5 = null, p95 = null } = reach?.interval ?? {};
    const isNarrow = p5 !== null && p95 !== null && p95 - p5 < NARROWEST_SPAN;
    const span = reach?.interval && !isNarrow && intervalWords(format, reach.interval, isBeyond);
    return span ? t('report.span', { span }) : '';
  }

  function gapWords({ row, alternatives, remedy, authority }: ReportGap): ReportText['gaps']['items'][number] {
    const parts: string[] = [];
    const figures: (Figure | undefined)[] = [];
    if (row.outcome === 'lacking') {
      const affected = row.affected.value ?? 0;
      const served = row.reach?.people.value ?? null;
      const isFar = served !== null && model.people.value !== null && model.people.value - served === affected;
      parts.push(
        t(isDesa || affected === 0 ? 'report.gap.equation' : `report.gap.equation.${isFar ? 'far' : 'ratio'}`, {
          need: format.number(row.need.value ?? 0),
          available: format.number(row.available.value ?? 0),
          people: format.number(affected),
          distance: format.ruleDistance(row.reach?.radiusMetres ?? 0),
          n: affected,
        }),
      );
      figures.push(row.gap, ...(!isDesa && affected > 0 ? [row.affected] : []));
      const share = row.reach?.share.value ?? null;
      if (row.reach && share !== null && !(isFar && !isDesa)) {
        parts.push(
          t('report.gap.near', {
            share: format.percent(share) + spanOf(row),
            distance: format.ruleDistance(row.reach.radiusMetres),
          }),
        );
        figures.push(row.reach.share);
      }
    }
    if (row.rank)
      parts.push(
        t(row.rank.isTied ? 'report.gap.rank.tied' : 'report.gap.rank', {
          place: format.number(row.rank.place),
          total: format.number(row.rank.total),
          level: levelWord,
        }),
      );
    const nearest = alternatives.slice(0, 2);
    if (nearest.length > 0) {
      parts.push(t('report.gap.nearest', { list: nearest.map(alternativeWords).join('; ') }));
      figures.push(...nearest.flatMap((one) => [one.distanceMetres, one.minutes]));
    }
    if (isDesa && remedy === 'build-facility') {
      // Where people are near enough, a number that was rounded up is no reason to build.
      if (row.outcome === 'beyond') parts.push(t('report.remedy.build-facility.desa'));
    } else if (remedy && remedy !== 'none')
      parts.push(
        t(`report.remedy.${remedy}`, {
          units: format.number(Math.max(1, row.gap.value ?? 1)),
          n: Math.max(1, row.gap.value ?? 1),
          service: serviceWord(row),
        }),
      );
    const owner = authorityWords(t, format, authority);
    if (owner !== '') parts.push(`${capitalised(owner)}.`);
    return {
      heading: {
        text: shortfall(row, 'gap'),
        notes: uniqueNotes(row.outcome === 'lacking' ? [row.gap] : [row.reach?.people]),
      },
      body: { text: parts.join(' '), notes: uniqueNotes(figures) },
    };
  }

  function alternativeWords({ name, distanceMetres, minutes, own }: ReportGap['alternatives'][number]): string {
    const distance = distanceMetres.value === null ? t('missing') : format.distance(distanceMetres.value);
    const far =
      minutes.value === null || !Number.isFinite(minutes.value)
        ? distance
        : t('report.alternative.minutes', { distance, minutes: format.number(Math.ceil(minutes.value)) });
    return own ? `${name}, ${far}` : t('report.alternative.outside', { name, far });
  }

  function projectWords(project: ReportProject): ReportText['projects']['items'][number] {
    return {
      // The mark stands beside the name, so the name need not bear it, too.
      name: project.sample ? project.name.replace(/\s*\(contoh\)$/, '') : project.name,
      facts: {
        text: [
          String(project.fiscalYear),
          t(`projectStatus.${project.status}`),
          ...(project.ceilingRupiah.value === null ? [] : [format.rupiah(project.ceilingRupiah.value)]),
          ...(project.distanceMetres.value === null ? [] : [format.distance(project.distanceMetres.value)]),
        ].join(' · '),
        notes: uniqueNotes([project.ceilingRupiah, project.distanceMetres]),
      },
      isSample: project.sample,
    };
  }

  function tableRow(row: ReportRow): TableRow {
    const common = {
      name: { text: capitalised(serviceWord(row)), notes: row.available.notes },
      rule: ruleWords(row),
      isSample: row.isSample,
      isLacking: row.outcome === 'lacking' || row.outcome === 'beyond',
    };
    if (row.outcome === 'missing') return { ...common, cells: t('report.table.missing') };
    const asksUnits = row.standard.tests.ratio !== undefined || row.standard.tests.perRegion !== undefined;
    const shared = t('report.table.shared');
    const number = ({ value }: Figure): string =>
      value !== null
        ? format.number(value)
        : row.isShared
          ? shared
          : t(asksUnits ? 'report.table.unknown' : 'report.table.notAsked');
    const gap = row.gap.value;
    return {
      ...common,
      cells: [
        number(row.need),
        format.number(row.available.value ?? 0),
        gap === null
          ? number(row.gap)
          : gap > 0
            ? `**${format.number(gap)}**`
            : gap === 0
              ? t('gaps.class.enough')
              : t('report.table.surplus', { units: format.number(-gap) }),
        row.reach === null
          ? t('report.table.notAsked')
          : row.reach.share.value === null || row.reach.people.value === null
            ? t('report.table.unknown')
            : t('report.table.people', {
                people: format.number(row.reach.people.value),
                share: `${row.outcome === 'beyond' ? '**' : ''}${format.percent(row.reach.share.value)}${row.outcome === 'beyond' ? '**' : ''}`,
                span: spanOf(row),
              }),
        row.travel === null || row.travel.share.value === null
          ? t('report.table.unknown')
          : t('report.table.minutes', {
              share: format.percent(row.travel.share.value),
              minutes: format.number(row.travel.minutes),
            }),
      ],
    };
  }

  function ruleWords({ standard: { regulation, tests } }: ReportRow): string {
    const asked = [
      ...(tests.ratio
        ? [t('report.rule.ratio', { people: format.number(tests.ratio.peoplePerUnit), grade: tests.ratio.evidence })]
        : []),
      ...(tests.perRegion
        ? [
            t('report.rule.perRegion', {
              minimum: tests.perRegion.minimum,
              level: t(`report.level.${tests.perRegion.level}`),
              grade: tests.perRegion.evidence,
            }),
          ]
        : []),
      ...(tests.radius
        ? [
            t('report.rule.radius', {
              distance: format.ruleDistance(tests.radius.radiusMetres),
              grade: tests.radius.evidence,
            }),
          ]
        : []),
      ...(tests.travel
        ? [t('report.rule.travel', { minutes: tests.travel.minutes, grade: tests.travel.evidence })]
        : []),
    ];
    return `${regulation}: ${asked.join('; ')}`;
  }

  function chart(): ReportText['chart'] {
    const rows = model.rows.filter((row) => row.reach !== null || row.travel !== null);
    const bars = rows.map((row): ChartBar => {
      const reach = row.outcome === 'missing' ? null : (row.reach?.share.value ?? null);
      const travel = row.outcome === 'missing' ? null : (row.travel?.share.value ?? null);
      return {
        name: capitalised(markedService(row)),
        reach,
        travel,
        state: reach !== null ? 'known' : row.reach ? 'missing' : 'notAsked',
        words: reach !== null ? format.percent(reach) : t(row.reach ? 'missing' : 'report.table.notAsked'),
      };
    });
    return {
      title: t('report.chart.title'),
      alt: bars.map((bar) => `${bar.name} ${bar.words}`).join('; '),
      bars,
      reachKey: t('report.chart.reach'),
      travelKey: travelRow?.travel
        ? t('report.chart.travel', { mode: travelMode(), minutes: format.number(travelRow.travel.minutes) })
        : null,
      missing: t('missing'),
      notes: uniqueNotes(rows.flatMap((row) => [row.reach?.share, row.travel?.share])),
    };
  }
  function travelMode(): string {
    const note = model.notes.find((candidate) => candidate.type === 'travel');
    return note?.type === 'travel' ? t(`report.mode.${note.method.mode}`) : '';
  }

  function noteWords(note: ReportNote): string {
    switch (note.type) {
      case 'dataset': {
        const { producer, title, date, status } = note.dataset;
        return t('report.note.dataset', {
          producer,
          title,
          date: date === null ? t('missing.date') : format.date(date),
          status: t(`report.status.${status}`),
        });
      }
      case 'cells':
        return t(note.weighted ? 'report.note.cells.weighted' : 'report.note.cells', {
          metres: format.number(note.metres),
        });
      case 'travel': {
        const { mode, path, speedKmh, isSample } = note.method;
        const words = t(`report.note.travel.${path}`, {
          mode: t(`report.mode.${mode}`),
          speed:
            speedKmh.least === speedKmh.most
              ? format.number(speedKmh.least)
              : `${format.number(speedKmh.least)}–${format.number(speedKmh.most)}`,
        });
        return isSample ? `${words} ${t('report.note.travel.sample')}` : words;
      }
    }
  }

  /** The notes of the method alone, for the head of a column whose rows carry their own datasets. */
  function notesOnly(figures: readonly (Figure | undefined)[], type: ReportNote['type']): number[] {
    return uniqueNotes(figures).filter((number) => model.notes[number - 1]?.type === type);
  }

  /** The service with `contoh` behind it where it is made up, for sentences. */
  function markedService(row: ReportRow): string {
    return row.isSample ? t('report.sampleService', { service: serviceWord(row) }) : serviceWord(row);
  }

  function serviceWord(row: ReportRow): string {
    return serviceName(t, { kinds: row.standard.facilityKinds, subject: row.standard.subject });
  }
}

function uniqueNotes(figures: readonly (Figure | null | undefined)[]): number[] {
  return [...new Set(figures.flatMap((figure) => figure?.notes ?? []))].sort((a, b) => a - b);
}
