import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect, test } from './page.ts';
import { ADMINISTRATOR, makeAdministrator, makePerson, personOf, signInAs } from './sign-in.ts';
import { startMini, type MiniServer } from './start-mini.ts';

const AGENCY = 'dinkes';
const PLANNER = { name: 'Dewi Puspita', email: 'dewi@dinkes.example', password: 'angin timur membawa perahu' };
let mini: MiniServer;
const at = (path: string) => `${mini.address}${path}`;

test.beforeAll(async () => {
  // A database is made and filled: a busy machine takes its time.
  test.setTimeout(180_000);
  mini = await startMini();
  await makeAdministrator(mini.administratorLink);
});
test.afterAll(async () => mini.stop());

/** Fills the form of a sign-in page and sends it. */
async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Surel').fill(email);
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  await page.locator('form').getByRole('button', { name: 'Masuk', exact: true }).click();
}

test('the first start’s link makes the administrator, who invites a planner, who sees the desk of the agency', async ({
  page,
  browser,
  expectFailures,
}) => {
  // A weak password and a link that was used are refused by the server, which the browser notes in its console.
  expectFailures.value = true;
  test.setTimeout(240_000);
  const fresh = await startMini();
  const at = (path: string) => `${fresh.address}${path}`;
  await page.goto(at('/masuk'));
  await expect(page.getByText('Belum ada administrator.')).toBeVisible();

  await page.goto(fresh.administratorLink);
  await expect(page.getByRole('heading', { level: 1, name: 'Buat akun administrator' })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(page.getByLabel('Nama')).toBeFocused();
  await expect(page.getByText('Kata sandi perlu sedikitnya 12 huruf.')).toBeVisible();
  await page.getByLabel('Nama').fill(ADMINISTRATOR.name);
  await page.getByLabel('Surel').fill(ADMINISTRATOR.email);
  await page.getByLabel('Kata sandi baru').fill('passwordpassword');
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(page.getByText('mudah ditebak')).toBeVisible();
  await expect(page.getByLabel('Kata sandi baru')).toBeFocused();
  await page.getByLabel('Kata sandi baru').fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(page).toHaveURL(at('/meja'));

  await page.getByRole('link', { name: 'Pengguna', exact: true }).click();
  await page.getByRole('button', { name: 'Undang pengguna' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undang pengguna' });
  await expect(dialog.getByLabel('Nama')).toBeFocused();
  await dialog.getByLabel('Nama').fill(PLANNER.name);
  await dialog.getByLabel('Surel').fill(PLANNER.email);
  await dialog.getByRole('button', { name: 'Buat tautan undangan' }).click();
  await expect(dialog.getByText('Perencana perangkat daerah perlu perangkat daerahnya.')).toBeVisible();
  await dialog.getByLabel('Perangkat daerah').selectOption(AGENCY);
  await dialog.getByRole('button', { name: 'Buat tautan undangan' }).click();
  await expect(page.getByRole('heading', { name: `Tautan untuk ${PLANNER.name}` })).toBeFocused();
  const link = await page.getByLabel('Tautan sekali pakai').inputValue();
  expect(new URL(link).origin).toBe(fresh.address);
  await expect(page.getByRole('row', { name: new RegExp(PLANNER.name) })).toContainText('diundang');
  // The link is shown once: it is gone with the next visit.
  await page.reload();
  await expect(page.getByRole('row', { name: new RegExp(PLANNER.name) })).toBeVisible();
  await expect(page.getByLabel('Tautan sekali pakai')).toHaveCount(0);

  const elsewhere = await browser.newContext();
  const planner = await elsewhere.newPage();
  await planner.goto(link);
  await expect(planner.getByRole('heading', { level: 1, name: 'Selamat datang di Jangkau' })).toBeVisible();
  await expect(planner.getByLabel('Surel')).toHaveValue(PLANNER.email);
  await planner.getByLabel('Kata sandi baru').fill(PLANNER.password);
  await expect(planner.getByText('26 huruf, cukup panjang')).toBeVisible();
  await planner.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(planner).toHaveURL(at('/meja'));
  await expect(planner.getByRole('button', { name: new RegExp(PLANNER.name) })).toBeVisible();
  await expect(planner.getByRole('link', { name: 'Pengguna', exact: true })).toHaveCount(0);

  await planner.goto(link);
  await expect(planner.getByRole('heading', { name: 'Tautan ini tidak berlaku lagi' })).toBeVisible();
  await expect(planner.locator('main').getByRole('link', { name: 'Masuk', exact: true })).toBeVisible();
  await elsewhere.close();
  await fresh.stop();
});

test('a wrong password is one sentence, the same for somebody unknown; the right one leads to where one wanted to go', async ({
  page,
  expectFailures,
}) => {
  expectFailures.value = true;
  const person = await makePerson('opd', AGENCY, mini.address);
  await page.goto(at('/meja/jejak?action=session.opened'));
  await expect(page.getByRole('heading', { level: 1, name: 'Perlu masuk' })).toBeVisible();
  await page.locator('main').getByRole('link', { name: 'Masuk', exact: true }).click();
  await enter(page, person.email, 'bukan kata sandinya');
  const sentence = page.getByRole('alert').filter({ hasText: 'Surel atau kata sandi tidak cocok.' });
  await expect(sentence).toBeVisible();
  await expect(page.getByLabel('Kata sandi', { exact: true })).toBeFocused();
  await enter(page, 'siapa@tak-dikenal.example', 'bukan kata sandinya');
  await expect(sentence).toBeVisible();
  await enter(page, person.email, person.password);
  await expect(page).toHaveURL(at('/meja/jejak?action=session.opened'));
  await expect(page.getByRole('rowheader', { name: 'Masuk' }).first()).toBeVisible();
});

test('after signing in nobody is led away from the site', async ({ page }) => {
  const person = await makePerson('opd', AGENCY, mini.address);
  await page.goto(at('/masuk?to=//evil.example/'));
  await enter(page, person.email, person.password);
  await expect(page).toHaveURL(at('/meja'));
});

test('who may not open a section is told so, with the way out', async ({ page }) => {
  await signInAs(page, 'opd', AGENCY, mini.address);
  await page.goto(at('/meja/pengguna'));
  await expect(page.getByRole('heading', { level: 1, name: 'Bukan wewenang Anda' })).toBeVisible();
  await page.getByRole('link', { name: 'Ke ringkasan meja data' }).click();
  await expect(page).toHaveURL(at('/meja'));
});

test('signing out everywhere ends the session of the other browser, too', async ({ page, browser }) => {
  await signInAs(page, 'pimpinan', null, mini.address);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signInAs(other, 'pimpinan', null, mini.address);
  await other.goto(at('/akun'));
  await expect(other.getByText('perangkat ini')).toBeVisible();

  await page.goto(at('/akun'));
  await page.getByRole('button', { name: 'Keluar dari semua perangkat' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keluar dari semua perangkat?' });
  await expect(dialog.getByRole('button', { name: 'Kembali' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Keluar dari semua perangkat' }).click();
  await expect(page).toHaveURL(at('/masuk'));

  await other.goto(at('/akun'));
  await expect(other.getByRole('heading', { level: 1, name: 'Perlu masuk' })).toBeVisible();
  await elsewhere.close();
});

test('a session that ends amid work asks for the password above the form, and goes on with what was typed', async ({
  page,
  context,
  expectFailures,
}) => {
  expectFailures.value = true;
  await signInAs(page, 'walidata', null, mini.address);
  await page.goto(at('/meja/pengguna'));
  await page.getByRole('button', { name: 'Undang pengguna' }).click();
  const form = page.getByRole('dialog', { name: 'Undang pengguna' });
  await form.getByLabel('Nama').fill('Budi Santosa');
  await form.getByLabel('Surel').fill('budi@dinkes.example');
  await form.getByLabel('Perangkat daerah').selectOption(AGENCY);
  await context.clearCookies();
  await form.getByRole('button', { name: 'Buat tautan undangan' }).click();

  const again = page.getByRole('dialog', { name: 'Masuk kembali' });
  await expect(again.getByLabel('Surel')).toHaveValue(ADMINISTRATOR.email);
  await expect(again.getByLabel('Kata sandi', { exact: true })).toBeFocused();
  expect(await seriousFindings(page)).toEqual([]);
  // Not now: the form is as it was, and says that nothing was saved.
  await page.keyboard.press('Escape');
  await expect(again).toBeHidden();
  await expect(form.getByLabel('Nama')).toHaveValue('Budi Santosa');
  await form.getByRole('button', { name: 'Buat tautan undangan' }).click();
  await again.getByLabel('Kata sandi', { exact: true }).fill(ADMINISTRATOR.password);
  await again.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Tautan untuk Budi Santosa' })).toBeVisible();
});

test('the log says who invited whom, checks its chain and can be taken away', async ({ page }) => {
  await makePerson('opd', AGENCY, mini.address);
  await signInAs(page, 'walidata', null, mini.address);
  await page.goto(at('/meja/jejak'));
  await page.getByLabel('Tindakan').selectOption({ label: 'Pengguna diundang' });
  await expect(page).toHaveURL(at('/meja/jejak?action=account.invited'));
  await expect(page.getByRole('rowheader')).not.toHaveCount(0);
  for (const text of await page.getByRole('rowheader').allInnerTexts()) expect(text).toBe('Pengguna diundang');
  await page
    .getByRole('button', { name: /^Lihat/ })
    .first()
    .click();
  await expect(page.getByText('account.invited')).toBeVisible();
  await page.getByRole('button', { name: 'Periksa rantai' }).click();
  await expect(page.getByText(/Rantai utuh, \d+ baris/)).toBeVisible();
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Unduh CSV' }).click();
  expect((await started).suggestedFilename()).toBe('jejak-audit.csv');
});

test('a disabled account is out at once', async ({ page, browser, expectFailures }) => {
  expectFailures.value = true;
  const person = await makePerson('bappelitbangda', null, mini.address);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signInAs(other, 'bappelitbangda', null, mini.address);
  await signInAs(page, 'walidata', null, mini.address);
  await page.goto(at('/meja/pengguna'));
  await page.getByRole('button', { name: `Nonaktifkan ${person.name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Nonaktifkan' }).click();
  await expect(page.getByRole('row', { name: new RegExp(person.email) })).toContainText('dinonaktifkan');
  await other.goto(at('/meja'));
  await expect(other.getByRole('heading', { level: 1, name: 'Perlu masuk' })).toBeVisible();
  await elsewhere.close();
});

test('somebody signed in is greeted on public pages and signs out there', async ({ page }) => {
  const { name } = personOf('opd', AGENCY);
  await signInAs(page, 'opd', AGENCY, mini.address);
  await page.goto(at('/akun'));
  await expect(page.getByRole('heading', { level: 1, name: 'Akun saya' })).toBeVisible();
  await page.goto(at('/data'));
  const person = page.getByRole('button', { name: new RegExp(name) });
  await person.press('Enter');
  await page.keyboard.press('Escape');
  await expect(person).toBeFocused();
  await person.press('Enter');
  await page.getByRole('button', { name: 'Keluar' }).click();
  await expect(page).toHaveURL(at('/'));
  await expect(page.getByRole('banner').getByRole('link', { name: 'Masuk', exact: true })).toBeVisible();
});

for (const [theme, width, height] of [
  ['light', 1440, 900],
  ['dark', 360, 740],
] as const) {
  test(`axe finds nothing serious, and nothing is wider than the screen (${theme}, ${width} px)`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    const look = async (path: string, title: string): Promise<void> => {
      await page.goto(at(path));
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect(await seriousFindings(page), path).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        path,
      ).toBeLessThanOrEqual(0);
    };
    await look('/masuk', 'Masuk');
    await look('/meja', 'Perlu masuk');
    await signInAs(page, 'walidata', null, mini.address);
    await look('/akun', 'Akun saya');
    await look('/meja/pengguna', 'Pengguna');
    await look('/meja/jejak', 'Jejak audit');
  });
}
