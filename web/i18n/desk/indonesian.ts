import accounts from './accounts.id.json';
import catalogue from './catalogue.id.json';
import operations from './operations.id.json';
import permits from './permits.id.json';
import planning from './planning.id.json';
import projects from './projects.id.json';
import siting from './siting.id.json';
import quality from './quality.id.json';
import registers from './registers.id.json';
import upload from './upload.id.json';
import versions from './versions.id.json';

/** Words of the data desk, of accounts and of the catalogue; loaded with their pages, so that the public ones stay light. */
export const DESK_INDONESIAN = {
  ...accounts,
  ...catalogue,
  ...operations,
  ...permits,
  ...planning,
  ...projects,
  ...siting,
  ...quality,
  ...registers,
  ...upload,
  ...versions,
};
