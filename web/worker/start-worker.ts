/** Starts the analysis worker; Vite builds it into a chunk of its own. */
export function startAnalysisWorker(): Worker {
  return new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module', name: 'analysis' });
}
