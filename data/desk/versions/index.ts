export { mayPublish, missingForPublication, publishUpload, type Published } from './publish.ts';
export { restoreVersion } from './restore.ts';
export { archivePublished, datasetState, type DatasetState } from './archive.ts';
export { Refusal, type RefusalCode } from './refusal.ts';
