// Node 20 reads no TypeScript, and `--import tsx` given to a worker does not reach the worker's own entry file.
import { register } from 'tsx/esm/api';

register();
await import('./check.worker.ts');
