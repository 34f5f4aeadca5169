// `npm start`: installs, builds what is stale, then runs the server (api/main.ts) and words what it reports.
import process from 'node:process';
import readline from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { ensureDependencies, requireNode, run, seconds } from './bootstrap.mjs';
import { ensureWebApp, webFolder } from './build-web.mjs';

const HELP = `Pemakaian: npm start -- [pilihan]

  --port NOMOR      porta (bawaan 4173; bila terpakai, porta bebas berikutnya)
  --database DIR    folder basis data tertanam (bawaan .jangkau/<wilayah>/database)
  --sources DIR     folder berkas data masukan (sama dengan $JANGKAU_DATA)
  --region ID       profil wilayah di data/regions
  --offline         jangan mengunduh data
  --reset           hapus basis data dan muat ulang (bertanya dahulu)
  --yes             jawab "ya" untuk --reset
  --help            pesan ini

DATABASE_URL=postgres://… memakai peladen PostGIS sebagai ganti basis data tertanam.`;

/** Sentences for what the server reports; it speaks in codes. */
const STEPS = {
  reset: 'Menghapus basis data lama',
  create: 'Membuat basis data',
  open: 'Membuka basis data',
  migrate: 'Menyiapkan tabel',
  import: 'Memuat data',
};
const FAILURES = {
  folder_in_use: ({ folder, pid }) =>
    `Folder data ${folder} sedang dipakai proses ${pid}. Hentikan proses itu, atau pilih folder lain dengan --database.`,
  foreign_folder: ({ folder }) => `Folder ${folder} berisi hal lain. Pilih folder kosong dengan --database.`,
  port_in_use: ({ port }) =>
    `Porta ${port} sedang dipakai. Cari prosesnya: ${
      process.platform === 'win32'
        ? `netstat -ano | findstr :${port}`
        : `lsof -i :${port}   atau   ss -ltnp 'sport = :${port}'`
    }`,
  database: ({ detail }) => `Basis data tidak dapat dipakai: ${detail}`,
  migration: ({ detail }) => `Basis data tidak cocok dengan versi program ini: ${detail}`,
  unknown_region: ({ region, known }) => `Wilayah "${region}" tidak dikenal. Yang ada: ${known.join(', ')}`,
  invalid_setting: ({ name, detail }) => `Pengaturan ${name} tidak dapat dipakai: ${detail}`,
  unexpected: ({ detail }) => `Kesalahan tak terduga: ${detail}`,
};

/** The step that goes on, and since when. */
let step = null;

requireNode();
const options = readOptions();
if (options.reset && !options.yes) await confirmReset();
await ensureDependencies();
process.exit(await serve());

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        database: { type: 'string' },
        sources: { type: 'string' },
        region: { type: 'string' },
        offline: { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65535)) {
      throw new Error(`--port "${values.port}" bukan nomor porta`);
    }
    return values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

async function confirmReset() {
  if (!process.stdin.isTTY) {
    console.error('--reset tanpa terminal memerlukan --yes.');
    process.exit(2);
  }
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Hapus basis data beserta isinya dan muat ulang? Ketik "ya": ');
  terminal.close();
  if (answer.trim().toLowerCase() === 'ya') return;
  console.log('Tidak ada yang dihapus.');
  process.exit(0);
}

/** Runs the server and, beside it, the build of the web app, which the server waits for before it listens. */
async function serve() {
  const parameters = ['port', 'database', 'sources', 'region'].flatMap((name) =>
    options[name] === undefined ? [] : [`--${name}`, options[name]],
  );
  for (const name of ['offline', 'reset']) if (options[name]) parameters.push(`--${name}`);
  let server;
  const serving = run(process.execPath, ['--import', 'tsx', 'api/main.ts', ...parameters, '--web', webFolder], {
    onMessage: report,
    onStart: (child) => (server = child),
  });
  const webCode = await ensureWebApp();
  if (server.connected) {
    if (webCode === 0) server.send({ type: 'web_ready' });
    else server.kill('SIGTERM');
  }
  return (await serving) || webCode;
}

function report(message) {
  switch (message.type) {
    case 'step':
      return showStep(message);
    case 'listening':
      showStep({ step: null });
      if (message.movedFrom) console.log(`Porta ${message.movedFrom} sedang dipakai; memakai ${message.port}.`);
      if (message.sample > 0)
        console.log(`${message.sample} dari ${message.datasets} kumpulan data adalah contoh, bukan data resmi.`);
      return console.log(`\nJangkau siap di http://localhost:${message.port}\nTekan Ctrl-C untuk berhenti.`);
    case 'administrator_link':
      return console.log(
        `\nBuat akun administrator: ${message.url}\n(sekali pakai, berlaku sampai ${moment(message.expiresAt)}; mulai ulang memberi tautan baru)`,
      );
    case 'import_failed':
      showStep({ step: null });
      return console.error(
        `Kumpulan data ${message.dataset} gagal dimuat (${message.reason}); versi sebelumnya tetap dipakai.`,
      );
    case 'closing':
      return console.log('\nMenutup…');
    case 'failure':
      showStep({ step: null });
      return console.error((FAILURES[message.code] ?? FAILURES.unexpected)(message));
  }
}

/** A moment as people here read it: `25 November 2026 14.05`. */
function moment(iso) {
  return new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso));
}

/** One line per step: rewritten while it goes on in a terminal, written once in a log. */
function showStep(message) {
  const terminal = process.stdout.isTTY;
  if (step && step.name !== message.step) {
    console.log(`${terminal ? '\r\x1b[2K' : ''}${STEPS[step.name] ?? step.name} (${seconds(step.start)})`);
    step = null;
  }
  if (message.step === null) return;
  step ??= { name: message.step, start: Date.now() };
  if (!terminal) return;
  const share = message.total ? ` ${bar(message.done / message.total)} ${message.done}/${message.total}` : '';
  process.stdout.write(`\r\x1b[2K${STEPS[step.name] ?? step.name}…${share} ${message.detail ?? ''}`);
}

function bar(share) {
  const filled = Math.round(20 * Math.min(Math.max(share, 0), 1));
  return `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}]`;
}
