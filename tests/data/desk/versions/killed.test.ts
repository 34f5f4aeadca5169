import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../../../data/database/embedded.ts';
import { CheckContexts } from '../../../../data/desk/stage/context.ts';
import { DeskJobs } from '../../../../data/desk/stage/jobs.ts';
import { publishUpload, restoreVersion } from '../../../../data/desk/versions/index.ts';
import { createEmbedded } from '../../../database-template.ts';
import { loadMini, loadMiniProfile } from '../../../fixtures/kabupaten-mini/load.ts';
import { fillUpload, makeAccount } from './fill-upload.ts';

// Once with the history of the next version written and nothing else, once while the published table is written.
const PLACES = ['How many features a version has new', 'put_features'];

test.each(PLACES)(
  'a process that is killed at "%s" leaves nothing of its publication, and the next one publishes',
  async (where) => {
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
      ['--import', 'tsx', path.join(import.meta.dirname, 'publish-until-killed.ts'), folder, upload, by.account, where],
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
      const profile = await loadMiniProfile();
      await expect(publishUpload(again, upload, by, profile)).rejects.toMatchObject({ code: 'busy' });
      const contexts = new CheckContexts(again, profile);
      const onError = (error: unknown) => expect.unreachable(String(error));
      const jobs = new DeskJobs({ database: again, profile, contexts, folder: `${folder}-files`, onError });
      await jobs.start();
      await jobs.close();
      const history = `SELECT feature, hash FROM feature_history WHERE dataset = 'puskesmas' AND from_version = 1 AND until_version IS NULL`;
      await publishUpload(again, upload, by, profile);
      expect(await again.query(ids)).toHaveLength(500);
      expect(await again.query(history)).toEqual([]);
      await restoreVersion(again, 'puskesmas', 1, by, 'uji');
      expect(await again.query(ids)).toEqual(before);
      expect(await again.query('SELECT 1 FROM version_preparation')).toEqual([]);
    } finally {
      await again.close();
      await close();
    }
  },
  600_000,
);
