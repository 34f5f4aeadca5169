import type { SessionAnswer, StaffEndpoint } from '#staff-contract';
import { BackendError } from '../backend/backend.ts';
import type { StaffBackend } from '../backend/staff-backend.ts';
import { markSignedIn } from './signed-in-mark.ts';

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
    markSignedIn(answer.account !== null);
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
    markSignedIn(false);
    this.settle(false);
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
