import './ui/base.css';
import { mount } from 'svelte';
import { config } from 'zod';
import App from './App.svelte';
import { createHttpBackend } from './backend/http-backend.ts';
import { AppState } from './state/app-state.svelte.ts';
import { createAnalysisClient } from './worker/analysis-client.ts';
import { startAnalysisWorker } from './worker/start-worker.ts';

// The security policy forbids code made from text, which Zod would otherwise try.
config({ jitless: true });

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
const app = new AppState(createHttpBackend(), createAnalysisClient(startAnalysisWorker));
app.start();
document.documentElement.dataset['theme'] = app.theme;
mount(App, { target, props: { app } });
