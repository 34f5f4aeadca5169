import type { Component } from 'svelte';
import AppWindow from '@lucide/svelte/icons/app-window';
import Archive from '@lucide/svelte/icons/archive';
import CopyCheck from '@lucide/svelte/icons/copy-check';
import FileCheck2 from '@lucide/svelte/icons/file-check-2';
import Gauge from '@lucide/svelte/icons/gauge';
import HardHat from '@lucide/svelte/icons/hard-hat';
import History from '@lucide/svelte/icons/history';
import Landmark from '@lucide/svelte/icons/landmark';
import Layers2 from '@lucide/svelte/icons/layers-2';
import LayoutList from '@lucide/svelte/icons/layout-list';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import MapPinned from '@lucide/svelte/icons/map-pinned';
import Monitor from '@lucide/svelte/icons/monitor';
import Scale from '@lucide/svelte/icons/scale';
import Upload from '@lucide/svelte/icons/upload';
import Users from '@lucide/svelte/icons/users';
import Wallet from '@lucide/svelte/icons/wallet';
import { CUSTODIAN, EVERYONE, STAFF, type Role } from '#model/account';
import type { MessageKey } from '../../i18n/messages.ts';
import type { DeskPage } from '../../state/desk-address.ts';

/** Who may open a page of the desk. What each of them then sees, the server decides. */
export const DESK_ACCESS: Readonly<Record<DeskPage, readonly Role[]>> = {
  'sign-in': EVERYONE,
  link: EVERYONE,
  account: STAFF,
  desk: STAFF,
  upload: STAFF,
  dataset: STAFF,
  permits: STAFF,
  duplicates: STAFF,
  figures: STAFF,
  quality: STAFF,
  applications: STAFF,
  equipment: STAFF,
  accounts: CUSTODIAN,
  audit: STAFF,
  backups: CUSTODIAN,
  projects: STAFF,
  overlaps: STAFF,
  places: STAFF,
  ceilings: STAFF,
  priorities: STAFF,
  studio: STAFF,
  brief: STAFF,
};

export interface DeskSection {
  readonly page: DeskPage;
  readonly label: MessageKey;
  readonly icon: Component<{ size?: number; strokeWidth?: number; 'aria-hidden'?: boolean | 'true' }>;
  /** Other pages during which this is the current section. */
  readonly also?: readonly DeskPage[];
}

const SECTIONS: readonly DeskSection[] = [
  { page: 'desk', label: 'desk.section.desk', icon: LayoutList, also: ['dataset'] },
  { page: 'brief', label: 'desk.section.brief', icon: Landmark },
  { page: 'upload', label: 'desk.section.upload', icon: Upload },
  { page: 'duplicates', label: 'desk.section.duplicates', icon: CopyCheck },
  { page: 'figures', label: 'desk.section.figures', icon: Scale },
  { page: 'quality', label: 'desk.section.quality', icon: Gauge },
  { page: 'studio', label: 'desk.section.studio', icon: MapPinned },
  { page: 'projects', label: 'desk.section.projects', icon: HardHat, also: ['places'] },
  { page: 'overlaps', label: 'desk.section.overlaps', icon: Layers2 },
  { page: 'ceilings', label: 'desk.section.ceilings', icon: Wallet },
  { page: 'priorities', label: 'desk.section.priorities', icon: ListOrdered },
  { page: 'permits', label: 'desk.section.permits', icon: FileCheck2 },
  { page: 'applications', label: 'desk.section.applications', icon: AppWindow },
  { page: 'equipment', label: 'desk.section.equipment', icon: Monitor },
  { page: 'accounts', label: 'desk.section.accounts', icon: Users },
  { page: 'audit', label: 'desk.section.audit', icon: History },
  { page: 'backups', label: 'desk.section.backups', icon: Archive },
];

/** The sections that a role may open, in the order of the rail. */
export const sectionsFor = (role: Role): readonly DeskSection[] =>
  SECTIONS.filter((section) => DESK_ACCESS[section.page].includes(role));
