import * as Comlink from 'comlink';
import { createAnalysis } from './analysis.ts';

Comlink.expose(createAnalysis());
