// Publishes an upload of a database folder and says when it comes to a statement, to be killed there.
import type { Queryable } from '../../../../data/database/database.ts';
import { openEmbedded } from '../../../../data/database/embedded.ts';
import { publishUpload } from '../../../../data/desk/versions/index.ts';
import { loadMiniProfile } from '../../../fixtures/kabupaten-mini/load.ts';

const [folder, upload, account, where] = process.argv.slice(2) as [string, string, string, string];
const database = await openEmbedded(folder, { hoursBetweenDumps: null });
const watched = {
  ...database,
  transaction: <T>(work: (transaction: Queryable) => Promise<T>, options?: object) =>
    database.transaction(
      (transaction) =>
        work({
          query: (sql, ...more) => {
            if (sql.includes(where)) console.log('writing');
            return transaction.query(sql, ...more);
          },
        }),
      options,
    ),
};
await publishUpload(watched, upload, { role: 'walidata', account, agency: null }, await loadMiniProfile());
console.log('published');
await database.close();
