import { expect, test } from './page.ts';
import { startMini, type MiniServer } from './start-mini.ts';
import { makeAdministrator, signInAs } from './sign-in.ts';

// R4 of the domain brief, section 8, on the permits and the Friday of tests/fixtures/service-time.ts.
const CASES = [
  { holidays: 'none', due: '25', lateDays: 2, firmDue: '24', firmLateDays: 3 },
  { holidays: '2026-11-24', due: '26', lateDays: 1, firmDue: '25', firmLateDays: 2 },
] as const;

for (const { holidays, due, lateDays, firmDue, firmLateDays } of CASES) {
  test.describe(`holidays: ${holidays}`, () => {
    let mini: MiniServer;
    test.beforeAll(async () => {
      test.setTimeout(240_000);
      mini = await startMini({ JANGKAU_MINI_SERVICE_TIME: holidays });
      await makeAdministrator(mini.administratorLink);
    });
    test.afterAll(() => mini?.stop());

    test(`R4: complete on Friday 20-11-2026 with 3 working days is due on ${due}-11-2026`, async ({ page }) => {
      await signInAs(page, 'walidata', null, mini.address);
      await page.goto(`${mini.address}/meja/izin`);
      const rows = page.getByRole('table', { name: 'Izin yang melewati janji' }).getByRole('row');
      // Worst first; the paused one is not late, the one without a day is nowhere.
      await expect(rows).toHaveCount(3);
      await expect(rows.nth(1)).toContainText('late-firm');
      await expect(rows.nth(1)).toContainText(`${firmLateDays} hari kerja lewat`);
      await expect(rows.nth(1)).toContainText(new RegExp(`${firmDue}( November |/11/)2026`));
      await expect(rows.nth(2)).toContainText('late-person');
      await expect(rows.nth(2)).toContainText(`${lateDays} hari kerja lewat`);
      await expect(rows.nth(2)).toContainText(new RegExp(`${due}( November |/11/)2026`));
      await expect(page.getByTestId('median')).toHaveText('3');
      await expect(page.getByTestId('p90')).toHaveText('7,6');
      await expect(page.getByTestId('open')).toHaveText('3');
      await expect(page.getByTestId('not-computable')).toHaveText('1');
    });
  });
}
