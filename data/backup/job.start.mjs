// Node 20 reads no TypeScript, and whoever starts this may run under another loader.
import { register } from 'tsx/esm/api';

register();
await import('./job.process.ts');
