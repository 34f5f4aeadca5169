import { PUBLIC } from '#model/account';
import { Condition } from '#model/infrastructure';
import type { RegionProfile } from '#model/region';
import type { Database, Queryable } from '../../database/database.ts';
import { readRoadCondition, steadyShare } from './road-condition.ts';
import { FigureTopic, type StatedFigure } from './stated-figures.ts';
import { statement } from './statements.ts';

/** What one source says of the whole region. */
export interface Figure {
  readonly source: string;
  readonly origin: 'dataset' | 'measured' | 'stated';
  readonly title: string;
  readonly producer: string;
  readonly date: string | null;
  readonly value: number;
  readonly parts: NonNullable<StatedFigure['parts']> | null;
  readonly steadyShare: number | null;
  readonly inUse: boolean;
  readonly mayChoose: boolean;
  readonly sample: boolean;
  readonly evidence: StatedFigure['evidence'] | null;
  readonly note: string | null;
}
export interface TopicFigures {
  readonly topic: FigureTopic;
  readonly region: string;
  readonly regionName: string;
  readonly figures: Figure[];
  readonly spread: number | null;
  readonly chosen: { readonly reason: string; readonly at: string } | null;
}

type Known = Pick<Figure, 'source' | 'title' | 'producer' | 'date' | 'value' | 'sample'>;

/** Every topic with what each source says that everybody may read, the one in use first. */
export async function readFigures(
  database: Database,
  profile: RegionProfile,
  stated: readonly StatedFigure[],
): Promise<TopicFigures[]> {
  const open = database.as(PUBLIC);
  const [choices, people, [area], roads] = await Promise.all([
    database.query<{ topic: FigureTopic; source: string; reason: string; chosenAt: string }>(statement('choices')),
    open.query<Omit<Known, 'value'> & { value: number | null; inUse: boolean; mayChoose: boolean }>(
      statement('populations-of-kabupaten'),
      [profile.code],
    ),
    open.query<Known>(statement('measured-area'), [profile.code]),
    readRoadCondition(open, 'kabupaten'),
  ]);
  const known: Record<FigureTopic, Figure[]> = {
    population: people.flatMap(({ value, ...row }) =>
      value === null ? [] : [figure('dataset', { ...row, value }, row)],
    ),
    area: area === undefined ? [] : [figure('measured', area)],
    road_condition: roads.datasets.map(({ id: source, title, date, sample }, index) => {
      const { producer, metres } = roads.byDataset[index]!;
      const parts = kilometresOf(metres);
      const value = Object.values(metres).reduce((sum, one) => sum + one, 0) / 1000;
      return {
        ...figure('dataset', { source, title, producer, date, value, sample }),
        parts,
        steadyShare: steadyShare(parts),
      };
    }),
  };
  return FigureTopic.options.flatMap((topic) => {
    const all = [...known[topic], ...stated.filter((one) => one.topic === topic).map((one) => fromStated(one))];
    if (all.length === 0) return [];
    const choice = choices.find((one) => one.topic === topic && all.some(({ source }) => source === one.source));
    const figures = all.map((one, index) => ({
      ...one,
      inUse: topic === 'population' ? one.inUse : choice ? one.source === choice.source : index === 0,
    }));
    figures.sort((a, b) => Number(b.inUse) - Number(a.inUse));
    const values = figures.map(({ value }) => value);
    const base = values[0]!;
    return [
      {
        topic,
        region: profile.code,
        regionName: profile.name,
        figures,
        spread: figures.length < 2 || base === 0 ? null : (Math.max(...values) - Math.min(...values)) / base,
        chosen: choice ? { reason: choice.reason, at: choice.chosenAt } : null,
      },
    ];
  });
}

function figure(
  origin: 'dataset' | 'measured',
  known: Known,
  more: { inUse?: boolean; mayChoose?: boolean } = {},
): Figure {
  const { source, title, producer, date, value, sample } = known;
  return {
    source,
    origin,
    title,
    producer,
    date,
    value,
    parts: null,
    steadyShare: null,
    inUse: more.inUse ?? false,
    mayChoose: more.mayChoose ?? true,
    sample,
    evidence: null,
    note: null,
  };
}

function fromStated({ id, topic, title, producer, date, value, parts, evidence, note }: StatedFigure): Figure {
  return {
    source: id,
    origin: 'stated',
    title,
    producer,
    date,
    value,
    parts: parts ?? null,
    steadyShare: parts ? steadyShareOfWhole(parts, value) : null,
    inUse: false,
    // Only a register that counts every desa can carry the analysis.
    mayChoose: topic !== 'population',
    sample: false,
    evidence,
    note,
  };
}

/** Of a publication whose parts do not sum to its length, the share is of the length that it states. */
function steadyShareOfWhole(parts: NonNullable<StatedFigure['parts']>, kilometres: number): number {
  return ((parts.good ?? 0) + (parts.fair ?? 0)) / kilometres;
}

function kilometresOf(metres: Readonly<Record<string, number>>): NonNullable<StatedFigure['parts']> {
  return Object.fromEntries(Condition.options.map((condition) => [condition, (metres[condition] ?? 0) / 1000]));
}

/** Remembers which source is gone on with, and why, in the caller's transaction. */
export async function chooseFigure(
  transaction: Queryable,
  choice: { topic: FigureTopic; source: string; reason: string; account: string },
): Promise<void> {
  await transaction.query(statement('choose'), [choice.topic, choice.source, choice.reason, choice.account]);
}
