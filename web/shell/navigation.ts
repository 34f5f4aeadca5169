import type { Component } from 'svelte';
import BookA from '@lucide/svelte/icons/book-a';
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import Database from '@lucide/svelte/icons/database';
import FileText from '@lucide/svelte/icons/file-text';
import HardHat from '@lucide/svelte/icons/hard-hat';
import House from '@lucide/svelte/icons/house';
import MapIcon from '@lucide/svelte/icons/map';
import MapPinned from '@lucide/svelte/icons/map-pinned';
import type { MessageKey } from '../i18n/messages.ts';
import { INITIAL_GAPS, INITIAL_NEAREST, INITIAL_PROJECTS, type View, type ViewName } from '../state/url-codec.ts';

export interface Destination {
  readonly label: MessageKey;
  readonly icon: Component<{ size?: number; strokeWidth?: number; 'aria-hidden'?: boolean | 'true' }>;
  readonly view: View;
  /** Views during which this place counts as the current one. */
  readonly current: readonly ViewName[];
}

const HOME: Destination = { label: 'nav.home', icon: House, view: { view: 'home' }, current: ['home'] };
const NEAREST: Destination = { label: 'nav.nearest', icon: MapPinned, view: INITIAL_NEAREST, current: ['nearest'] };
const GAPS: Destination = { label: 'nav.gaps', icon: ChartNoAxesColumn, view: INITIAL_GAPS, current: ['gaps'] };
const KECAMATAN: Destination = {
  label: 'nav.kecamatan',
  icon: MapIcon,
  view: { view: 'kecamatan-list' },
  current: ['kecamatan-list', 'kecamatan'],
};
const PROJECTS: Destination = {
  label: 'nav.projects',
  icon: HardHat,
  view: INITIAL_PROJECTS,
  current: ['projects', 'project'],
};
const DATA: Destination = {
  label: 'nav.data',
  icon: Database,
  view: { view: 'datasets' },
  current: ['datasets', 'dataset'],
};

const REPORT: Destination = {
  label: 'nav.report',
  icon: FileText,
  view: { view: 'report', code: null },
  current: ['report'],
};
const GLOSSARY: Destination = { label: 'nav.glossary', icon: BookA, view: { view: 'glossary' }, current: ['glossary'] };

/** Only what works. The rail and the menu show all; a phone's tab bar has room for four. */
export const DESTINATIONS: readonly Destination[] = [HOME, NEAREST, GAPS, KECAMATAN, PROJECTS, DATA, REPORT, GLOSSARY];
export const TABS: readonly Destination[] = [HOME, NEAREST, GAPS, PROJECTS];
