import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { address, ask, expect, test, waitForMap } from './page.ts';

interface Facility {
  id: string;
  name: string;
  region: string;
  position: [number, number];
  dataset: string;
}

/** The README's table, stage by stage: one puskesmas from its source definition to a number on screen. */
test('one puskesmas is received, imported, stored, cut, served, drawn, analysed and shown', async ({ page }) => {
  const { items } = await ask<{ items: Facility[] }>(page, '/api/v1/facilities?kind=puskesmas&limit=1000');
  const { items: own } = await ask<{ items: { code: string }[] }>(page, '/api/v1/regions?level=kabupaten');
  const region = own.find((item) => (item as unknown as { own: boolean }).own)!.code;
  const one = items.find((item) => item.region.startsWith(region))!;
  expect(one).toBeDefined();

  // 1–3: its dataset says who made it and what the import did to the rows.
  const dataset = await ask<{ producer: string; records: number; status: string }>(
    page,
    `/api/v1/datasets/${one.dataset}`,
  );
  expect(dataset.producer).not.toBe('');
  expect(dataset.records).toBeGreaterThan(0);

  // 4–5: it stands in the tile that its position names, with the attributes of the contract.
  const tileJson = await ask<{ tiles: string[]; maxzoom: number }>(page, '/tiles/facilities.json');
  const zoom = 14;
  const scale = 2 ** zoom;
  const [longitude, latitude] = one.position;
  const x = Math.floor(((longitude + 180) / 360) * scale);
  const sine = Math.sin((latitude * Math.PI) / 180);
  const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale);
  const url = tileJson.tiles[0]!.replace('{z}', `${zoom}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
  const bytes = await (await page.request.get(new URL(url, address()).href)).body();
  const layer = new VectorTile(new PbfReader(bytes)).layers['facility']!;
  const features = Array.from({ length: layer.length }, (_, index) => layer.feature(index));
  const feature = features.find((candidate) => candidate.properties['id'] === one.id)!;
  expect(feature.properties).toMatchObject({ id: one.id, kind: 'puskesmas', name: one.name, dataset: one.dataset });
  const geometry = feature.toGeoJSON(x, y, zoom).geometry as unknown as { coordinates: [number, number] };
  expect(Math.abs(geometry.coordinates[0] - longitude)).toBeLessThan(0.0001);
  expect(Math.abs(geometry.coordinates[1] - latitude)).toBeLessThan(0.0001);

  // 6–7: the map draws it.
  const standard = 'SNI-KES-PKM';
  const kecamatan = one.region.slice(0, 8);
  await page.goto(
    `${address()}/kesenjangan?standard=${standard}&region=${kecamatan}&layers=facilities&camera=${longitude.toFixed(5)},${latitude.toFixed(5)},15`,
  );
  await waitForMap(page);
  const drawn = await page.getByTestId('map').evaluate((element) => {
    const { map } = element as unknown as {
      map: { queryRenderedFeatures(): { properties: Record<string, unknown> }[] };
    };
    return map.queryRenderedFeatures().map((item) => item.properties['id']);
  });
  expect(drawn).toContain(one.id);

  // 8–9: the panel counts it and says by which rule, from which data.
  const gaps = await ask<{ items: { region: { code: string; name: string }; available: number; need: number }[] }>(
    page,
    `/api/v1/gaps?standard=${standard}`,
  );
  const item = gaps.items.find((entry) => entry.region.code === kecamatan)!;
  expect(item.available).toBe(items.filter((facility) => facility.region.startsWith(kecamatan)).length);
  const detail = page.getByRole('region', { name: `Kecamatan ${item.region.name}` });
  await expect(detail).toContainText(`${item.available}tersedia`);
  await expect(detail.getByRole('list', { name: 'Sumber' })).toContainText(dataset.producer);
  await detail.getByRole('link').filter({ hasText: dataset.producer }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
