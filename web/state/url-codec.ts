import { z } from 'zod';
import { FacilityKind, FacilityOwner } from '#model/facility';
import { ProjectStatus } from '#model/project';
import type { Position } from '#model/geometry';
import { RegionCode } from '#model/region';
import { TravelMode, TravelPath } from '#model/travel';
import { LANGUAGES, type Language } from '../i18n/format.ts';
import { MEASURES, type Measure } from '../worker/questions.ts';
import { DESK_PATHS, deskViewOf, type DeskView } from './desk-address.ts';

export { MEASURES, type Measure };
export const DISPLAYS = ['map', 'table'] as const;
export type Display = (typeof DISPLAYS)[number];
export const ASSESSED_LEVELS = ['kecamatan', 'desa'] as const;
export type AssessedLevel = (typeof ASSESSED_LEVELS)[number];
/** Parts of a composite, the first to the eighth. */
export const PART_COLUMNS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
export const SORT_COLUMNS = [
  'name',
  'code',
  'population',
  'need',
  'available',
  'value',
  'met',
  'beyond',
  'unplaced',
  'range',
  'other',
  'difference',
  ...PART_COLUMNS,
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];
export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export interface Camera {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

/** Where "nearest" starts. Only public places stand in the address; a point or a device's position never does. */
export type Place =
  | { readonly type: 'region'; readonly code: RegionCode }
  | { readonly type: 'facility'; readonly kind: FacilityKind; readonly id: string };

/** `auto` follows the zoom of the map: kecamatan, then desa, then cells. */
export const LEVEL_CHOICES = ['auto', 'kecamatan', 'desa'] as const;
export type LevelChoice = (typeof LEVEL_CHOICES)[number];
/** One service of a composite; weights are whole percent and sum to 100. */
export interface MixPart {
  readonly standard: string;
  readonly measure: Measure;
  readonly weightPercent: number;
}
/** The other side of a comparison: what differs from the view itself. */
export interface OtherSide {
  readonly standard: string;
  readonly measure: Measure;
  readonly register: string | null;
  readonly owners: readonly FacilityOwner[];
  readonly kemenag: boolean;
  readonly crossBorder: boolean;
}
/** Values of the measure that stay lit on map, list and charts; an open end is null. */
export interface ValueFilter {
  readonly from: number | null;
  readonly to: number | null;
}

/** A part of the people on the curve of shares, from those with the least up, in whole percent. */
export interface CurvePart {
  readonly from: number;
  readonly to: number;
}

export interface GapsView {
  readonly view: 'gaps';
  readonly standard: string;
  readonly measure: Measure;
  readonly level: LevelChoice;
  readonly mode: TravelMode;
  readonly path: TravelPath | null;
  readonly minutes: number | null;
  /** Population register to count with; null is the one in use. */
  readonly register: string | null;
  /** Several services at once; empty for one. */
  readonly mix: readonly MixPart[];
  readonly other: OtherSide | null;
  readonly filter: ValueFilter | null;
  /** Regions of this part of the people stay lit; null: all. */
  readonly curve: CurvePart | null;
  /** Whether charts and list speak only of what the map shows. */
  readonly inView: boolean;
  /** Regions whose sum is read. */
  readonly chosen: readonly RegionCode[];
  /** Corners of a drawn area, without the closing one; null for none. */
  readonly area: readonly Position[] | null;
  readonly owners: readonly FacilityOwner[];
  readonly kemenag: boolean;
  readonly crossBorder: boolean;
  readonly selected: RegionCode | null;
  /** A place on the map whose cell is explained. */
  readonly at: Position | null;
  /** The facility whose catchment the map shows. */
  readonly facility: string | null;
  /** Null means the layers a view starts with. */
  readonly layers: readonly string[] | null;
  readonly camera: Camera | null;
  readonly display: Display;
  readonly sort: Sort;
}
export interface NearestView {
  readonly view: 'nearest';
  readonly kind: FacilityKind;
  readonly place: Place | null;
  readonly display: Display;
}
export interface ProjectsView {
  readonly view: 'projects';
  /** Null means the year a view starts with. */
  readonly year: number | 'all' | null;
  readonly status: ProjectStatus | null;
  readonly region: RegionCode | null;
}
export interface PermitsView {
  readonly view: 'permits';
  /** Last year of a class of years; null: all years. */
  readonly until: number | null;
  /** A `PermitStage`, or a word that is none: all of them. The page knows, so that the start page need not load permits. */
  readonly stage: string | null;
  /** Kecamatan that is looked at; null: all of them. */
  readonly region: RegionCode | null;
  /** `name`, `count`, `rate`, or a type of permit. */
  readonly sort: string;
}
export type View =
  | { readonly view: 'home' }
  | NearestView
  | GapsView
  | { readonly view: 'kecamatan-list' }
  | { readonly view: 'kecamatan'; readonly code: RegionCode; readonly year: number | null }
  | ProjectsView
  | { readonly view: 'project'; readonly id: string }
  | { readonly view: 'datasets' }
  | { readonly view: 'dataset'; readonly id: string }
  /** The report of one kecamatan or desa; null: all of them. */
  | { readonly view: 'report'; readonly code: RegionCode | null }
  | { readonly view: 'glossary' }
  | PermitsView
  | DeskView
  | { readonly view: 'unknown'; readonly path: string };
export type ViewName = View['view'];

/** All state worth sharing: what the address bar holds. */
export interface ViewState {
  readonly language: Language;
  readonly view: View;
}
/** A state and the names of parameters that could not be understood; those fell back to what a view starts with. */
export interface Decoded {
  readonly state: ViewState;
  readonly ignored: readonly string[];
}

export const ALL_OWNERS = FacilityOwner.options;
export const INITIAL_GAPS: GapsView = {
  view: 'gaps',
  standard: 'SNI-EDU-SMP',
  measure: 'unit',
  level: 'auto',
  mode: 'motorcycle',
  path: null,
  minutes: null,
  register: null,
  mix: [],
  other: null,
  filter: null,
  curve: null,
  inView: false,
  chosen: [],
  area: null,
  owners: ALL_OWNERS,
  kemenag: true,
  crossBorder: true,
  selected: null,
  at: null,
  facility: null,
  layers: null,
  camera: null,
  display: 'map',
  sort: { column: 'value', descending: true },
};
export const INITIAL_NEAREST: NearestView = { view: 'nearest', kind: 'puskesmas', place: null, display: 'map' };
export const INITIAL_PROJECTS: ProjectsView = { view: 'projects', year: null, status: null, region: null };
export const INITIAL_PERMITS: PermitsView = { view: 'permits', until: null, stage: null, region: null, sort: 'name' };

const PATHS = {
  home: '/',
  nearest: '/terdekat',
  gaps: '/kesenjangan',
  'kecamatan-list': '/kecamatan',
  projects: '/proyek',
  datasets: '/data',
  report: '/rapor',
  glossary: '/istilah',
  permits: '/izin',
} as const;

const Flag = z.enum(['1', '0']).transform((text) => text === '1');
const Identifier = z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/);
const Year = z
  .string()
  .regex(/^20\d{2}$/)
  .transform(Number);
const Kind = FacilityKind;
const Owners = z
  .string()
  .transform((text) => (text === '' ? [] : text.split('.')))
  .pipe(z.array(FacilityOwner).max(3))
  // One order, so that equal choices have equal addresses.
  .transform((chosen) => ALL_OWNERS.filter((owner) => chosen.includes(owner)));
const Layers = z
  .string()
  .max(400)
  .transform((text) => (text === '' ? [] : text.split('.')))
  .pipe(z.array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)).max(30));
const CameraText = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,5})?,-?\d{1,2}(\.\d{1,5})?,\d{1,2}(\.\d{1,2})?$/)
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85), z.number().min(0).max(22)]))
  .transform(([longitude, latitude, zoom]): Camera => ({ longitude, latitude, zoom }));
const SortText = z
  .string()
  .regex(/^[a-z]+-(up|down)$/)
  .transform((text) => text.split('-'))
  .pipe(z.tuple([z.enum(SORT_COLUMNS), z.enum(['up', 'down'])]))
  .transform(([column, direction]): Sort => ({ column, descending: direction === 'down' }));
const Minutes = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(240));
const listOf = <T>(item: z.ZodType<T, string>, most: number) =>
  z
    .string()
    .max(6000)
    .transform((text) => text.split('~'))
    .pipe(z.array(item).min(1).max(most));
const Codes = listOf(RegionCode, 424);
const Mix = listOf(
  z
    .string()
    .transform((text) => text.split(':'))
    .pipe(z.tuple([Identifier, z.enum(MEASURES), z.string().regex(/^\d{1,3}$/)]))
    .transform(([standard, measure, weight]): MixPart => ({ standard, measure, weightPercent: Number(weight) })),
  8,
).refine((parts) => parts.length > 1 && parts.reduce((sum, part) => sum + part.weightPercent, 0) === 100);
const Other = z
  .string()
  .max(200)
  .transform((text) => text.split(':'))
  .pipe(z.tuple([Identifier, z.enum(MEASURES), z.union([z.literal(''), Identifier]), Owners, Flag, Flag]))
  .transform(([standard, measure, register, owners, kemenag, crossBorder]): OtherSide => ({
    standard,
    measure,
    register: register === '' ? null : register,
    owners,
    kemenag,
    crossBorder,
  }));
const Filter = z
  .string()
  .regex(/^(-?\d{1,9}(\.\d{1,4})?)?~(-?\d{1,9}(\.\d{1,4})?)?$/)
  .transform((text) => text.split('~').map((part) => (part === '' ? null : Number(part))))
  .transform(([from, to]): ValueFilter => ({ from: from ?? null, to: to ?? null }));
const Curve = z
  .string()
  .regex(/^\d{1,3}~\d{1,3}$/)
  .transform((text) => text.split('~').map(Number))
  .transform(([from, to]): CurvePart => ({ from: from!, to: to! }))
  .refine(({ from, to }) => from < to && to <= 100);
const At = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,5})?,-?\d{1,2}(\.\d{1,5})?$/)
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)]));
const Area = listOf(At, 60).refine((corners) => corners.length > 2);
const PlaceText = z
  .string()
  .max(120)
  .transform((text): unknown => {
    const [kind, id] = text.split('~');
    return id === undefined ? { type: 'region', code: text } : { type: 'facility', kind, id };
  })
  .pipe(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('region'), code: RegionCode }),
      z.object({ type: z.literal('facility'), kind: Kind, id: Identifier }),
    ]),
  );

/** What an address means. Never throws: what cannot be understood is named in `ignored`. */
export function decode(pathname: string, search: string): Decoded {
  const query = new URLSearchParams(search);
  const ignored: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T, string>, fallback: T): T => {
    const text = query.get(name);
    if (text === null) return fallback;
    const result = schema.safeParse(text);
    if (result.success) return result.data;
    ignored.push(name);
    return fallback;
  };
  const language = read('lang', z.enum(LANGUAGES), 'id');
  const view = viewOf(pathname, read, query);
  return { state: { language, view }, ignored };
}

type Read = <T>(name: string, schema: z.ZodType<T, string>, fallback: T) => T;

function viewOf(pathname: string, read: Read, query: URLSearchParams): View {
  const path = pathname === '/' ? '/' : pathname.replace(/\/+$/, '') || '/';
  switch (path) {
    case PATHS.home:
      return { view: 'home' };
    case PATHS.nearest:
      return {
        view: 'nearest',
        kind: read('kind', Kind, INITIAL_NEAREST.kind),
        place: read<Place | null>('place', PlaceText, null),
        display: read('display', z.enum(DISPLAYS), INITIAL_NEAREST.display),
      };
    case PATHS.gaps:
      return {
        view: 'gaps',
        standard: read('standard', Identifier, INITIAL_GAPS.standard),
        measure: read('measure', z.enum(MEASURES), INITIAL_GAPS.measure),
        level: read('level', z.enum(LEVEL_CHOICES), INITIAL_GAPS.level),
        mode: read('mode', TravelMode, INITIAL_GAPS.mode),
        path: read<TravelPath | null>('path', TravelPath, null),
        minutes: read<number | null>('minutes', Minutes, null),
        register: read<string | null>('register', Identifier, null),
        mix: read<readonly MixPart[]>('mix', Mix, []),
        other: read<OtherSide | null>('vs', Other, null),
        filter: read<ValueFilter | null>('filter', Filter, null),
        curve: read<CurvePart | null>('curve', Curve, null),
        inView: read('inview', Flag, INITIAL_GAPS.inView),
        chosen: read<readonly RegionCode[]>('chosen', Codes, []),
        area: read<readonly Position[] | null>('area', Area, null),
        owners: read('owners', Owners, INITIAL_GAPS.owners as FacilityOwner[]),
        kemenag: read('kemenag', Flag, INITIAL_GAPS.kemenag),
        crossBorder: read('border', Flag, INITIAL_GAPS.crossBorder),
        selected: read<RegionCode | null>('region', RegionCode, null),
        at: read<Position | null>('at', At, null),
        facility: read<string | null>('facility', Identifier, null),
        layers: read<string[] | null>('layers', Layers, null),
        camera: read<Camera | null>('camera', CameraText, null),
        display: read('display', z.enum(DISPLAYS), INITIAL_GAPS.display),
        sort: read('sort', SortText, INITIAL_GAPS.sort),
      };
    case PATHS['kecamatan-list']:
      return { view: 'kecamatan-list' };
    case PATHS.projects:
      return {
        view: 'projects',
        year: read<number | 'all' | null>('year', z.union([z.literal('all'), Year]), null),
        status: read<ProjectStatus | null>('status', ProjectStatus, null),
        region: read<RegionCode | null>('region', RegionCode, null),
      };
    case PATHS.datasets:
      return { view: 'datasets' };
    case PATHS.report:
      return { view: 'report', code: null };
    case PATHS.glossary:
      return { view: 'glossary' };
    case PATHS.permits:
      return {
        view: 'permits',
        until: read<number | null>('until', Year, null),
        stage: read<string | null>('stage', Identifier, null),
        region: read<RegionCode | null>('region', RegionCode, null),
        sort: read('sort', Identifier, INITIAL_PERMITS.sort),
      };
  }
  const report = /^\/rapor\/(\d{2}\.\d{2}\.\d{2}(?:\.\d{4})?)$/.exec(path);
  if (report) return { view: 'report', code: report[1]! };
  const kecamatan = /^\/kecamatan\/(\d{2}\.\d{2}\.\d{2})$/.exec(path);
  if (kecamatan) return { view: 'kecamatan', code: kecamatan[1]!, year: read<number | null>('year', Year, null) };
  const project = /^\/proyek\/([A-Za-z0-9-]{1,60})$/.exec(path);
  if (project) return { view: 'project', id: project[1]! };
  const dataset = /^\/data\/([a-z0-9-]{1,60})$/.exec(path);
  if (dataset) return { view: 'dataset', id: dataset[1]! };
  return deskViewOf(path, query) ?? { view: 'unknown', path: pathname };
}

/** The address of a state: path and query, parameters only where they differ from what a view starts with. */
export function encode({ language, view }: ViewState): string {
  const query: [string, string][] = [];
  const write = (name: string, text: string, standard: string): void => {
    if (text !== standard) query.push([name, text]);
  };
  let path: string;
  switch (view.view) {
    case 'nearest':
      path = PATHS.nearest;
      write('kind', view.kind, INITIAL_NEAREST.kind);
      if (view.place) query.push(['place', placeText(view.place)]);
      write('display', view.display, INITIAL_NEAREST.display);
      break;
    case 'gaps':
      path = PATHS.gaps;
      write('standard', view.standard, INITIAL_GAPS.standard);
      write('measure', view.measure, INITIAL_GAPS.measure);
      write('level', view.level, INITIAL_GAPS.level);
      write('mode', view.mode, INITIAL_GAPS.mode);
      if (view.path) query.push(['path', view.path]);
      if (view.minutes !== null) query.push(['minutes', String(view.minutes)]);
      if (view.register) query.push(['register', view.register]);
      if (view.mix.length > 0) query.push(['mix', view.mix.map(mixText).join('~')]);
      if (view.other) query.push(['vs', otherText(view.other)]);
      if (view.filter) query.push(['filter', `${view.filter.from ?? ''}~${view.filter.to ?? ''}`]);
      if (view.curve) query.push(['curve', `${view.curve.from}~${view.curve.to}`]);
      write('inview', flagText(view.inView), flagText(INITIAL_GAPS.inView));
      if (view.chosen.length > 0) query.push(['chosen', view.chosen.join('~')]);
      if (view.area) query.push(['area', view.area.map(positionText).join('~')]);
      write('owners', view.owners.join('.'), INITIAL_GAPS.owners.join('.'));
      write('kemenag', flagText(view.kemenag), flagText(INITIAL_GAPS.kemenag));
      write('border', flagText(view.crossBorder), flagText(INITIAL_GAPS.crossBorder));
      if (view.selected) query.push(['region', view.selected]);
      if (view.at) query.push(['at', positionText(view.at)]);
      if (view.facility) query.push(['facility', view.facility]);
      if (view.layers) query.push(['layers', view.layers.join('.')]);
      if (view.camera) query.push(['camera', cameraText(view.camera)]);
      write('display', view.display, INITIAL_GAPS.display);
      write('sort', sortText(view.sort), sortText(INITIAL_GAPS.sort));
      break;
    case 'kecamatan':
      path = `${PATHS['kecamatan-list']}/${view.code}`;
      if (view.year !== null) query.push(['year', String(view.year)]);
      break;
    case 'projects':
      path = PATHS.projects;
      if (view.year !== null) query.push(['year', String(view.year)]);
      if (view.status) query.push(['status', view.status]);
      if (view.region) query.push(['region', view.region]);
      break;
    case 'project':
      path = `${PATHS.projects}/${view.id}`;
      break;
    case 'dataset':
      path = `${PATHS.datasets}/${view.id}`;
      break;
    case 'report':
      path = view.code ? `${PATHS.report}/${view.code}` : PATHS.report;
      break;
    case 'permits':
      path = PATHS.permits;
      if (view.until !== null) query.push(['until', String(view.until)]);
      if (view.stage !== null) query.push(['stage', view.stage]);
      if (view.region !== null) query.push(['region', view.region]);
      write('sort', view.sort, INITIAL_PERMITS.sort);
      break;
    case 'desk':
      path = [DESK_PATHS[view.page], ...view.ids].join('/');
      query.push(...Object.entries(view.query));
      break;
    case 'unknown':
      path = view.path;
      break;
    case 'glossary':
    case 'home':
    case 'kecamatan-list':
    case 'datasets':
      path = PATHS[view.view];
      break;
    default:
      return unreachable(view);
  }
  write('lang', language, 'id');
  // Commas and tildes are legal in a query and much easier to read and send on than %2C.
  const text = query
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`)
    .join('&');
  return text === '' ? path : `${path}?${text}`;
}

const flagText = (flag: boolean): string => (flag ? '1' : '0');
const sortText = ({ column, descending }: Sort): string => `${column}-${descending ? 'down' : 'up'}`;
const mixText = (part: MixPart): string => `${part.standard}:${part.measure}:${part.weightPercent}`;
const otherText = (side: OtherSide): string =>
  [
    side.standard,
    side.measure,
    side.register ?? '',
    side.owners.join('.'),
    flagText(side.kemenag),
    flagText(side.crossBorder),
  ].join(':');
const positionText = (position: Position): string => position.map((degrees) => Number(degrees.toFixed(5))).join(',');
const placeText = (place: Place): string => (place.type === 'region' ? place.code : `${place.kind}~${place.id}`);
/** Five decimals are about a metre, two decimals of zoom less than a pixel: finer would only lengthen the address. */
const cameraText = ({ longitude, latitude, zoom }: Camera): string =>
  [Number(longitude.toFixed(5)), Number(latitude.toFixed(5)), Number(zoom.toFixed(2))].join(',');

function unreachable(value: never): never {
  throw new Error(`Unknown view ${JSON.stringify(value)}`);
}
