/**
 * What changes on the server while a page is open: one stream of events for the whole console. Whoever wants to know
 * subscribes by `useLive`; `"reconnected"` tells that something may have been missed.
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";

import { useAccount } from "./session";
import { type LiveEvent, watch } from "./stream";

export type { LiveEvent };
type Listener = (event: LiveEvent | "reconnected") => void;

const Stream = createContext<{ subscribe(listener: Listener): () => void; isConnected: boolean } | null>(null);

export function Live({ children }: { children: ReactNode }) {
  const { isOver } = useAccount();
  const listeners = useRef(new Set<Listener>());
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    // It would only be refused.
    if (isOver) return undefined;
    const tell: Listener = (event) => listeners.current.forEach((listener) => listener(event));
    return watch({ tell, connected: setConnected });
  }, [isOver]);
  const value = useMemo(
    () => ({
      isConnected,
      subscribe(listener: Listener) {
        listeners.current.add(listener);
        return () => void listeners.current.delete(listener);
      },
    }),
    [isConnected],
  );
  return <Stream value={value}>{children}</Stream>;
}

/** Calls `listener` for each event while the caller is shown; pass a stable function. */
export function useLive(listener: Listener): { isConnected: boolean } {
  const stream = useContext(Stream);
  useEffect(() => stream?.subscribe(listener), [stream, listener]);
  return { isConnected: stream?.isConnected ?? false };
}
