import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { address, ask, expect, test } from './page.ts';
import { seriousFindings } from './axe.ts';
import { ADMINISTRATOR, apiAs, signInAs } from './sign-in.ts';

interface Agency {
  readonly id: string;
  readonly name: string;
}

/** Two agencies of the running region that recorded no application yet: one that will, one that will not. */
async function agenciesWithNothing(desk: APIRequestContext): Promise<[Agency, Agency]> {
  const { rows } = (await (await desk.get('/api/v1/desk/applications/matrix')).json()) as {
    rows: { agency: string; agencyName: string; counts: number[] | null }[];
  };
  const [first, second] = rows
    .filter(({ counts }) => counts === null)
    .map(({ agency, agencyName }) => ({ id: agency, name: agencyName }));
  return [first!, second!];
}

/** An entry with what the form does not ask for by name. */
const applicationOf = (agency: Agency, name: string, task: string) => ({
  agency: agency.id,
  name,
  functionGroup: 1,
  function: task,
  dataProduced: null,
  hasApi: null,
  status: 'in-use',
  year: null,
  vendor: null,
  url: null,
  notes: null,
  isOpen: false,
});

async function remove(desk: APIRequestContext, register: 'applications' | 'equipment', names: readonly string[]) {
  const { items } = (await (await desk.get(`/api/v1/desk/${register}?limit=500`)).json()) as {
    items: { id: string; name: string | null }[];
  };
  for (const { id, name } of items)
    if (name !== null && names.includes(name))
      expect((await desk.delete(`/api/v1/desk/${register}/${id}`)).ok()).toBe(true);
}

async function nothingSerious(page: Page) {
  await page.waitForLoadState('networkidle');
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test('an application that an agency adds is in the matrix, and its double is marked', async ({ page }) => {
  const desk = await apiAs(ADMINISTRATOR);
  const [own, other] = await agenciesWithNothing(desk);
  await signInAs(page, 'opd', own.id);
  await page.goto(`${address()}/meja/aplikasi`);
  const matrix = page.getByRole('table', { name: 'Perangkat daerah menurut kelompok fungsi' });
  const rowOf = (agency: Agency) => matrix.getByRole('row').filter({ hasText: agency.name });
  await expect(rowOf(own)).toContainText('belum mengisi');
  await expect(rowOf(other)).toContainText('belum mengisi');

  await page.getByRole('button', { name: 'Tambah aplikasi' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tambah aplikasi' });
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog.getByText('Wajib diisi.').first()).toBeVisible();
  await expect(dialog.getByLabel('Nama aplikasi')).toBeFocused();
  // Its own agency alone is there to choose, and chosen.
  await expect(dialog.getByLabel('Perangkat daerah', { exact: true })).toHaveValue(own.id);
  await dialog.getByLabel('Nama aplikasi').fill('E-Uji Perizinan');
  await dialog.getByLabel('Kelompok fungsi', { exact: true }).selectOption('1');
  await dialog.getByLabel('Fungsi', { exact: true }).fill('Pendaftaran izin praktik uji');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(own).getByRole('cell').first()).toHaveText('1');
  await expect(rowOf(own)).not.toContainText('belum mengisi');
  await expect(rowOf(other)).toContainText('belum mengisi');
  await expect(page.getByText('Pendaftaran izin praktik uji (Pelayanan)')).toHaveCount(0);

  // Another agency has one that does the same, in other words for the same thing.
  const created = await desk.post('/api/v1/desk/applications', {
    data: applicationOf(other, 'SIM Uji Izin', 'sistem izin praktik uji: pendaftaran'),
  });
  expect(created.status()).toBeLessThan(300);
  await page.reload();
  await expect(rowOf(own).getByRole('cell').first()).toHaveText(/ganda\s*1/);
  await expect(rowOf(other).getByRole('cell').first()).toHaveText(/ganda\s*1/);
  const double = page.getByRole('listitem').filter({ hasText: 'E-Uji Perizinan' });
  await expect(double).toContainText('SIM Uji Izin');
  await expect(double).toContainText(other.name);
  await nothingSerious(page);
  // What nobody opened is nobody else's.
  const open = await ask<{ items: { name: string }[] }>(page, '/api/v1/applications');
  expect(open.items.map(({ name }) => name)).not.toContain('E-Uji Perizinan');

  await remove(desk, 'applications', ['E-Uji Perizinan', 'SIM Uji Izin']);
  await desk.dispose();
});

test('equipment is not for the public, and what is late for service can be listed alone', async ({ page, browser }) => {
  const desk = await apiAs(ADMINISTRATOR);
  const [own] = await agenciesWithNothing(desk);
  await refusedToThePublic(browser);
  await signInAs(page, 'walidata');
  await page.goto(`${address()}/meja/tik`);
  await page.getByRole('button', { name: 'Tambah peralatan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tambah peralatan' });
  const add = async (name: string, day: string) => {
    await dialog.getByLabel(/^Nama atau tipe/).fill(name);
    await dialog.getByLabel('Perangkat daerah', { exact: true }).selectOption(own.id);
    await dialog.getByLabel('Jumlah unit').fill('2');
    await dialog.getByLabel(/^Pemeliharaan berikutnya/).fill(day);
    await dialog.getByRole('button', { name: 'Simpan' }).click();
    await expect(dialog).toHaveCount(0);
  };
  await add('Peladen uji lama', '2020-01-31');
  await page.getByRole('button', { name: 'Tambah peralatan' }).click();
  await add('Peladen uji baru', '2099-12-31');

  const list = page.getByRole('table', { name: 'Registrasi peralatan TIK' });
  const late = list.getByRole('row').filter({ hasText: 'Peladen uji lama' });
  const sound = list.getByRole('row').filter({ hasText: 'Peladen uji baru' });
  await expect(late).toContainText('terlambat');
  await expect(sound).toBeVisible();
  await expect(sound).not.toContainText('terlambat');
  await page.getByLabel('Hanya yang terlambat dipelihara').check();
  await expect(sound).toHaveCount(0);
  await expect(late).toBeVisible();
  await expect(page).toHaveURL(/overdue=true/);
  await nothingSerious(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await nothingSerious(page);

  await remove(desk, 'equipment', ['Peladen uji lama', 'Peladen uji baru']);
  await desk.dispose();
});

/** Nobody without a session learns anything of the equipment, whatever is asked for. */
async function refusedToThePublic(browser: Browser) {
  const context = await browser.newContext();
  for (const path of ['equipment', 'equipment?overdue=true', 'equipment/coverage', 'ict-connection']) {
    const answer = await context.request.get(`${address()}/api/v1/desk/${path}`);
    expect([401, 403], path).toContain(answer.status());
    expect(await answer.json(), path).not.toHaveProperty('items');
  }
  await context.close();
}
