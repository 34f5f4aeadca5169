import figures from './figures.en.json';
import gaps from './gaps.en.json';
import map from './map.en.json';
import report from './report.en.json';
import terms from './terms.en.json';
import type { WorkspaceMessages } from '../messages.ts';

export const WORKSPACE_ENGLISH: WorkspaceMessages = { ...gaps, ...figures, ...map, ...report, ...terms };
