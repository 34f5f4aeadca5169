/** The engine's own measure of straight distance, for tools on the page: what is measured there must equal what is counted. */
export { distanceMetres, metresPerDegree } from '../../data/analysis/geodesy.ts';
