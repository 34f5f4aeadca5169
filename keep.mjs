// `npm run backup`, `npm run restore` and `npm run migrate-to-server`: run data/backup/cli.ts and word what it reports.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureDependencies, requireNode, run, seconds } from './bootstrap.mjs';

const HELP = {
  backup: `Pemakaian: npm run backup -- [pilihan]

  --to DIR          folder tujuan (bawaan: folder backups di folder data)
  --database DIR    folder data, atau postgres://… (bawaan .jangkau/<wilayah>, atau $DATABASE_URL)

Peladen boleh tetap berjalan. Dengan JANGKAU_BACKUP_PASSPHRASE berkas dienkripsi.`,
  restore: `Pemakaian: npm run restore -- BERKAS [pilihan]

  --database DIR    folder data, atau postgres://… (bawaan .jangkau/<wilayah>, atau $DATABASE_URL)
  --replace         ganti basis data yang sudah berisi; isi lama disimpan
  --check           hanya periksa berkas

Hentikan peladen dahulu bila memakai basis data tertanam.`,
  'migrate-to-server': `Pemakaian: npm run migrate-to-server -- --from DIR --to postgres://…

  --from DIR        folder data yang dipakai sekarang (peladen dihentikan dahulu)
  --to postgres://… basis data PostGIS yang kosong`,
};
const STEPS = {
  ask: 'Meminta cadangan kepada peladen yang sedang berjalan',
  copy: 'Menyalin basis data',
  keep: 'Menyimpan isi lama',
  write: 'Menulis cadangan',
  verify: 'Membaca kembali cadangan',
  test: 'Menguji pemulihan',
  restore: 'Memulihkan',
};
const FAILURES = {
  damaged: ({ detail }) => `Berkas cadangan rusak${detail ? ` (${detail})` : ''}. Tidak ada yang diubah.`,
  foreign: () => 'Berkas itu bukan cadangan Jangkau. Tidak ada yang diubah.',
  newer: ({ detail }) => `Cadangan dibuat oleh versi program yang lebih baru (${detail}). Perbarui program ini dahulu.`,
  other_schema: ({ detail }) => `Susunan tabel cadangan tidak cocok dengan program ini (${detail}).`,
  not_empty: () =>
    command === 'restore'
      ? 'Basis data tujuan sudah berisi. Tambahkan --replace untuk menggantinya; isi lama disimpan.'
      : 'Basis data tujuan sudah berisi. Sebutkan basis data yang kosong.',
  passphrase_needed: () => 'Cadangan dienkripsi. Isi JANGKAU_BACKUP_PASSPHRASE.',
  wrong_passphrase: () => 'Frasa sandi cadangan salah.',
  mismatch: ({ detail }) => `Yang terbaca kembali tidak sama dengan yang ditulis (${detail}). Tidak ada yang diubah.`,
  busy: () => 'Pencadangan lain sedang berjalan. Coba lagi sesudah selesai.',
  disk_full: () => 'Penyimpanan penuh. Kosongkan ruang, lalu coba lagi.',
  interrupted: () => 'Pencadangan terputus. Jalankan lagi.',
  no_answer: () => 'Peladen yang memakai basis data tidak menjawab. Hentikan peladen itu, lalu coba lagi.',
  database: ({ detail }) => `Basis data tidak dapat dipakai: ${detail}`,
  folder_in_use: ({ detail }) => `Basis data sedang dipakai proses ${detail}. Hentikan peladen dahulu.`,
  foreign_folder: ({ detail }) => `Folder ${detail} berisi hal lain.`,
  unexpected: ({ detail }) => `Kesalahan tak terduga: ${detail}`,
};

const [command, ...parameters] = process.argv.slice(2);
const number = new Intl.NumberFormat('id');
let current = null;
let failed = false;

requireNode();
requireUsage();
await ensureDependencies();
const code = await run(process.execPath, ['--import', 'tsx', 'data/backup/cli.ts', command, ...parameters], {
  onMessage: report,
});
process.exit(failed ? 1 : code);

function requireUsage() {
  const help = HELP[command];
  if (help === undefined) {
    console.error(Object.values(HELP).join('\n\n'));
    process.exit(2);
  }
  try {
    const { values, positionals } = parseArgs({
      args: parameters,
      allowPositionals: command === 'restore',
      options: {
        region: { type: 'string' },
        help: { type: 'boolean', default: false },
        ...(command === 'migrate-to-server' ? { from: { type: 'string' } } : { database: { type: 'string' } }),
        ...(command === 'restore' ? {} : { to: { type: 'string' } }),
        ...(command === 'restore' ? { replace: { type: 'boolean' }, check: { type: 'boolean' } } : {}),
      },
    });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    if (command === 'restore' && positionals.length !== 1) throw new Error('Sebutkan satu berkas cadangan.');
    if (command === 'migrate-to-server' && !(values.from && /^postgres(ql)?:\/\//.test(values.to ?? '')))
      throw new Error('Sebutkan --from DIR dan --to postgres://…');
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
}

function report(message) {
  switch (message.type) {
    case 'step':
      return showStep(message);
    case 'backup': {
      showStep(null);
      const { file, bytes, sha256, tables, rows } = message.backup;
      console.log(`Cadangan: ${file}`);
      return console.log(
        `${number.format(rows)} baris dari ${tables} tabel, ${number.format(Math.ceil(bytes / 1000))} kB, SHA-256 ${sha256}`,
      );
    }
    case 'restored':
      showStep(null);
      for (const { name, rows, sha256 } of message.tables) {
        if (rows > 0)
          console.log(`${name.padEnd(28)} ${number.format(rows).padStart(10)} baris  ${sha256.slice(0, 16)}…  cocok`);
      }
      console.log(`Dipulihkan ke ${message.database}; jumlah baris dan checksum setiap tabel cocok.`);
      if (message.before) console.log(`Isi lama: ${message.before}`);
      return;
    case 'checked':
      return console.log(
        `Cadangan utuh: ${message.region}, ${message.created}, ${number.format(message.rows)} baris dari ${message.tables} tabel, SHA-256 ${message.sha256}`,
      );
    case 'failure':
      failed = true;
      showStep(null);
      return console.error((FAILURES[message.code] ?? FAILURES.unexpected)(message));
  }
}

/** One line per step: rewritten while it goes on in a terminal, written once in a log. */
function showStep(message) {
  const terminal = process.stdout.isTTY;
  if (current !== null && current.name !== message?.step) {
    console.log(`${terminal ? '\r\x1b[2K' : ''}${STEPS[current.name] ?? current.name} (${seconds(current.start)})`);
    current = null;
  }
  if (message === null) return;
  current ??= { name: message.step, start: Date.now() };
  if (terminal) process.stdout.write(`\r\x1b[2K${STEPS[message.step] ?? message.step}… ${message.table ?? ''}`);
}
