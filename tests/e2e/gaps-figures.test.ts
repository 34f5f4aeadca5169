import type { Page } from '@playwright/test';
import { address, ask, expect, test, waitForMap } from './page.ts';

interface Gaps {
  items: {
    region: { code: string; name: string };
    population: number;
    need: number;
    available: number;
    gap: number;
    servedShare: number;
  }[];
}
const format = new Intl.NumberFormat('id-ID');
const smp = (page: Page) => ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP');
/** Rows of the table that says the same as the map, without its head and its sums. */
const rowsOf = (page: Page) => page.locator('tbody').first().getByRole('row');
/** Narrow spaces of numbers are spaces to who reads. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/\s+/g, ' ');

test.beforeEach(async ({ page }) => {
  // The guide is offered once; only its own test wants to see it.
  await page.addInitScript(() => localStorage.setItem('jangkau.tour', 'seen'));
});

test('moving a handle of the histogram by keyboard filters the table, the list and the address', async ({ page }) => {
  const { items } = await smp(page);
  await page.goto(`${address()}/kesenjangan?display=table`);
  await expect(rowsOf(page)).toHaveCount(40);
  const handle = page.getByRole('slider', { name: 'Batas bawah saringan nilai' });
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/filter=-?\d+~/);
  const from = Number(/filter=(-?\d+)~/.exec(page.url())![1]);
  const kept = items.filter((item) => item.gap >= from);
  expect(kept.length).toBeLessThan(40);
  await expect(page.getByText(`${kept.length} dari 40 kecamatan`, { exact: true })).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(kept.length);
  await handle.press('Escape');
  await expect(page).not.toHaveURL(/filter=/);
});

test('dragging over the histogram filters, and pressing the one chosen bar lets all be seen again', async ({
  page,
}) => {
  const { items } = await smp(page);
  await page.goto(`${address()}/kesenjangan?display=table`);
  const chart = page.getByRole('img', { name: /^Sebaran/ });
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  const y = box.y + box.height / 3;
  await page.mouse.move(box.x + box.width * 0.6, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.99, y, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/filter=\d+~(&|$)/);
  const from = Number(/filter=(\d+)~/.exec(page.url())![1]);
  const kept = items.filter((item) => item.gap >= from).length;
  await expect(page.getByText(`${kept} dari 40 kecamatan`, { exact: true })).toBeVisible();

  const last = [box.x + box.width * 0.985, y] as const;
  await page.mouse.click(...last);
  const most = Math.max(...items.map((item) => item.gap));
  await expect(page).toHaveURL(new RegExp(`filter=${most}~(&|$)`));
  await page.mouse.click(...last);
  await expect(page).not.toHaveURL(/filter=/);
});

test('the map is filtered as well: regions outside the range are dimmed', async ({ page }) => {
  const { items } = await smp(page);
  const worst = Math.max(...items.map((item) => item.gap));
  await page.goto(`${address()}/kesenjangan?filter=${worst}~`);
  await waitForMap(page);
  const kept = items.filter((item) => item.gap >= worst).length;
  await expect(page.getByText(`${kept} dari 40 kecamatan`, { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Peringkat' }).getByRole('listitem')).toHaveCount(kept);
});

test('the Lorenz curve tells Gini and filters the part of the people with the least', async ({ page }) => {
  const { items } = await smp(page);
  // Independent of the product: Gini of units among people, by the mean difference of all pairs.
  const people = items.reduce((sum, item) => sum + item.population, 0);
  const units = items.reduce((sum, item) => sum + item.available, 0);
  const difference = items
    .flatMap((a) => items.map((b) => Math.abs(a.available * b.population - b.available * a.population)))
    .reduce((sum, value) => sum + value, 0);
  const gini = difference / (2 * people * units);

  await page.goto(`${address()}/kesenjangan?display=table`);
  const curve = page.getByRole('img', { name: /^Kurva Lorenz/ });
  await expect(curve).toHaveAccessibleName(new RegExp(`Gini ${gini.toFixed(3).replace('.', ',')}`));
  await page.getByRole('button', { name: '40 % terbawah' }).click();
  await expect(page).toHaveURL(/curve=0~40/);
  const byShare = items.toSorted((a, b) => a.available / a.population - b.available / b.population);
  let before = 0;
  const least = byShare.filter(({ population }) => {
    const middle = (before + population / 2) / people;
    before += population;
    return middle < 0.4;
  });
  await expect(page.getByText(`${least.length} dari 40 kecamatan`, { exact: true })).toBeVisible();
  for (const { region } of least)
    await expect(page.getByRole('button', { name: region.name, exact: true }).first()).toBeVisible();

  const end = page.getByRole('slider', { name: 'Akhir bagian penduduk' });
  await end.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/curve=0~45/);
  await page.getByRole('button', { name: 'Hapus saringan' }).click();
  await expect(page).not.toHaveURL(/curve=/);
});

test('every chart says the same as a table', async ({ page }) => {
  const { items } = await smp(page);
  await page.goto(`${address()}/kesenjangan?display=table`);
  const evenness = page.getByRole('region', { name: /Pemerataan/ });
  await evenness.getByText('Lihat sebagai tabel').click();
  await expect(evenness.getByRole('row')).toHaveCount(41);
  const spread = page.getByRole('region', { name: /Sebaran/ });
  await spread.getByText('Lihat sebagai tabel').click();
  const counts = (await spread.getByRole('row').getByRole('cell').allInnerTexts()).map(Number);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(items.length);
});

test('a kecamatan is explained with its exact numbers, and closing gives the focus back', async ({ page }) => {
  const { items } = await smp(page);
  const item = items.toSorted((a, b) => b.gap - a.gap)[0]!;
  await page.goto(`${address()}/kesenjangan?display=table`);
  const opener = page.getByRole('table').first().getByRole('button', { name: item.region.name, exact: true });
  await opener.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: `Kecamatan ${item.region.name}` });
  await expect(panel.getByText('Menurut standar ini')).toBeVisible();
  const text = plain(await panel.innerText());
  expect(text).toContain(`Ada ${item.available} unit, diminta ${item.need}: kurang ${item.gap}.`);
  expect(text).toContain(`${format.format(item.population)} jiwa ÷ 4.800`);
  const beyond = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    (1 - item.servedShare) * 100,
  );
  expect(text).toContain(`(${beyond} %) di luar jangkauan`);
  await expect(panel.getByText(/penduduk terjangkau \(.*–.*\)/)).toBeVisible();
  await expect(panel.getByRole('region', { name: 'Unit terdekat' }).first()).toBeVisible();
  await expect(panel.getByText('Satu unit untuk 4.800 penduduk.')).toBeVisible();
  await panel.getByRole('button', { name: /^Tutup rincian/ }).press('Enter');
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
});

test('a desa is explained with its kecamatan, its people and its nearest units', async ({ page }) => {
  const desa = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SD&level=desa');
  const item = desa.items.find((entry) => entry.gap > 0)!;
  await page.goto(`${address()}/kesenjangan?standard=SNI-EDU-SD&level=desa&display=table&region=${item.region.code}`);
  const panel = page.getByRole('region', { name: `Desa/kelurahan ${item.region.name}` });
  await expect(panel.getByText('Menurut standar ini')).toBeVisible();
  const text = plain(await panel.innerText());
  expect(text).toContain(`${format.format(item.population)} jiwa`);
  expect(text).toContain(`Ada ${item.available} unit, diminta ${item.need}: kurang ${item.gap}.`);
  const nearest = panel.getByRole('region', { name: 'Unit terdekat' }).getByRole('table').getByRole('row');
  await expect(nearest).toHaveCount(6);
  const metres = (await nearest.getByRole('cell').allInnerTexts())
    .filter((_, at) => at % 2 === 0)
    .map(
      (distance) => Number(distance.replace(/[^\d,]/g, '').replace(',', '.')) * (distance.includes('km') ? 1000 : 1),
    );
  expect(metres).toEqual(metres.toSorted((a, b) => a - b));
});

test('a cell is explained: its desa, its place, and how far the nearest unit is', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?standard=SNI-KES-PKM&measure=radius&display=table&at=108.5,-6.75`);
  const panel = page.getByRole('region', { name: /^Sel di / });
  await expect(panel.getByText('Diukur dari tengah sel.')).toBeVisible();
  await expect(panel).toContainText('LS');
  await expect(panel.getByText(/Unit terdekat .*jarak lurus/)).toBeVisible();
  await panel.getByRole('button', { name: /^Rincian / }).click();
  await expect(page).toHaveURL(/region=/);
  await expect(page).not.toHaveURL(/at=/);
});

test('a term is explained by keyboard and leads to the glossary', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?display=table`);
  const term = page.getByRole('button', { name: 'Arti istilah: Gini' });
  await term.focus();
  await page.keyboard.press('Enter');
  const meaning = page.getByRole('dialog');
  await expect(meaning).toBeVisible();
  await expect(meaning.getByRole('link')).toHaveAttribute('href', '/istilah#gini');
  await page.keyboard.press('Escape');
  await expect(meaning).toBeHidden();
  await expect(term).toBeFocused();
});

test('the guide is offered once and walked through by keyboard', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'id-ID' });
  const page = await context.newPage();
  await page.goto(`${address()}/kesenjangan?display=table`);
  await expect(rowsOf(page)).toHaveCount(40);
  const start = page.getByRole('button', { name: 'Mulai panduan' });
  await start.focus();
  await page.keyboard.press('Enter');
  const step = page.getByRole('dialog');
  await expect(step).toContainText('Bertanya dengan kalimat');
  await expect(step.getByRole('button', { name: 'Lanjut' })).toBeFocused();
  const titles: string[] = [];
  for (let at = 1; at <= 9; at++) {
    await expect(step).toContainText(`${at} dari 9`);
    await expect(step.getByRole('button', { name: at < 9 ? 'Lanjut' : 'Selesai' })).toBeFocused();
    titles.push(await step.locator('#driver-popover-title').innerText());
    await page.keyboard.press('Enter');
  }
  expect(new Set(titles).size).toBe(9);
  await expect(step).toBeHidden();
  await expect(page.getByRole('button', { name: 'Panduan singkat' })).toBeFocused();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Panduan singkat' })).toBeVisible();
  await expect(start).toHaveCount(0);
  await page.getByRole('button', { name: 'Panduan singkat' }).press('Enter');
  await expect(step).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(step).toBeHidden();
  await context.close();
});
