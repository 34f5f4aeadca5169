import type { StaffAnswer } from '../../api/contract/staff.ts';
import { seriousFindings } from './axe.ts';
import { address, ask, expect, test, waitForMap } from './page.ts';
import { signInAs } from './sign-in.ts';

const API = '/api/v1/desk/permits';
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ').trim();
const days = (value: number | null) =>
  value === null
    ? '–'
    : value.toLocaleString('id-ID', {
        minimumFractionDigits: Number.isInteger(value) ? 0 : 1,
        maximumFractionDigits: 1,
      });
const whole = (value: number) => value.toLocaleString('id-ID');

test('R4: median, P90, what cannot be counted and each late permit stand as the clock counts them', async ({
  page,
}) => {
  await signInAs(page, 'walidata');
  await page.goto(`${address()}/meja/izin`);
  const service = await ask<StaffAnswer<'permitServiceTime'>>(page, `${API}/service-time`);
  const late = await ask<StaffAnswer<'latePermits'>>(page, `${API}/late`);
  expect(service.total.decided).toBeGreaterThan(100);
  expect(late.total).toBeGreaterThan(10);
  await expect(page.getByTestId('median')).toHaveText(days(service.total.medianDays));
  await expect(page.getByTestId('p90')).toHaveText(days(service.total.p90Days));
  await expect(page.getByTestId('open')).toHaveText(whole(service.total.open));
  await expect(page.getByTestId('not-computable')).toHaveText(whole(service.total.notComputable));
  const types = page.getByRole('table', { name: 'Menurut jenis izin' });
  await expect(types.getByRole('row')).toHaveCount(service.byType.length + 1);

  // The longest wait first, in working days, with the day that was promised.
  const list = page.getByRole('table', { name: 'Izin yang melewati janji' });
  await expect(list.getByRole('row')).toHaveCount(11);
  const first = list.getByRole('row').nth(1);
  await expect(first).toContainText(`${late.items[0]!.lateDays} hari kerja lewat`);
  await expect(first).toContainText(late.items[0]!.id);
  await page.getByRole('button', { name: /^Tampilkan \d+ izin$/ }).click();
  await expect(list.getByRole('row')).toHaveCount(Math.min(late.total, 500) + 1);

  // Nobody is named: not on the page, and in none of its answers.
  const names = await page.locator('main').innerText();
  expect(names).not.toMatch(/Pemohon Contoh|PT Contoh|\d{16}/);
});

test('permits without a point are counted in the table, which fits its sums and its map', async ({ page }) => {
  await signInAs(page, 'bappelitbangda');
  await page.goto(`${address()}/meja/izin?type=PBG`);
  const counts = await ask<StaffAnswer<'permitTable'>>(page, `${API}/counts?type=PBG`);
  const regions = await ask<{ items: { code: string; population: { value: number | null } | null }[] }>(
    page,
    '/api/v1/regions?level=kecamatan',
  );
  const ofRegion = (code: string) => counts.items.find(({ region }) => region === code);
  await waitForMap(page);
  await expect(page.getByTestId('without-position')).toContainText(
    `${whole(counts.withoutPosition)} izin tanpa lokasi`,
  );
  const rows = await page.getByTestId('permit-table').getByRole('row').all();
  expect(rows.length - 1).toBe(regions.items.length + Number(counts.items.some(({ region }) => region.length === 5)));
  const cells = await Promise.all(
    rows.slice(1).map(async (row) => (await row.getByRole('cell').allInnerTexts()).map(plain)),
  );
  const sum = (column: number) => cells.reduce((all, row) => all + Number(row[column]!.replaceAll('.', '')), 0);
  expect(sum(0)).toBe(counts.total);
  expect(sum(2)).toBe(counts.withoutPosition);
  // The legend counts each kecamatan once.
  const classes = await page.getByTestId('legend-count').allInnerTexts();
  expect(classes.reduce((all, text) => all + Number(text), 0)).toBe(regions.items.length);

  // Per 1,000 people, the largest first.
  await page.getByRole('radio', { name: 'Per 1.000 penduduk' }).check();
  await page.getByRole('columnheader', { name: 'Per 1.000 penduduk' }).getByRole('button').click();
  await expect(page).toHaveURL(/measure=rate.*sort=rate|sort=rate.*measure=rate/);
  const rates = regions.items.flatMap(({ code, population }) =>
    population?.value ? [(1000 * (ofRegion(code)?.count ?? 0)) / population.value] : [],
  );
  const largest = Math.max(...rates).toLocaleString('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  await expect(page.getByTestId('permit-table').getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText(largest);
});

for (const { width, scheme } of [
  { width: 1440, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const) {
  test(`the page of permits has nothing serious for axe and does not scroll sideways at ${width} px, ${scheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await signInAs(page, 'pimpinan');
    await page.goto(`${address()}/meja/izin`);
    await waitForMap(page);
    await expect(page.getByRole('table', { name: 'Izin yang melewati janji' })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
}

test('the public sees no page of permits for staff', async ({ page }) => {
  await page.goto(`${address()}/meja/izin`);
  await expect(page.getByRole('heading', { name: 'Waktu layanan' })).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('link', { name: 'Masuk' })).toBeVisible();
  for (const path of ['counts', 'late', 'service-time'])
    expect((await page.request.get(`${address()}${API}/${path}`)).status()).toBe(401);
});
