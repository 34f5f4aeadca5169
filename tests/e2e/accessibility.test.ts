import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { address, expect, test } from './page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = [
  '/',
  '/terdekat',
  '/kesenjangan',
  '/kesenjangan?display=table',
  '/kesenjangan?display=table&region=32.09.18&curve=0~40',
  '/kesenjangan?measure=travel&display=table&at=108.5,-6.75',
  '/kecamatan',
  '/proyek',
  '/data',
  '/istilah',
];

for (const [theme, width, height] of [
  ['light', 1440, 900],
  ['dark', 360, 740],
] as const) {
  for (const path of pages) {
    test(`axe finds nothing serious on ${path} (${theme}, ${width} px)`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height });
      await page.goto(`${address()}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      // Evaluated, not added as a script: the security policy of the page allows none.
      await page.evaluate(axe);
      const result = await page.evaluate(
        async () => await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );
      const serious = result.violations.filter(
        (violation) => violation.impact === 'serious' || violation.impact === 'critical',
      );
      expect(
        serious.map(
          (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
        ),
      ).toEqual([]);
    });
  }
}

test('a keyboard alone reaches the ranking, opens a kecamatan and comes back', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?display=table`);
  await expect(page.getByRole('row')).toHaveCount(43);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Langsung ke isi' })).toBeFocused();
  await page.keyboard.press('Enter');
  const row = page.getByRole('row').nth(1).getByRole('button');
  for (
    let presses = 0;
    presses < 60 && !(await row.evaluate((element) => element === document.activeElement));
    presses++
  )
    await page.keyboard.press('Tab');
  await expect(row).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/region=/);
  await page.goBack();
  await expect(page).not.toHaveURL(/region=/);
});
