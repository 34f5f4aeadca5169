import { readFile } from 'node:fs/promises';
import { address, ask, expect, test, waitForMap } from './page.ts';

interface Gaps {
  items: {
    region: { code: string; name: string };
    population: number;
    need: number;
    available: number;
    gap: number;
    servedShare: number;
  }[];
  totals: { needOfWhole: number };
  sample: boolean;
}
const format = new Intl.NumberFormat('id-ID');
const signed = (gap: number) => (gap < 0 ? `+${-gap}` : `${gap}`);

test('the map, the legend, the table and the API say the same of SMP in 40 kecamatan', async ({ page }) => {
  const gaps = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP');
  expect(gaps.items).toHaveLength(40);
  await page.goto(`${address()}/kesenjangan`);
  await waitForMap(page);

  const lacking = gaps.items.filter((item) => item.gap > 0);
  const units = lacking.reduce((sum, item) => sum + item.gap, 0);
  await expect(
    page.getByText(`${lacking.length} dari 40 kecamatan kekurangan SMP, seluruhnya ${units} unit.`).first(),
  ).toBeVisible();

  const legend = page.getByRole('region', { name: 'Legenda' }).or(page.getByLabel('Legenda')).first();
  await expect(legend).toContainText('Jumlah kecamatan: 40');

  // Every label on the map is a value of the answer.
  const labels = await page.getByTestId('map').evaluate((element) => {
    const { map } = element as unknown as {
      map: {
        getStyle(): {
          sources: Record<string, { type: string; data?: { features?: { properties: Record<string, unknown> }[] } }>;
        };
      };
    };
    return Object.values(map.getStyle().sources).flatMap(
      (source) => source.data?.features?.map((feature) => feature.properties) ?? [],
    );
  });
  const worst = [...gaps.items].sort((a, b) => b.gap - a.gap)[0]!;
  expect(JSON.stringify(labels)).toContain(worst.region.name);

  await page.getByRole('radio', { name: 'Tabel' }).check({ force: true });
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(41);
  for (const item of gaps.items) {
    const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: item.region.code, exact: true }) });
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells.slice(-5, -1).map((text) => text.trim())).toEqual([
      format.format(item.population),
      format.format(item.need),
      format.format(item.available),
      signed(item.gap),
    ]);
  }
});

test('the table sorts both ways by keyboard and says so', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?display=table`);
  const head = page.getByRole('columnheader', { name: /Penduduk/ });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  const people = async () =>
    (await page.getByRole('row').getByRole('cell').nth(2).allInnerTexts()).map((text) =>
      Number(text.replaceAll('.', '')),
    );
  const first = (await people())[0]!;
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  expect((await people())[0]).toBeLessThan(first);
});

test('a national standard is switched with its clause, and its numbers change', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?display=table`);
  await expect(page.getByText('Satu unit untuk 4.800 penduduk.')).toBeVisible();
  const before = await page.getByRole('row').nth(1).innerText();
  await page
    .getByRole('button', { name: /Standar/ })
    .or(page.getByRole('combobox', { name: /Standar/ }))
    .first()
    .click();
  await page
    .getByRole('option', { name: /Permendiknas 24\/2007/ })
    .first()
    .click();
  await expect(page.getByText('Satu unit untuk 2.000 penduduk.').first()).toBeVisible();
  await expect(page).toHaveURL(/standard=P24-SMP/);
  await expect(page.getByRole('row').nth(1)).not.toHaveText(before);
});

test('the CSV has a row for each kecamatan, codes as text and the mark of a sample in its name', async ({ page }) => {
  const gaps = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP');
  await page.goto(`${address()}/kesenjangan?display=table`);
  await expect(page.getByRole('row')).toHaveCount(41);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Unduh CSV' }).click(),
  ]);
  expect(download.suggestedFilename().includes('contoh')).toBe(gaps.sample);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines).toHaveLength(41);
  const codes = lines.slice(1).map((line) => /\d{2}\.\d{2}\.\d{2}/.exec(line)?.[0]);
  expect(new Set(codes)).toEqual(new Set(gaps.items.map((item) => item.region.code)));
});

test('a shared address restores what was chosen; leaving a toggle out changes what is available', async ({ page }) => {
  const all = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP');
  const state = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP&owners=negeri');
  const one = state.items.find((item, index) => item.available !== all.items[index]!.available)!;
  await page.goto(`${address()}/kesenjangan?owners=negeri&region=${one.region.code}`);
  await waitForMap(page);
  const detail = page.getByRole('region', { name: `Kecamatan ${one.region.name}` });
  await expect(detail).toContainText(`${one.available}tersedia`);
  await expect(page.getByRole('switch', { name: /SMP swasta/ })).not.toBeChecked();
  await page.getByRole('switch', { name: /SMP swasta/ }).press('Space');
  const before = all.items.find((item) => item.region.code === one.region.code)!;
  await expect(detail).toContainText(`${before.available}tersedia`);
});

test('reach is counted on people, and the panel shows how', async ({ page }) => {
  const gaps = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-KES-PKM');
  const item = gaps.items.find((entry) => entry.servedShare > 0 && entry.servedShare < 1)!;
  await page.goto(`${address()}/kesenjangan?standard=SNI-KES-PKM&measure=radius&region=${item.region.code}`);
  await waitForMap(page);
  const share = `${new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(item.servedShare * 100)} %`;
  const detail = page.getByRole('region', { name: `Kecamatan ${item.region.name}` });
  await expect.poll(async () => (await detail.innerText()).replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(share);
  await expect(detail.getByText('Cara menghitung')).toBeVisible();
  await expect(detail).toContainText('sel 100');
});
