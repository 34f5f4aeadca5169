export { datasetState, type DatasetState } from './archive.ts';
export { readDifference } from './difference.ts';
export { changeFeature, createFeature, mayEdit, removeFeature } from './edit.ts';
export { editableOf, readFeature, readFeatureHistory, readFeatures } from './features.ts';
export { mayPublish, publishUpload } from './publish.ts';
export { Refusal } from './refusal.ts';
export { restoreVersion } from './restore.ts';
export { stageUpload, uploadToPublish } from './stage.ts';
export { readVersions } from './versions.ts';
