import type { SessionAnswer, StaffEndpoint } from '#staff-contract';
import { BackendError } from '../backend/backend.ts';
import type { StaffBackend } from '../backend/staff-backend.ts';

/**
 * Says that somebody signed in on this device, so that public pages ask who it is only then. Not a secret and not a right: the
 * session itself is a cookie that no script can read.
 */
const HINT_KEY = 'jangkau:signed-in';

/** A refusal of these is their answer, not the end of a session. */
const ABOUT_SIGNING_IN: readonly StaffEndpoint[] = ['session', 'signIn', 'signOut', 'link', 'useLink'];

/** Who is signed in on this page, and what to do when the session ends amid work. */
export class Session {
  /** Null until it is known. */
  answer = $state.raw<SessionAnswer | null>(null);
  /** Why it could not be learned. */
  error = $state.raw<Error | null>(null);
  /** The session ended while somebody worked: the page asks for the password above what was typed. */
  isInterrupted = $state(false);
  private readonly backend: () => StaffBackend;
  private waiting: ((isSignedIn: boolean) => void)[] = [];

  /** @param backend what is asked; only once the desk is open. */
  constructor(backend: () => StaffBackend) {
    this.backend = backend;
  }

  /** Whether somebody signed in on this device and did not sign out. */
  static get isLikely(): boolean {
    try {
      return localStorage.getItem(HINT_KEY) !== null;
    } catch {
      return false;
    }
  }

  /** Asks who is signed in. Never throws: what failed is in `error`. */
  async load(): Promise<void> {
    this.error = null;
    try {
      this.accept(await this.backend().ask('session'));
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Takes an answer to signing in, or to the question who is. */
  accept(answer: SessionAnswer): void {
    this.answer = answer;
    writeHint(answer.account !== null);
    if (answer.account) this.settle(true);
  }

  /** Ends the session here (or everywhere). Throws `BackendError` when the server could not be told. */
  async signOut(where: 'here' | 'everywhere' = 'here'): Promise<void> {
    await this.backend().ask(where === 'here' ? 'signOut' : 'signOutEverywhere');
    this.forget();
  }

  /** The session is over and meant to be: nothing is asked again. */
  forget(): void {
    const { answer } = this;
    if (answer) this.answer = { ...answer, role: 'publik', account: null, agency: null, expiresAt: null };
    writeHint(false);
    this.settle(false);
  }

  /**
   * Follows what other tabs of this browser do: whoever signs out there is signed out here. Stops with the signal.
   * @param onarrival somebody signed in there.
   */
  followOtherTabs(onarrival: () => void, signal: AbortSignal): void {
    addEventListener(
      'storage',
      (event) => {
        if (event.key !== HINT_KEY) return;
        if (event.newValue === null) this.forget();
        else onarrival();
      },
      { signal },
    );
  }

  /** Asks for the password above the page; true once the same person is signed in again, false when given up. */
  askAgain(signal?: AbortSignal): Promise<boolean> {
    this.isInterrupted = true;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      signal?.addEventListener('abort', () => resolve(false), { once: true });
    });
  }

  /** Gives up signing in again: what waited for it fails, and what was typed stays. */
  giveUp(): void {
    this.settle(false);
  }

  /**
   * A backend that, when a session has ended amid work, waits until the person has signed in again and then repeats the
   * request: a form never learns of it.
   */
  guard(backend: StaffBackend): StaffBackend {
    return {
      addressOf: backend.addressOf,
      ask: async (name, request, signal) => {
        try {
          return await backend.ask(name, request, signal);
        } catch (error) {
          const isOver = error instanceof BackendError && error.problem?.code === 'sign_in_required';
          if (!isOver || ABOUT_SIGNING_IN.includes(name) || !this.answer?.account) throw error;
          if (!(await this.askAgain(signal))) throw signal?.aborted ? signal.reason : error;
          return backend.ask(name, request, signal);
        }
      },
    };
  }

  private settle(isSignedIn: boolean): void {
    this.isInterrupted = false;
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve(isSignedIn);
  }
}

function writeHint(isSignedIn: boolean): void {
  try {
    if (!isSignedIn) localStorage.removeItem(HINT_KEY);
    // Only what changes: each writing wakes the other tabs.
    else if (localStorage.getItem(HINT_KEY) === null) localStorage.setItem(HINT_KEY, '1');
  } catch {
    // Storage may be closed (private window): public pages then do not say who is signed in.
  }
}
