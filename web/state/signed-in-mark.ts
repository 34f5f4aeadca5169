/**
 * A mark that somebody signed in on this device, so that public pages ask who it is only then. Not a secret and not a right: the
 * session itself is a cookie that no script can read.
 */
const MARK = 'jangkau:signed-in';

/** Whether somebody signed in on this device and did not sign out. */
export function isMarkedSignedIn(): boolean {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}

export function markSignedIn(isSignedIn: boolean): void {
  try {
    if (!isSignedIn) localStorage.removeItem(MARK);
    // Only what changes: each writing wakes the other tabs.
    else if (localStorage.getItem(MARK) === null) localStorage.setItem(MARK, '1');
  } catch {
    // Storage may be closed (private window): public pages then do not say who is signed in.
  }
}

/** Calls when somebody signs in or out in another tab of this browser, until the signal. */
export function followMark(listener: (isSignedIn: boolean) => void, signal: AbortSignal): void {
  addEventListener(
    'storage',
    (event) => {
      if (event.key === MARK) listener(event.newValue !== null);
    },
    { signal },
  );
}
