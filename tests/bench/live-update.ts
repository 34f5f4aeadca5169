import { createApp } from '../../api/app.ts';
import { openSession } from '../../data/accounts/sessions.ts';
import { publishUpload } from '../../data/desk/versions/index.ts';
import { STANDARDS } from '../../data/standards/index.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import { createEmbedded } from '../database-template.ts';
import { fillUpload, makeAccount } from '../data/desk/versions/fill-upload.ts';
import { loadMini, loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import type { BenchResult } from './result.ts';

/** As many as the regency has. */
const FACILITIES = 3_000;
const EDITS = 40;

/**
 * From the press of a button to the new tile in another browser: the edit, the notice, the tileset read anew, its address and
 * a tile fetched. Drawing it is measured by nobody's eye but the browser test's.
 */
export async function bench(): Promise<BenchResult[]> {
  const { database, close } = await createEmbedded();
  const profile = await loadMiniProfile();
  await loadMini(database);
  const by = await makeAccount(database, 'walidata');
  const upload = await fillUpload(database, {
    dataset: 'toko',
    family: 'facility',
    by,
    isNew: true,
    records: Array.from({ length: FACILITIES }, (_, index) => ({
      id: `toko-${index}`,
      kind: 'shop',
      name: `Toko ${index}`,
      owner: 'swasta',
      authority: 'swasta',
      region: '99.01.01.2001',
      accuracy: 'point',
      position: { type: 'Point', coordinates: [110 + (index % 60) / 3000, -7 - Math.floor(index / 60) / 3000] },
      address: null,
      phone: null,
      capacity: null,
      nationalCode: null,
      attributes: {},
    })),
  });
  await publishUpload(database, upload, by, profile);
  const tiles = await createTileServer({ database, profile });
  const app = await createApp({
    database,
    tiles,
    profile,
    standards: STANDARDS,
    webFolder: null,
    softwareVersion: '0.0.0',
    logger: false,
    requestsPerMinute: null,
    trustProxy: false,
  });
  const stop = new AbortController();
  try {
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    await tiles.ready();
    const secret = await openSession(database, by.account, { device: null, now: new Date() });
    const headers = { cookie: `jangkau_session=${secret}`, origin: address, 'content-type': 'application/json' };
    const stream = (await fetch(`${address}/events`, { signal: stop.signal })).body!.getReader();
    const told = async (): Promise<void> => {
      for (let text = ''; !text.includes('"tileset":"facilities"');)
        text += new TextDecoder().decode((await stream.read()).value);
    };
    const url = `${address}/api/v1/desk/datasets/toko/features/toko-7`;
    let { revision } = (await (await fetch(url, { headers })).json()) as { revision: string };
    const milliseconds: number[] = [];
    for (let edit = 0; edit < EDITS; edit++) {
      const begin = performance.now();
      const seen = told();
      const body = JSON.stringify({ revision, values: { name: `Toko ke-${edit}` } });
      const reply = await fetch(url, { method: 'PUT', headers, body });
      if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
      const changed = (await reply.json()) as { feature: { revision: string } };
      revision = changed.feature.revision;
      await seen;
      const tileJson = (await (await fetch(`${address}/tiles/facilities.json`)).json()) as { tiles: [string] };
      const tile = tileJson.tiles[0].replace('{z}', '10').replace('{x}', '824').replace('{y}', '532');
      await (await fetch(tile)).arrayBuffer();
      milliseconds.push(performance.now() - begin);
    }
    const sorted = milliseconds.toSorted((a, b) => a - b);
    return [
      {
        name: 'live-update',
        unit: 'ms',
        ours: Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1]!),
        other: 1000,
        otherName: 'our limit',
        ratio: null,
        note: `p95 of ${EDITS} edits among ${FACILITIES} facilities, embedded engine; median ${Math.round(sorted[sorted.length >> 1]!)} ms`,
      },
    ];
  } finally {
    stop.abort();
    await app.close();
    await tiles.close();
    await close();
  }
}
