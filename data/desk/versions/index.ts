export { archivePublished, datasetState, type DatasetState } from './archive.ts';
export { readDifference, type Difference, type States } from './difference.ts';
export { changeFeature, createFeature, mayEdit, removeFeature, type FeatureChange } from './edit.ts';
export { editableOf, readFeature, readFeatureHistory, readFeatures } from './features.ts';
export { mayPublish, publishUpload, type Published } from './publish.ts';
export { Refusal, type RefusalCode } from './refusal.ts';
export { restoreVersion } from './restore.ts';
export { stageUpload, uploadToPublish } from './stage.ts';
export { readVersions } from './versions.ts';
