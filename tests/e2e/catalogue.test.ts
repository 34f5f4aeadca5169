import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { seriousFindings } from './axe.ts';
import { address, ask, expect, test } from './page.ts';
import { signInAs } from './sign-in.ts';

interface Item {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly status: string;
  readonly classification: string;
  readonly version: number;
  readonly records: number;
  readonly downloads: readonly string[];
}
const catalogue = async (page: Page) => (await ask<{ items: Item[] }>(page, '/api/v1/catalogue')).items;
const aDownloadable = async (page: Page) =>
  (await catalogue(page)).find(({ family, downloads }) => family === 'facility' && downloads.includes('csv'))!;

test('a dataset is found while typing, in spite of a slip, and an empty search says how to go on', async ({ page }) => {
  const items = await catalogue(page);
  await page.goto(`${address()}/data`);
  const rows = page.getByRole('row');
  await expect(rows).toHaveCount(items.length + 1);
  const wanted = await aDownloadable(page);
  const word = wanted.title.split(/\W+/).find((part) => part.length > 6)!;
  const slipped = word.slice(0, 3) + word.slice(4);
  await page.getByRole('searchbox', { name: 'Cari kumpulan data' }).fill(slipped);
  await expect(page.getByRole('link', { name: wanted.title, exact: true })).toBeVisible();

  await page.getByRole('searchbox', { name: 'Cari kumpulan data' }).fill('qqqqxxxx');
  await expect(page.getByRole('heading', { name: 'Tidak ada yang cocok' })).toBeVisible();
  await page.getByRole('button', { name: 'Kosongkan pencarian dan saringan' }).click();
  await expect(rows).toHaveCount(items.length + 1);

  const families = items.filter(({ family }) => family === 'project');
  await page.getByLabel('Kelompok').selectOption('project');
  await expect(rows).toHaveCount(families.length === 0 ? 0 : families.length + 1);
});

test('a dataset says what it is and is downloaded with its metadata', async ({ page }) => {
  const item = await aDownloadable(page);
  await page.goto(`${address()}/data/${item.id}`);
  await expect(page.getByRole('heading', { level: 1, name: item.title })).toBeVisible();
  for (const name of ['Unduh', 'Kolom', 'Baris pertama', 'Versi', 'Mutu', 'Sebaran'])
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('img', { name: /Gambar sebaran/ })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV untuk Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv\.zip$/);
  if (item.status === 'contoh')
    expect(download.suggestedFilename()).toContain(item.id.includes('contoh') ? item.id : 'contoh-');
  const files = unzipSync(readFileSync(await download.path()));
  expect(Object.keys(files)).toEqual([expect.stringMatching(/\.csv$/), 'metadata.json', 'metadata.txt']);
  const metadata = JSON.parse(new TextDecoder().decode(files['metadata.json'])) as { version: number; id: string };
  expect(metadata).toMatchObject({ id: item.id, version: item.version });
});

test('a dataset that is not there says so', async ({ page, expectFailures }) => {
  expectFailures.value = true;
  await page.goto(`${address()}/data/tidak-ada`);
  await expect(page.getByRole('heading', { name: 'Kumpulan data tidak ditemukan' })).toBeVisible();
});

test('the scorecard names every agency, worst first, and leads to a dataset', async ({ page }) => {
  await signInAs(page, 'pimpinan');
  await page.goto(`${address()}/meja/mutu`);
  await expect(page.getByRole('heading', { level: 1, name: 'Rapor mutu data' })).toBeVisible();
  const { agencies, datasets } = await ask<{ agencies: { agencyName: string }[]; datasets: { title: string }[] }>(
    page,
    '/api/v1/catalogue-quality',
  );
  const table = page.getByRole('region', { name: 'Menurut perangkat daerah' });
  for (const { agencyName } of agencies) await expect(table.getByRole('rowheader', { name: agencyName })).toBeVisible();
  const list = page.getByRole('region', { name: 'Menurut kumpulan data' });
  await expect(list.getByRole('rowheader').first()).toContainText(datasets[0]!.title);
  expect(await seriousFindings(page)).toEqual([]);
});

for (const [theme, width] of [
  ['light', 1440],
  ['dark', 360],
] as const) {
  test(`the page of a dataset has no serious fault and does not scroll sideways (${theme}, ${width} px)`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    const { id } = await aDownloadable(page);
    await page.goto(`${address()}/data/${id}`);
    await expect(page.getByRole('heading', { name: 'Laporan impor' })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
