import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FacilityKind } from '#model/facility';
import { PermitStage } from '#model/permit';
import { ProjectStatus } from '#model/project';
import { TravelMode, TravelPath } from '#model/travel';
import {
  ALL_OWNERS,
  decode,
  DISPLAYS,
  encode,
  INITIAL_GAPS,
  INITIAL_NEAREST,
  LEVEL_CHOICES,
  MEASURES,
  SORT_COLUMNS,
  type View,
  type ViewState,
} from '../../../web/state/url-codec.ts';

const two = fc.integer({ min: 10, max: 99 });
const kecamatanCode = fc.tuple(two, two, two).map((parts) => parts.join('.'));
const desaCode = fc.tuple(kecamatanCode, fc.integer({ min: 1000, max: 9999 })).map((parts) => parts.join('.'));
const regionCode = fc.oneof(
  kecamatanCode,
  desaCode,
  fc.tuple(two, two).map((parts) => parts.join('.')),
);
const fixed = (min: number, max: number, digits: number) =>
  fc
    .integer({ min: Math.ceil(min * 10 ** digits), max: Math.floor(max * 10 ** digits) })
    .map((value) => Number((value / 10 ** digits).toFixed(digits)));
const kind = fc.constantFrom(...FacilityKind.options);
const identifier = fc.stringMatching(/^[A-Za-z0-9_.-]{1,60}$/);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const year = orNull(fc.integer({ min: 2000, max: 2099 }));
/** Two to eight parts whose weights are whole percent and sum to 100. */
const mix = fc
  .array(
    fc.record({ standard: identifier, measure: fc.constantFrom(...MEASURES), share: fc.integer({ min: 1, max: 99 }) }),
    { minLength: 2, maxLength: 8 },
  )
  .map((parts) => {
    const sum = parts.reduce((total, part) => total + part.share, 0);
    const weights = parts.map((part) => Math.floor((part.share * 100) / sum));
    weights[0]! += 100 - weights.reduce((total, weight) => total + weight, 0);
    return parts.map(({ standard, measure }, at) => ({ standard, measure, weightPercent: weights[at]! }));
  });
const view: fc.Arbitrary<View> = fc.oneof(
  fc.constantFrom<View>({ view: 'home' }, { view: 'kecamatan-list' }, { view: 'datasets' }),
  fc.record({
    view: fc.constant('nearest' as const),
    kind,
    place: orNull(
      fc.oneof(
        fc.record({ type: fc.constant('region' as const), code: regionCode }),
        fc.record({ type: fc.constant('facility' as const), kind, id: identifier }),
      ),
    ),
    display: fc.constantFrom(...DISPLAYS),
  }),
  fc.record({
    view: fc.constant('gaps' as const),
    standard: identifier,
    measure: fc.constantFrom(...MEASURES),
    level: fc.constantFrom(...LEVEL_CHOICES),
    mode: fc.constantFrom(...TravelMode.options),
    path: orNull(fc.constantFrom(...TravelPath.options)),
    minutes: orNull(fc.integer({ min: 1, max: 240 })),
    register: orNull(identifier),
    mix: fc.oneof(fc.constant([]), mix),
    other: orNull(
      fc.record({
        standard: identifier,
        measure: fc.constantFrom(...MEASURES),
        register: orNull(identifier),
        owners: fc.subarray([...ALL_OWNERS]),
        kemenag: fc.boolean(),
        crossBorder: fc.boolean(),
      }),
    ),
    filter: orNull(fc.record({ from: orNull(fixed(-1e6, 1e6, 4)), to: orNull(fixed(-1e6, 1e6, 4)) })),
    at: orNull(fc.tuple(fixed(-180, 180, 5), fixed(-85, 85, 5))),
    curve: orNull(
      fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 100 })).map(([from, length]) => ({
        from,
        to: Math.min(100, from + length),
      })),
    ),
    inView: fc.boolean(),
    chosen: fc.uniqueArray(regionCode, { maxLength: 20 }),
    area: orNull(fc.array(fc.tuple(fixed(-180, 180, 5), fixed(-85, 85, 5)), { minLength: 3, maxLength: 12 })),
    owners: fc.subarray([...ALL_OWNERS]),
    kemenag: fc.boolean(),
    crossBorder: fc.boolean(),
    selected: orNull(regionCode),
    facility: orNull(fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/)),
    layers: orNull(fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/), { maxLength: 12 })),
    camera: orNull(fc.record({ longitude: fixed(-180, 180, 5), latitude: fixed(-85, 85, 5), zoom: fixed(0, 22, 2) })),
    display: fc.constantFrom(...DISPLAYS),
    sort: fc.record({ column: fc.constantFrom(...SORT_COLUMNS), descending: fc.boolean() }),
  }),
  fc.record({ view: fc.constant('report' as const), code: orNull(fc.oneof(kecamatanCode, desaCode)) }),
  fc.constant<View>({ view: 'glossary' }),
  fc.record({
    view: fc.constant('permits' as const),
    until: year,
    stage: orNull(fc.constantFrom(...PermitStage.options)),
    region: orNull(regionCode),
    sort: fc.constantFrom('name', 'count', 'rate', 'PBG'),
  }),
  fc.record({ view: fc.constant('kecamatan' as const), code: kecamatanCode, year }),
  fc.record({
    view: fc.constant('projects' as const),
    year: fc.oneof(year, fc.constant('all' as const)),
    status: orNull(fc.constantFrom(...ProjectStatus.options)),
    region: orNull(regionCode),
  }),
  fc.record({ view: fc.constant('project' as const), id: fc.stringMatching(/^[A-Za-z0-9-]{1,60}$/) }),
  fc.record({ view: fc.constant('dataset' as const), id: fc.stringMatching(/^[a-z0-9-]{1,60}$/) }),
);
const state: fc.Arbitrary<ViewState> = fc.record({ language: fc.constantFrom('id' as const, 'en' as const), view });

function open(address: string) {
  const url = new URL(address, 'http://jangkau.example');
  return decode(url.pathname, url.search);
}

describe('address of a view', () => {
  test('every state survives the way into the address and back', () => {
    fc.assert(
      fc.property(state, (original) => {
        expect(open(encode(original))).toEqual({ state: original, ignored: [] });
      }),
      { numRuns: 2000 },
    );
  });
  test('what a view starts with stays out of the address', () => {
    expect(encode({ language: 'id', view: INITIAL_GAPS })).toBe('/kesenjangan');
    expect(encode({ language: 'en', view: INITIAL_NEAREST })).toBe('/terdekat?lang=en');
    expect(
      encode({
        language: 'id',
        view: { ...INITIAL_GAPS, camera: { longitude: 108.5, latitude: -6.75, zoom: 9.5 }, selected: '32.09.30' },
      }),
    ).toBe('/kesenjangan?region=32.09.30&camera=108.5,-6.75,9.5');
  });
  test('a bad value falls back alone and is named', () => {
    const { state: decoded, ignored } = open(
      '/kesenjangan?standard=P24-SMP&measure=tempuh&minutes=0&mix=SNI-EDU-SMP:unit:60~P24-SMP:unit:30&region=Gebang&camera=500,0,3&owners=negeri.asing&lang=fr',
    );
    expect(decoded).toEqual({ language: 'id', view: { ...INITIAL_GAPS, standard: 'P24-SMP' } });
    expect(ignored).toEqual(['lang', 'measure', 'minutes', 'mix', 'owners', 'region', 'camera']);
  });
  test('no address makes it throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('/kesenjangan', '/terdekat', '/proyek', '/kecamatan/32.09.30', '/x'),
        fc.string(),
        (path, query) => {
          expect(() => decode(path, `?${query}`)).not.toThrow();
        },
      ),
    );
  });
  test('unknown addresses stay what they are', () => {
    expect(open('/kecamatan/3209').state.view).toEqual({ view: 'unknown', path: '/kecamatan/3209' });
    expect(open('/kesenjangan/').state.view.view).toBe('gaps');
  });
  test('no view can put a position of a person into the address', () => {
    const words = encode({
      language: 'id',
      view: { ...INITIAL_NEAREST, place: { type: 'region', code: '32.09.30.2001' } },
    });
    expect(words).toBe('/terdekat?place=32.09.30.2001');
  });
});
