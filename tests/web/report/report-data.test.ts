import { describe, expect, test } from 'vitest';
import { reportModelOf, worstReplies, type Figure, type ReportModel } from '../../../web/report/report-data.ts';
import { explanation, region, replyOf, sourceOf } from './report-fixture.ts';

const PLACE = '32.99.01';
const people = 58_908;
const replies = [
  replyOf('SNI-EDU-SMP', PLACE, people, { available: 5, servedPeople: 40_000, reachedShare: 0.98 }),
  replyOf('SNI-KES-PKM', PLACE, people, { available: 1, servedPeople: 20_000 }),
  replyOf('SNI-KES-POSY', PLACE, people, { available: null }),
  replyOf('SNI-EDU-SMA', PLACE, people, { available: 14, servedPeople: people }),
];
const source = sourceOf(replies, [region(PLACE, 'Losari', '32.99'), region(`${PLACE}.2001`, 'Ambulu', PLACE)]);
const model = reportModelOf(source, PLACE, new Map([['SNI-EDU-SMP', explanation()]]));

/** Every figure of a model, wherever it stands. */
function figuresIn(value: unknown): Figure[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('value' in value && 'notes' in value) return [value as Figure];
  return Object.values(value).flatMap(figuresIn);
}

describe('the model of a report', () => {
  test('need, available and gap are those of the engine', () => {
    const [smp] = model.rows;
    expect([smp?.need.value, smp?.available.value, smp?.gap.value]).toEqual([13, 5, 8]);
    expect(smp?.outcome).toBe('lacking');
  });
  test('a unit for more people than live here is shared: judged by its reach alone', () => {
    const health = model.rows[1];
    expect(health).toMatchObject({ isShared: true, outcome: 'beyond' });
    expect(health?.need.value).toBeNull();
    expect(health?.affected.value).toBe(people - 20_000);
  });
  test('no data is missing, never zero; a surplus is enough', () => {
    expect(model.rows[2]).toMatchObject({ outcome: 'missing', available: { value: null }, gap: { value: null } });
    expect(model.rows[3]).toMatchObject({ outcome: 'enough', gap: { value: -1 } });
  });
  test('the worst come first by people affected: above what the units are meant for, or out of reach', () => {
    // SMP: 58.908 − 5 × 4.800 = 34.908; puskesmas: 38.908 out of reach.
    expect(worstReplies(source, PLACE).map((reply) => reply.question.standard.id)).toEqual([
      'SNI-KES-PKM',
      'SNI-EDU-SMP',
    ]);
    expect(model.gaps[1]?.row.affected.value).toBe(34_908);
  });
  test('every number that is known has a footnote, and every footnote exists', () => {
    const figures = figuresIn(model).filter((figure) => figure.value !== null);
    expect(figures.length).toBeGreaterThan(20);
    expect(figures.filter((figure) => figure.notes.length === 0)).toEqual([]);
    expect(figures.flatMap((figure) => figure.notes).filter((note) => !model.notes[note - 1])).toEqual([]);
  });
  test('every footnote is used by a number', () => {
    const used = new Set(figuresIn(model).flatMap((figure) => figure.notes));
    expect(model.notes.map((_, at) => at + 1).filter((note) => !used.has(note))).toEqual([]);
  });
  test('a made-up dataset among the footnotes marks the page, others do not', () => {
    expect(model.isSample).toBe(true); // the project's dataset
    const real = reportModelOf(source, PLACE, new Map());
    expect(real.isSample).toBe(false);
    const made = [replyOf('SNI-EDU-SMP', PLACE, people, { available: 5, status: 'contoh' })];
    expect(reportModelOf({ ...source, replies: made }, PLACE, new Map()).isSample).toBe(true);
  });
  test('a region of another level or none is refused', () => {
    expect(() => reportModelOf(source, '32.99.02', new Map())).toThrow('32.99.02');
    expect(() => reportModelOf(source, `${PLACE}.2001`, new Map())).toThrow('2001');
  });
});

test('nobody lives there: nothing is needed and nothing is ranked', () => {
  const empty: ReportModel = reportModelOf(
    sourceOf([replyOf('SNI-EDU-SMP', PLACE, 0, { available: 0 })], [region(PLACE, 'Kosong', null)]),
    PLACE,
    new Map(),
  );
  expect(empty.rows[0]).toMatchObject({ need: { value: null }, gap: { value: null }, outcome: 'enough' });
  expect(empty.gaps).toEqual([]);
});
