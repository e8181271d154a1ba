/**
 * What changes on the server while a page is open: one stream of events for the whole console. Whoever wants to know
 * subscribes by `useLive`; where the stream breaks it is opened again, and `onReconnect` tells that something may have
 * been missed.
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";

export interface LiveEvent {
  type: "conversation" | "stage" | "dialogue";
  data: Record<string, unknown> & { conversation_id: string };
}
type Listener = (event: LiveEvent | "reconnected") => void;

const Stream = createContext<{ subscribe(listener: Listener): () => void; isConnected: boolean } | null>(null);
const KINDS = ["conversation", "stage", "dialogue"] as const;

export function Live({ children }: { children: ReactNode }) {
  const listeners = useRef(new Set<Listener>());
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource("/api/colloquy/v1/events/stream");
    let wasOpen = false;
    const tell = (event: LiveEvent | "reconnected") => listeners.current.forEach((listener) => listener(event));
    source.onopen = () => {
      setConnected(true);
      if (wasOpen) tell("reconnected");
      wasOpen = true;
    };
    source.onerror = () => setConnected(false);
    // More happened than is told: the same as not having listened.
    source.addEventListener("missed", () => tell("reconnected"));
    for (const type of KINDS) {
      source.addEventListener(type, (message) => {
        try {
          tell({ type, data: JSON.parse((message as MessageEvent<string>).data) });
        } catch {
          // A line that is no JSON tells nothing; the next read of the page shows the truth.
        }
      });
    }
    return () => source.close();
  }, []);
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
