export { listUnplaced, placeProject } from './list.ts';
