import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../../../data/database/embedded.ts';
import { publishUpload } from '../../../../data/desk/versions/index.ts';
import { createEmbedded } from '../../../database-template.ts';
import { loadMini, loadMiniProfile } from '../../../fixtures/kabupaten-mini/load.ts';
import { fillUpload, makeAccount } from './fill-upload.ts';

test('a process that is killed in the middle of a publication leaves nothing of it, and the next one publishes', async () => {
  const { database, folder, close } = await createEmbedded();
  await loadMini(database);
  const by = await makeAccount(database, 'walidata');
  const records = Array.from({ length: 500 }, (_, index) => ({
    id: `puskesmas-${index}`,
    kind: 'puskesmas',
    name: `Puskesmas ${index}`,
    owner: 'negeri',
    authority: 'kabupaten',
    region: '99.01.01.2001',
    accuracy: 'point',
    position: { type: 'Point', coordinates: [110 + index / 10_000, -7] },
    address: null,
    phone: null,
    capacity: null,
    nationalCode: null,
    attributes: {},
  }));
  const upload = await fillUpload(database, { dataset: 'puskesmas', family: 'facility', by, records });
  const ids = `SELECT id FROM facility WHERE dataset = 'puskesmas' ORDER BY id`;
  const before = await database.query(ids);
  await database.close();

  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'publish-until-killed.ts'), folder, upload, by.account],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('writing')) break;
  }
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
  child.kill('SIGKILL');
  await ended;
  expect(said).toContain('writing');
  expect(said).not.toContain('published');

  const again = await openEmbedded(folder, { hoursBetweenDumps: null });
  try {
    expect(await again.query(ids)).toEqual(before);
    expect(await again.query(`SELECT state FROM upload WHERE id = $1`, [upload])).toEqual([{ state: 'diperiksa' }]);
    expect(await again.query(`SELECT version FROM dataset WHERE id = 'puskesmas'`)).toEqual([{ version: 1 }]);
    expect(await again.query(`SELECT 1 FROM audit_entry WHERE action = 'dataset.published'`)).toEqual([]);
    await publishUpload(again, upload, by, await loadMiniProfile());
    expect(await again.query(ids)).toHaveLength(500);
  } finally {
    await again.close();
    await close();
  }
}, 240_000);
