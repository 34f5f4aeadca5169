import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test } from './page.ts';

let server: ChildProcess;
let mini = '';

/** The invented regency, of which every number is known: see tests/fixtures/kabupaten-mini/README.md. */
test.beforeAll(async () => {
  server = spawn(process.execPath, ['--import', 'tsx', 'tests/e2e/mini-server.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  mini = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found) resolve(found[0]);
    };
    server.stdout!.on('data', read);
    server.stderr!.on('data', read);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
});
test.afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
});

test('R2: another standard asks for other needs, and its clause stands beside them', async ({ page }) => {
  await page.goto(`${mini}/kesenjangan?display=table&sort=name-up`);
  const row = async (at: number) =>
    (await page.getByRole('table').getByRole('row').nth(at).getByRole('cell').allInnerTexts())
      .slice(2)
      .map((text) => text.trim().replaceAll(/[\u00a0\u202f]/g, ' '));
  // 9,000 people ÷ 4,800 and 6,002 ÷ 4,800, rounded up.
  await expect(page.getByText('Satu unit untuk 4.800 penduduk.')).toBeVisible();
  await expect(page.getByText('Tidak ada kecamatan yang kekurangan SMP')).toBeVisible();
  expect(await row(1)).toEqual(['99.01.01', '9.000', '2', '2', '0', '100,0 %']);
  expect(await row(2)).toEqual(['99.01.02', '6.002', '2', '2', '0', '100,0 %']);

  await page.getByRole('combobox', { name: /^Standar: / }).press('Enter');
  await page
    .getByRole('option', { name: /Permendiknas 24\/2007/ })
    .first()
    .click();
  await expect(page.getByText('Satu unit untuk 2.000 penduduk.', { exact: true })).toBeVisible();
  await expect(page.getByText('2 dari 2 kecamatan kekurangan SMP, seluruhnya 5 unit.')).toBeVisible();
  expect(await row(1)).toEqual(['99.01.01', '9.000', '5', '2', '3', '40,0 %']);
  expect(await row(2)).toEqual(['99.01.02', '6.002', '4', '2', '2', '50,0 %']);
  // The sum of the kecamatan, each rounded up, and the kabupaten rounded once: 15,002 ÷ 2,000.
  expect(await row(3)).toEqual(['', '15.002', '9', '4', '5', '']);
  expect(await row(4)).toEqual(['', '15.002', '8', '4', '4', '']);
});

test('R2: leaving out the private ones takes exactly one SMP away', async ({ page }) => {
  await page.goto(`${mini}/kesenjangan?standard=P24-SMP&region=99.01.02&display=table`);
  const detail = page.getByRole('region', { name: 'Kecamatan Batu Karang' });
  await expect(detail).toContainText('2tersedia');
  const swasta = page.getByRole('switch', { name: 'SMP swasta (1)' });
  await swasta.press('Space');
  await expect(swasta).not.toBeChecked();
  await expect(detail).toContainText('1tersedia');
  await expect(page.getByText('seluruhnya 6 unit.')).toBeVisible();
});

test('R2: reach is a share of people, and the method of placing them is named', async ({ page }) => {
  await page.goto(`${mini}/kesenjangan?measure=radius&display=table&sort=name-up`);
  const first = page.getByRole('table').getByRole('row').nth(1);
  await expect(first).toContainText('75,6');
  await expect(page.getByText('Dihitung pada sel penduduk', { exact: false })).toBeVisible();
  await expect(page.getByTestId('certainty')).toContainText('rentang 90 %');
});

test('R1: what is published is what is shown, with its source and date', async ({ page }) => {
  await page.goto(`${mini}/kesenjangan?standard=SNI-KES-PKM&display=table`);
  await expect(page.getByText('2 puskesmas, semuanya milik pemerintah.')).toBeVisible();
  const figure = page.getByRole('region', { name: /puskesmas per kecamatan/ });
  await expect(
    figure.getByText('Penduduk terdaftar, Desember 2024 · Fasilitas kesehatan lain · Puskesmas'),
  ).toBeVisible();
});

test('P4: by keyboard alone from the sentence to the table and its CSV', async ({ page }) => {
  await page.goto(`${mini}/kesenjangan`);
  await page.getByRole('combobox', { name: /^Standar: / }).focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('option', { name: /Permendiknas 24\/2007/ })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/standard=P24-SMP/);
  await page.getByRole('radio', { name: 'Peta' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('table')).toBeVisible();
  const head = page.getByRole('columnheader', { name: /Penduduk/ });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: 'Unduh CSV' }).focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const lines = (await readFile(await download.path(), 'utf8')).replace('\uFEFF', '').trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^"?kode_kemendagri/);
  // In the order of the table: fewest people first; codes in quotes, as text.
  expect(lines[1]).toMatch(/^"99\.01\.02",/);
  expect(lines[2]).toMatch(/^"99\.01\.01",/);
});
