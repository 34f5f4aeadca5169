/** Who listens on which channel. */
export class Listeners {
  readonly #byChannel = new Map<string, Set<Listener>>();

  channels(): string[] {
    return [...this.#byChannel.keys()];
  }

  /** Adds one; true when it is the first of its channel. */
  add(channel: string, listener: Listener): boolean {
    const others = this.#byChannel.get(channel);
    if (!others) this.#byChannel.set(channel, new Set([listener]));
    else others.add(listener);
    return !others;
  }

  /** Removes one; true when it was the last of its channel. */
  remove(channel: string, listener: Listener): boolean {
    const others = this.#byChannel.get(channel);
    if (!others?.delete(listener) || others.size > 0) return false;
    return this.#byChannel.delete(channel);
  }

  deliver(channel: string, payload: string): void {
    for (const { onMessage } of [...(this.#byChannel.get(channel) ?? [])]) onMessage(payload);
  }

  reportGap(): void {
    for (const listeners of [...this.#byChannel.values()]) for (const { onGap } of [...listeners]) onGap?.();
  }
}

export interface Listener {
  onMessage: (payload: string) => void;
  onGap: (() => void) | undefined;
}

/** Throws TypeError unless the channel is a plain lower-case name: it goes into LISTEN, which takes no parameters. */
export function requireChannelName(channel: string): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(channel)) throw new TypeError(`Not a channel name: ${JSON.stringify(channel)}`);
}
