/**
 * The server's stream of events, for as long as somebody looks: browsers hold few connections to a server, and count those of
 * all its windows together, so a window in the background holds none. What is told begins anew with `"reconnected"`, since
 * something may have been missed.
 */
export interface LiveEvent {
  type: "conversation" | "stage" | "dialogue";
  data: Record<string, unknown> & { conversation_id: string };
}

interface Watcher {
  tell(event: LiveEvent | "reconnected"): void;
  connected(isConnected: boolean): void;
}

const KINDS = ["conversation", "stage", "dialogue"] as const;
/** Pauses before it is opened again: the first one, and the longest. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1_000, 30_000];

let isOpen = false;

/** Whether the server tells of changes now. */
export const isListening = (): boolean => isOpen;

/** Listens until the answer is called. */
export function watch({ tell, connected }: Watcher): () => void {
  let source: EventSource | null = null;
  let wasOpen = false;
  let pause = FIRST_PAUSE_MS;
  let timer = 0;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
    isOpen = false;
  };
  const open = () => {
    close();
    const opened = new EventSource("/api/colloquy/v1/events/stream");
    source = opened;
    opened.onopen = () => {
      pause = FIRST_PAUSE_MS;
      isOpen = true;
      connected(true);
      if (wasOpen) tell("reconnected");
      wasOpen = true;
    };
    opened.onerror = () => {
      isOpen = false;
      connected(false);
      // The browser itself comes back where the line broke, but not where it was answered by something else, such as by a
      // proxy whose server is away.
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
    // More happened than is told: the same as not having listened.
    opened.addEventListener("missed", () => tell("reconnected"));
    for (const type of KINDS) {
      opened.addEventListener(type, (message) => {
        try {
          tell({ type, data: JSON.parse((message as MessageEvent<string>).data) });
        } catch {
          // A line that is no JSON tells nothing; the next read of the page shows the truth.
        }
      });
    }
  };
  const look = () => (document.visibilityState === "hidden" ? close() : open());

  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    document.removeEventListener("visibilitychange", look);
    close();
  };
}
