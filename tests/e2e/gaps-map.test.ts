import type { Page } from '@playwright/test';
import { address, expect, test, waitForMap } from './page.ts';

/** A map whose cells have been drawn. */
async function waitForCells(page: Page): Promise<void> {
  await expect(page.getByTestId('map').first()).toHaveAttribute('data-cells', /./, { timeout: 60_000 });
}
const uploads = (page: Page) => page.getByTestId('map').first().getAttribute('data-cell-uploads');
/** A piece of the map, as the screen shows it, on which no panel lies. */
async function picture(page: Page): Promise<Buffer> {
  const { x, y, width, height } = (await page.getByTestId('map').first().boundingBox())!;
  return page.screenshot({
    clip: { x: x + 0.5 * width, y: y + 0.3 * height, width: 0.3 * width, height: 0.3 * height },
  });
}
const whole = (text: string) => Number(text.replaceAll('.', ''));

test('cells come in with the zoom; a theme and a class recolour them without sending them again', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?measure=radius&camera=108.47,-6.75,12`);
  await waitForMap(page);
  await expect(page.getByTestId('map')).not.toHaveAttribute('data-cells', /./);
  for (let step = 0; step < 2; step++) await page.getByRole('button', { name: 'Perbesar' }).click();
  await waitForCells(page);
  await expect(page.getByTestId('legend')).toContainText('Jarak ke SMP terdekat');
  expect(await uploads(page)).toBe('1');

  const before = await picture(page);
  const row = page.getByTestId('legend').getByRole('button').first();
  await row.focus();
  await expect.poll(async () => (await picture(page)).equals(before)).toBe(false);
  await page.getByRole('button', { name: /tema|gelap/i }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await waitForCells(page);
  expect(await uploads(page)).toBe('1');
});

test('an area is drawn by pointer, its corners are in the address, and its people are read', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?measure=radius`);
  await waitForMap(page);
  await page.getByRole('button', { name: 'Gambar dan ukur' }).click();
  await page.getByRole('button', { name: 'Kotak', exact: true }).click();
  await expect(page.getByText('Tekan dua sudut yang berseberangan.')).toBeVisible();
  const box = (await page.getByTestId('map').boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await expect(page.getByTestId('map')).toHaveAttribute('data-tool', 'rectangle');
  await page.mouse.click(...at(0.6, 0.35));
  await page.mouse.move(...at(0.75, 0.5), { steps: 4 });
  await page.mouse.click(...at(0.75, 0.5));
  await expect(page).toHaveURL(/area=/);
  // The press that ends the box is the tool's: no region under it is opened.
  await expect(page).not.toHaveURL(/region=/);
  await expect(page.getByTestId('area-figures')).toContainText('dalam 1 km');
  const people = await page.getByTestId('area-people').innerText();
  expect(whole(people)).toBeGreaterThan(1000);
  // Its parts are the whole.
  const parts = await page.getByTestId('area-figures').getByRole('cell').allInnerTexts();
  expect(parts.map(whole).reduce((sum, part) => sum + part, 0)).toBe(whole(people));

  // The address alone brings it back.
  await page.reload();
  await expect(page.getByTestId('area-people')).toHaveText(people);
  await page.getByRole('button', { name: 'Hapus kawasan' }).click();
  await expect(page).not.toHaveURL(/area=/);
});

test('without a pointer the view itself becomes an area, and Escape lays a tool down', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?measure=radius`);
  await waitForMap(page);
  await page.getByRole('button', { name: 'Gambar dan ukur' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Kotak pada tampilan ini' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/area=/);
  expect(whole(await page.getByTestId('area-people').innerText())).toBeGreaterThan(100_000);
  const line = page.getByRole('button', { name: 'Ukur jarak' });
  await line.focus();
  await page.keyboard.press('Enter');
  await expect(line).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(line).toHaveAttribute('aria-pressed', 'false');
});

test('two standards lie side by side, and the border between them moves by keyboard', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?vs=P24-SMP:unit::negeri.swasta.tidak-diketahui:1:1`);
  const compare = page.getByTestId('compare');
  await expect(compare.getByTestId('map')).toHaveAttribute('data-idle', 'true', { timeout: 60_000 });
  const border = compare.getByRole('slider');
  await expect(border).toHaveAccessibleName(/SNI 03-1733-2004/);
  await border.focus();
  const left = async () => (await compare.getByText('Permendiknas 24/2007').first().boundingBox())!.x;
  const before = await left();
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowLeft');
  await expect(border).toHaveValue('40');
  expect(await left()).toBeLessThan(before - 20);

  // Both look at the same place, whichever is moved.
  const zooms = () =>
    page
      .getByTestId('map')
      .evaluateAll((maps) => maps.map((map) => (map as unknown as { map: { getZoom(): number } }).map.getZoom()));
  await page.getByRole('button', { name: 'Perbesar' }).click();
  await expect.poll(async () => new Set(await zooms()).size).toBe(1);
});

test('areas that are not served are hatched, and their list says whom the sentence counts', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?measure=radius&layers=water.roads.gap-areas`);
  await waitForMap(page);
  await page.getByRole('button', { name: /Lapisan lain/ }).click();
  const rows = page.getByTestId('unserved').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const people = await page.getByTestId('unserved').getByRole('cell').allInnerTexts();
  const sum = people.filter((_, at) => at % 2 === 0).reduce((total, text) => total + whole(text), 0);
  await expect(page.getByText(`${new Intl.NumberFormat('id-ID').format(sum)} jiwa`).first()).toBeVisible();
  const drawn = await page.getByTestId('map').evaluate((element) => {
    const { map } = element as unknown as { map: { getLayersOrder(): string[] } };
    const order = map.getLayersOrder();
    return [order.indexOf('choropleth'), order.indexOf('unserved'), order.indexOf('river-line')];
  });
  expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
  expect(drawn).not.toContain(-1);
});

test('a facility lights the cells for which it is the nearest, and the address keeps it', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?measure=radius&layers=water.roads.catchments`);
  await waitForMap(page);
  await expect(page.getByTestId('map')).not.toHaveAttribute('data-cells', /./);
  await page.getByRole('button', { name: /Lapisan lain/ }).click();
  const chooser = page.getByLabel('Pilih fasilitas');
  await chooser.selectOption({ index: 1 });
  await waitForCells(page);
  await expect(page).toHaveURL(/facility=/);
  const name = await chooser.locator('option:checked').innerText();
  await expect(page.getByTestId('legend')).toContainText(name.split(',')[0]!);
  const lit = async () => Number(await page.getByTestId('map').getAttribute('data-cells-lit'));
  const first = await lit();
  expect(first).toBeGreaterThan(0);
  const [people = 0, within = 0] = (await page.getByTestId('catchment').locator('strong').allInnerTexts()).map((text) =>
    whole(text.replace(' jiwa', '')),
  );
  expect(people).toBeGreaterThanOrEqual(within);
  expect(people).toBeGreaterThan(0);

  // Under roads and names, although the level changed with the zoom while tiles were on their way.
  const above = () =>
    page.getByTestId('map').evaluate((element) => {
      const { map } = element as unknown as { map: { getLayersOrder(): string[] } };
      const order = map.getLayersOrder();
      return order[order.findIndex((id) => id.startsWith('deck-')) + 1];
    });
  await expect.poll(above).toBe('surface');

  // Another facility lights other cells, and no value is sent again.
  const before = await uploads(page);
  await chooser.selectOption({ index: 2 });
  await expect.poll(lit).not.toBe(first);
  expect(await uploads(page)).toBe(before);
  await page.goBack();
  await expect.poll(lit).toBe(first);
  await chooser.selectOption({ index: 0 });
  await expect(page).not.toHaveURL(/facility=/);
  await expect(page.getByTestId('legend')).not.toContainText('yang terang');
});

test('a filter of regions dims the cells of the others', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?measure=radius&layers=cells&filter=60~`);
  await waitForCells(page);
  const lit = async () => Number(await page.getByTestId('map').getAttribute('data-cells-lit'));
  const some = await lit();
  expect(some).toBeGreaterThan(0);
  await page.goto(`${address()}/kesenjangan?measure=radius&layers=cells&filter=0~`);
  await waitForCells(page);
  expect(await lit()).toBeGreaterThan(some);
});

test('back and forward move the camera', async ({ page }) => {
  const zoom = () =>
    page.getByTestId('map').evaluate((element) => (element as unknown as { map: { getZoom(): number } }).map.getZoom());
  await page.goto(`${address()}/kesenjangan?camera=108.47,-6.75,12`);
  await waitForMap(page);
  // A choice is a step of the history, the camera is part of the step it was moved in.
  await page.getByRole('button', { name: /Lapisan lain/ }).click();
  // So near, facilities are shown unasked.
  const facilities = page.getByRole('region', { name: 'Fasilitas', exact: true }).getByRole('switch').first();
  await expect(facilities).toBeChecked();
  await facilities.press('Space');
  await expect(page).toHaveURL(/layers=water\.roads(&|$)/);
  await page.getByRole('button', { name: 'Perbesar' }).click();
  await expect.poll(zoom).toBe(13);
  await expect(page).toHaveURL(/,13&|,13$/);
  await page.goBack();
  await expect.poll(zoom).toBe(12);
  await page.goForward();
  await expect.poll(zoom).toBe(13);
});

test('a region of an address is brought into view, from where one comes nearer; a press on the map moves nothing', async ({
  page,
}) => {
  const seen = () =>
    page.getByTestId('map').evaluate((element) => {
      const { map } = element as unknown as { map: { getZoom(): number; getCenter(): { lng: number; lat: number } } };
      return { zoom: map.getZoom(), ...map.getCenter() };
    });
  await page.goto(`${address()}/kesenjangan?region=32.09.05`);
  await waitForMap(page);
  await expect.poll(async () => (await seen()).zoom).toBeGreaterThan(10.5);
  await expect(page).toHaveURL(/camera=/);
  await waitForMap(page);
  const before = await seen();
  const box = (await page.getByTestId('map').boundingBox())!;
  // The kecamatan to the north.
  const { x, y } = await page.getByTestId('map').evaluate((element) => {
    const { map } = element as unknown as { map: { project(at: [number, number]): { x: number; y: number } } };
    const at = map.project([108.728, -6.83]);
    return { x: at.x, y: at.y };
  });
  await page.mouse.click(box.x + x, box.y + y);
  await expect(page).not.toHaveURL(/region=32\.09\.05(&|$)/);
  await page.waitForTimeout(600);
  expect(await seen()).toEqual(before);
});
