// The process that http-load.ts starts where there is no wrk: reads a load from its input, writes requests per second.
import { Agent, get } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Load } from './http-load.ts';

const { origin, paths, connections, seconds } = JSON.parse(await text(process.stdin)) as Load;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const start = performance.now();
const end = start + seconds * 1000;
let next = 0;
let answered = 0;

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const path = paths[next++ % paths.length]!;
    get(origin + path, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      if (response.statusCode !== 200 && response.statusCode !== 204)
        reject(new Error(`${response.statusCode} for ${path}`));
      response.resume().once('end', resolve);
    }).once('error', reject);
  });
}

await Promise.all(
  Array.from({ length: connections }, async () => {
    while (performance.now() < end) {
      await ask();
      answered++;
    }
  }),
);
agent.destroy();
process.stdout.write(String(answered / ((performance.now() - start) / 1000)));
