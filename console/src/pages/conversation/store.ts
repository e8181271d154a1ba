/**
 * Values that change often and that few parts of the page look at: where the recording is, what is marked. Whoever looks at
 * one is drawn anew when it changes, and nobody else.
 */
import { useSyncExternalStore } from "react";

export class Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  get = (): T => this.value;

  set = (value: T): void => {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of this.listeners) listener();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
}

/** The value, as it is now. */
export function useStore<T>(store: Store<T>): T;
/** What `look` sees in the value: it must be the same as long as nothing changed for the caller. */
export function useStore<T, Seen>(store: Store<T>, look: (value: T) => Seen): Seen;
export function useStore<T, Seen>(store: Store<T>, look?: (value: T) => Seen): T | Seen {
  return useSyncExternalStore(store.subscribe, () => (look ? look(store.get()) : store.get()));
}
