import fc from 'fast-check';
import { booleanPointInPolygon, point, polygon } from '@turf/turf';
import { expect, it, test } from 'vitest';
import { createSiteCheck, distanceMetres, type SiteGround } from '#analysis';
import type { Polygonal, Position } from '#model/geometry';
import { standardById } from '../../../../data/standards/index.ts';
import { createPolygonIndex } from '../../../../data/analysis/siting/polygon-index.ts';

const standard = standardById('SNI-EDU-SMP')!;
const METRE = 1 / 110_600;
/** A square around a place, its side in metres. */
const square = ([x, y]: Position, side: number): Polygonal & { type: 'Polygon' } => {
  const half = (side / 2) * METRE;
  const corners: Position[] = [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
  ];
  return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
};
const HERE: Position = [108.5, -6.75];
const east = (metres: number): Position => [HERE[0] + metres * METRE, HERE[1]];

const ground = (part: Partial<SiteGround> = {}): SiteGround => ({
  desa: [],
  hazards: [],
  landUses: [],
  parcels: [],
  known: { hazard: true, landUse: true, parcels: true },
  projects: {
    ...{ id: [], name: [], sector: [], opd: [], status: [], fiscalYear: [], ceilingRupiah: [], regions: [] },
    ...{ longitude: [], latitude: [], sample: [] },
  },
  toleranceMetres: 0,
  ...part,
});
const checkOf = (part: Partial<SiteGround>, at: Position = HERE) => createSiteCheck(ground(part))(standard, 'smp', at);

it('says of any place which star-shaped polygons hold it, and none that is nearer than the nearest it names', () => {
  const aPlace = fc.tuple(
    fc.double({ min: -900, max: 900, noNaN: true }),
    fc.double({ min: -900, max: 900, noNaN: true }),
  );
  const toPosition = ([x, y]: readonly [number, number]): Position => [HERE[0] + x * METRE, HERE[1] + y * METRE];
  const aStar = fc
    .tuple(aPlace, fc.array(fc.double({ min: 20, max: 400, noNaN: true }), { minLength: 3, maxLength: 12 }))
    .map(([[x, y], radii]): Position[] => {
      const ring = radii.map((radius, i): Position => {
        const angle = (2 * Math.PI * i) / radii.length;
        return toPosition([x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);
      });
      return [...ring, ring[0]!];
    });
  let inside = 0;
  let outside = 0;
  fc.assert(
    fc.property(fc.array(aStar, { minLength: 1, maxLength: 12 }), aPlace, (stars, place) => {
      const position = toPosition(place);
      const index = createPolygonIndex(stars.map((ring) => ({ type: 'Polygon', coordinates: [ring] })));
      const held = stars.flatMap((ring, i) => (booleanPointInPolygon(point(position), polygon([ring])) ? [i] : []));
      // Along each border a place every two metres or so: none is nearer.
      const toBorder = Math.min(
        ...stars.flatMap((ring) =>
          ring.slice(1).flatMap(([toX, toY], i) => {
            const [fromX, fromY] = ring[i]!;
            return Array.from({ length: 401 }, (_, step) =>
              distanceMetres(...position, fromX + ((toX - fromX) * step) / 400, fromY + ((toY - fromY) * step) / 400),
            );
          }),
        ),
      );
      // On a border both answers are right.
      fc.pre(toBorder > 1.1);
      expect(index.at(position)).toEqual(held);
      const nearest = index.nearestMetres(position)!;
      if (held.length > 0) expect(nearest).toBe(0);
      else {
        expect(nearest).toBeLessThanOrEqual(toBorder * 1.0001 + 0.001);
        expect(nearest).toBeGreaterThan(toBorder - 2);
        expect(index.within(position, nearest * 1.001 + 0.01)[0]!.metres).toBe(nearest);
      }
      inside += Number(held.length > 0);
      outside += Number(held.length === 0);
    }),
    { numRuns: 60 },
  );
  expect(Math.min(inside, outside)).toBeGreaterThan(5);
});

test('a place on the common border of two fields is in both, one in the hole of a field in none but 0 m from its border', () => {
  const [west, eastern] = [square(HERE, 200), square(east(200), 200)];
  const index = createPolygonIndex([west, eastern]);
  expect(index.at(east(100))).toEqual([0, 1]);
  expect(index.at(east(99))).toEqual([0]);
  const ring: Polygonal = {
    type: 'Polygon',
    coordinates: [square(HERE, 200).coordinates[0]!, square(HERE, 100).coordinates[0]!],
  };
  const withHole = createPolygonIndex([ring]);
  expect(withHole.at(HERE)).toEqual([]);
  expect(withHole.nearestMetres(HERE)).toBeGreaterThan(45);
  expect(withHole.at(east(50))).toEqual([0]);
  expect(createPolygonIndex([]).nearestMetres(HERE)).toBeNull();
});

test('the highest class of each hazard is told, a protected field by its distance, and what no dataset tells is not known', () => {
  const flood = { kind: 'flood', name: null, sample: true };
  const check = checkOf({
    hazards: [
      { ...flood, class: 'low', geometry: square(HERE, 500) },
      { ...flood, class: 'high', geometry: square(HERE, 100) },
      { ...flood, kind: 'drought', class: 'medium', geometry: square(HERE, 900) },
    ],
    landUses: [
      { kind: 'lp2b', name: 'Sawah', sample: false, geometry: square(east(300), 200) },
      { kind: 'settlement', name: null, sample: false, geometry: square(HERE, 50) },
    ],
    known: { hazard: true, landUse: true, parcels: false },
  });
  expect(check.hazards.map(({ kind, class: level }) => [kind, level])).toEqual([
    ['flood', 'high'],
    ['drought', 'medium'],
  ]);
  expect(check.landUses.map(({ kind }) => kind)).toEqual(['settlement']);
  expect(check.protectedFieldMetres).toBeCloseTo(distanceMetres(...HERE, ...east(200)), 1);
  expect(check.known.parcels).toBe(false);
  expect(checkOf({}).protectedFieldMetres).toBeNull();
});

test('land within 500 m: the large enough by the standard first, then the nearest; farther land is told by its distance alone', () => {
  const needed = standard.landSquareMetres!;
  const parcel = (id: string, metres: number, areaSquareMetres: number) => ({
    ...{ id, name: id, use: null, sample: false, areaSquareMetres },
    geometry: square(east(metres), 20),
  });
  const { parcels, nearestParcelMetres, neededSquareMetres } = checkOf({
    parcels: [
      parcel('small', 100, needed - 1),
      parcel('exact', 300, needed),
      parcel('far', 600, 9 * needed),
      parcel('large', 400, 2 * needed),
    ],
  });
  expect(neededSquareMetres).toBe(needed);
  expect(parcels.map(({ id, isLargeEnough }) => [id, isLargeEnough])).toEqual([
    ['exact', true],
    ['large', true],
    ['small', false],
  ]);
  expect(nearestParcelMetres).toBeCloseTo(distanceMetres(...HERE, ...east(90)), 1);
  const unknown = createSiteCheck(ground({ parcels: [parcel('small', 100, 5)] }))(standard, 'puskesmas', HERE);
  expect([unknown.neededSquareMetres, unknown.parcels[0]!.isLargeEnough, unknown.authority]).toEqual([null, null, []]);
});

test('open projects of the same kind within 1 km, the nearest first', () => {
  const rows = [
    { id: 'a', name: 'Pembangunan SMP Negeri 3', status: 'usulan', metres: 900 },
    { id: 'b', name: 'Rehabilitasi SMPN 1', status: 'pelaksanaan', metres: 200 },
    { id: 'c', name: 'Pembangunan SMP Negeri 4', status: 'ditolak', metres: 10 },
    { id: 'd', name: 'Pembangunan puskesmas', status: 'usulan', metres: 10 },
    { id: 'e', name: 'Pembangunan SMP Negeri 5', status: 'usulan', metres: 1100 },
  ] as const;
  const { planned } = checkOf({
    projects: {
      id: rows.map(({ id }) => id),
      name: rows.map(({ name }) => name),
      sector: rows.map(() => 'education'),
      opd: rows.map(() => 'Dinas Pendidikan'),
      status: rows.map(({ status }) => status) as SiteGround['projects']['status'],
      fiscalYear: rows.map(() => 2027),
      ceilingRupiah: rows.map(() => null),
      regions: rows.map(() => []),
      longitude: rows.map(({ metres }) => east(metres)[0]),
      latitude: rows.map(() => HERE[1]),
      sample: rows.map(() => true),
    },
  });
  expect(planned.map(({ id, opd, sample }) => [id, opd, sample])).toEqual([
    ['b', 'Dinas Pendidikan', true],
    ['a', 'Dinas Pendidikan', true],
  ]);
  expect(planned[0]!.metres).toBeCloseTo(distanceMetres(...HERE, ...east(200)), 6);
});

test('a place as near to the border of a hazard or field as its outline is known counts as in it; parcels are as they are', () => {
  const geometry = square(east(51), 100);
  const zone = { name: null, geometry, sample: false };
  const part: Partial<SiteGround> = {
    hazards: [{ ...zone, kind: 'flood', class: 'high' }],
    landUses: [{ ...zone, kind: 'lp2b' }],
    parcels: [{ ...zone, id: 'p', use: null, areaSquareMetres: 10_000 }],
  };
  const exact = checkOf({ ...part, toleranceMetres: 0.8 });
  expect([exact.hazards.length, exact.landUses.length]).toEqual([0, 0]);
  expect(exact.protectedFieldMetres).toBeCloseTo(1, 1);
  const careful = checkOf({ ...part, toleranceMetres: 1.2 });
  expect([careful.hazards.length, careful.landUses.length, careful.protectedFieldMetres]).toEqual([1, 1, 0]);
  expect(careful.nearestParcelMetres).toBeCloseTo(1, 1);
});
