import accounts from './accounts.en.json';
import catalogue from './catalogue.en.json';
import operations from './operations.en.json';
import permits from './permits.en.json';
import planning from './planning.en.json';
import projects from './projects.en.json';
import siting from './siting.en.json';
import quality from './quality.en.json';
import registers from './registers.en.json';
import upload from './upload.en.json';
import versions from './versions.en.json';
import type { DeskMessages } from '../messages.ts';

export const DESK_ENGLISH: DeskMessages = {
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
