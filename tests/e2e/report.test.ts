import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from '@playwright/test';
import { address, ask, expect, test } from './page.ts';

interface Region {
  readonly code: string;
  readonly name: string;
  readonly population: { readonly value: number | null } | null;
}
const regionsOf = async (page: Page, level: string): Promise<readonly Region[]> =>
  (await ask<{ items: readonly (Region & { own: boolean })[] }>(page, `/api/v1/regions?level=${level}`)).items.filter(
    (region) => region.own,
  );

async function textOf(bytes: Uint8Array): Promise<{ pages: number; text: string }> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  return { pages: document.numPages, text: items.map((item) => ('str' in item ? item.str : '')).join(' ') };
}

test('the PDF of a desa is one page with its name, its people and the limits of its borders', async ({ page }) => {
  const desa = (await regionsOf(page, 'desa')).find((region) => region.population?.value);
  await page.goto(`${address()}/rapor/${desa!.code}`);
  const save = page.getByRole('button', { name: 'Unduh PDF' });
  await expect(save).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1 })).toContainText(desa!.name);
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^rapor-${desa!.code.replaceAll('.', '\\.')}-`));
  const { pages, text } = await textOf(new Uint8Array(await readFile(await download.path())));
  expect(pages).toBe(1);
  expect(text).toContain(desa!.name);
  expect(text).toContain(new Intl.NumberFormat('id-ID').format(desa!.population!.value!));
  expect(text).toContain('Batas wilayah bersifat indikatif');
});

test('a run of all desa can be cancelled, and leaves no file', async ({ page }) => {
  await page.goto(`${address()}/rapor`);
  await page.getByRole('radio', { name: 'Desa dan kelurahan' }).check();
  await expect(page.getByRole('heading', { name: /^Semua [\d.]+ desa/ })).toBeVisible({ timeout: 60_000 });
  let downloads = 0;
  page.on('download', () => (downloads += 1));
  await page.getByRole('button', { name: 'ZIP, satu PDF tiap wilayah' }).click();
  await expect(page.getByText(/\d+ dari [\d.]+ rapor/)).toBeVisible();
  await page.getByRole('button', { name: 'Batalkan' }).click();
  await expect(page.getByText('Dibatalkan. Tidak ada berkas yang disimpan.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'ZIP, satu PDF tiap wilayah' })).toBeFocused();
  expect(downloads).toBe(0);
});

test('all kecamatan leave as one ZIP with a PDF each and an index', async ({ page }) => {
  test.slow();
  const kecamatan = await regionsOf(page, 'kecamatan');
  await page.goto(`${address()}/rapor`);
  const button = page.getByRole('button', { name: 'ZIP, satu PDF tiap wilayah' });
  await expect(button).toBeVisible({ timeout: 60_000 });
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 180_000 }), button.click()]);
  const files = unzipSync(new Uint8Array(await readFile(await download.path())));
  const names = Object.keys(files).filter((name) => name.endsWith('.pdf'));
  expect(names).toHaveLength(kecamatan.length);
  for (const { code } of kecamatan)
    expect(
      names.some((name) => name.startsWith(`rapor-${code}-`)),
      code,
    ).toBe(true);
  const index = new TextDecoder().decode(files['index.csv']);
  expect(index.trim().split('\r\n')).toHaveLength(kecamatan.length + 1);
  expect((await textOf(files[names[0]!]!)).pages).toBe(1);
});

test('the report fits a phone, and an unknown code says so', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const [kecamatan] = await regionsOf(page, 'kecamatan');
  await page.goto(`${address()}/rapor/${kecamatan!.code}`);
  await expect(page.getByRole('button', { name: 'Unduh PDF' })).toBeVisible({ timeout: 60_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.goto(`${address()}/rapor/32.99.99`);
  await expect(page.getByRole('heading', { name: 'Rapor 32.99.99 tidak dikenal' })).toBeVisible({ timeout: 60_000 });
});
