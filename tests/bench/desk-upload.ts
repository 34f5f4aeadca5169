// A large upload on the whole server: how fast rows are read, staged and checked, and how long everybody else waits meanwhile.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Upload } from '#model/upload';
import { createMiniApp } from '../api/mini-app.ts';
import type { BenchResult } from './result.ts';
import { seededRandom } from './travel.ts';

const ROWS = Number(process.env['JANGKAU_BENCH_ROWS'] ?? 100_000);

/** A CSV of so many invented facilities all over the invented regency. */
function madeFile(rows: number): string {
  const random = seededRandom(4);
  const lines = ['nama;kecamatan;bujur;lintang;alamat;kepemilikan;kode'];
  for (let row = 1; row <= rows; row++) {
    const [x, y] = [110 + random() * 0.1, -7.04 + random() * 0.035].map((value) => value.toFixed(6).replace('.', ','));
    lines.push(
      `Posyandu ${word(row)} ${row};;${x};${y};Jalan Mawar No. ${row % 90}, RT 02;Negeri;P${String(row).padStart(6, '0')}`,
    );
  }
  return lines.join('\n');
}
const word = (row: number) => ['Melati', 'Anggrek', 'Kenanga', 'Cempaka', 'Dahlia', 'Flamboyan', 'Teratai'][row % 7]!;

export async function bench(): Promise<BenchResult[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-bench-'));
  const mini = await createMiniApp({ dataFolder: folder });
  try {
    await mini.app.listen({ port: 0, host: '127.0.0.1' });
    const url = `http://localhost:${(mini.app.server.address() as AddressInfo).port}`;
    const headers = { ...(await mini.signInAs('opd', 'dinkes')), origin: url };
    await mini.database.query(`UPDATE dataset SET agency = 'dinkes' WHERE id = 'puskesmas'`);
    const idle = await waits(url, async () => wait(5000));
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    const sent = await fetch(`${url}/api/v1/desk/uploads?file=posyandu.csv&dataset=puskesmas`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body: madeFile(ROWS),
    });
    const { id } = (await sent.json()) as Upload;
    let [read, rss] = [0, 0];
    let upload: Upload | null = null;
    const busy = await waits(url, async () => {
      do {
        await wait(200);
        upload = (await (await fetch(`${url}/api/v1/desk/uploads/${id}`, { headers })).json()) as Upload;
        rss = Math.max(rss, process.memoryUsage().rss);
        if (read === 0 && upload.job?.kind !== 'reading') read = performance.now();
      } while (upload.job !== null);
    });
    const done = performance.now();
    const cpu = process.cpuUsage(cpuBefore);
    const { counts, state } = upload as unknown as Upload;
    const seconds = (from: number, to: number) => Math.round((to - from) / 100) / 10;
    const note = `${counts.rows} rows, ${counts.valid + counts.corrected} ready (${state}); read and staged in ${seconds(started, read)} s, checked in ${seconds(read, done)} s; ${Math.round((cpu.user + cpu.system) / 1e5) / 10} s of processor`;
    const result = (
      name: string,
      unit: string,
      ours: number,
      other: number | null,
      otherName: string | null,
      more = note,
    ): BenchResult => ({
      name,
      unit,
      ours,
      other,
      otherName,
      ratio: other === null ? null : Math.round((other / ours) * 100) / 100,
      note: more,
    });
    return [
      result('desk-upload-rows', 'rps', Math.round(ROWS / ((done - started) / 1000)), null, null),
      result(
        'desk-upload-p95',
        'ms',
        busy,
        idle,
        'idle',
        'GET /api/v1/regions beside the upload, one request after another',
      ),
      result(
        'desk-upload-memory',
        'MB',
        Math.round(rss / 2 ** 20),
        null,
        null,
        'the whole process with the embedded database and the thread that checks; without the process that reads',
      ),
    ];
  } finally {
    await mini.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The 95th percentile of how long the list of regions takes while `work` is under way, in milliseconds. */
async function waits(url: string, work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  let isOver = false;
  const working = work().finally(() => (isOver = true));
  while (!isOver) {
    const started = performance.now();
    await (await fetch(`${url}/api/v1/regions`, { headers: { 'cache-control': 'no-cache' } })).arrayBuffer();
    times.push(performance.now() - started);
    await wait(20);
  }
  await working;
  return Math.round(times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]! * 10) / 10;
}
