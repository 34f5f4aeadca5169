import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { APIRequestContext, Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { BROKEN, puskesmasCsv, ROWS } from '../fixtures/desk-e2e/puskesmas-csv.ts';
import { address, ask, expect, test } from './page.ts';
import { ADMINISTRATOR, apiAs, signInAs } from './sign-in.ts';

interface Facility {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly position: [number, number] | null;
  readonly dataset: string;
}
interface DeskDataset {
  readonly id: string;
  readonly title: string;
  readonly agency: string | null;
}
interface Upload {
  readonly id: string;
  readonly fileName: string;
  readonly state: string;
}

const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});
const fileInput = (page: Page) => page.locator('input[type=file]');
const DATE = '2026-11-24';

/** Every published puskesmas, in the order of the ids. */
async function publishedPuskesmas(page: Page): Promise<Facility[]> {
  const found: Facility[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: { items: Facility[]; next: string | null } = await ask(
      page,
      `/api/v1/facilities?kind=puskesmas&limit=200${more}`,
    );
    found.push(...answer.items);
    cursor = answer.next;
  } while (cursor !== null);
  return found.toSorted((a, b) => a.id.localeCompare(b.id));
}

/** The dataset that the region's puskesmas come from, who owns it, and a file for it. */
async function prepare(page: Page, desk: APIRequestContext) {
  const before = await publishedPuskesmas(page);
  const published = before.find((facility) => facility.position !== null)!;
  const regions = await ask<{ items: { code: string; level: string; labelPoint: [number, number] }[] }>(
    page,
    '/api/v1/regions',
  );
  const profile = await ask<{ code: string }>(page, '/api/v1/profile');
  const datasets = (await (await desk.get('/api/v1/desk/datasets')).json()) as { items: DeskDataset[] };
  const dataset = datasets.items.find(({ id }) => id === published.dataset)!;
  const csv = puskesmasCsv({
    kecamatan: regions.items.filter(({ level }) => level === 'kecamatan'),
    published: { ...published, position: published.position! },
    code: profile.code,
  });
  return { before, dataset, csv, published };
}

test('R1: 60 puskesmas are checked, mended, published by another, seen at once, and undone exactly', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const desk = await apiAs(ADMINISTRATOR);
  const { before, dataset, csv, published } = await prepare(page, desk);
  const planner = await signInAs(page, dataset.agency === null ? 'walidata' : 'opd', dataset.agency);
  const ownDate = async () => (await ask<{ date: string | null }>(page, `/api/v1/datasets/${dataset.id}`)).date;
  const dateBefore = await ownDate();

  // Berkas → Kolom: the file is read, its columns are guessed once it is known where it goes.
  await page.goto(`${address()}/meja`);
  await fileInput(page).setInputFiles(file('puskesmas-uji.csv', csv));
  await expect(page).toHaveURL(/\/meja\/unggahan\/[0-9a-f-]{36}/);
  const id = /unggahan\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  await page.getByLabel('Kumpulan data', { exact: true }).selectOption(dataset.id);
  await page.goto(`${address()}/meja/unggahan/${id}?step=columns`);
  await expect(page.getByLabel('Arti kolom kode_kec')).toHaveValue('kecamatan');
  await expect(page.getByLabel('Arti kolom bujur')).toHaveValue('longitude');
  await page.getByRole('button', { name: 'Lanjut ke pemeriksaan' }).click();

  // Periksa: 57 of 60, each problem with row and reason.
  const counts = page.getByRole('status').filter({ hasText: 'perlu diperbaiki' });
  await expect(counts).toHaveText(/57 siap\s*3 perlu diperbaiki/);
  const problems = page.getByRole('region', { name: '3 baris belum dapat diterima' });
  await expect(
    problems.getByRole('button', { name: new RegExp(`^Baris ${BROKEN.unknownCode}: .*tidak dikenal`) }),
  ).toBeVisible();
  await expect(
    problems.getByRole('button', { name: new RegExp(`^Baris ${BROKEN.swapped}: .*tertukar`) }),
  ).toBeVisible();
  await expect(
    problems.getByRole('button', { name: new RegExp(`^Baris ${BROKEN.duplicate}: .*40 m.*`) }),
  ).toContainText(published.name);
  const swapped = page.locator(`#upload-row-${BROKEN.swapped}`);
  await problems.getByRole('button', { name: new RegExp(`^Baris ${BROKEN.swapped}:`) }).click();
  await expect(swapped).toBeFocused();
  await swapped.getByRole('button', { name: 'Tukar koordinat' }).click();
  await expect(counts).toHaveText(/58 siap\s*2 perlu diperbaiki/);
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(counts).toHaveText(/57 siap\s*3 perlu diperbaiki/);
  await swapped.getByRole('button', { name: 'Tukar koordinat' }).click();
  await expect(counts).toHaveText(/58 siap\s*2 perlu diperbaiki/);

  // A draft is nobody else's.
  expect(await publishedPuskesmas(page)).toEqual(before);
  expect(await ownDate()).toBe(dateBefore);

  const date = page.getByLabel('Tanggal data');
  await date.fill('24/11/2026');
  await date.blur();
  await page.getByLabel('Sumber').fill('Pendataan uji');
  await page.getByLabel('Sumber').blur();
  await expect(page.getByText('Tersimpan', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Lanjutkan 58 baris' }).click();
  await expect(page.getByRole('heading', { name: '58 baris siap terbit' })).toBeFocused();

  // Four eyes: the agency hands it in, the custodian publishes; a page that is open elsewhere follows.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'id-ID' });
  const custodian = await context.newPage();
  if (dataset.agency !== null) {
    await page.getByRole('button', { name: 'Serahkan untuk diperiksa' }).click();
    await expect(page.getByRole('heading', { name: '58 baris menunggu penerbitan' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Terbitkan' })).toHaveCount(0);
  }
  await signInAs(custodian, 'walidata');
  await custodian.goto(`${address()}/meja/unggahan/${id}`);
  await custodian.getByRole('button', { name: 'Terbitkan', exact: true }).click();
  const dialog = custodian.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Terbitkan' })).toBeFocused();
  const reader = await (await browser.newContext()).newPage();
  await reader.goto(`${address()}/data/${dataset.id}`);
  await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();
  await dialog.getByRole('button', { name: 'Terbitkan' }).click();
  await expect(custodian.getByRole('heading', { name: /terbit sebagai versi \d+: 58 rekaman/ })).toBeVisible();
  await expect(reader.getByText('24 November 2026').first()).toBeVisible({ timeout: 5000 });

  const after = await publishedPuskesmas(page);
  expect(after.filter(({ dataset: from }) => from === dataset.id)).toHaveLength(ROWS - 2);
  expect(await ownDate()).toBe(DATE);

  // The log says who, when and how many.
  const log = (await (await desk.get(`/api/v1/audit?dataset=${dataset.id}&limit=50`)).json()) as {
    items: { action: string; accountName: string | null; at: string; details: Record<string, unknown> }[];
  };
  const publication = log.items.find(({ action }) => action === 'dataset.published')!;
  expect(publication.accountName).toBe(ADMINISTRATOR.name);
  expect(JSON.stringify(publication.details)).toContain('58');
  if (dataset.agency !== null)
    expect(log.items.find(({ action }) => action === 'upload.submitted')?.accountName).toBe(planner.name);

  // Batalkan penerbitan: exactly what was there before.
  await custodian.getByRole('button', { name: 'Batalkan penerbitan' }).click();
  await custodian.getByLabel('Alasan pembatalan').fill('Data uji');
  await custodian.getByRole('button', { name: 'Kembalikan versi sebelumnya' }).click();
  await expect(custodian.getByRole('heading', { name: /sudah diarsipkan/ })).toBeVisible();
  expect(await publishedPuskesmas(page)).toEqual(before);
  expect(await ownDate()).toBe(dateBefore);
  await context.close();
  await reader.context().close();
  await desk.dispose();
});

test('a file that cannot be taken in says why and what to do', async ({ page, expectFailures }) => {
  // 422 is the answer that is looked at here.
  expectFailures.value = true;
  await signInAs(page, 'walidata');
  const refused = async (name: string, content: string | Buffer, words: RegExp) => {
    await page.goto(`${address()}/meja/unggahan`);
    await fileInput(page).setInputFiles(file(name, content));
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
  };
  await refused('kosong.csv', '', /Berkas kosong/);
  await refused('gambar.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /Format berkas tidak dikenal/);
  await refused('peta.geojson', '{"type":"FeatureCollection","features":[', /rusak atau terpotong/);
  await refused('judul.csv', 'nama,jenis\r\n', /Tidak ada baris data/);
  await page.goto(`${address()}/meja/unggahan`);
  await fileInput(page).setInputFiles([file('a.csv', 'a'), file('b.csv', 'b')]);
  await expect(page.getByRole('alert').filter({ hasText: 'satu berkas sekali unggah' })).toBeVisible();
});

test('a large file on its way can be stopped, and nothing of it stays', async ({ page, context }) => {
  await signInAs(page, 'walidata');
  const uploads = async () => (await ask<{ items: Upload[] }>(page, '/api/v1/desk/uploads?limit=100')).items;
  const before = await uploads();
  await page.goto(`${address()}/meja/unggahan`);
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 1_000_000,
  });
  await fileInput(page).setInputFiles(file('besar.csv', Buffer.alloc(30_000_000, 'nama,jenis\r\n')));
  await expect(page.getByRole('progressbar', { name: 'Mengirim berkas' })).toBeVisible();
  await page.getByRole('button', { name: 'Batalkan pengiriman' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Pilih berkas' })).toBeVisible();
  await expect.poll(async () => (await uploads()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
for (const [theme, width, height] of [
  ['light', 1440, 900],
  ['dark', 360, 740],
] as const) {
  test(`axe finds nothing serious at the desk, and nothing is cut off (${theme}, ${width} px)`, async ({ page }) => {
    const desk = await apiAs(ADMINISTRATOR);
    const { dataset, csv } = await prepare(page, desk);
    const created = await desk.post(`/api/v1/desk/uploads?file=axe-${width}.csv&dataset=${dataset.id}`, {
      data: Buffer.from(csv),
      headers: { 'content-type': 'application/octet-stream' },
    });
    const { id } = (await created.json()) as Upload;
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    await signInAs(page, 'walidata');
    const steps = ['file', 'columns', 'check', 'publish'].map((step) => `/meja/unggahan/${id}?step=${step}`);
    for (const path of ['/meja', '/meja/unggahan', ...steps]) {
      await page.goto(`${address()}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (path.endsWith('check')) await expect(page.locator(`#upload-row-${BROKEN.swapped}`)).toBeVisible();
      await page.waitForLoadState('networkidle');
      await page.evaluate(axe);
      const { violations } = await page.evaluate(
        async () => await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(
          ({ id: rule, nodes }) => `${path} ${rule}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        ),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
    await desk.delete(`/api/v1/desk/uploads/${id}`);
    await desk.dispose();
  });
}
