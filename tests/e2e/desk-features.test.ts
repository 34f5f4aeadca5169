import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect, test, waitForMap } from './page.ts';
import { makeAdministrator, signInAs } from './sign-in.ts';
import { startMini, type MiniServer } from './start-mini.ts';

// On the invented regency (tests/fixtures/kabupaten-mini), with a server of its own: what one test publishes the next one sees.
test.describe.configure({ mode: 'serial' });
let mini: MiniServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  mini = await startMini();
  await makeAdministrator(mini.administratorLink);
});
test.afterAll(() => mini.stop());

const DATASET = '/meja/data/puskesmas';
const NAME = 'Puskesmas Awan';
interface Facility {
  readonly id: string;
  readonly name: string;
  readonly position: [number, number] | null;
}
const ask = async <T>(page: Page, path: string): Promise<T> => {
  const response = await page.request.get(`${mini.address}${path}`);
  expect(response.status(), path).toBe(200);
  return (await response.json()) as T;
};
const published = async (page: Page): Promise<Facility[]> => {
  const { items } = await ask<{ items: Facility[] }>(page, `/api/v1/facilities?kind=puskesmas`);
  return items.toSorted((a, b) => a.id.localeCompare(b.id));
};
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Tersimpan dan terbit sebagai versi' });
const save = (page: Page) => page.getByRole('button', { name: 'Simpan dan terbitkan' });
async function openFeature(page: Page, name = NAME): Promise<void> {
  await page.goto(`${mini.address}${DATASET}`);
  await page.getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}
async function colleague(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await signInAs(page, 'walidata', null, mini.address);
  return page;
}
/** Where the facility stands on an open map, to five decimals. */
const drawnAt = (page: Page, id: string) =>
  page.getByTestId('map').evaluate((element, wanted) => {
    const { map } = element as unknown as {
      map: {
        querySourceFeatures(
          name: string,
          of: object,
        ): { properties: Record<string, unknown>; geometry: { coordinates: number[] } }[];
      };
    };
    const found = map
      .querySourceFeatures('facilities', { sourceLayer: 'facility' })
      .find(({ properties }) => properties['id'] === wanted);
    return found ? found.geometry.coordinates.map((degrees) => Number(degrees.toFixed(3))) : null;
  }, id);

test('a point is moved with the keyboard and by typing; the open map of somebody else follows', async ({
  page,
  browser,
}) => {
  await signInAs(page, 'walidata', null, mini.address);
  const before = (await published(page)).find(({ name }) => name === NAME)!;
  const [longitude, latitude] = before.position!;
  const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1000, height: 700 } });
  const visitor = await context.newPage();
  await visitor.goto(
    `${mini.address}/kesenjangan?standard=SNI-KES-PKM&layers=facilities&camera=${longitude},${latitude},13`,
  );
  await waitForMap(visitor);
  await expect.poll(() => drawnAt(visitor, before.id)).not.toBeNull();

  await openFeature(page);
  const pin = page.getByRole('button', { name: /^Titik letak/ });
  const coordinates = page.getByLabel('Koordinat');
  const typed = await coordinates.inputValue();
  await expect(save(page)).toBeDisabled();
  await pin.focus();
  await pin.press('ArrowRight');
  await expect(coordinates).not.toHaveValue(typed);
  // Degrees, minutes and seconds, the longitude first: understood by their letters.
  await coordinates.fill(`110°01'48" BT, 7°01'30" LS`);
  await coordinates.press('Enter');
  await expect(coordinates).toHaveValue('-7,025; 110,03');
  await expect(
    page
      .getByText('di ', { exact: false })
      .filter({ hasText: /99\.01\.01/ })
      .first(),
  ).toBeVisible();
  await page.getByLabel('Telepon').fill('0231 555111');
  await save(page).click();
  await expect(saved(page)).toBeVisible();
  await expect.poll(() => drawnAt(visitor, before.id), { intervals: [50] }).toEqual([110.03, -7.025]);
  await context.close();

  const history = page.getByRole('region', { name: 'Riwayat objek' });
  await expect(history).toContainText('Telepon: belum ada data menjadi 0231 555111');
  const after = (await published(page)).find(({ id }) => id === before.id)!;
  expect(after.position).toEqual([110.03, -7.025]);
});

test('what was typed is neither lost on leaving nor when a value is refused', async ({ page, expectFailures }) => {
  await signInAs(page, 'walidata', null, mini.address);
  await openFeature(page);
  const capacity = page.getByLabel('Kapasitas');
  await capacity.fill('banyak');
  await page.getByRole('link', { name: 'Puskesmas', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('belum tersimpan');
  await dialog.getByRole('button', { name: 'Tetap di sini' }).click();
  await expect(capacity).toHaveValue('banyak');
  // The browser's own way back asks nothing, and the form goes on afterwards.
  await page.goBack();
  await expect(page.getByRole('table')).toBeVisible();
  await page.goForward();
  await expect(capacity).toHaveValue('banyak');
  await expect(page.getByText('Isian yang belum tersimpan dilanjutkan.')).toBeVisible();
  expectFailures.value = true;
  await save(page).click();
  await expect(capacity).toBeFocused();
  await expect(page.getByText('Kapasitas “banyak” bukan angka.')).toBeVisible();
  await page.getByRole('button', { name: 'Buang perubahan' }).first().click();
  await expect(save(page)).toBeDisabled();
});

test('of two editors the second chooses entry by entry, and both changes stand', async ({
  page,
  browser,
  expectFailures,
}) => {
  expectFailures.value = true;
  await signInAs(page, 'walidata', null, mini.address);
  await openFeature(page);
  await page.getByLabel('Alamat').fill('Jalan Kenanga 1');
  await page.getByLabel('Telepon').fill('1111');
  const context = await browser.newContext({ locale: 'id-ID' });
  const other = await colleague(context);
  await openFeature(other);
  await other.getByLabel('Telepon').fill('2222');
  await other.getByLabel('Kapasitas').fill('40');
  await save(other).click();
  await expect(saved(other)).toBeVisible();
  await context.close();

  await save(page).click();
  const panel = page.getByRole('region', { name: 'Orang lain sudah mengubah objek ini' });
  await expect(panel.getByRole('heading')).toBeFocused();
  const send = panel.getByRole('button', { name: 'Simpan pilihan' });
  await expect(send).toBeDisabled();
  const phone = panel.getByRole('group', { name: /^Telepon/ });
  await expect(phone).toContainText('1111');
  await expect(phone).toContainText('2222');
  await expect(panel.getByRole('group', { name: /^Alamat/ }).getByRole('radio', { name: /^Versi Anda/ })).toBeChecked();
  await expect(
    panel.getByRole('group', { name: /^Kapasitas/ }).getByRole('radio', { name: /^Versi tersimpan/ }),
  ).toBeChecked();
  expect(await seriousFindings(page)).toEqual([]);
  await phone.getByRole('radio', { name: /^Versi Anda/ }).check();
  await send.click();
  await expect(saved(page)).toBeVisible();
  await expect(page.getByLabel('Telepon')).toHaveValue('1111');
  await expect(page.getByLabel('Alamat')).toHaveValue('Jalan Kenanga 1');
  await expect(page.getByLabel('Kapasitas')).toHaveValue('40');
});

test('one is added, taken out and brought back; versions are compared and an earlier one restored exactly', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAs(page, 'walidata', null, mini.address);
  const before = await published(page);
  const { items } = await ask<{ items: { version: number; checksum: string }[] }>(
    page,
    '/api/v1/desk/datasets/puskesmas/versions',
  );
  const start = items[0]!;
  await page.goto(`${mini.address}${DATASET}`);
  await page.getByRole('link', { name: 'Tambah satu' }).click();
  await page.getByLabel('Nama', { exact: true }).fill('Puskesmas Baru Uji');
  await page.getByLabel('Jenis', { exact: true }).selectOption('puskesmas');
  await page.getByTestId('map').waitFor();
  await waitForMap(page);
  await page.getByLabel('Koordinat').fill('-7,021; 110,011');
  await page.getByLabel('Koordinat').press('Enter');
  await expect(page.getByRole('button', { name: /^Titik letak/ })).toBeVisible();
  await save(page).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Puskesmas Baru Uji' })).toBeVisible();
  await expect(page).toHaveURL(/\/objek\?id=/);
  expect(await published(page)).toHaveLength(before.length + 1);

  // Taken out, and back again with one press.
  await page.getByRole('button', { name: 'Keluarkan' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Kembali' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Keluarkan' }).click();
  await expect(page.getByText(/Puskesmas Baru Uji dikeluarkan dalam versi/)).toBeVisible();
  expect(await published(page)).toEqual(before);
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(page.getByLabel('Nama', { exact: true })).toHaveValue('Puskesmas Baru Uji');
  expect(await published(page)).toHaveLength(before.length + 1);

  // Moved far, so that the comparison has a line to draw.
  await page.getByLabel('Koordinat').fill('-7,028; 110,018');
  await page.getByLabel('Koordinat').press('Enter');
  await save(page).click();
  await expect(saved(page)).toBeVisible();
  await page.goto(`${mini.address}${DATASET}?tab=versi`);
  const timeline = page.getByRole('list', { name: 'Riwayat versi' });
  await expect(timeline.getByRole('listitem').first()).toContainText('terbit');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('radio', { name: `dari Versi ${start.version}`, exact: true }).check();
  await page.getByRole('button', { name: 'Bandingkan' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${start.version}&`));
  const row = page.getByRole('row', { name: /Puskesmas Baru Uji/ });
  await expect(row).toContainText('baru');
  await page.getByLabel('Dari versi').selectOption(String(start.version + 3));
  await expect(row).toContainText('pindah');
  await expect(row).toContainText(/pindah 1,1 km/);
  await row.getByRole('button').click();
  await waitForMap(page);
  expect(await seriousFindings(page)).toEqual([]);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Unduh CSV' }).click(),
  ]);
  const csv = await readFile((await file.path())!, 'utf8');
  expect(csv.split('\r\n')[0]).toContain('objek,nama,perubahan,jarak_m');
  expect(csv).toContain('Puskesmas Baru Uji,moved,');

  await page.goto(`${mini.address}${DATASET}?tab=versi`);
  await page.getByRole('button', { name: `Pulihkan versi ini: Versi ${start.version}`, exact: true }).click();
  await dialog.getByRole('button', { name: 'Pulihkan versi ini' }).click();
  await expect(dialog).toContainText('sedikitnya 3 huruf');
  await dialog.getByLabel('Alasan').fill('Uji pemulihan');
  await dialog.getByRole('button', { name: 'Pulihkan versi ini' }).click();
  await expect(page.getByText(`Isi versi ${start.version} terbit lagi.`)).toBeVisible();
  await expect(timeline.getByRole('listitem').first()).toContainText('Uji pemulihan');
  expect(await published(page)).toEqual(before);
  const restored = await ask<{ items: { checksum: string }[] }>(page, '/api/v1/desk/datasets/puskesmas/versions');
  expect(restored.items[0]!.checksum).toBe(start.checksum);
});

test('somebody who only reads sees no way to change', async ({ page }) => {
  await signInAs(page, 'pimpinan', null, mini.address);
  await openFeature(page);
  await expect(page.getByText('Akun Anda dapat melihat, tidak mengubah.')).toBeVisible();
  await expect(page.getByLabel('Nama', { exact: true })).toBeDisabled();
  await expect(save(page)).toHaveCount(0);
  expect(await seriousFindings(page)).toEqual([]);
});
