import { describe, expect, test } from 'vitest';
import { FileRefusal, RowReason, type Remedy, type RowIssue, type UploadRow } from '#model/upload';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { DESK_INDONESIAN } from '../../../../web/i18n/desk/indonesian.ts';
import { deskField, EMPTY_MAPPING } from '../../../../web/views/desk/upload/mapping-model.ts';
import {
  cellText,
  countOutside,
  dateFromText,
  dateToText,
  issueConsequence,
  issueSentence,
  remediesOf,
  remedyWords,
  shownCell,
  valueWords,
} from '../../../../web/views/desk/upload/row-words.ts';
import { refusalSentence } from '../../../../web/views/desk/upload/upload-words.ts';

const t = createTranslate({ ...INDONESIAN, ...DESK_INDONESIAN });
const words = { t, format: createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' }) };
const issue = (change: Partial<RowIssue>): RowIssue => ({
  field: null,
  severity: 'error',
  reason: 'value_invalid',
  value: null,
  details: {},
  remedies: [],
  ...change,
});
const row = (change: Partial<UploadRow> = {}): UploadRow => ({
  row: 27,
  cells: { nama: 'Puskesmas Sendang', x: '-6,7595', y: '108,4945', kec: '32.09.15' },
  edits: {},
  outcome: 'rejected',
  issues: [],
  values: {},
  region: null,
  regionName: null,
  position: null,
  feature: null,
  ...change,
});
const MAPPING = { ...EMPTY_MAPPING, columns: { name: 'nama', longitude: 'x', latitude: 'y', kecamatan: 'kec' } };

describe('what is wrong, in words', () => {
  test('the three problems of the first upload read as people say them', () => {
    const region = issue({
      field: 'kecamatan',
      reason: 'region_unknown',
      value: '32.09.41',
      details: { region: '32.09.31', name: 'Depok' },
      remedies: [{ kind: 'use_region', region: '32.09.31', name: 'Depok' }],
    });
    expect(issueSentence(words, region, 'facility')).toBe('Wilayah “32.09.41” tidak dikenal.');
    expect(issueConsequence(words, region)).toBe('Letaknya di Depok (32.09.31).');
    const swapped = issue({
      field: 'longitude',
      reason: 'coordinates_swapped',
      value: '-6,7595, 108,4945',
      details: { longitude: 108.4945, latitude: -6.7595, region: '32.09.15', name: 'Sumber' },
      remedies: [{ kind: 'swap_coordinates', position: [108.4945, -6.7595] }],
    });
    expect(issueSentence(words, swapped, 'facility')).toBe('Bujur dan lintang tampaknya tertukar.');
    expect(issueConsequence(words, swapped)).toBe(`Bila ditukar: 6°45'34" LS, 108°29'40" BT, di Sumber.`);
    const twice = issue({
      reason: 'duplicate_published',
      details: { name: 'Puskesmas Sindang Laut', metres: 40 },
      remedies: [
        { kind: 'update_existing', feature: 'a', name: 'Puskesmas Sindang Laut', distanceMetres: 40 },
        { kind: 'keep_both', feature: 'a' },
      ],
    });
    expect(issueConsequence(words, twice)).toBe('Berjarak 40 m dari Puskesmas Sindang Laut yang sudah terbit.');
  });
  test('no reason and no refusal leaves a place unfilled', () => {
    for (const reason of RowReason.options)
      expect(issueSentence(words, issue({ reason, field: 'name', value: 'x' }), 'facility')).not.toMatch(
        /[{}]|deskReason/,
      );
    for (const code of FileRefusal.options) expect(refusalSentence(t, code)).not.toMatch(/[{}]|fileRefusal/);
  });
  test('a button says what its remedy does; a choice is named by its words', () => {
    const say = (remedy: Remedy) => remedyWords(words, remedy, 'facility');
    expect(say({ kind: 'swap_coordinates', position: [108, -6] })).toBe('Tukar koordinat');
    expect(say({ kind: 'use_region', region: '32.09.31', name: 'Depok' })).toBe('Pakai Depok (32.09.31)');
    expect(say({ kind: 'use_value', field: 'owner', value: 'tidak-diketahui' })).toBe('Pakai status tidak diketahui');
    expect(say({ kind: 'use_value', field: 'capacity', value: '12' })).toBe('Pakai 12');
  });
  test('remedies of errors come first and none twice', () => {
    const drop: Remedy = { kind: 'drop_position' };
    const swap: Remedy = { kind: 'swap_coordinates', position: [108, -6] };
    const both = row({ issues: [issue({ severity: 'note', remedies: [drop] }), issue({ remedies: [swap, drop] })] });
    expect(remediesOf(both)).toEqual([swap, drop]);
  });
});

describe('what a cell shows', () => {
  const longitude = deskField('facility', 'longitude')!;
  test('a typed value wins over the file, a constant stands where there is no column', () => {
    expect(cellText(row(), 'longitude', MAPPING)).toBe('-6,7595');
    expect(cellText(row({ edits: { longitude: '108,5' } }), 'longitude', MAPPING)).toBe('108,5');
    expect(cellText(row({ edits: { longitude: null } }), 'longitude', MAPPING)).toBe('-6,7595');
    expect(cellText(row(), 'kind', { ...MAPPING, constants: { kind: 'smp' } })).toBe('smp');
    expect(cellText(row(), 'owner', MAPPING)).toBe('');
  });
  test('a rejected row shows the file, a row that goes in shows what will be published', () => {
    expect(shownCell(words, row(), 'facility', longitude, MAPPING)).toBe('-6,7595');
    const mended = row({ outcome: 'corrected', position: [108.4945, -6.7595], region: '32.09.31.2001' });
    expect(shownCell(words, mended, 'facility', longitude, MAPPING)).toBe('108,4945');
    const kecamatan = deskField('facility', 'kecamatan')!;
    expect(shownCell(words, mended, 'facility', kecamatan, MAPPING)).toBe('32.09.31');
  });
  test('values have the words of their kind; what is missing is never zero', () => {
    const field = (name: string) => deskField('project', name)!;
    expect(valueWords(words, 'project', field('ceilingRupiah'), 1_500_000)).toBe('Rp1.500.000');
    expect(valueWords(words, 'project', field('fiscalYear'), 2026)).toBe('2026');
    expect(valueWords(words, 'project', field('updatedOn'), '2026-03-12')).toBe('12 Maret 2026');
    expect(valueWords(words, 'project', field('spentRupiah'), null)).toBe('belum ada data');
    expect(valueWords(words, 'facility', deskField('facility', 'kind')!, 'pustu')).toBe('puskesmas pembantu');
  });
  test('points beyond the map are counted', () => {
    const box = [108, -7, 109, -6] as const;
    expect(countOutside([108.5, 109.2, 110, -6.7], [-6.5, -6.5, -6.5, 108.4], box)).toBe(2);
  });
});

describe('dates as they are typed', () => {
  test.each([
    ['12/03/2026', '2026-03-12'],
    ['1.3.2026', '2026-03-01'],
    ['2026-03-12', '2026-03-12'],
    ['03/2026', '2026-03'],
    [' 2026 ', '2026'],
    ['31/02/2026', null],
    ['13/2026', null],
    ['kemarin', null],
    ['26', null],
  ])('%s', (text, date) => expect(dateFromText(text)).toBe(date));
  test('what was read is written the same way', () => {
    for (const date of ['2026', '2026-03', '2026-03-12']) expect(dateFromText(dateToText(date))).toBe(date);
  });
});
