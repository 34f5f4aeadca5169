import { seriousFindings } from './axe.ts';
import { address, ask, expect, test } from './page.ts';
import { signInAs } from './sign-in.ts';

// B2 in the browser, on sample data.
const REASON = 'uji peramban: dua tahap dari satu ruas';

test('B2: "bukan duplikasi" with a reason takes a pair off the list, and withdrawing it brings it back', async ({
  page,
}) => {
  await signInAs(page, 'bappelitbangda');
  const before = await ask<{ total: number; items: { a: { id: string }; b: { id: string } }[] }>(
    page,
    '/api/v1/desk/overlaps?state=open',
  );
  expect(before.total).toBeGreaterThan(0);
  const first = before.items[0]!;
  await page.goto(`${address()}/meja/tumpang-tindih`);
  const pairs = page.getByTestId('overlap');
  await expect(page.getByTestId('overlap-count')).toContainText(`${before.total} pasangan`);
  await expect(pairs.first().locator('table')).toContainText('Sumber dana');
  await pairs.first().getByRole('button', { name: 'Bukan duplikasi' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Bukan duplikasi' }).click();
  await expect(dialog.getByText('Tulis alasannya')).toBeVisible();
  await dialog.getByLabel('Alasan').fill(REASON);
  await dialog.getByRole('button', { name: 'Bukan duplikasi' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Dicatat: bukan duplikasi.')).toBeVisible();
  const left = await ask<typeof before>(page, '/api/v1/desk/overlaps?state=open');
  expect(left.total).toBe(before.total - 1);
  expect(left.items.some(({ a, b }) => a.id === first.a.id && b.id === first.b.id)).toBe(false);

  await page.getByLabel('Keputusan').selectOption('decided');
  const decided = pairs.filter({ hasText: REASON });
  await expect(decided).toHaveCount(1);
  await decided.getByRole('button', { name: 'Tarik keputusan' }).click();
  await expect(page.getByText('Keputusan ditarik')).toBeVisible();
  await expect(decided).toHaveCount(0);
  expect((await ask<typeof before>(page, '/api/v1/desk/overlaps?state=open')).total).toBe(before.total);
});

test('B2: a project without a place is listed, its title marked, and placed only where somebody chooses', async ({
  page,
}) => {
  await signInAs(page, 'walidata');
  const before = await ask<{
    total: number;
    items: { project: { id: string; name: string }; candidates: { name: string }[]; mayPlace: boolean }[];
  }>(page, '/api/v1/desk/project-places');
  const at = before.items.findIndex(({ candidates, mayPlace }) => candidates.length > 0 && mayPlace);
  expect(at).toBeGreaterThanOrEqual(0);
  await page.goto(`${address()}/meja/lokasi-proyek`);
  await expect(page.getByTestId('place-count')).toContainText(`${before.total} proyek`);
  const card = page.getByTestId('placeless').nth(at);
  await expect(card.locator('mark').first()).toBeVisible();
  const choose = card.getByRole('button', { name: `Pilih ${before.items[at]!.candidates[0]!.name}` });
  await choose.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Kembali' }).click();
  // Looking at it places nothing.
  expect((await ask<typeof before>(page, '/api/v1/desk/project-places')).total).toBe(before.total);
  await choose.click();
  await dialog.getByRole('button', { name: 'Pilih', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('place-count')).toContainText(`${before.total - 1} proyek`);
});

for (const [path, ready] of [
  ['/meja/tumpang-tindih', 'overlap-count'],
  ['/meja/lokasi-proyek', 'place-count'],
] as const)
  test(`${path} is accessible, and no wider than a phone`, async ({ page }) => {
    await signInAs(page, 'pimpinan');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${address()}${path}`);
    await expect(page.getByTestId(ready)).toBeVisible();
    await expect(page.getByRole('button', { name: /duplikasi$/i })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await seriousFindings(page)).toEqual([]);
  });
