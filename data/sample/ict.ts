import { lineLengthMetres, pointAt, distanceKm } from './plane.ts';
import { randomOf } from './random.ts';
import type { InfrastructureRecord } from './records.ts';
import { roadLayer } from './roads.ts';
import type { Territory } from './territory.ts';

/**
 * Offices of the regency's agencies on its network: at the seats, and more of them where most people live; there also the
 * data centre and the network operation centre.
 */
export function placeIctSites(territory: Territory, seed: number, dataset: string): InfrastructureRecord[] {
  const random = randomOf(seed, 'ict-sites');
  const capital = capitalOf(territory);
  const places = [
    ...territory.kecamatan.map((kecamatan) => ({
      name: `Kantor Kecamatan ${kecamatan.name}`,
      desa: kecamatan.seat,
      class: 'kecamatan',
    })),
    ...OFFICES.map((name) => ({ name, desa: random.pick(capital.desa), class: 'opd' })),
    { name: 'Pusat data', desa: random.pick(capital.desa), class: 'data-centre' },
    { name: 'Pusat kendali jaringan (NOC)', desa: random.pick(capital.desa), class: 'noc' },
  ];
  return places.map(({ name, desa, class: siteClass }, index) => ({
    id: `${dataset}-${String(index + 1).padStart(3, '0')}`,
    kind: 'ict-site',
    code: `CONTOH-TIK-${String(index + 1).padStart(3, '0')}`,
    name: `${name} (contoh)`,
    class: siteClass,
    condition: random.pickWeighted([
      ['good', 70],
      ['fair', 20],
      ['light-damage', 7],
      ['heavy-damage', 3],
    ] as const),
    authority: 'kabupaten',
    region: desa.code,
    statedLengthMetres: null,
    lengthMetres: null,
    areaSquareMetres: null,
    geometry: pointAt(territory.placeIn(desa, random, 0.2)),
    attributes: {
      connection: random.pickWeighted([
        ['fibre', 70],
        ['radio', 20],
        ['none', 10],
      ] as const),
      bandwidthMbps: random.pick([20, 50, 100, 200]),
    },
    dataset,
  }));
}

/** Fibre from the capital to every seat: each seat linked to the nearest one that has it already. */
export function layFibre(territory: Territory, seed: number, dataset: string): InfrastructureRecord[] {
  const layer = roadLayer(territory, seed + 1);
  const capital = capitalOf(territory);
  const linked = [capital];
  const waiting = new Set(territory.kecamatan.filter((kecamatan) => kecamatan !== capital));
  const records: InfrastructureRecord[] = [];
  while (waiting.size > 0) {
    let best: { from: (typeof linked)[number]; to: (typeof linked)[number]; km: number } | null = null;
    for (const from of linked)
      for (const to of waiting) {
        const km = distanceKm(from.seat.label, to.seat.label);
        if (best === null || km < best.km) best = { from, to, km };
      }
    const { from, to } = best!;
    waiting.delete(to);
    linked.push(to);
    const line = layer.lineBetween(from.seat, to.seat, 'needed');
    if (line === null) continue;
    records.push({
      id: `${dataset}-${String(records.length + 1).padStart(3, '0')}`,
      kind: 'fibre',
      code: null,
      name: `Serat optik ${from.name} – ${to.name} (contoh)`,
      class: records.length < 10 ? 'backbone' : 'access',
      condition: records.length % 9 === 8 ? 'fair' : 'good',
      authority: 'kabupaten',
      region: null,
      statedLengthMetres: null,
      lengthMetres: lineLengthMetres(line),
      areaSquareMetres: null,
      geometry: { type: 'LineString', coordinates: line },
      attributes: { cores: records.length < 10 ? 48 : 24 },
      dataset,
    });
  }
  return records;
}

/** The facts do not name the capital: the kecamatan with most people stands for it. */
function capitalOf(territory: Territory): Territory['kecamatan'][number] {
  const peopleOf = (kecamatan: Territory['kecamatan'][number]): number =>
    kecamatan.desa.reduce((sum, desa) => sum + desa.people, 0);
  return territory.kecamatan.reduce((a, b) => (peopleOf(b) > peopleOf(a) ? b : a));
}

const OFFICES = [
  'Sekretariat Daerah',
  'Dinas Komunikasi dan Informatika',
  'Dinas Pendidikan',
  'Dinas Kesehatan',
  'Dinas Pekerjaan Umum dan Tata Ruang',
  'Dinas Penanaman Modal dan PTSP',
  'Dinas Kependudukan dan Pencatatan Sipil',
  'Badan Perencanaan Pembangunan',
  'Badan Keuangan dan Aset',
  'Badan Penanggulangan Bencana',
  'Dinas Sosial',
  'Dinas Perhubungan',
];
