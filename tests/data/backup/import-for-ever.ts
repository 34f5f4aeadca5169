// Run by crash.test.ts as a process of its own: imports the invented regency again and again, and prints each dataset it begins.
import path from 'node:path';
import { openEmbedded } from '../../../data/database/embedded.ts';
import { importAll } from '../../../data/import/run.ts';
import { loadMiniProfile, MINI_FOLDER } from '../../fixtures/kabupaten-mini/load.ts';

const database = await openEmbedded(process.argv[2]!, { hoursBetweenDumps: null });
const files = path.join(MINI_FOLDER, 'files');
for (;;) {
  await importAll(database, {
    profile: await loadMiniProfile(),
    regionFolder: MINI_FOLDER,
    sourcesFolder: files,
    dataFolder: files,
    offline: true,
    sample: false,
    force: true,
    onProgress: ({ dataset, step }) => {
      if (step === 'importing') console.log(dataset);
    },
  });
}
