// npx tsx tests/with-native-postgis.ts COMMAND …: runs the command with JANGKAU_TEST_DATABASE_URL naming a fresh native
// PostGIS, which ends with it. Exits as the command did.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startNativePostgis } from './native-postgis.ts';

const [command, ...parameters] = process.argv.slice(2);
if (command === undefined) {
  console.error('usage: tsx tests/with-native-postgis.ts COMMAND [ARGUMENT …]');
  process.exit(2);
}
const signalNumbers = { SIGINT: 2, SIGTERM: 15 } as const;

const { url, stop } = await startNativePostgis();
try {
  const child = spawn(command, parameters, {
    stdio: 'inherit',
    env: { ...process.env, JANGKAU_TEST_DATABASE_URL: url },
  });
  // The terminal sends Ctrl-C to the child too; this process stays until the server is stopped and its folder removed.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code, signal] = (await once(child, 'exit')) as [number | null, keyof typeof signalNumbers | null];
  process.exitCode = code ?? 128 + (signalNumbers[signal!] ?? 9);
} finally {
  await stop();
}
