import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { seriousFindings } from './axe.ts';
import { address, ask, expect, test } from './page.ts';
import { signInAs } from './sign-in.ts';

const YEAR = new Date().getFullYear();

test('the leader’s page says three matters and prints on exactly one A4 page with sources and "contoh"', async ({
  page,
}) => {
  await signInAs(page, 'pimpinan');
  const late = await ask<{ total: number }>(page, '/api/v1/desk/permits/late?limit=1');
  await page.goto(`${address()}/pimpinan?year=${YEAR}`);
  const sentences = page.getByTestId('brief-sentences').locator('li');
  await expect(sentences).toHaveCount(3, { timeout: 60_000 });
  await expect(sentences.nth(2)).toContainText(`${late.total} izin lewat janji layanan`);
  await expect(page.getByTestId('brief-gaps').locator('tbody tr')).toHaveCount(5);
  await expect(page.getByTestId('printed-map')).toHaveAttribute('src', /^data:image\/png/, { timeout: 60_000 });
  const document = await getDocument({
    data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })),
    useSystemFonts: true,
  }).promise;
  expect(document.numPages).toBe(1);
  const paper = await document.getPage(1);
  const { width, height } = paper.getViewport({ scale: 1 });
  expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
  const { items } = await paper.getTextContent();
  const text = items
    .map((item) => ('str' in item ? item.str : ''))
    .join(' ')
    .replace(/\s+/g, ' ');
  for (const words of ['Tiga hal yang perlu keputusan', 'contoh', 'Sumber.', 'Standar.', 'Halaman 1 dari 1'])
    expect(text).toContain(words);
  // Controls stay on the screen.
  expect(text).not.toContain('Cetak satu halaman');
});

test('another standard is another finding, and the address keeps it', async ({ page }) => {
  await signInAs(page, 'pimpinan');
  await page.goto(`${address()}/pimpinan?year=${YEAR}`);
  const first = page.getByTestId('brief-sentences').locator('li').first();
  await expect(first).toBeVisible({ timeout: 60_000 });
  const before = await first.innerText();
  const options = await page.getByLabel('Layanan dan standar').locator('option').all();
  const values = await Promise.all(options.map((option) => option.getAttribute('value')));
  const shown = await page.getByLabel('Layanan dan standar').inputValue();
  const other = values.find((value) => value !== null && value !== shown)!;
  await page.getByLabel('Layanan dan standar').selectOption(other);
  await expect(page).toHaveURL(new RegExp(`standard=${other}`));
  await expect(first).not.toHaveText(before);
});

test('it is accessible, and no wider than a phone', async ({ page }) => {
  await signInAs(page, 'pimpinan');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${address()}/pimpinan`);
  await expect(page.getByTestId('brief-sentences')).toBeVisible({ timeout: 60_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await seriousFindings(page)).toEqual([]);
});
