import { seriousFindings } from './axe.ts';
import { expect, test } from './page.ts';
import { makeAdministrator, signInAs } from './sign-in.ts';
import { startMini, type MiniServer } from './start-mini.ts';

let mini: MiniServer;
test.beforeAll(async () => {
  // A database is made and filled: a busy machine takes its time.
  test.setTimeout(180_000);
  mini = await startMini();
  await makeAdministrator(mini.administratorLink);
});
test.afterAll(async () => mini.stop());

test('the custodian backs up with one press, and sees what was written, read back and restored as a test', async ({
  page,
}) => {
  // A backup is a process with an engine of its own, and the tested restore another.
  test.setTimeout(300_000);
  await signInAs(page, 'walidata', null, mini.address);
  await page.goto(`${mini.address}/meja/cadangan`);
  await expect(page.getByRole('heading', { level: 1, name: 'Cadangan' })).toBeVisible();
  await expect(page.getByText('Belum ada cadangan. Kerusakan mesin berarti kehilangan data.')).toBeVisible();
  const last = page.locator('dl > div').filter({ hasText: 'Cadangan terakhir' }).locator('dd');
  await expect(last).toHaveText('belum ada');
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Cadangkan sekarang' }).click();
  await expect(page.getByRole('button', { name: 'Sedang mencadangkan…' })).toHaveAttribute('aria-disabled', 'true');
  const row = page.getByRole('row').filter({ hasText: 'dari meja data' });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('berhasil, semua tabel cocok', { timeout: 240_000 });
  await expect(row.getByRole('cell', { name: 'utuh', exact: true })).toBeVisible();
  await expect(row).toContainText(/jangkau-mini-\d{4}-\d{2}-\d{2}T[\d-]+Z\.tar\.gz SHA-256 [0-9a-f]{64}/);
  await expect(page.getByRole('button', { name: 'Cadangkan sekarang' })).toHaveAttribute('aria-disabled', 'false');
  await expect(last).toContainText('kurang dari satu jam yang lalu');
  await expect(page.getByText('Belum ada cadangan. Kerusakan mesin berarti kehilangan data.')).toHaveCount(0);
  await expect(page.getByText(/npm run restore -- \S*jangkau-mini-\S+\.tar\.gz --replace/)).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);

  await page.goto(`${mini.address}/meja/jejak?action=backup.started`);
  await expect(page.getByRole('rowheader', { name: 'Pencadangan dimulai' })).toBeVisible();
});

test('nobody else comes to the backups', async ({ page }) => {
  await signInAs(page, 'bappelitbangda', null, mini.address);
  await page.goto(`${mini.address}/meja/cadangan`);
  await expect(page.getByRole('heading', { level: 1, name: 'Bukan wewenang Anda' })).toBeVisible();
});
