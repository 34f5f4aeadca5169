/** Pages behind a sign-in, and those around it. Each is one folder of `web/views/desk`. */
export const DESK_PATHS = {
  'sign-in': '/masuk',
  link: '/tautan',
  account: '/akun',
  desk: '/meja',
  upload: '/meja/unggahan',
  dataset: '/meja/data',
  permits: '/meja/izin',
  duplicates: '/meja/ganda',
  figures: '/meja/angka',
  quality: '/meja/mutu',
  applications: '/meja/aplikasi',
  equipment: '/meja/tik',
  accounts: '/meja/pengguna',
  audit: '/meja/jejak',
  backups: '/meja/cadangan',
  projects: '/meja/proyek',
  overlaps: '/meja/tumpang-tindih',
  places: '/meja/lokasi-proyek',
  ceilings: '/meja/pagu',
  priorities: '/meja/prioritas',
  studio: '/lokasi',
  brief: '/pimpinan',
} as const;
export type DeskPage = keyof typeof DESK_PATHS;

/** One of those pages: what follows its path (`/meja/data/<id>/<feature>`), and its own parameters as text. */
export interface DeskView {
  readonly view: 'desk';
  readonly page: DeskPage;
  /** Segments after the path of the page: ids, at most two. */
  readonly ids: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

const SEGMENT = /^[A-Za-z0-9_.-]{1,120}$/;
/** Parameters of the app itself. */
const NOT_OURS = ['lang'];
const MOST_PARAMETERS = 12;

/** The page that an address means; null when it is none of these. */
export function deskViewOf(path: string, search: URLSearchParams): DeskView | null {
  const pages = Object.entries(DESK_PATHS) as [DeskPage, string][];
  // The longest path first: `/meja` begins all others.
  pages.sort(([, a], [, b]) => b.length - a.length);
  for (const [page, start] of pages) {
    if (path !== start && !path.startsWith(`${start}/`)) continue;
    const ids = path.slice(start.length).split('/').filter(Boolean);
    if (ids.length > 2 || !ids.every((id) => SEGMENT.test(id)) || (ids.length > 0 && page === 'desk')) return null;
    const query = [...search].filter(([name]) => !NOT_OURS.includes(name)).slice(0, MOST_PARAMETERS);
    return { view: 'desk', page, ids, query: Object.fromEntries(query) };
  }
  return null;
}

/** A page of the desk; parameters that are undefined or empty are left out. */
export function deskView(
  page: DeskPage,
  ids: readonly string[] = [],
  query: Readonly<Record<string, string | undefined>> = {},
): DeskView {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { view: 'desk', page, ids, query: Object.fromEntries(given) };
}
