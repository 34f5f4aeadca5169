// Counts permits for the public in a thread of its own: finding what must be withheld takes a second or two.
import { parentPort, workerData } from 'node:worker_threads';
import { countForPublic, type CountedPermit } from '../data/permits/public-counts.ts';

parentPort?.postMessage(countForPublic(workerData as readonly CountedPermit[]));
