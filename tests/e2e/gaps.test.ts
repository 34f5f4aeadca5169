import { readFile } from 'node:fs/promises';
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
  totals: { needOfWhole: number };
  sample: boolean;
}
const format = new Intl.NumberFormat('id-ID');
const signed = (gap: number) => (gap < 0 ? `+${-gap}` : `${gap}`);

test('the map, the legend, the table and the API say the same of SMP in 40 kecamatan', async ({ page }) => {
  const gaps = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP');
  expect(gaps.items).toHaveLength(40);
  await page.goto(`${address()}/kesenjangan`);
  await waitForMap(page);

  const lacking = gaps.items.filter((item) => item.gap > 0);
  const units = lacking.reduce((sum, item) => sum + item.gap, 0);
  await expect(
    page.getByText(`${lacking.length} dari 40 kecamatan kekurangan SMP, seluruhnya ${units} unit.`).first(),
  ).toBeVisible();

  const legend = page.getByRole('region', { name: 'Legenda' }).or(page.getByLabel('Legenda')).first();
  await expect(legend).toContainText('Jumlah kecamatan: 40');

  // Every label on the map is a value of the answer.
  const labels = await page.getByTestId('map').evaluate((element) => {
    const { map } = element as unknown as {
      map: {
        getStyle(): {
          sources: Record<string, { type: string; data?: { features?: { properties: Record<string, unknown> }[] } }>;
        };
      };
    };
    return Object.values(map.getStyle().sources).flatMap(
      (source) => source.data?.features?.map((feature) => feature.properties) ?? [],
    );
  });
  const worst = [...gaps.items].sort((a, b) => b.gap - a.gap)[0]!;
  expect(JSON.stringify(labels)).toContain(worst.region.name);

  await page.getByRole('radio', { name: 'Tabel' }).check({ force: true });
  const rows = page.getByRole('table').getByRole('row');
  // A header, 40 kecamatan, their sum and the kabupaten counted at once.
  await expect(rows).toHaveCount(43);
  for (const item of gaps.items) {
    const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: item.region.code, exact: true }) });
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells.slice(-5, -1).map((text) => text.trim())).toEqual([
      format.format(item.population),
      format.format(item.need),
      format.format(item.available),
      signed(item.gap),
    ]);
  }
});

test('the table sorts both ways by keyboard and says so', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?display=table`);
  const head = page.getByRole('columnheader', { name: /Penduduk/ });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  const people = async () =>
    (await page.getByRole('row').getByRole('cell').nth(3).allInnerTexts()).map((text) =>
      Number(text.replaceAll('.', '')),
    );
  const first = (await people())[0]!;
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  expect((await people())[0]).toBeLessThan(first);
});

test('a national standard is switched with its clause, and its numbers change', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?display=table`);
  await expect(page.getByText('Satu unit untuk 4.800 penduduk.')).toBeVisible();
  const before = await page.getByRole('row').nth(1).innerText();
  await page
    .getByRole('button', { name: /Standar/ })
    .or(page.getByRole('combobox', { name: /Standar/ }))
    .first()
    .click();
  await page
    .getByRole('option', { name: /Permendiknas 24\/2007/ })
    .first()
    .click();
  await expect(page.getByText('Satu unit untuk 2.000 penduduk.').first()).toBeVisible();
  await expect(page).toHaveURL(/standard=P24-SMP/);
  await expect(page.getByRole('row').nth(1)).not.toHaveText(before);
});

test('the CSV has a row for each kecamatan, codes as text and the mark of a sample in its name', async ({ page }) => {
  const gaps = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP');
  await page.goto(`${address()}/kesenjangan?display=table`);
  await expect(page.getByRole('row')).toHaveCount(43);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Unduh CSV' }).click(),
  ]);
  expect(download.suggestedFilename().includes('contoh')).toBe(gaps.sample);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines).toHaveLength(41);
  const codes = lines.slice(1).map((line) => /\d{2}\.\d{2}\.\d{2}/.exec(line)?.[0]);
  expect(new Set(codes)).toEqual(new Set(gaps.items.map((item) => item.region.code)));
});

test('a shared address restores what was chosen; leaving a toggle out changes what is available', async ({ page }) => {
  const all = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP');
  const state = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP&owners=negeri');
  const one = state.items.find((item, index) => item.available !== all.items[index]!.available)!;
  await page.goto(`${address()}/kesenjangan?owners=negeri&region=${one.region.code}`);
  await waitForMap(page);
  const detail = page.getByRole('region', { name: `Kecamatan ${one.region.name}` });
  await expect(detail).toContainText(`${one.available}tersedia`);
  await expect(page.getByRole('switch', { name: /SMP swasta/ })).not.toBeChecked();
  await page.getByRole('switch', { name: /SMP swasta/ }).press('Space');
  const before = all.items.find((item) => item.region.code === one.region.code)!;
  await expect(detail).toContainText(`${before.available}tersedia`);
});

test('reach is counted on people, and the panel shows how', async ({ page }) => {
  const gaps = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-KES-PKM');
  const item = gaps.items.find((entry) => entry.servedShare > 0 && entry.servedShare < 1)!;
  await page.goto(`${address()}/kesenjangan?standard=SNI-KES-PKM&measure=radius&region=${item.region.code}`);
  await waitForMap(page);
  const share = `${new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(item.servedShare * 100)} %`;
  const detail = page.getByRole('region', { name: `Kecamatan ${item.region.name}` });
  await expect.poll(async () => (await detail.innerText()).replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(share);
  await expect(detail.getByText('Cara menghitung')).toBeVisible();
  await expect(detail).toContainText('sel 100');
});

test('a range of values and chosen rows stand in the address: it restores filter, count and sum', async ({ page }) => {
  const gaps = await ask<Gaps>(page, '/api/v1/gaps?standard=SNI-EDU-SMP');
  const worst = [...gaps.items].sort((a, b) => b.gap - a.gap);
  const least = worst[7]!.gap;
  const lit = gaps.items.filter((item) => item.gap >= least);
  const chosen = lit.slice(0, 3);
  await page.goto(
    `${address()}/kesenjangan?display=table&filter=${least}~&chosen=${chosen.map((item) => item.region.code).join('~')}`,
  );
  const filter = page.getByRole('group', { name: 'Saringan' });
  await expect(filter).toContainText(`${lit.length} dari 40 kecamatan`);
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(lit.length + 1);

  const sum = page.getByRole('region', { name: 'Jumlah dari 3 kecamatan terpilih' });
  const people = chosen.reduce((all, item) => all + item.population, 0);
  const missing = chosen.reduce((all, item) => all + Math.max(0, item.gap), 0);
  await expect(sum).toContainText(format.format(people));
  await expect(sum.getByRole('definition').nth(3)).toHaveText(format.format(missing));

  // Taking one out by keyboard changes the sum and the address; clearing the filter brings every row back.
  await page
    .locator('table')
    .getByRole('checkbox', { name: `Pilih ${chosen[0]!.region.name}` })
    .press('Space');
  await expect(page.getByRole('region', { name: 'Jumlah dari 2 kecamatan terpilih' })).toBeVisible();
  expect(page.url()).not.toContain(chosen[0]!.region.code);
  await filter.getByRole('button', { name: 'Hapus saringan' }).press('Enter');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(43);
  await expect(page).not.toHaveURL(/filter=/);
});

test('weights of a combination always sum to 100, and the score is their sum', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?display=table`);
  await page.getByRole('radio', { name: 'Gabungan' }).check({ force: true });
  await expect(page).toHaveURL(/mix=/);
  const weights = page.getByRole('spinbutton');
  await expect(weights).toHaveCount(2);
  await weights.first().fill('70');
  await weights.first().press('Enter');
  await expect(weights.nth(1)).toHaveValue('30');
  await expect(page.getByText('Jumlah bobot 100 %.', { exact: false })).toBeVisible();
  await page.getByRole('slider').first().press('ArrowRight');
  await expect(weights.first()).toHaveValue('71');
  await expect(weights.nth(1)).toHaveValue('29');

  const first = page.getByRole('table').getByRole('row').nth(1);
  await expect(first).toBeVisible();
  const cells = (await first.getByRole('cell').allInnerTexts()).map((text) => text.trim());
  const numberOf = (text: string) => Number(text.replaceAll('.', '').replace(',', '.'));
  const added = cells.slice(-2).map((text) => numberOf(/\+([\d,]+)/.exec(text)![1]!));
  expect(added[0]! + added[1]!).toBeCloseTo(numberOf(cells.at(-3)!), 0);

  await page.getByRole('button', { name: 'Samakan bobot' }).press('Enter');
  await expect(weights.first()).toHaveValue('50');
  await page.getByRole('button', { name: 'Tambah layanan' }).press('Enter');
  await expect(weights).toHaveCount(3);
  expect(
    (await weights.evaluateAll((inputs) => inputs.map((input) => Number((input as HTMLInputElement).value)))).reduce(
      (sum, weight) => sum + weight,
      0,
    ),
  ).toBe(100);
});

test('two standards stand side by side with what differs for each kecamatan', async ({ page }) => {
  const [sni, other] = await Promise.all(
    ['SNI-EDU-SMP', 'P24-SMP'].map((id) => ask<Gaps>(page, `/api/v1/gaps?standard=${id}`)),
  );
  await page.goto(`${address()}/kesenjangan?display=table`);
  await page.getByRole('button', { name: 'Bandingkan dengan…' }).press('Enter');
  await expect(page).toHaveURL(/vs=P24-SMP/);
  const codeOf = (item: Gaps['items'][number]) => item.region.code;
  const others = new Map(other!.items.map((item) => [codeOf(item), item.gap]));
  const better = sni!.items.filter((item) => others.get(codeOf(item))! < item.gap).length;
  const worse = sni!.items.filter((item) => others.get(codeOf(item))! > item.gap).length;
  await expect(
    page.getByText(`lebih tinggi di ${worse} kecamatan, lebih rendah di ${better}, sama di ${40 - better - worse}.`),
  ).toBeVisible();
  for (const item of sni!.items.slice(0, 5)) {
    const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: codeOf(item), exact: true }) });
    const cells = (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim());
    expect(cells.slice(-3, -1)).toEqual([signed(item.gap), signed(others.get(codeOf(item))!)]);
  }
  await page.getByRole('button', { name: 'Selesai membandingkan' }).press('Enter');
  await expect(page).not.toHaveURL(/vs=/);
});

test('travel time says its way, and that a chosen threshold is not in the standard', async ({ page }) => {
  await page.goto(`${address()}/kesenjangan?measure=travel&minutes=15&mode=walk&display=table`);
  await expect(page.getByText('Tanpa ambang waktu dalam standar ini; ambang 15 menit dipilih.')).toBeVisible();
  await expect(page.getByText(/Waktu tempuh berjalan kaki|waktu tempuh berjalan kaki/)).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /Di luar waktu/ })).toBeVisible();
  // How sure it is comes after the answer.
  await expect(page.getByTestId('certainty')).toContainText('rentang 90 %');
});

test('at 360 px everything stays within the width, in each form of the table', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const query of [
    'display=table',
    'display=map',
    'display=table&mix=SNI-EDU-SMP:unit:60~SNI-KES-PKM:radius:40',
    'display=table&vs=P24-SMP:unit::negeri.swasta.tidak-diketahui:1:1',
    'display=table&measure=travel&filter=0~&chosen=32.09.18',
  ]) {
    await page.goto(`${address()}/kesenjangan?${query}`);
    await page.getByRole('button', { name: 'Ubah pilihan' }).click();
    await expect(page.getByRole('heading', { name: 'Peringkat' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), query).toBe(360);
  }
});
