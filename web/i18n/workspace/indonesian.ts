import figures from './figures.id.json';
import gaps from './gaps.id.json';
import map from './map.id.json';
import report from './report.id.json';
import terms from './terms.id.json';

/** Words of the planner's workspace; loaded with it, so that the public pages stay light. */
export const WORKSPACE_INDONESIAN = { ...gaps, ...figures, ...map, ...report, ...terms };
