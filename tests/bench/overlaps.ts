// How many of the pairs that are found are duplicates, and how many duplicates are found, among projects of which it is known; and
// how long 5,000 projects take.
import { findOverlaps, pairKey, type Comparable } from '../../data/projects/overlaps/find.ts';
import { shapeOf } from '../../data/projects/overlaps/shapes.ts';
import { BLOCKS, geometryOf, type LabelledProject } from './labelled-projects.ts';
import type { BenchResult } from './result.ts';

const PROJECTS = 5_000;
const FUNDS: Readonly<Record<LabelledProject['by'], string>> = {
  pupr: 'APBD',
  disdik: 'APBD',
  dinkes: 'DAK_FISIK',
  desa: 'DANA_DESA',
  prov: 'BANKEU_PROV',
  dlh: 'APBD',
};

const comparable = (project: LabelledProject, id: string, block: number): Comparable => ({
  id,
  name: project.name,
  dataset: project.by,
  agency: project.by,
  opd: project.by,
  fiscalYear: project.year,
  fundingSource: FUNDS[project.by],
  status: 'masuk_rkpd',
  subActivityCode: null,
  assetCode: null,
  sample: false,
  desa: null,
  shape: shapeOf(geometryOf(block, project.at)),
});

/** Pairs found among the labelled projects against those that are duplicates; names of what was missed and of what is none. */
export async function judged(): Promise<{
  precision: number;
  recall: number;
  missed: string[];
  wrong: string[];
  pairs: number;
}> {
  const labelled = BLOCKS.flatMap((block, index) =>
    block.map((project, at) => ({ project, id: `${index}-${at}`, one: comparable(project, `${index}-${at}`, index) })),
  );
  const expected = new Map<string, string>();
  for (const a of labelled)
    for (const b of labelled)
      if (a.id < b.id && a.project.group !== null && a.project.group === b.project.group)
        expected.set(pairKey(a.id, b.id), `${a.project.name} / ${b.project.name}`);
  const names = new Map(labelled.map(({ id, project }) => [id, project.name]));
  const found = await findOverlaps(labelled.map(({ one }) => one));
  const right = found.filter(({ a, b }) => expected.has(pairKey(a, b)));
  const keys = new Set(found.map(({ a, b }) => pairKey(a, b)));
  return {
    precision: found.length === 0 ? 0 : right.length / found.length,
    recall: right.length / expected.size,
    missed: [...expected].filter(([key]) => !keys.has(key)).map(([, pair]) => pair),
    wrong: found.filter((pair) => !right.includes(pair)).map(({ a, b }) => `${names.get(a)} / ${names.get(b)}`),
    pairs: expected.size,
  };
}

/** The labelled projects again and again over a regency, until there are 5,000. */
function many(): Comparable[] {
  const flat = BLOCKS.flatMap((block, index) => block.map((project) => ({ project, index })));
  return Array.from({ length: PROJECTS }, (_, number) => {
    const { project, index } = flat[number % flat.length]!;
    return comparable(project, `p${number}`, index + 0.07 * Math.floor(number / flat.length));
  });
}

export async function bench(isWanted: (name: string) => boolean): Promise<BenchResult[]> {
  const { precision, recall, missed, wrong, pairs } = await judged();
  const results: BenchResult[] = [];
  const share = (value: number) => Math.round(value * 1000) / 1000;
  const nothing = { other: null, otherName: null, ratio: null };
  if (isWanted('overlap-precision'))
    results.push({
      name: 'overlap-precision',
      unit: 'share',
      ours: share(precision),
      ...nothing,
      note: `of ${pairs} labelled pairs; wrong: ${wrong.join(' · ') || '–'}`,
    });
  if (isWanted('overlap-recall'))
    results.push({
      name: 'overlap-recall',
      unit: 'share',
      ours: share(recall),
      ...nothing,
      note: `missed: ${missed.join(' · ') || '–'}`,
    });
  if (isWanted('overlap-5000')) {
    const projects = many();
    const before = process.cpuUsage();
    const found = await findOverlaps(projects);
    const { user, system } = process.cpuUsage(before);
    results.push({
      name: 'overlap-5000',
      unit: 'ms',
      ours: Math.round((user + system) / 1000),
      ...nothing,
      note: `CPU; ${found.length} pairs`,
    });
  }
  return results;
}
