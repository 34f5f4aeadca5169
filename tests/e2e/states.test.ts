import { address, ask, expect, test, waitForMap } from './page.ts';

test.describe('when something is missing', () => {
  test('a server that does not answer is told, and asked again on demand', async ({ page, expectFailures }) => {
    expectFailures.value = true;
    await page.goto(`${address()}/kecamatan`);
    await expect(page.getByRole('row')).toHaveCount(41);
    await page.route('**/api/v1/**', (route) => route.abort('connectionrefused'));
    await page.goto(`${address()}/kecamatan`);
    await expect(page.getByText(/tidak dapat dimuat/).first()).toBeVisible();
    await page.unroute('**/api/v1/**');
    await page.getByRole('button', { name: 'Coba lagi' }).first().click();
    await expect(page.getByRole('row')).toHaveCount(41);
  });

  test('without WebGL every number is still in the table', async ({ page, expectFailures }) => {
    expectFailures.value = true;
    await page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.startsWith('webgl') ? null : (original as (...all: unknown[]) => unknown).call(this, kind, ...rest);
      } as typeof original;
    });
    await page.goto(`${address()}/kesenjangan`);
    await expect(page.getByText('Peta tidak dapat digambar di perangkat ini.')).toBeVisible();
    await page.getByRole('button', { name: 'Buka tabel' }).click();
    await expect(page.getByRole('row')).toHaveCount(43);
  });

  test('an unknown address leads home', async ({ page }) => {
    await page.goto(`${address()}/tidak-ada`);
    await expect(page.getByText('Halaman tidak ditemukan')).toBeVisible();
    await page.getByRole('link', { name: 'Ke beranda' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Layanan publik mana');
  });

  test('a bad choice in the address falls back and is named', async ({ page }) => {
    await page.goto(`${address()}/kesenjangan?standard=TIDAK-ADA&measure=panjang`);
    await expect(page.getByText(/Standar TIDAK-ADA tidak dikenal/)).toBeVisible();
  });
});

for (const path of ['/', '/terdekat', '/kesenjangan', '/kesenjangan?display=table', '/kecamatan', '/proyek', '/data']) {
  test(`${path} has no horizontal scroll on a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${address()}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('made-up data is marked on every page that shows it', async ({ page }) => {
  const { items } = await ask<{ items: { sample: boolean; name: string }[] }>(page, '/api/v1/projects?limit=1');
  expect(items[0]?.sample).toBe(true);
  await page.goto(`${address()}/proyek`);
  await expect(page.getByText('Semua proyek di halaman ini adalah contoh.')).toBeVisible();
  await page.goto(`${address()}/kesenjangan?standard=SNI-KES-POSY`);
  await waitForMap(page);
  await expect(page.getByText('Sebagian angka di halaman ini adalah contoh.').first()).toBeVisible();
  await page.goto(`${address()}/data`);
  await expect(page.getByRole('row').filter({ hasText: 'contoh' }).first()).toBeVisible();
});

test('the interface speaks English on demand and keeps it in the address', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?display=table`);
  await page.getByRole('button', { name: 'EN, Inggris' }).click();
  await expect(page).toHaveURL(/lang=en/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Service gaps');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the theme changes the map without losing the choice', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan`);
  await waitForMap(page);
  await page.getByRole('button', { name: 'Gunakan tema gelap' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await waitForMap(page);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
