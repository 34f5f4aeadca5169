import { seriousFindings } from './axe.ts';
import { address, ask, expect, test } from './page.ts';
import { ADMINISTRATOR, apiAs, signInAs } from './sign-in.ts';

interface Facility {
  readonly id: string;
  readonly name: string;
  readonly dataset: string;
  readonly region: string;
  readonly position: [number, number] | null;
}
interface DeskFeature {
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** A puskesmas with a point, and the same once more, 40 m to the north, in the same dataset. */
async function seedTwin(page: Parameters<typeof ask>[0], suffix: string): Promise<{ name: string; twin: string }> {
  const { items } = await ask<{ items: Facility[] }>(page, '/api/v1/facilities?kind=puskesmas&limit=100');
  const like = items.find(({ position }) => position !== null)!;
  const desk = await apiAs(ADMINISTRATOR);
  const at = `/api/v1/desk/datasets/${like.dataset}/features`;
  const { values } = (await (await desk.get(`${at}/${encodeURIComponent(like.id)}`)).json()) as DeskFeature;
  const reply = await desk.post(at, {
    data: {
      values: { ...values, key: `ganda-${suffix}`, nationalCode: null, phone: '0231 40' },
      region: like.region,
      position: [like.position![0], like.position![1] + 40 / 110_574],
      decisions: [{ kind: 'keep_both', feature: like.id }],
    },
  });
  expect(reply.ok(), await reply.text()).toBe(true);
  const { feature } = (await reply.json()) as { feature: { id: string } };
  await desk.dispose();
  return { name: like.name, twin: feature.id };
}

test('S40: a puskesmas again 40 m away is listed; kept apart with a reason, reviewed again, then merged', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { name, twin } = await seedTwin(page, 'a');
  await signInAs(page, 'walidata');
  await page.goto(`${address()}/meja/ganda?kind=puskesmas`);
  const pair = page.getByRole('article').filter({ hasText: '0231 40' });
  await expect(pair.getByRole('heading')).toContainText(name);
  await expect(pair).toContainText('berjarak 40 m');
  await pair.getByRole('button', { name: 'Lihat di peta' }).click();
  await expect(page.getByTestId('map')).toHaveAttribute('data-idle', 'true', { timeout: 60_000 });
  expect(await seriousFindings(page)).toEqual([]);

  await pair.getByRole('button', { name: 'Bukan duplikat' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Bukan duplikat' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Tulis alasannya dahulu');
  await dialog.getByLabel('Alasan').fill('Gedung lama dan gedung baru.');
  await dialog.getByRole('button', { name: 'Bukan duplikat' }).click();
  await expect(pair).toHaveCount(0);

  await page.getByLabel('Keputusan').selectOption('apart');
  await expect(pair).toContainText('Gedung lama dan gedung baru.');
  await pair.getByRole('button', { name: 'Tinjau kembali' }).click();
  await expect(pair).toHaveCount(0);

  await page.getByLabel('Keputusan').selectOption('open');
  await pair.getByRole('button', { name: 'Gabungkan' }).click();
  // The one that was there first stays, with the telephone of the other.
  const isFirst = (await pair.getByRole('columnheader').nth(1).getByRole('link').getAttribute('href'))!.includes(
    encodeURIComponent(twin),
  );
  await dialog
    .getByRole('group', { name: 'Yang dipertahankan' })
    .getByRole('radio')
    .nth(isFirst ? 1 : 0)
    .check();
  await dialog.getByRole('group', { name: 'Telepon' }).getByLabel('0231 40').check();
  await dialog.getByRole('button', { name: 'Gabungkan' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(pair).toHaveCount(0);
  const { items } = await ask<{ items: (Facility & { phone: string | null })[] }>(
    page,
    '/api/v1/facilities?kind=puskesmas&limit=100',
  );
  expect(items.filter((one) => one.name === name).map(({ phone }) => phone)).toEqual(['0231 40']);
  expect(items.some(({ id }) => id === twin)).toBe(false);
});

test('figures that disagree stand side by side; only the custodian chooses, with a reason', async ({ page }) => {
  await signInAs(page, 'pimpinan');
  await page.goto(`${address()}/meja/angka`);
  const population = page.getByRole('region', { name: /^Penduduk / });
  await expect(population.getByRole('row').filter({ hasText: 'dipakai' }).first()).toBeVisible();
  await expect(population.getByRole('button', { name: /^Pakai/ })).toHaveCount(0);
  await population.locator('summary').click();
  const { items } = await ask<{ items: unknown[] }>(page, '/api/v1/regions?level=kecamatan');
  await expect(population.locator('details').getByRole('row')).toHaveCount(items.length + 1);
  expect(await seriousFindings(page)).toEqual([]);

  await signInAs(page, 'walidata');
  await page.reload();
  const roads = page.getByRole('region', { name: /^Kondisi jalan kabupaten/ });
  const inUse = roads.getByRole('row').filter({ hasText: 'dipakai' });
  await expect(inUse).toHaveCount(1);
  const before = await inUse.textContent();
  await roads
    .getByRole('button', { name: /^Pakai/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Pakai' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Tulis alasannya dahulu');
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByLabel('Alasan').fill('Sesuai berita acara rekonsiliasi.');
  await dialog.getByRole('button', { name: 'Pakai' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(inUse).toHaveCount(1);
  await expect(inUse).not.toHaveText(before!);
  await expect(roads.getByText('Sesuai berita acara rekonsiliasi.')).toBeVisible();
});
