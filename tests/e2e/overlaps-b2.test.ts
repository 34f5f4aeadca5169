import type { APIRequestContext } from '@playwright/test';
import { DUPLICATES, WITHOUT_PLACE } from '../fixtures/duplicated-projects.ts';
import { expect, test } from './page.ts';
import { ADMINISTRATOR, apiAs, makeAdministrator, personOf, signInAs } from './sign-in.ts';
import { startMini, type MiniServer } from './start-mini.ts';

// B2 of the domain brief, section 8: five projects planned twice and three pairs that only look like it.
let mini: MiniServer;
let walidata: APIRequestContext;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  mini = await startMini({ JANGKAU_MINI_DUPLICATES: '1' });
  await makeAdministrator(mini.administratorLink);
  walidata = await apiAs(ADMINISTRATOR, mini.address);
});
test.afterAll(async () => {
  await walidata?.dispose();
  await mini?.stop();
});

const REASON = 'Dua bangunan di satu halaman, sudah ditinjau bersama.';
const expected = DUPLICATES.map((pair) =>
  pair
    .map(({ name }) => name)
    .sort()
    .join(' | '),
).sort();

test('exactly the five are listed, a decision hides one for good, and what has no place is not forgotten', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAs(page, 'bappelitbangda', 'bappelitbangda', mini.address);
  await page.goto(`${mini.address}/meja/tumpang-tindih`);
  const pairs = page.getByTestId('overlap');
  await expect(page.getByTestId('overlap-count')).toHaveText('5 pasangan perlu diputuskan.');
  await expect(pairs).toHaveCount(5);
  const named = async (): Promise<string[]> =>
    (await Promise.all((await pairs.all()).map((pair) => pair.locator('thead').getByRole('link').allTextContents())))
      .map((names) => names.sort().join(' | '))
      .sort();
  expect(await named()).toEqual(expected);
  const card = (name: string) => pairs.filter({ hasText: name });
  // Why they may be one, with the metres: 12 m, 150 m and 110 m along each other, one spot, 190 m.
  await expect(card('Renovasi PKM Awan Kidul').getByRole('heading')).toContainText(/12\sm/);
  await expect(card('Rehab Jl. Awan - Sawah Lega').getByRole('heading')).toContainText(/(149|150)\sm/);
  await expect(card('Pembangunan Drainase Pasar Batu').getByRole('heading')).toContainText(/110\sm/);
  await expect(card('Rehab RK SD Negeri 2 Batu Lor').getByRole('heading')).toContainText(/0\sm/);
  await expect(card('Pembangunan Jembatan Kali Wetan').getByRole('heading')).toContainText(/190\sm/);
  await expect(card('Renovasi PKM Awan Kidul').locator('table')).toContainText('2027');

  const placeless = page.getByTestId('without-place');
  await expect(placeless.getByRole('listitem')).toHaveCount(1);
  await expect(placeless).toContainText(WITHOUT_PLACE.name);
  await placeless.getByRole('link').click();
  await expect(page.getByTestId('placeless').filter({ hasText: WITHOUT_PLACE.name })).toBeVisible();
  await page.goBack();

  await card('Rehab RK SD Negeri 2 Batu Lor').getByRole('button', { name: 'Bukan duplikasi' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Alasan').fill(REASON);
  await dialog.getByRole('button', { name: 'Bukan duplikasi' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('overlap-count')).toHaveText('4 pasangan perlu diputuskan.');
  const left = expected.filter((names) => !names.includes('Rehab RK SD Negeri 2 Batu Lor'));
  await expect(pairs).toHaveCount(4);
  expect(await named()).toEqual(left);

  // Another project makes the pairs be looked for anew: the decision stands.
  const data = {
    name: 'Pembangunan Taman Baca',
    description: null,
    origin: 'RENJA',
    sector: 'education',
    list: 'sipd',
    fiscalYear: 2026,
    proposedRupiah: 50_000_000,
    fundingSource: 'APBD',
    position: [110.09, -7.008],
    region: null,
    scenario: null,
  };
  const made = await walidata.post('/api/v1/desk/projects', { data });
  expect(made.ok(), await made.text()).toBe(true);
  await page.reload();
  await expect(pairs).toHaveCount(4);
  expect(await named()).toEqual(left);
  await page.getByLabel('Keputusan').selectOption('decided');
  await expect(pairs).toHaveCount(1);
  await expect(pairs.first().locator('.decision')).toContainText(REASON);
  await expect(pairs.first().locator('.decision')).toContainText(personOf('bappelitbangda', 'bappelitbangda').name);
  // The log of the region names who, when and about what.
  const log = await walidata.get('/api/v1/audit?action=overlap.decided');
  expect(log.ok(), await log.text()).toBe(true);
  expect(await log.text()).toContain(REASON);
});
