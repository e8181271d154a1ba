/**
 * Rows that change by themselves. What the stream tells is a reason to read the list again, soon but not for each of many
 * events; while an earlier reading is under way the next one waits for it.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";

import { type LiveEvent, useLive } from "../../app/live";
import { t } from "../../texts";
import { LIST, type Row } from "./queries";

const PAUSE_MS = 700;

export function useLiveList(): { isConnected: boolean } {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listener = useCallback(
    (event: LiveEvent | "reconnected") => {
      if ((event !== "reconnected" && event.type === "dialogue") || timer.current) return;
      const read = () => {
        timer.current = undefined;
        if (queries.isFetching({ queryKey: LIST }) > 0) timer.current = setTimeout(read, PAUSE_MS);
        else void queries.invalidateQueries({ queryKey: LIST }, { cancelRefetch: false });
      };
      timer.current = setTimeout(read, PAUSE_MS);
    },
    [queries],
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

/** Says which conversation has just become ready, for those who do not see its row. */
export function useFinished(rows: Row[]): string {
  const before = useRef(new Map<string, number>());
  const [text, setText] = useState("");
  useEffect(() => {
    const ended = rows.filter((row) => row.stages_open === 0 && (before.current.get(row.id) ?? 0) > 0);
    before.current = new Map(rows.map((row) => [row.id, row.stages_open]));
    if (ended.length > 0) setText(ended.map((row) => t("conversations.list.finished", { title: row.title })).join(" "));
  }, [rows]);
  return text;
}
