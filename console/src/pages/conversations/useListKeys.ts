/** The keys of the list. The row that j and k lead to has the focus on its link: Enter opens it as it opens any link. */
import { type RefObject, useCallback, useMemo, useRef } from "react";
import { useNavigate } from "react-router";

import { type Shortcut, useShortcuts } from "../../app/keyboard";
import { t } from "../../texts";
import type { Selection } from "./useSelection";

interface Keys {
  list: RefObject<HTMLElement | null>;
  ids: string[];
  selection: Selection;
  onSearch(): void;
  onFilters(): void;
  /** Missing where the role may not upload. */
  onUpload?: () => void;
  /** The end of what is shown was reached. */
  onEnd(): void;
}

export function useListKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  const last = useRef<string | null>(null);
  const navigate = useNavigate();
  const current = useCallback(() => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-id]")?.dataset.id;
    return focused ?? last.current;
  }, []);
  const move = useCallback(
    (step: 1 | -1) => {
      const { ids, list, onEnd } = now.current;
      const at = ids.indexOf(current() ?? "");
      const next = at < 0 ? 0 : at + step;
      if (next >= ids.length) onEnd();
      const id = ids[Math.min(Math.max(next, 0), ids.length - 1)];
      if (!id) return;
      last.current = id;
      list.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] a`)?.focus();
    },
    [current],
  );
  const canUpload = keys.onUpload !== undefined;
  const shortcuts = useMemo<Shortcut[]>(() => {
    const select = (isRange: boolean) => {
      const id = current();
      if (id && now.current.ids.includes(id)) now.current.selection.toggle(id, isRange);
    };
    const open = () => {
      const id = current();
      if (id && now.current.ids.includes(id)) void navigate(`/conversations/${id}`);
    };
    const upload: Shortcut = { keys: "u", label: t("conversations.keys.upload"), run: () => now.current.onUpload?.() };
    return [
      { keys: "j", label: t("conversations.keys.next"), run: () => move(1) },
      { keys: "k", label: t("conversations.keys.previous"), run: () => move(-1) },
      { keys: "Enter", label: t("conversations.keys.open"), run: open },
      { keys: "x", label: t("conversations.keys.select"), run: () => select(false) },
      { keys: "X", label: t("conversations.keys.range"), run: () => select(true) },
      { keys: "a", label: t("conversations.keys.all"), run: () => now.current.selection.toggleAll() },
      { keys: "Escape", label: t("conversations.keys.clear"), run: () => now.current.selection.clear() },
      { keys: "/", label: t("conversations.keys.search"), run: () => now.current.onSearch() },
      { keys: "f", label: t("conversations.keys.filters"), run: () => now.current.onFilters() },
      ...(canUpload ? [upload] : []),
    ];
  }, [move, current, navigate, canUpload]);
  useShortcuts(t("conversations.keys.title"), shortcuts);
}
