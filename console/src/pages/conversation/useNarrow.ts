/** Whether the window has room for one column only: from the same width on as in the styles. */
import { useSyncExternalStore } from "react";

const query = window.matchMedia("(max-width: 900px)");

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}
