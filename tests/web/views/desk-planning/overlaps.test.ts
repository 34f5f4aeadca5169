import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { DESK_INDONESIAN } from '../../../../web/i18n/desk/indonesian.ts';
import { overlapFilter, pageOf } from '../../../../web/views/desk/overlaps/overlap-query.ts';
import { differs, overlapReason } from '../../../../web/views/desk/overlaps/overlap-words.ts';
import { markedTitle } from '../../../../web/views/desk/places/marked-words.ts';

const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const t = createTranslate({ ...INDONESIAN, ...DESK_INDONESIAN });

describe('why two projects may be one', () => {
  test.each([
    [{ code: 'near', metres: 120 } as const, 'berjarak 120 m'],
    [{ code: 'along', metres: 1600, share: 1 } as const, 'berimpit 1,6 km (100\u202f% dari yang lebih pendek)'],
    [{ code: 'similar_title', similarity: 0.84 } as const, 'judul mirip 84\u202f%'],
    [{ code: 'other_year', years: -1 } as const, 'selisih 1 tahun'],
    [{ code: 'same_asset', assetCode: 'R-12' } as const, 'aset sama (R-12)'],
    [{ code: 'same_kind', kind: 'puskesmas' } as const, `sama-sama ${INDONESIAN['kind.puskesmas']}`],
    [{ code: 'same_kind', kind: 'road_works' } as const, 'sama-sama road works'],
    [{ code: 'other_fund' } as const, 'sumber dana berbeda'],
  ])('%j', (reason, words) => expect(overlapReason(t, format, reason)).toBe(words));

  test('two sides differ only where both say something', () => {
    expect([differs(1, 2), differs(1, 1), differs(null, 2)]).toEqual([true, false, false]);
  });
});

describe('filters of an address', () => {
  test('what the server would refuse is left out', () => {
    expect(overlapFilter({ year: '2026', agency: 'dinkes', region: '32.09.30', project: 'p', state: 'open' })).toEqual({
      year: '2026',
      agency: 'dinkes',
      region: '32.09.30',
      project: 'p',
    });
    expect(overlapFilter({ year: 'x', agency: 'DROP TABLE', region: '32', project: '' })).toEqual({});
  });
  test('the page is a number from 1', () => {
    expect(['3', '0', '-2', 'x', undefined].map((page) => pageOf(page === undefined ? {} : { page }))).toEqual([
      3, 1, 1, 1, 1,
    ]);
  });
});

describe('the words of a title that something was found by', () => {
  test('are marked whatever their case', () => {
    expect(markedTitle('Pembangunan TPT Desa Waled Kota', ['waled kota'])).toEqual([
      { text: 'Pembangunan TPT Desa ', isFound: false },
      { text: 'Waled Kota', isFound: true },
    ]);
    expect(markedTitle('Jalan Ciledug–Losari', ['ciledug', 'losari']).filter(({ isFound }) => isFound)).toEqual([
      { text: 'Ciledug', isFound: true },
      { text: 'Losari', isFound: true },
    ]);
  });
  test('no letter of the title is lost, whatever was found', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.array(fc.string({ maxLength: 6 }), { maxLength: 4 }),
        (title, found) => {
          expect(
            markedTitle(title, found)
              .map(({ text }) => text)
              .join(''),
          ).toBe(title);
        },
      ),
    );
  });
});
