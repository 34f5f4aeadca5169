// What `npm start` and `npm test` need before any dependency is there: Node's own modules only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export const root = import.meta.dirname;
const OLDEST_NODE = [20, 19];
const isWindows = process.platform === 'win32';

/** Ends the process with a clear message when Node is too old for the locked dependencies. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  console.error(`Jangkau memerlukan Node ${OLDEST_NODE.join('.')} atau lebih baru; di sini ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Runs a program in the repository and resolves to its exit code (128 + signal when a signal ended it). A signal to us
 * is passed on, and we stay until the program has ended.
 */
export function run(command, parameters, { environment = {}, onOutput, onMessage, onStart } = {}) {
  return new Promise((resolve, reject) => {
    const piped = onOutput === undefined ? 'inherit' : 'pipe';
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: onMessage === undefined ? ['inherit', piped, piped] : ['inherit', piped, piped, 'ipc'],
      shell: isWindows && command === 'npm',
    });
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', passOn).on('SIGTERM', passOn);
    const release = () => process.off('SIGINT', passOn).off('SIGTERM', passOn);
    child.stdout?.setEncoding('utf8').on('data', onOutput ?? (() => undefined));
    child.stderr?.setEncoding('utf8').on('data', onOutput ?? (() => undefined));
    if (onMessage) child.on('message', onMessage);
    onStart?.(child);
    child.on('error', (error) => {
      release();
      reject(error);
    });
    child.on('close', (code, signal) => {
      release();
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : 15));
    });
  });
}

/** Installs the locked dependencies when one is missing or of another version; ends the process when that fails. */
export async function ensureDependencies() {
  if (dependenciesAreCurrent()) return;
  console.log('Memasang pustaka (npm ci)…');
  const start = Date.now();
  const code = await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    if (code < 128) console.error('Pemasangan pustaka gagal. Periksa sambungan internet, lalu jalankan lagi.');
    process.exit(code);
  }
  console.log(`Pustaka terpasang (${seconds(start)}).`);
}

/**
 * Whether what npm installed last is what the lock file asks for. npm writes `node_modules/.package-lock.json` at the
 * end, so that an interrupted installation is seen too. Packages for other machines may be absent.
 */
function dependenciesAreCurrent() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) =>
      place === '' || present[place]?.version === version || (optional && !present[place]),
  );
}

/** SHA-256 over the names and contents of files and folders, which need not exist. */
export function hashOf(places) {
  const hash = createHash('sha256');
  const add = (place) => {
    if (!existsSync(path.join(root, place))) return;
    const entries = readdirSync(path.join(root, place), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = path.join(place, entry.name);
      if (entry.isDirectory()) add(inner);
      else
        hash
          .update(inner)
          .update('\0')
          .update(readFileSync(path.join(root, inner)))
          .update('\0');
    }
  };
  for (const place of places) {
    const whole = path.join(root, place);
    if (/\.[a-z]+$/.test(place)) hash.update(place).update(existsSync(whole) ? readFileSync(whole) : '');
    else add(place);
  }
  return hash.digest('hex');
}

/** Time since a moment as people read it: `3,2 detik`. */
export function seconds(start) {
  return `${((Date.now() - start) / 1000).toFixed(1).replace('.', ',')} detik`;
}
