import { createContext, untrack } from 'svelte';
import type { AnswerOf } from '#contract';
import type { Backend } from '../backend/backend.ts';
import { createFormat, type Language } from '../i18n/format.ts';
import {
  createTranslate,
  INDONESIAN,
  loadDeskMessages,
  loadMessages,
  loadWorkspaceMessages,
  type Messages,
} from '../i18n/messages.ts';
import type { StaffBackend } from '../backend/staff-backend.ts';
import type { SessionAnswer } from '#staff-contract';
import type { AnalysisClient } from '../worker/analysis-client.ts';
import type { Session } from './session.svelte.ts';
import { followMark, isMarkedSignedIn } from './signed-in-mark.ts';
import { decode, encode, type View, type ViewState } from './url-codec.ts';

export type Theme = 'light' | 'dark';
export type Profile = AnswerOf<'profile'>;

const THEME_KEY = 'jangkau:theme';
/** Until the profile of the region is known. */
const FIRST_ZONE = { id: 'Asia/Jakarta', label: 'WIB' };

export const [getApp, setApp] = createContext<AppState>();

/** State of the whole page. The address bar owns what is worth sharing; theme and network belong to the device. */
export class AppState {
  readonly backend: Backend;
  readonly analysis: AnalysisClient;
  current = $state.raw<ViewState>({ language: 'id', view: { view: 'home' } });
  /** Parameters of the address that could not be understood. */
  ignored = $state.raw<readonly string[]>([]);
  theme = $state<Theme>('light');
  isOnline = $state(true);
  profile = $state.raw<Profile | null>(null);
  private messages = $state.raw<Messages>(INDONESIAN);
  private openedSession = $state.raw<Session | null>(null);
  private hasWorkspace = false;
  private hasDesk = false;
  private staffBackend: StaffBackend | null = null;
  readonly t = $derived(createTranslate(this.messages));
  readonly format = $derived.by(() =>
    createFormat(
      this.language,
      this.profile ? { id: this.profile.timeZone, label: this.profile.timeZoneLabel } : FIRST_ZONE,
    ),
  );

  constructor(backend: Backend, analysis: AnalysisClient) {
    this.backend = backend;
    this.analysis = analysis;
  }

  get view(): View {
    return this.current.view;
  }
  get language(): Language {
    return this.current.language;
  }

  /** Reads the address and listens to the browser's back and forward. Returns how to stop. */
  start(): () => void {
    const stored = readStoredTheme();
    const prefersDark = matchMedia('(prefers-color-scheme: dark)');
    this.theme = stored ?? (prefersDark.matches ? 'dark' : 'light');
    this.isOnline = navigator.onLine;
    this.readAddress();
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener('popstate', () => this.readAddress(), { signal });
    addEventListener('online', () => (this.isOnline = true), { signal });
    addEventListener('offline', () => (this.isOnline = false), { signal });
    prefersDark.addEventListener(
      'change',
      (event) => {
        if (readStoredTheme() === null) this.theme = event.matches ? 'dark' : 'light';
      },
      { signal },
    );
    const learn = (): void => void this.openSession().catch(() => undefined);
    followMark((isSignedIn) => {
      if (!isSignedIn) return this.openedSession?.forget();
      if (this.openedSession) this.openedSession.answer = null;
      learn();
    }, signal);
    if (isMarkedSignedIn()) learn();
    return () => stop.abort();
  }

  /** A choice of the reader: a new entry of the history, or with `replace` (camera) the same one. */
  show(view: View, { replace = false }: { replace?: boolean } = {}): void {
    this.current = { ...this.current, view };
    this.ignored = [];
    this.writeAddress(replace);
  }

  setLanguage(language: Language): void {
    this.current = { ...this.current, language };
    this.writeAddress(false);
    void this.applyLanguage();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    try {
      localStorage.setItem(THEME_KEY, theme);
    } catch {
      // Storage may be closed (private window); the choice then lasts as long as the page.
    }
  }

  /** Opens an address inside the app. */
  open(address: string): void {
    history.pushState(null, '', address);
    this.readAddress();
    scrollTo(0, 0);
  }

  hrefOf(view: View): string {
    return encode({ language: this.language, view });
  }

  private readAddress(): void {
    const { state, ignored } = decode(location.pathname, location.search);
    const changed = state.language !== this.language;
    this.current = state;
    this.ignored = ignored;
    if (changed || document.documentElement.lang !== state.language) void this.applyLanguage();
  }

  private writeAddress(replace: boolean): void {
    const address = encode(this.current);
    if (address === `${location.pathname}${location.search}`) return;
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  }

  /** Loads the words of the workspace, which from then on follow the language. Rejects when they cannot be loaded. */
  async openWorkspace(): Promise<void> {
    if (this.hasWorkspace) return;
    // Untracked: a view that waits for this must not begin anew with the first change of the address.
    const language = untrack(() => this.language);
    const words = await loadWorkspaceMessages(language);
    this.hasWorkspace = true;
    if (language === this.language) this.messages = { ...this.messages, ...words };
    else await this.applyLanguage();
  }

  /** Loads the words and the backend of pages with an account and of the catalogue. Rejects when they cannot be loaded. */
  async openDesk(): Promise<void> {
    if (this.hasDesk) return;
    const language = untrack(() => this.language);
    const [words, { createStaffBackend }, { Session: OpenSession }] = await Promise.all([
      loadDeskMessages(language),
      import('../backend/staff-backend.ts'),
      import('./session.svelte.ts'),
    ]);
    this.openedSession ??= new OpenSession(() => this.staff);
    this.staffBackend ??= this.openedSession.guard(createStaffBackend());
    this.hasDesk = true;
    if (language === this.language) this.messages = { ...this.messages, ...words };
    else await this.applyLanguage();
  }

  /** Who is signed in; null until it is known. Pages of the desk begin when it is. */
  get session(): SessionAnswer | null {
    return this.openedSession?.answer ?? null;
  }
  /** The session ended while somebody worked: the page asks for the password above what was typed. */
  get isInterrupted(): boolean {
    return this.openedSession?.isInterrupted ?? false;
  }
  /** Signing in and out. Only after `openDesk`. */
  get signedIn(): Session {
    if (!this.openedSession) throw new Error('The desk is not open');
    return this.openedSession;
  }

  /** Opens the desk and learns who is signed in. Rejects when the desk cannot be loaded. */
  async openSession(): Promise<void> {
    await this.openDesk();
    if (this.session === null) await this.signedIn.load();
  }

  /** Only after `openDesk`. */
  get staff(): StaffBackend {
    if (!this.staffBackend) throw new Error('The desk is not open');
    return this.staffBackend;
  }

  private async applyLanguage(): Promise<void> {
    const { language } = this;
    const [messages, words, deskWords] = await Promise.all([
      loadMessages(language),
      this.hasWorkspace ? loadWorkspaceMessages(language) : {},
      this.hasDesk ? loadDeskMessages(language) : {},
    ]);
    if (language !== this.language) return;
    this.messages = { ...messages, ...words, ...deskWords };
    document.documentElement.lang = language;
  }
}

function readStoredTheme(): Theme | null {
  try {
    const stored = localStorage.getItem(THEME_KEY);
    return stored === 'light' || stored === 'dark' ? stored : null;
  } catch {
    return null;
  }
}
