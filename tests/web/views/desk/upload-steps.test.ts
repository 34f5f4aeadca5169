import { describe, expect, test } from 'vitest';
import type { Upload, UploadRow } from '#model/upload';
import type { DeskDataset, SessionAnswer } from '#staff-contract';
import { needsOf } from '../../../../web/views/desk/desk/needs.ts';
import { countSpellings } from '../../../../web/views/desk/upload/columns/spellings.ts';
import { missingMetadata } from '../../../../web/views/desk/upload/publish/missing-metadata.ts';
import { openSteps, stepOf } from '../../../../web/views/desk/upload/steps.ts';
import { undoOf } from '../../../../web/views/desk/upload/undo.ts';
import { mayChange, mayPublish } from '../../../../web/views/desk/upload/upload-words.ts';

const upload = (change: Partial<Upload> = {}): Upload =>
  ({
    id: 'a',
    dataset: 'puskesmas',
    agency: 'dinkes',
    state: 'draf',
    job: null,
    facts: { rows: 60 },
    mapping: { columns: {}, constants: {}, values: {} },
    metadata: null,
    remark: null,
    counts: { rows: 60, valid: 57, corrected: 0, rejected: 3, excluded: 0 },
    ...change,
  }) as Upload;
const session = (role: SessionAnswer['role'], agency: string | null, mayPublishItself = false): SessionAnswer =>
  ({ role, agency: agency === null ? null : { id: agency, mayPublish: mayPublishItself } }) as SessionAnswer;
const row = (change: Partial<UploadRow>): UploadRow => ({ row: 1, edits: {}, issues: [], ...change }) as UploadRow;

describe('where an upload stands', () => {
  test('each state opens the step that still needs somebody, and those before it', () => {
    expect(stepOf(upload({ facts: null }))).toBe('file');
    expect(stepOf(upload({ job: { kind: 'reading', done: 0, total: null } }))).toBe('file');
    expect(stepOf(upload({ dataset: null }))).toBe('columns');
    expect(stepOf(upload())).toBe('check');
    expect(stepOf(upload({ job: { kind: 'checking', done: 0, total: 60 } }))).toBe('check');
    expect(stepOf(upload({ state: 'diperiksa' }))).toBe('publish');
    expect(stepOf(upload({ state: 'gagal' }))).toBe('file');
    expect(openSteps(upload({ dataset: null }))).toEqual(['file', 'columns']);
    expect(openSteps(upload())).toEqual(['file', 'columns', 'check', 'publish']);
    expect(openSteps(upload({ state: 'gagal' }))).toEqual(['file']);
  });
  test('publication waits for title, date, source and a row', () => {
    expect(missingMetadata(upload())).toEqual(['title', 'date', 'source']);
    const metadata = { title: 'Puskesmas', date: '2026', source: 'Pendataan' } as Upload['metadata'];
    expect(missingMetadata(upload({ metadata }))).toEqual([]);
    const counts = { rows: 3, valid: 0, corrected: 0, rejected: 3, excluded: 0 };
    expect(missingMetadata(upload({ metadata, counts }))).toEqual(['rows']);
  });
});

describe('who may do what', () => {
  test('an agency changes its own, the custodian any; publishing by itself is granted', () => {
    expect(mayChange(session('opd', 'dinkes'), upload())).toBe(true);
    expect(mayChange(session('opd', 'disdik'), upload())).toBe(false);
    expect(mayChange(session('pimpinan', null), upload())).toBe(false);
    expect(mayChange(session('walidata', null), upload())).toBe(true);
    expect(mayPublish(session('opd', 'dinkes'), upload())).toBe(false);
    expect(mayPublish(session('opd', 'dinkes', true), upload())).toBe(true);
    expect(mayPublish(session('opd', 'disdik', true), upload())).toBe(false);
    expect(mayPublish(session('walidata', null), upload())).toBe(true);
    expect(mayPublish(null, upload())).toBe(false);
  });
  test('what waits is sorted by how it presses, and only what the person can do', () => {
    const dataset = (id: string, change: Partial<DeskDataset>): DeskDataset =>
      ({ id, mayEdit: true, isStale: false, dueOn: null, ...change }) as DeskDataset;
    const found = {
      datasets: [
        dataset('later', { dueOn: '2027-06-01' }),
        dataset('soon', { dueOn: '2026-12-10' }),
        dataset('stale', { dueOn: '2026-09-12', isStale: true }),
        dataset('other', { isStale: true, mayEdit: false }),
      ],
      drafts: [
        upload({ id: 'plain', counts: { rows: 1, valid: 1, corrected: 0, rejected: 0, excluded: 0 } }),
        upload({ id: 'problems' }),
        upload({ id: 'returned', remark: 'Tanggal salah' }),
        upload({ id: 'foreign', agency: 'disdik' }),
      ],
      waiting: [upload({ id: 'waiting', state: 'diperiksa' })],
    };
    const today = new Date('2026-11-24T00:00:00Z');
    const names = (who: SessionAnswer) =>
      needsOf(found, who, today).map((need) => ('upload' in need ? need.upload.id : need.dataset.id));
    expect(names(session('opd', 'dinkes'))).toEqual(['returned', 'problems', 'plain', 'stale', 'soon']);
    expect(names(session('walidata', null))[0]).toBe('waiting');
  });
});

describe('taking a mend back', () => {
  const before = row({ edits: { name: 'Lama' } });
  test('typed fields return to what they were before, or to the file', () => {
    const change = { edits: { name: 'Baru', address: 'Jalan 1' } };
    expect(undoOf({ row: 1, before, change })).toEqual({ edits: { name: 'Lama', address: null } });
    expect(undoOf({ row: 1, before, change: { remedy: { kind: 'use_value', field: 'people', value: '9' } } })).toEqual({
      edits: { people: null },
    });
  });
  test('a decision is withdrawn, a row that was left out comes back', () => {
    const swap = { remedy: { kind: 'swap_coordinates', position: [108, -6] } } as const;
    expect(undoOf({ row: 1, before, change: { remedy: { ...swap.remedy, position: [108, -6] } } })).toEqual({
      undecided: true,
    });
    expect(undoOf({ row: 1, before, change: { remedy: { kind: 'exclude_row' } } })).toEqual({ excluded: false });
    expect(undoOf({ row: 1, before, change: { excluded: true } })).toEqual({ excluded: false });
    expect(undoOf({ row: 1, before, change: { excluded: false } })).toEqual({ excluded: true });
  });
});

test('spellings are counted by field, those that nobody noticed are not', () => {
  const noticed = (field: string, value: string, reason: 'choice_unknown' | 'value_missing' = 'choice_unknown') =>
    row({ issues: [{ field, severity: 'error', reason, value, details: {}, remedies: [] }] });
  const counts = countSpellings([
    noticed('owner', 'Neg'),
    noticed('owner', 'Neg'),
    noticed('owner', 'Swst'),
    noticed('name', 'x', 'value_missing'),
  ]);
  expect([...counts.keys()]).toEqual(['owner']);
  expect([...(counts.get('owner') ?? [])]).toEqual([
    ['Neg', 2],
    ['Swst', 1],
  ]);
});
