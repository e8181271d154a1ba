/**
 * j and k lead from row to row of a list. The row that they lead to has the focus on its link (`data-row`), so that Enter
 * opens it as it opens any link.
 */
import { type RefObject, useMemo, useRef } from "react";

import { type Shortcut, useShortcuts } from "../../../app/keyboard";
import { t } from "../../../texts";

export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const last = useRef<HTMLElement | null>(null);
  const shortcuts = useMemo<Shortcut[]>(() => {
    const links = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const current = () => {
      const row = document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-row]");
      return row ?? last.current;
    };
    const move = (step: 1 | -1) => {
      const all = links();
      const now = current();
      const at = now ? all.indexOf(now) : -1;
      const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
      last.current = next ?? null;
      next?.focus();
    };
    return [
      { keys: "j", label: t("quality.keys.nextRow"), run: () => move(1) },
      { keys: "k", label: t("quality.keys.previousRow"), run: () => move(-1) },
      { keys: "Enter", label: t("quality.keys.open"), run: () => (links().includes(current() as HTMLElement) ? current()?.click() : undefined) },
    ];
  }, [list]);
  useShortcuts(t("common.keyboard.lists"), shortcuts);
}
