import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './page.ts';
import { ADMINISTRATOR, apiAs, makeAdministrator, signInAs } from './sign-in.ts';
import { startMini, type MiniServer } from './start-mini.ts';

// B3 of the domain brief, section 8, on the invented regency: two kecamatan of 9,000 and 6,002 people.
let mini: MiniServer;
let api: APIRequestContext;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  mini = await startMini();
  await makeAdministrator(mini.administratorLink);
  api = await apiAs(ADMINISTRATOR, mini.address);
});
test.afterAll(async () => {
  await api?.dispose();
  await mini?.stop();
});

const AWAN = '99.01.01';
const BATU = '99.01.02';
/** Years of which nothing but what a test proposes is planned. */
const CEILING_YEAR = 2031;
const EQUAL_YEAR = 2032;
const rupiah = (value: number) => `Rp${new Intl.NumberFormat('id-ID').format(value)}`;

async function propose(name: string, sector: string, proposedRupiah: number, region: string, fiscalYear: number) {
  const data = {
    name,
    description: null,
    origin: 'RENJA',
    sector,
    list: 'sipd',
    fiscalYear,
    proposedRupiah,
    fundingSource: 'APBD',
    position: null,
    region,
    scenario: null,
  };
  const reply = await api.post('/api/v1/desk/projects', { data });
  expect(reply.ok(), await reply.text()).toBe(true);
}
async function openCeilings(page: Page, year: number): Promise<void> {
  await page.goto(`${mini.address}/meja/pagu?year=${year}`);
  await expect(page.getByTestId('ceilings')).toBeVisible();
}
const row = (page: Page, kecamatan: string) => page.locator(`tr[data-kecamatan="${kecamatan}"]`);
/** Pagu, direncanakan, lebih dari pagu. */
const money = async (page: Page, kecamatan: string): Promise<string[]> =>
  (await row(page, kecamatan).locator('td').allInnerTexts()).slice(0, 3).map((text) => text.trim());

test('a ceiling of Rp1.800.000.000 by 65/20/15 warns of exactly what is proposed beyond it', async ({ page }) => {
  test.setTimeout(180_000);
  await propose('Peningkatan jalan lingkungan Awan', 'roads', 1_170_000_000, AWAN, CEILING_YEAR);
  await propose('Rehabilitasi pasar Awan', 'trade', 360_000_000, AWAN, CEILING_YEAR);
  await propose('Ruang baca Awan', 'education', 270_000_000, AWAN, CEILING_YEAR);
  await propose('Drainase Batu', 'roads', 333_333_333, BATU, CEILING_YEAR);
  await signInAs(page, 'bappelitbangda', 'bappelitbangda', mini.address);
  await openCeilings(page, CEILING_YEAR);
  await row(page, AWAN).getByRole('button', { name: 'Ubah' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Pagu, rupiah').fill('1.800.000.000');
  await dialog.getByLabel('Prasarana').fill('65');
  await dialog.getByLabel('Ekonomi').fill('20');
  await dialog.getByLabel('Sosial budaya').fill('15');
  await dialog.getByLabel('Sumber').fill('Rancangan RKPD 2031');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog).toBeHidden();
  // Filled to the last rupiah in each field, and no warning.
  expect(await money(page, AWAN)).toEqual(['Rp1.800.000.000', 'Rp1.800.000.000', '–']);
  const fields = row(page, AWAN).locator('.fields li');
  await expect(fields.nth(0)).toContainText(/Prasarana\s+65\s%/);
  await expect(fields.nth(1)).toContainText(/Ekonomi\s+20\s%/);
  await expect(fields.nth(2)).toContainText(/Sosial budaya\s+15\s%/);
  const warning = page.getByTestId('over').getByRole('listitem').filter({ hasText: 'Awan melampaui' });
  await expect(page.getByTestId('ceilings')).toContainText('Rancangan RKPD 2031');
  await expect(warning).toHaveCount(0);

  await propose('Ruang baca Awan Wetan', 'education', 125_000_001, AWAN, CEILING_YEAR);
  await page.reload();
  await expect(warning).toHaveText(
    /Awan melampaui pagu sebesar Rp125\.000\.001: direncanakan Rp1\.925\.000\.001, pagu Rp1\.800\.000\.000\./,
  );
  expect(await money(page, AWAN)).toEqual(['Rp1.800.000.000', 'Rp1.925.000.001', 'Rp125.000.001']);
  await expect(fields.nth(2)).toContainText('Rp125.000.001');
  await expect(fields.nth(0)).not.toHaveClass(/full/);
  await expect(page.getByTestId('ceilings-total').locator('td').nth(1)).toHaveText(rupiah(1_925_000_001 + 333_333_333));
});

test('money that follows the people is even: Gini 0,00; all of it in one kecamatan is not', async ({ page }) => {
  test.setTimeout(180_000);
  await propose('Balai Awan', 'government', 9_000 * 100_000, AWAN, EQUAL_YEAR);
  await propose('Balai Batu', 'government', 6_002 * 100_000, BATU, EQUAL_YEAR);
  await signInAs(page, 'bappelitbangda', 'bappelitbangda', mini.address);
  await openCeilings(page, EQUAL_YEAR);
  await expect(page.getByTestId('gini')).toHaveText('0,00');
  // Shares of money are those of people: 9,000 and 6,002 of 15,002.
  await expect(row(page, AWAN).locator('td').nth(4)).toHaveText(/60,0\s%/);
  await expect(row(page, BATU).locator('td').nth(4)).toHaveText(/40,0\s%/);
  // 85.2 % of the money for the 60.0 % of the people who live in Awan.
  await openCeilings(page, CEILING_YEAR);
  await expect(page.getByTestId('gini')).toHaveText('0,25');
});

test('a road through two kecamatan is divided by its length, and the kabupaten keeps the same sum', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAs(page, 'bappelitbangda', 'bappelitbangda', mini.address);
  // The one road of 2025: Rp900.000.000 of ceiling, three quarters of its length in Awan.
  await openCeilings(page, 2025);
  expect((await money(page, AWAN))[1]).toBe('Rp675.000.000');
  expect((await money(page, BATU))[1]).toBe('Rp225.000.000');
  await expect(page.getByTestId('ceilings-total').locator('td').nth(1)).toHaveText('Rp900.000.000');
});
