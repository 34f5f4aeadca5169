// `npm run dev`: the API, started again when its code changes, and Vite in front of it.
import process from 'node:process';
import { ensureDependencies, requireNode, run } from './bootstrap.mjs';

const API_PORT = 4174;

requireNode();
await ensureDependencies();
const api = run(process.execPath, [
  'node_modules/tsx/dist/cli.mjs',
  'watch',
  '--clear-screen=false',
  'api/main.ts',
  '--port',
  String(API_PORT),
  ...process.argv.slice(2),
]);
const web = run(process.execPath, ['node_modules/vite/bin/vite.js', '--config', 'web/vite.config.ts'], {
  environment: { JANGKAU_API: `http://127.0.0.1:${API_PORT}` },
});
process.exit(Math.max(...(await Promise.all([api, web]))));
