/**
 * Dialogues that change by themselves. What the stream tells is a reason to read again, soon but not for each of many
 * events; while an earlier reading is under way the next one waits for it.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";

import { type LiveEvent, useLive } from "../../../app/live";

const PAUSE_MS = 250;

/** Keeps what stands under `key` (a stable one) as it is now; of one dialogue only, where `id` names it. */
export function useLiveDialogues(key: readonly unknown[], id?: string): { isConnected: boolean } {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listener = useCallback(
    (event: LiveEvent | "reconnected") => {
      if (event !== "reconnected" && (id === undefined ? event.type !== "dialogue" : event.data.conversation_id !== id)) return;
      if (timer.current) return;
      const read = () => {
        timer.current = undefined;
        if (queries.isFetching({ queryKey: key }) > 0) timer.current = setTimeout(read, PAUSE_MS);
        else void queries.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
      };
      timer.current = setTimeout(read, PAUSE_MS);
    },
    [queries, key, id],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useLive(listener);
}
