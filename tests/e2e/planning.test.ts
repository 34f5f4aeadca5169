import { readFile } from 'node:fs/promises';
import { seriousFindings } from './axe.ts';
import { address, ask, expect, test } from './page.ts';
import { signInAs } from './sign-in.ts';

// B3 in the browser, on sample data: what the pages say is held against what the API answers.
interface Area {
  kecamatan: string;
  name: string;
  plannedRupiah: number;
  ceilingRupiah: number | null;
  overRupiah: number;
}
interface Ceilings {
  year: number;
  items: Area[];
  totals: { plannedRupiah: number; ceilingRupiah: number; overRupiah: number; unplacedRupiah: number };
  gini: number | null;
}
const rupiah = (value: number) => `Rp${new Intl.NumberFormat('id-ID').format(value)}`;
const YEAR = new Date().getFullYear();

test('B3: a ceiling one rupiah below what is planned is warned of with exactly that rupiah', async ({ page }) => {
  await signInAs(page, 'bappelitbangda');
  await page.goto(`${address()}/meja/pagu?year=${YEAR}`);
  const before = await ask<Ceilings>(page, `/api/v1/desk/planning/ceilings?year=${YEAR}`);
  expect(before.items.reduce((sum, one) => sum + one.plannedRupiah, before.totals.unplacedRupiah)).toBe(
    before.totals.plannedRupiah,
  );
  const total = page.getByTestId('ceilings-total');
  await expect(total).toContainText(rupiah(before.totals.plannedRupiah));
  await expect(total).toContainText(rupiah(before.totals.ceilingRupiah));
  await expect(page.getByTestId('gini')).toHaveText((before.gini ?? 0).toFixed(2).replace('.', ','));

  const area = before.items.reduce((most, one) => (one.plannedRupiah > most.plannedRupiah ? one : most));
  const row = page.locator(`tr[data-kecamatan="${area.kecamatan}"]`);
  await row.getByRole('button', { name: 'Ubah' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Pagu, rupiah').fill(String(area.plannedRupiah - 1));
  await dialog.getByLabel('Prasarana').fill('66');
  await dialog.getByLabel('Ekonomi').fill('20');
  await dialog.getByLabel('Sosial budaya').fill('15');
  await dialog.getByLabel('Sumber').fill('uji peramban');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  // 101 percent is refused before anything is sent.
  await expect(dialog.getByText('Jumlahnya harus tepat 100 persen.')).toBeVisible();
  await dialog.getByLabel('Prasarana').fill('65');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog).toBeHidden();
  await expect(row.locator('td').nth(2)).toHaveText('Rp1');
  await expect(row).toContainText(rupiah(area.plannedRupiah - 1));
  await expect(row).toContainText('uji peramban');
  const after = await ask<Ceilings>(page, `/api/v1/desk/planning/ceilings?year=${YEAR}`);
  expect(after.items.find(({ kecamatan }) => kecamatan === area.kecamatan)).toMatchObject({ overRupiah: 1 });
  expect(after.totals.plannedRupiah).toBe(before.totals.plannedRupiah);
});

test('B3: other weights are a version with its reason, and the annex carries them', async ({ page }) => {
  await signInAs(page, 'bappelitbangda');
  await page.goto(`${address()}/meja/prioritas?year=${YEAR}`);
  const table = page.getByTestId('priorities');
  await expect(table).toBeVisible();
  const versions = page.getByTestId('versions').locator('tbody tr');
  const count = await versions.count();
  await page.getByRole('button', { name: 'Ubah bobot' }).click();
  const dialog = page.getByRole('dialog');
  // Whatever holds now, these differ from it: a run before may have chosen the other one.
  const gap = (await dialog.getByLabel('Kesenjangan').inputValue()) === '40' ? 35 : 40;
  const fill = async (values: Readonly<Record<string, number>>): Promise<void> => {
    for (const [name, value] of Object.entries(values)) await dialog.getByLabel(name).fill(String(value));
  };
  const save = dialog.getByRole('button', { name: 'Simpan sebagai versi baru' });
  await fill({ Kesenjangan: gap, 'Tambahan jangkauan': 75 - gap, Pemerataan: 10, Kesiapan: 10, Bencana: 15 });
  await dialog.getByLabel('Alasan').fill('uji peramban bobot');
  await save.click();
  // 110 percent is refused before anything is sent.
  await expect(dialog.getByText('Jumlahnya harus tepat 100 persen.')).toBeVisible();
  await fill({ Bencana: 5 });
  await save.click();
  await expect(dialog).toBeHidden();
  await expect(versions).toHaveCount(count + 1);
  await expect(versions.first()).toContainText('uji peramban bobot');
  await expect(page.getByTestId('weights')).toContainText(`${gap}\u202f%`);
  await expect(page.getByTestId('sensitivity').locator('tbody tr')).toHaveCount(10);

  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Lampiran berita acara (PDF)' }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toBe(`lampiran-berita-acara-${YEAR}.pdf`);
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
  for (const name of ['XLSX', 'CSV']) {
    const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
    const answer = await page.request.get(new URL(href!, address()).href);
    expect(answer.status(), name).toBe(200);
    expect((await answer.body()).length).toBeGreaterThan(500);
  }
});

for (const [path, ready] of [
  ['/meja/pagu', 'ceilings'],
  ['/meja/prioritas', 'priorities'],
] as const)
  test(`${path} is accessible, and no wider than a phone`, async ({ page }) => {
    await signInAs(page, 'pimpinan');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${address()}${path}?year=${YEAR}`);
    await expect(page.getByTestId(ready)).toBeVisible();
    // Who may only read has nothing to change.
    await expect(page.getByRole('button', { name: /^Ubah/ })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await seriousFindings(page)).toEqual([]);
  });
