// A thread beside the reader: it ends the process when whoever started it is gone, also while the reader is deep in one long
// call that answers no message, and when it takes more memory than it may.
import { rmSync } from 'node:fs';
import process from 'node:process';
import { workerData } from 'node:worker_threads';

const { parent, folder, memoryBytes } = workerData;

setInterval(() => {
  if (process.ppid !== parent) {
    rmSync(folder, { recursive: true, force: true });
    process.kill(process.pid, 'SIGKILL');
  }
  // The signal tells the parent why.
  if (process.memoryUsage.rss() > memoryBytes) process.kill(process.pid, 'SIGUSR2');
}, 200);
