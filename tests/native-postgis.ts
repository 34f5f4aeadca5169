// A PostgreSQL with PostGIS of its own for the tests, from Debian's packages: private folder, private port, loopback only.
import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const debianFolder = '/usr/lib/postgresql';
const secondsToStart = 30;

/** Starts a server whose data vanish with `stop`. Throws when PostgreSQL or PostGIS is not installed, saying what to install. */
export async function startNativePostgis(): Promise<{
  url: string;
  stop: () => Promise<void>;
  /** Ends the server at once, as a crash does; its data stay for `resume`. */
  crash: () => Promise<void>;
  resume: () => Promise<void>;
}> {
  const binaries = findBinaries();
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), 'jangkau-postgis-'));
  if (account) chownSync(folder, account.uid, account.gid);
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const data = join(folder, 'data');
  // Without the caller's PG… variables, and in a folder the account may read.
  const start = { cwd: folder, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' }, ...account };

  try {
    const initialise = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
    await run(join(binaries, 'initdb'), initialise, start);
    const port = await freePort();
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${folder}`,
      'fsync=off',
      'max_connections=50',
    ];
    let log = '';
    const launch = () => {
      const server = spawn(
        join(binaries, 'postgres'),
        ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
        { ...start, stdio: ['ignore', 'ignore', 'pipe'] },
      );
      server.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
      const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
      return { server, ended };
    };
    let running = launch();
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    const halt = async (signal: NodeJS.Signals) => {
      const { server, ended } = running;
      if (server.exitCode === null && server.signalCode === null) server.kill(signal);
      await ended;
    };
    const resume = async () => {
      running = launch();
      await untilItAnswers(url, () => running.server.exitCode !== null);
    };
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, not waited for.
    const stop = async () => {
      await halt('SIGINT');
      await removeFolder();
    };
    try {
      await untilItAnswers(url, () => running.server.exitCode !== null);
    } catch (error) {
      await stop();
      throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error });
    }
    return { url, stop, crash: () => halt('SIGQUIT'), resume };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Folder with the server's programs of the newest version that has PostGIS. */
function findBinaries(): string {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a)) : [];
  const version = versions.find((name) => existsSync(`/usr/share/postgresql/${name}/extension/postgis.control`));
  if (version === undefined || !existsSync(join(debianFolder, version, 'bin/postgres'))) {
    throw new Error('No PostgreSQL with PostGIS here; on Debian: apt-get install postgresql postgresql-postgis');
  }
  return join(debianFolder, version, 'bin');
}

/** PostgreSQL refuses to run as root: then it runs as Debian's own account for it. */
function serverAccount(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const entry = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (!entry) throw new Error('PostgreSQL cannot run as root, and there is no account named postgres');
  return { uid: Number(entry[1]), gid: Number(entry[2]) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function untilItAnswers(url: string, hasEnded: () => boolean): Promise<void> {
  const giveUp = Date.now() + secondsToStart * 1000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (hasEnded() || Date.now() > giveUp) throw error;
      await wait(100);
    }
  }
}
