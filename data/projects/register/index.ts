export { decideAsset } from './assets.ts';
export { exportRegister } from './export.ts';
export { proposeProject, takeUpProject } from './propose.ts';
export { readRecord, readRegister, type RegisterFacts, type RegisterFilters, type RegisterProject } from './read.ts';
export { RegisterRefusal } from './refusal.ts';
export { addDocument, commentProject, withdrawComment } from './remarks.ts';
export { reportProgress, stepProject } from './steps.ts';
