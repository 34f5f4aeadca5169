import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { address, ask, expect, test } from './page.ts';

interface Summary {
  readonly regions: readonly { readonly region: string; readonly regionName: string; readonly count: number | null }[];
  readonly types: readonly { readonly type: string; readonly count: number | null }[];
  readonly total: number | null;
  readonly withoutPosition: number | null;
  readonly years: readonly { readonly until: number }[];
}
const API = '/api/v1/permits/summary';
const WITHHELD = '<5*';
const summary = (page: Page, query = '') => ask<Summary>(page, `${API}${query}`);
const table = (page: Page) => page.getByTestId('public-permits');
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ').trim();
const written = (count: number | null) => (count === null ? WITHHELD : count.toLocaleString('id-ID'));

/** What the table shows: sums in the first place of each row, the sums of columns last; null is withheld. */
async function shown(page: Page): Promise<(number | null)[][]> {
  const rows = await table(page)
    .locator('tbody tr, tfoot tr')
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent)));
  return rows.map((row) =>
    row
      // The rate, a quotient of what is shown.
      .filter((_, column) => column !== 1)
      .map(plain)
      .map((text) => (text === WITHHELD ? null : Number(text.replaceAll('.', '')))),
  );
}

/** Rows, then columns: a sum and its parts. */
function linesOf(rows: readonly (readonly (number | null)[])[]): (number | null)[][] {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
  return [
    ...rows.map(([sum, ...parts]) => [sum!, ...parts]),
    ...columns.map((column) => [column.at(-1)!, ...column.slice(0, -1)]),
  ];
}

test('no cell shows 1–4, and no shown sum has exactly one withheld part, for every choice of years and state', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { years, regions } = await summary(page);
  const kecamatan = await ask<{ items: unknown[] }>(page, '/api/v1/regions?level=kecamatan');
  expect(years.length).toBeGreaterThan(1);
  let withheld = 0;
  for (const until of [null, ...years.map((one) => one.until)]) {
    for (const stage of [null, 'proses', 'terbit', 'berakhir']) {
      const query = [until === null ? '' : `until=${until}`, stage === null ? '' : `stage=${stage}`].filter(Boolean);
      const text = query.length === 0 ? '' : `?${query.join('&')}`;
      const asked = await summary(page, text);
      await page.goto(`${address()}/izin${text}`);
      await expect(table(page).locator('tfoot td').first()).toHaveText(written(asked.total));
      const cells = await shown(page);
      expect(cells.length - 1).toBeGreaterThanOrEqual(Math.max(regions.length, kecamatan.items.length));
      expect(cells.at(-1)).toEqual([asked.total, ...asked.types.map(({ count }) => count)]);
      for (const count of cells.flat()) {
        expect(Number.isNaN(count), text).toBe(false);
        if (count === null) withheld++;
        else expect(count === 0 || count > 4, `${text}: ${count}`).toBe(true);
      }
      for (const [sum = null, ...parts] of linesOf(cells)) {
        const hidden = parts.filter((part) => part === null).length;
        if (sum === null) continue;
        expect(hidden, text).not.toBe(1);
        const known = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
        if (hidden === 0) expect(known, text).toBe(sum);
        else expect(known, text).toBeLessThanOrEqual(sum);
      }
    }
  }
  expect(withheld).toBeGreaterThan(0);
});

test('years, state, kecamatan and order are chosen on the page and stand in its address', async ({ page }) => {
  const whole = await summary(page);
  await page.goto(`${address()}/data`);
  await page.getByRole('main').getByRole('link', { name: 'Lihat jumlah izin menurut kecamatan' }).click();
  await expect(page).toHaveURL(`${address()}/izin`);
  await expect(page.getByRole('heading', { level: 1, name: 'Izin menurut kecamatan' })).toBeVisible();
  await expect(page.getByText('tidak ditampilkan: UU 27/2022')).toBeVisible();
  await expect(page.getByText(/^Izin: .+, .+\d{4}/)).toBeVisible();
  await expect(page.getByTestId('without-position')).toContainText(
    whole.withoutPosition === null
      ? 'tidak ditampilkan'
      : `${whole.withoutPosition.toLocaleString('id-ID')} izin tanpa`,
  );

  const newest = whole.years[0]!.until;
  const issued = await summary(page, `?until=${newest}&stage=terbit`);
  expect(issued.total).not.toBe(whole.total);
  await page.getByLabel('Tahun permohonan').selectOption(String(newest));
  await page.getByRole('radio', { name: 'Terbit' }).check();
  await expect(page).toHaveURL(new RegExp(`/izin\\?until=${newest}&stage=terbit$`));
  await expect(table(page).locator('tfoot td').first()).toHaveText(written(issued.total));
  await expect(page.getByRole('main').getByRole('status')).toContainText(`${newest}, Terbit`);

  await page.getByRole('columnheader', { name: 'Jumlah' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=count/);
  await expect(page.getByRole('columnheader', { name: 'Jumlah' })).toHaveAttribute('aria-sort', 'descending');
  const sums = (await shown(page)).slice(0, -1).map(([sum]) => sum ?? -1);
  expect(sums).toEqual(sums.toSorted((a, b) => b - a));

  const region = issued.regions[0]!;
  await page.getByRole('combobox', { name: 'Kecamatan', exact: true }).selectOption(region.region);
  await expect(page).toHaveURL(new RegExp(`region=${region.region}`));
  const one = page.getByTestId('region-permits');
  await expect(one.locator('tbody tr')).toHaveCount(issued.types.length);
  await expect(one.locator('tfoot td')).toHaveText(written(region.count));

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Unduh CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^izin-${newest}-terbit.*\\.csv$`));
  const [about, heads, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(about).toContain('UU 27/2022');
  expect(heads).toBe(
    ['kode_kemendagri', 'nama', 'jumlah', 'per_1000_penduduk', ...issued.types.map(({ type }) => type)].join(','),
  );
  expect(lines.at(-1)!.split(',').slice(2)).toEqual([
    String(issued.total ?? WITHHELD),
    '',
    ...issued.types.map(({ count }) => String(count ?? WITHHELD)),
  ]);
});

for (const { width, scheme } of [
  { width: 1440, scheme: 'light' },
  { width: 360, scheme: 'dark' },
] as const) {
  test(`the public page of permits has nothing serious for axe and does not scroll sideways at ${width} px, ${scheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    const { regions } = await summary(page);
    for (const path of ['/izin', `/izin?region=${regions[0]!.region}`]) {
      await page.goto(`${address()}${path}`);
      await expect(page.locator('main table')).toBeVisible();
      await expect(page.getByText(/^Izin: /)).toBeVisible();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    }
  });
}
