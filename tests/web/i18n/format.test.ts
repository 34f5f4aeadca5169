import { describe, expect, test } from 'vitest';
import { createFormat } from '../../../web/i18n/format.ts';

const WIB = { id: 'Asia/Jakarta', label: 'WIB' };
const id = createFormat('id', WIB);
const en = createFormat('en', WIB);

describe('numbers as look.md section 10 writes them', () => {
  test('thousands have points, minus is U+2212, zero has no sign', () => {
    expect(id.number(2481862)).toBe('2.481.862');
    expect(id.number(-13)).toBe('\u221213');
    expect(id.number(-0)).toBe('0');
    expect(id.signed(2)).toBe('+2');
    expect(id.decimal(0.099, 3)).toBe('0,099');
    expect(id.decimal(-0.01, 1)).toBe('0,0');
  });
  test('rupiah stands without a space and grows through juta, miliar, triliun', () => {
    expect(id.rupiahFull(202111)).toBe('Rp202.111');
    expect(id.rupiah(202111)).toBe('Rp202.111');
    expect(id.rupiah(640_000_000)).toBe('Rp640 juta');
    expect(id.rupiah(2_900_000_000)).toBe('Rp2,9 miliar');
    expect(id.rupiah(162_000_000_000)).toBe('Rp162 miliar');
    expect(id.rupiah(999_990_000)).toBe('Rp1 miliar');
    expect(id.rupiah(999_000_000)).toBe('Rp999 juta');
    expect(id.rupiah(1_200_000_000_000)).toBe('Rp1,2 triliun');
    expect(id.rupiah(0)).toBe('Rp0');
    expect(id.rupiah(-7_200_000_000)).toBe('\u2212Rp7,2 miliar');
    expect(en.rupiah(2_900_000_000)).toBe('Rp2.9 billion');
  });
  test('percent has one decimal and a narrow no-break space', () => {
    expect(id.percent(0.855)).toBe('85,5\u202f%');
    expect(id.percentPoints(78)).toBe('78\u202f%');
    expect(en.percent(0.855)).toBe('85.5%');
  });
  test('distances change from metres to kilometres at one kilometre', () => {
    expect(id.distance(950)).toBe('950 m');
    expect(id.distance(999.6)).toBe('1,0 km');
    expect(id.distance(1649)).toBe('1,6 km');
    expect(id.area(35.5)).toBe('35,5 km²');
    expect([id.ruleDistance(3000), id.ruleDistance(1500), id.ruleDistance(500)]).toEqual(['3 km', '1,5 km', '500 m']);
  });
  test('a date is as precise as its producer was', () => {
    expect(id.date('2024')).toBe('2024');
    expect(id.date('2024-12')).toBe('Desember 2024');
    expect(id.date('2022-12-27')).toBe('27 Desember 2022');
    expect(id.date('2024-S2')).toBe('semester II 2024');
    expect(id.date('pertengahan 2024')).toBe('pertengahan 2024');
    expect(id.dateTime(new Date('2026-11-24T07:30:00Z'))).toBe('24/11/2026, 14.30 WIB');
    expect(id.shortDate(new Date('2026-11-23T18:00:00Z'))).toBe('24/11/2026');
  });
  test('coordinates name the hemisphere', () => {
    expect(id.coordinate([108.391389, -6.645556])).toBe(`6°38'44" LS, 108°23'29" BT`);
    expect(en.coordinate([108.391389, -6.645556])).toBe(`6°38'44" S, 108°23'29" E`);
    expect(id.coordinate([108.99999, -6.99999])).toBe(`7°00'00" LS, 109°00'00" BT`);
  });
});
