import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { seriousFindings } from './axe.ts';
import { expect, test } from './page.ts';
import { ADMINISTRATOR, apiAs, makeAdministrator, signInAs } from './sign-in.ts';
import { startMini, type MiniServer } from './start-mini.ts';

// B4 of the domain brief, section 8, on the two projects of the invented regency and two more.
// Each walks through many pages; a machine that does other things takes minutes for what takes seconds alone.
test.describe.configure({ timeout: 240_000 });
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

const TO_WORKS = [
  'diverifikasi_desa',
  'diverifikasi_kecamatan',
  'diverifikasi_opd',
  'masuk_rkpd',
  'masuk_apbd',
  'rup_diumumkan',
  'pemilihan',
  'kontrak',
  'pelaksanaan',
] as const;
interface Project {
  readonly id: string;
  readonly lastStep: number;
}
/** By the calendar of the region, as the server has it. */
const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(new Date());
const PROJECTS = '/api/v1/desk/projects';

async function answer<T>(asked: ReturnType<APIRequestContext['get']>): Promise<T> {
  const response = await asked;
  expect(response.ok(), await response.text()).toBe(true);
  return (await response.json()) as T;
}
const record = (id: string) => answer<Project>(api.get(`${PROJECTS}/${id}`));
async function steps(id: string, statuses: readonly string[]): Promise<void> {
  let { lastStep } = await record(id);
  for (const to of statuses) {
    const data = { to, changedOn: TODAY, document: null, note: null, lastStep };
    ({ lastStep } = await answer<Project>(api.post(`${PROJECTS}/${id}/steps`, { data })));
  }
}
/** A project whose works go on, with a plan and what was built of it this month. */
async function underWay(name: string, position: [number, number], planned: number, physical: number): Promise<string> {
  const data = {
    name,
    description: null,
    origin: 'RENJA',
    sector: 'health',
    list: 'sipd',
    fiscalYear: new Date().getFullYear(),
    proposedRupiah: 2_400_000_000,
    fundingSource: 'APBD',
    position,
    region: null,
    scenario: null,
  };
  const { id } = await answer<Project>(api.post(PROJECTS, { data }));
  await steps(id, TO_WORKS);
  await answer(
    api.post(`${PROJECTS}/${id}/progress`, {
      data: {
        month: TODAY.slice(0, 7),
        plannedPercent: planned,
        physicalPercent: physical,
        financialPercent: null,
        spentRupiah: 100_000_001,
        note: null,
      },
    }),
  );
  return id;
}
/** By hand: the drag has begun before the board moves its columns under the pointer, and ends in a second movement over its aim. */
async function drag(page: Page, card: Locator, aim: Locator): Promise<void> {
  await card.hover();
  const box = (await card.boundingBox())!;
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 12, box.y + box.height / 2 + 12, { steps: 4 });
  await aim.hover();
  await aim.hover({ position: { x: 40, y: 60 } });
  await page.mouse.up();
}
const column = (page: Page, status: string) => page.locator(`[data-testid="board"] [data-status="${status}"]`);

async function nothingSerious(page: Page): Promise<void> {
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test('a step is refused with the reason, or written with who, when and the document', async ({ page }) => {
  await signInAs(page, 'walidata', null, mini.address);
  await page.goto(`${mini.address}/meja/proyek`);
  const card = column(page, 'usulan').locator('[data-project="proyek-2"]');
  await expect(card).toContainText('Ruang kelas SMP Negeri 1 Batu');
  await expect(card).toContainText('contoh');
  await nothingSerious(page);

  // While it is dragged, the columns say what they would take.
  await card.hover();
  await page.mouse.down();
  await column(page, 'diverifikasi_desa').hover();
  await expect(column(page, 'diverifikasi_desa')).toHaveAttribute('data-mark', 'legal');
  await expect(column(page, 'diverifikasi_opd')).toHaveAttribute('data-mark', 'illegal');
  // The first movement over a column enters it, only the second says that it would take the card.
  await column(page, 'diverifikasi_opd').hover();
  await column(page, 'diverifikasi_opd').hover({ position: { x: 40, y: 60 } });
  await page.mouse.up();
  await expect(page.getByRole('alert').filter({ hasText: 'SMP Negeri 1 Batu' })).toContainText(
    'dari usulan tidak dapat langsung ke diverifikasi perangkat daerah. Langkah yang boleh: diverifikasi desa, ditolak, ditunda, digabung.',
  );
  await drag(page, card, column(page, 'kontrak'));
  await expect(page.getByRole('alert').filter({ hasText: 'SMP Negeri 1 Batu' })).toContainText(
    'dari usulan tidak dapat langsung ke kontrak',
  );
  // The server refuses the same of who does not use the board.
  const { lastStep } = await record('proyek-2');
  const data = { to: 'kontrak', changedOn: TODAY, document: null, note: null, lastStep };
  const refused = await api.post(`${PROJECTS}/proyek-2/steps`, { data });
  expect(refused.status()).toBe(409);
  expect(await refused.json()).toMatchObject({
    code: 'illegal_transition',
    parameters: ['diverifikasi_desa', 'ditolak', 'ditunda', 'digabung'].map((reason) => ({ name: 'status', reason })),
  });

  await drag(page, card, column(page, 'diverifikasi_desa'));
  const dialog = page.getByRole('dialog', { name: 'Langkah berikutnya' });
  await expect(dialog.getByLabel('Status berikutnya')).toHaveValue('diverifikasi_desa');
  await dialog.getByLabel('Dokumen dasar').fill('Berita Acara Musrenbang 7/2026');
  await dialog.getByRole('button', { name: 'Catat' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(column(page, 'diverifikasi_desa').locator('[data-project="proyek-2"]')).toBeVisible();
  await expect(card).toHaveCount(0);

  await page.getByRole('link', { name: 'Ruang kelas SMP Negeri 1 Batu' }).click();
  const last = page.getByTestId('project-history').getByRole('listitem').first();
  await expect(last).toContainText('diverifikasi desa');
  await expect(last).toContainText(ADMINISTRATOR.name);
  await expect(last).toContainText('Dokumen: Berita Acara Musrenbang 7/2026');

  // The keyboard does what dragging does.
  await page.goto(`${mini.address}/meja/proyek`);
  await page.getByRole('button', { name: 'Pindahkan ke: Ruang kelas SMP Negeri 1 Batu' }).press('Enter');
  const next = dialog.getByLabel('Status berikutnya');
  await expect(next).toBeVisible();
  expect(await next.getByRole('option').allTextContents()).toEqual([
    '',
    'diverifikasi kecamatan',
    'ditolak',
    'ditunda',
    'digabung',
  ]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('critical is what the rule says, the worst is first, and sums are those of the table under any filter', async ({
  page,
}) => {
  const ahead = await underWay('Pembangunan Puskesmas Awan Wetan', [110.04, -7.02], 80, 74);
  await underWay('Pembangunan Pustu Awan Kulon', [110.02, -7.02], 60, 54);
  await signInAs(page, 'walidata', null, mini.address);

  // Plan 55, built 42, reported by the form of the record.
  await page.goto(`${mini.address}/meja/proyek/proyek-1`);
  await page.getByRole('button', { name: 'Laporkan kemajuan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Laporan kemajuan bulanan' });
  await dialog.getByRole('button', { name: 'Kirim laporan' }).click();
  await expect(dialog.getByText('Isi sedikitnya satu angka.')).toBeVisible();
  await dialog.getByLabel('Rencana fisik').fill('55');
  await dialog.getByLabel('Realisasi fisik').fill('42');
  await expect(dialog.getByText('kontrak menjadi kritis')).toBeVisible();
  await dialog.getByRole('button', { name: 'Kirim laporan' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('−13 poin')).toBeVisible();
  await expect(page.getByRole('img', { name: /^Kurva S sampai/ })).toHaveAccessibleName(
    /rencana 55\s%, realisasi fisik 42\s%/,
  );
  await expect(page.getByText('klausul 31.2')).toBeVisible();
  await nothingSerious(page);

  await page.goto(`${mini.address}/meja/proyek?view=control`);
  const critical = page.locator('[data-flag="critical"] tbody tr');
  await expect(critical).toHaveCount(2);
  await expect(critical.nth(0)).toContainText('Peningkatan jalan Awan - Batu Karang');
  await expect(critical.nth(0)).toContainText('−13 poin');
  await expect(critical.nth(1)).toContainText('Pembangunan Puskesmas Awan Wetan');
  await expect(critical.nth(1)).toContainText('−6 poin');
  const late = page.locator('[data-flag="late"] tbody tr');
  await expect(late).toHaveCount(1);
  await expect(late).toContainText('Pembangunan Pustu Awan Kulon');
  await nothingSerious(page);

  for (const filter of ['', 'year=2025', 'status=pelaksanaan', 'sector=health&flag=late', 'q=puskesmas', 'fund=CSR'])
    await sumsAreTheTable(page, filter);
  await page.goto(`${mini.address}/meja/proyek?view=map`);
  await expect(page.getByTestId('map')).toHaveAttribute('data-points', '4');
  // A choice in the table is marked on the map's side of the address, and the other way round.
  await page.getByRole('button', { name: 'Tunjukkan Pembangunan Puskesmas Awan Wetan di peta' }).click();
  await expect(page).toHaveURL(new RegExp(`project=${ahead}`));
  await expect(page.locator(`tr[data-project="${ahead}"]`)).toHaveAttribute('aria-current', 'true');
  await page.setViewportSize({ width: 360, height: 740 });
  await nothingSerious(page);
});

async function sumsAreTheTable(page: Page, filter: string): Promise<void> {
  await page.goto(`${mini.address}/meja/proyek?view=map${filter === '' ? '' : `&${filter}`}`);
  const sums = page.getByTestId('register-sums');
  await expect(sums).toBeVisible();
  const sumOf = async (name: string): Promise<number> =>
    Number(await sums.locator(`[data-sum="${name}"]`).getAttribute('data-rupiah'));
  const count = Number(await sums.locator('[data-sum="count"]').textContent());
  const rows = page.getByTestId('register-table').locator('tbody tr');
  await expect(rows).toHaveCount(count);
  const tableSum = async (attribute: string): Promise<number> =>
    (
      await rows
        .locator(`td[${attribute}]`)
        .evaluateAll((cells, name) => cells.map((cell) => Number(cell.getAttribute(name))), attribute)
    ).reduce((sum, one) => sum + one, 0);
  expect(await sumOf('ceiling'), filter).toBe(await tableSum('data-rupiah'));
  expect(await sumOf('contract'), filter).toBe(await tableSum('data-contract'));
  expect(await sumOf('spent'), filter).toBe(await tableSum('data-spent'));
  const chips = await sums.getByRole('button').locator('b').allTextContents();
  expect(
    chips.reduce((sum, one) => sum + Number(one), 0),
    filter,
  ).toBe(count);
}

test('what was handed over becomes a facility only when somebody approves it, and once', async ({ page }) => {
  const id = await underWay('Pembangunan Puskesmas Batu Kidul', [110.08, -7.04], 100, 100);
  const puskesmas = async (): Promise<string[]> => {
    const path = `${mini.address}/api/v1/facilities?kind=puskesmas&limit=100`;
    const { items } = await answer<{ items: { name: string }[] }>(page.request.get(path));
    return items.map(({ name }) => name).filter((name) => name.includes('Batu Kidul'));
  };
  await steps(id, ['pho', 'pemeliharaan', 'fho']);
  expect(await puskesmas()).toEqual([]);

  await signInAs(page, 'bappelitbangda', 'bappelitbangda', mini.address);
  await page.goto(`${mini.address}/meja/proyek/${id}`);
  const asset = page.locator('[data-asset="due"]');
  await expect(asset).toContainText('baru dihitung dalam cakupan setelah disetujui');
  // Read from the name.
  await expect(asset.getByLabel('Jenis fasilitas')).toHaveValue('puskesmas');
  await asset.getByRole('button', { name: 'Setujui sebagai fasilitas' }).click();
  await expect(page.locator('[data-asset="approved"]')).toBeVisible();
  expect(await puskesmas()).toEqual(['Puskesmas Batu Kidul']);
  const data = { approve: true, kind: 'puskesmas', capacity: null, remark: null };
  expect((await api.post(`${PROJECTS}/${id}/asset`, { data })).status()).toBe(409);
  expect(await puskesmas()).toEqual(['Puskesmas Batu Kidul']);
});

test('a wish waits in the bank, is taken up, and its card says whom it would reach', async ({ page }) => {
  await signInAs(page, 'opd', 'dinkes', mini.address);
  await page.goto(`${mini.address}/meja/proyek`);
  await page.getByRole('link', { name: 'Usulan baru' }).click();
  await page.getByRole('button', { name: 'Simpan usulan' }).click();
  await expect(page.getByText('Pilih kecamatan, atau tandai lokasinya di peta.')).toBeVisible();
  await expect(page.getByLabel('Nama proyek')).toBeFocused();
  await page.getByLabel('bank usulan').check();
  await page.getByLabel('Nama proyek').fill('Pembangunan puskesmas Batu Lor');
  await page.getByRole('combobox', { name: 'Bidang' }).selectOption('health');
  await page.getByLabel('Nilai usulan').fill('2,5 miliar');
  await page.getByLabel('Koordinat').fill('-7.015, 110.085');
  await page.getByLabel('Koordinat').press('Tab');
  await expect(page.getByText('Lokasi: 7°00\'54" LS, 110°05\'06" BT.')).toBeVisible();
  await page.getByRole('button', { name: 'Simpan usulan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pembangunan puskesmas Batu Lor' })).toBeVisible();
  await expect(page.getByTestId('project-status')).toHaveText('usulan');
  await expect(page.getByRole('button', { name: 'Catat langkah' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Ambil ke daftar usulan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ambil ke daftar usulan' }).click();
  await expect(page.getByRole('button', { name: 'Catat langkah' })).toBeVisible();
  await page.getByLabel('Komentar baru').fill('Lahan sudah diukur.');
  await page.getByRole('button', { name: 'Kirim komentar' }).click();
  await expect(page.getByText('Lahan sudah diukur.')).toBeVisible();

  await page.getByRole('link', { name: 'Kartu dampak' }).click();
  const card = page.getByTestId('impact-card');
  await expect(card).toContainText('Pembangunan puskesmas Batu Lor');
  await expect(card).toContainText('Rp2.500.000.000');
  const gain = card.locator('[data-gained]');
  await expect(gain).toBeVisible();
  // What the card says is what the worker found: nobody gained is said in words, never as a division.
  const gained = Number(await gain.getAttribute('data-gained'));
  await expect(gain).toContainText(gained === 0 ? 'Tidak menambah jangkauan' : 'jiwa');
  await expect(card).not.toContainText('∞');
  await expect(card.getByRole('img', { name: /^Peta lokasi/ }).locator('canvas')).toBeVisible();
  await nothingSerious(page);
  // One sheet of A4, as the browser prints it.
  const data = new Uint8Array(await page.pdf({ preferCSSPageSize: true }));
  const sheets = await getDocument({ data, useSystemFonts: true }).promise;
  expect(sheets.numPages).toBe(1);
  const { width, height } = (await sheets.getPage(1)).getViewport({ scale: 1 });
  expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
});

test('nobody without an account reads the register', async ({ request }) => {
  for (const path of [PROJECTS, `${PROJECTS}/proyek-1`, `${PROJECTS}/export?format=csv`])
    expect([401, 403], path).toContain((await request.get(`${mini.address}${path}`)).status());
});
