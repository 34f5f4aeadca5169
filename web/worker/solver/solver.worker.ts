import loadHighs from 'highs';
import highsWasm from 'highs/runtime?url';
import { createHttpBackend } from '../../backend/http-backend.ts';
import { loadOnce } from '../load-once.ts';
import { loadSiteLayers } from '../siting/load-site-layers.ts';
import { openSiteSearch } from './site-search.ts';
import { createSolver, type SolverQuestion } from './solver.ts';

const highs = loadOnce(() => loadHighs({ locateFile: () => highsWasm }));
const answer = createSolver(
  () => openSiteSearch({ backend: createHttpBackend(), layers: loadSiteLayers, highs }),
  (message) => postMessage(message),
);
addEventListener('message', (event: MessageEvent<SolverQuestion>) => void answer(event.data));
