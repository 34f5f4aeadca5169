// Run by embedded.test.ts as a process of its own: opens the folder, inserts for ever, prints each acknowledged number.
import { openEmbedded } from '../../../data/database/embedded.ts';

const database = await openEmbedded(process.argv[2]!, { hoursBetweenDumps: null });
for (let batch = 0; ; batch++) {
  await database.query(
    `INSERT INTO trial SELECT $1::integer, n, ST_SetSRID(ST_MakePoint(108 + n / 1000.0, -6.5), 4326) FROM generate_series(1, 50) AS n`,
    [batch],
  );
  console.log(batch);
}
