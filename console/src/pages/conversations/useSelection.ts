/** Which of the rows that are shown are selected. What is done with a selection never touches rows that are not shown. */
import { useCallback, useMemo, useRef, useState } from "react";

export interface Selection {
  ids: string[];
  has(id: string): boolean;
  /** Selects or unselects a row; with `isRange` selects all from the row before it that was touched last. */
  toggle(id: string, isRange?: boolean): void;
  /** Selects all, or none where all are. */
  toggleAll(): void;
  clear(): void;
}

export function useSelection(shown: string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const ids = useMemo(() => shown.filter((id) => chosen.has(id)), [shown, chosen]);
  const toggle = useCallback(
    (id: string, isRange = false) => {
      const [from, to] = [shown.indexOf(anchor.current ?? ""), shown.indexOf(id)];
      anchor.current = id;
      setChosen((before) => {
        const next = new Set(before);
        if (isRange && from >= 0 && to >= 0) {
          for (const one of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
        } else if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    [shown],
  );
  const toggleAll = useCallback(() => setChosen(new Set(ids.length === shown.length ? [] : shown)), [ids, shown]);
  const clear = useCallback(() => setChosen(new Set()), []);
  return useMemo(() => {
    const selected = new Set(ids);
    return { ids, has: (id: string) => selected.has(id), toggle, toggleAll, clear };
  }, [ids, toggle, toggleAll, clear]);
}
