import type { Explanation } from '#analysis';
import type { FacilityKind } from '#model/facility';
import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { Backend } from '../backend/backend.ts';
import type { Format } from '../i18n/format.ts';
import type { Translate } from '../i18n/messages.ts';
import type { AnalysisClient } from '../worker/analysis-client.ts';
import type { GapsQuestion, GapsReply, ReachInterval } from '../worker/questions.ts';
import { reportModelOf, worstReplies, type ReportModel, type ReportSource } from './report-data.ts';
import { reportMapOf, type MapSource } from './report-map.ts';
import { MAP_SIZE, type ReportPage } from './report-page.ts';
import { reportStandards, type ReportLevel } from './report-services.ts';
import { reportTextOf } from './report-words.ts';

/** Questions of the reports have a lane of their own, so that the workspace and they never replace each other's. */
const LANE = 'report';

/** What the reports of a level have in common, loaded once. */
export interface ReportSession {
  readonly level: ReportLevel;
  /** Regions that have a report, in the order of their codes. */
  readonly regions: readonly {
    readonly code: RegionCode;
    readonly name: string;
    readonly parentName: string | null;
  }[];
  /** The model of one region: asks the engine to explain its worst gaps. Throws when it has no such region. */
  modelOf(code: RegionCode, signal?: AbortSignal): Promise<ReportModel>;
  /** The page of a model, in words and vectors. */
  pageOf(model: ReportModel, words: PageWords): ReportPage;
}
export interface PageWords {
  readonly t: Translate;
  readonly format: Format;
  readonly regionName: string;
  readonly addressOf: (code: RegionCode) => string;
  readonly now: Date;
}

/** Loads regions, rules, outlines and facilities, and asks every rule of the level once. Throws `BackendError`. */
export async function openReports(
  backend: Backend,
  ask: AnalysisClient['ask'],
  level: ReportLevel,
  signal?: AbortSignal,
): Promise<ReportSession> {
  const options = signal ? { lane: LANE, signal } : { lane: LANE };
  const [regions, standards, datasets] = await Promise.all([
    backend.get('regions', {}, {}, signal),
    backend.get('standards', {}, {}, signal),
    backend.get('datasets', {}, {}, signal),
  ]);
  const rules = reportStandards(standards.items, level);
  const kinds = [...new Set(rules.flatMap((rule) => rule.facilityKinds))];
  const facilities = await backend.get('analysisFacilities', { kinds: kinds.join(',') }, {}, signal);
  const kabupaten = await ask('boundaries', ['kabupaten'], options);
  const kecamatan = await ask('boundaries', ['kecamatan'], options);
  const desa = await ask('boundaries', ['desa'], options);
  const replies: GapsReply[] = [];
  const intervals = new Map<string, ReadonlyMap<RegionCode, ReachInterval>>();
  for (const rule of rules) {
    const question = questionOf(rule, level);
    const reply = await ask('assess', [question], options);
    replies.push(reply);
    if (!rule.tests.radius || !reply.items.some(({ servedShare }) => servedShare !== null)) continue;
    const found = await ask('intervals', [question, 'radius'], options);
    intervals.set(
      rule.id,
      new Map(found.flatMap((interval) => (interval.code === null ? [] : [[interval.code, interval] as const]))),
    );
  }
  const own = regions.items.filter((region) => region.own);
  const source: ReportSource = { level, replies, intervals, regions: own, datasets: datasets.items };
  const ground: MapSource = { kabupaten, kecamatan, desa, facilities, kinds: new Set(shownKinds(rules, level)) };

  return {
    level,
    regions: own
      .filter((region) => region.level === level)
      .map(({ code, name, parent }) => ({
        code,
        name,
        parentName: level === 'desa' ? (own.find((other) => other.code === parent)?.name ?? null) : null,
      }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    async modelOf(code, given) {
      const explanations = new Map<string, Explanation>();
      for (const { question } of worstReplies(source, code))
        explanations.set(
          question.standard.id,
          await ask('explain', [question, { code }], given ? { lane: LANE, signal: given } : { lane: LANE }),
        );
      return reportModelOf(source, code, explanations);
    },
    pageOf(model, { t, format, regionName, addressOf, now }) {
      const map = reportMapOf(ground, model.region.code, MAP_SIZE);
      return {
        text: reportTextOf(t, format, model, { regionName, address: addressOf(model.region.code), now }),
        map,
        scaleLabel: format.ruleDistance(map.scale.metres),
      };
    },
  };
}

/** Everyone's facilities count, also across the border; travel by motorcycle, as most people go. */
function questionOf(standard: GapsQuestion['standard'], level: ReportLevel): GapsQuestion {
  return {
    standard,
    level,
    owners: ['negeri', 'swasta', 'tidak-diketahui'],
    kemenag: true,
    crossBorder: true,
    mode: 'motorcycle',
    path: null,
    minutes: null,
    register: null,
  };
}

/** Of a kecamatan the map shows only what serves several desa: hundreds of small signs would hide it. */
function shownKinds(rules: readonly ServiceStandard[], level: ReportLevel): FacilityKind[] {
  const SERVES_SEVERAL = 4000;
  return rules
    .filter(({ tests }) => level === 'desa' || (tests.ratio?.peoplePerUnit ?? Infinity) >= SERVES_SEVERAL)
    .flatMap((rule) => rule.facilityKinds);
}
