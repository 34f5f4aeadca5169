import { address, ask, expect, test } from './page.ts';

interface Near {
  items: { id: string; name: string; position: [number, number]; distanceMetres: number }[];
}
interface Found {
  items: { type: string; id: string; name: string; position: [number, number] }[];
}

/** Great-circle distance on a sphere, written again here so that the engine does not check itself. */
function haversineMetres([lonA, latA]: [number, number], [lonB, latB]: [number, number]): number {
  const radians = Math.PI / 180;
  const half =
    Math.sin(((latB - latA) * radians) / 2) ** 2 +
    Math.cos(latA * radians) * Math.cos(latB * radians) * Math.sin(((lonB - lonA) * radians) / 2) ** 2;
  return 2 * 6371008.8 * Math.asin(Math.sqrt(half));
}

test('a resident types a place, forgiven a typing error, and reads the nearest puskesmas', async ({ page }) => {
  const { items: kecamatan } = await ask<{ items: { code: string; name: string }[] }>(
    page,
    '/api/v1/regions?level=kecamatan',
  );
  const place = kecamatan.find((item) => item.name === 'Gebang') ?? kecamatan[0]!;
  const { items } = await ask<Found>(page, `/api/v1/search?q=${encodeURIComponent(place.name)}&type=kecamatan`);
  const position = items.find((item) => item.id === place.code)!.position;
  const facilities = await ask<Near>(page, '/api/v1/facilities?kind=puskesmas&limit=1000');
  const nearest = facilities.items
    .filter((item) => item.position !== null)
    .map((item) => ({ ...item, metres: haversineMetres(position, item.position) }))
    .sort((a, b) => a.metres - b.metres);

  await page.goto(`${address()}/terdekat`);
  const search = page.getByRole('main').getByRole('combobox');
  const typo = `${place.name.slice(0, -1)}${place.name.slice(-2)}`;
  await search.fill(typo);
  const option = page
    .getByRole('option', {
      name: new RegExp(`${place.name}.*${place.code.replaceAll('.', '\\.')}|${place.name}.*kecamatan`),
    })
    .first();
  await expect(option).toBeVisible();
  await option.click();

  const list = page.getByRole('list', { name: /Daftar puskesmas/ });
  await expect(list.getByRole('listitem').first()).toContainText(nearest[0]!.name);
  expect(await list.getByRole('listitem').count()).toBeGreaterThanOrEqual(3);
  const row = (await list.getByRole('listitem').first().innerText()).replaceAll(/[\u00a0\u202f]/g, ' ');
  const [, number, unit] = /([\d.,]+) (km|m)\b/.exec(row)!;
  const shown = Number(number!.replace(',', '.')) * (unit === 'km' ? 1000 : 1);
  // Shown to 100 m from 1 km on; the engine measures on the ellipsoid, 0.6 % from the sphere at most.
  expect(Math.abs(shown - nearest[0]!.metres)).toBeLessThanOrEqual(Math.max(60, nearest[0]!.metres * 0.006 + 50));
  await expect(page.getByText('jarak lurus').first()).toBeVisible();
});

test('the position of the device stays on the device', async ({ browser }) => {
  const context = await browser.newContext({
    geolocation: { longitude: 108.731357, latitude: -6.834791 },
    permissions: ['geolocation'],
  });
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) =>
    sent.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`),
  );
  await page.goto(`${address()}/terdekat?display=table`);
  await page.getByRole('button', { name: 'Gunakan lokasi saya' }).click();
  await expect(
    page
      .getByRole('list', { name: /Daftar puskesmas/ })
      .getByRole('listitem')
      .first(),
  ).toBeVisible();
  expect(sent.length).toBeGreaterThan(3);
  expect(sent.filter((request) => /108\.73|6\.83/.test(request))).toEqual([]);
  expect(page.url()).not.toMatch(/108\.73|6\.83/);
  await context.close();
});

test('without the position the page stays usable', async ({ browser }) => {
  const context = await browser.newContext({ permissions: [] });
  const page = await context.newPage();
  await page.goto(`${address()}/terdekat`);
  await page.getByRole('button', { name: 'Gunakan lokasi saya' }).click();
  await expect(page.getByText('Lokasi Anda tidak dapat dibaca.')).toBeVisible();
  await page.getByRole('main').getByRole('combobox').fill('puskesmas');
  await expect(page.getByRole('option').first()).toBeVisible();
  await context.close();
});
