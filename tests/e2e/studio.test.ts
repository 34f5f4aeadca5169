import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect, test } from './page.ts';
import { makeAdministrator, signInAs } from './sign-in.ts';
import { startMini, type MiniServer } from './start-mini.ts';

// B1 of the domain brief, section 8, on the invented regency: everybody's number is in tests/fixtures/kabupaten-mini/README.md.
// Each walks through many pages; a machine that does other things takes minutes for what takes seconds alone.
test.describe.configure({ timeout: 240_000 });
let mini: MiniServer;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  mini = await startMini();
  await makeAdministrator(mini.administratorLink);
});
test.afterAll(() => mini?.stop());

const STUDIO = '/lokasi?standard=SNI-KES-PKM';
const people = async (page: Page): Promise<number> => {
  const text = await page.getByTestId('gained').innerText();
  return text.startsWith('Tidak') ? 0 : Number(text.replace(/[^\d−]/g, '').replace('−', '-'));
};
const pins = (page: Page) => page.getByRole('group', { name: 'Perubahan di peta' }).getByRole('button');
const changes = (page: Page) => page.getByRole('list', { name: 'Perubahan' }).getByRole('listitem');

async function openStudio(page: Page): Promise<void> {
  await page.goto(mini.address + STUDIO);
  await expect(page.getByTestId('coverage')).toBeVisible();
}
async function placeInTheMiddle(page: Page): Promise<void> {
  const before = await changes(page).count();
  await page.getByRole('button', { name: 'Taruh di tengah' }).click();
  await expect(changes(page)).toHaveCount(before + 1);
  await expect(page.getByTestId('checks').getByRole('listitem').first()).toBeVisible();
}

test('a site is placed, says what it does, is moved by keys and taken back', async ({ page }) => {
  await signInAs(page, 'bappelitbangda', null, mini.address);
  await openStudio(page);
  await placeInTheMiddle(page);
  const checks = page.getByTestId('checks');
  await expect(checks).toContainText('Yang berwenang');
  await expect(checks).toContainText('puskesmas terdekat');
  await expect(page.getByTestId('per-person')).not.toContainText('∞');

  const place = (await checks.innerText()).match(/\d+°\d+'\d+" LS, \d+°\d+'\d+" BT/)?.[0] ?? '';
  await pins(page).first().press('ArrowUp');
  await expect(checks).not.toContainText(place);
  await pins(page).first().press('Escape');
  await expect(checks).toContainText(place);
  await pins(page).first().press('ArrowUp');
  await pins(page).first().press('Enter');
  await expect(checks).not.toContainText(place);
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(checks).toContainText(place);
  await pins(page).first().press('Delete');
  await expect(changes(page)).toHaveCount(0);
  expect(await seriousFindings(page)).toEqual([]);
});

test('a second site on the first adds nobody, and no infinity', async ({ page }) => {
  await signInAs(page, 'bappelitbangda', null, mini.address);
  await openStudio(page);
  await placeInTheMiddle(page);
  const one = await people(page);
  await placeInTheMiddle(page);
  await expect(page.getByText('Dampak 2 perubahan bersama')).toBeVisible();
  await expect.poll(() => people(page)).toBe(one);
});

test('a facility that is there is closed and the people it alone served are told', async ({ page }) => {
  await signInAs(page, 'bappelitbangda', null, mini.address);
  await openStudio(page);
  await page.getByRole('combobox', { name: 'Fasilitas yang sudah ada' }).fill('p');
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByRole('button', { name: 'Tutup fasilitas' }).last().click();
  await expect(changes(page)).toHaveCount(1);
  await expect.poll(() => people(page)).toBeLessThanOrEqual(0);
});

test('a scenario is saved, opened by a colleague by its link, and hidden from the public', async ({
  page,
  browser,
}) => {
  await signInAs(page, 'bappelitbangda', null, mini.address);
  await openStudio(page);
  await placeInTheMiddle(page);
  const gained = await page.getByTestId('gained').innerText();
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await page.getByRole('textbox', { name: 'Nama skenario' }).fill('Puskesmas tengah');
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page).toHaveURL(/\/lokasi\/[0-9a-f-]{36}/);
  const link = page.url();

  const colleague = await browser.newPage();
  await signInAs(colleague, 'walidata', null, mini.address);
  await colleague.goto(link);
  await expect(colleague.getByText('Puskesmas tengah')).toBeVisible();
  await expect(colleague.getByTestId('gained')).toHaveText(gained);
  await colleague.close();

  const nobody = await browser.newContext();
  const id = new URL(link).pathname.split('/').pop();
  const refused = await nobody.request.get(`${mini.address}/api/v1/siting/scenarios/${id}`);
  expect(refused.status()).toBe(403);
  const outside = await nobody.newPage();
  await outside.goto(link);
  await expect(outside.getByRole('link', { name: 'Masuk' }).first()).toBeVisible();
  await expect(outside.getByText('Puskesmas tengah')).toHaveCount(0);
  await nobody.close();
});
