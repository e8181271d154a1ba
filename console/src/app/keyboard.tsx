/** Keys that work everywhere, and the map that shows all keys. A page adds its own keys by `useShortcuts`. */
import { useEffect, useSyncExternalStore } from "react";
import { useNavigate } from "react-router";

import { t } from "../texts";
import { Dialog } from "../ui/Dialog";
import "./keyboard.css";

export interface Shortcut {
  /** As the map shows it and `KeyboardEvent.key` names it: `j`, `?`, `Space`, `ArrowLeft`, or two after each other: `g c`. */
  keys: string;
  label: string;
  run(): void;
}
/** After so long the first of two keys counts for nothing. */
const SECOND_KEY_MS = 1_500;

interface Group {
  title: string;
  shortcuts: Shortcut[];
}

let groups: Group[] = [];
const listeners = new Set<() => void>();
const change = (next: Group[]) => {
  groups = next;
  for (const listener of listeners) listener();
};

/** Keys of a page while it is shown. Pass a stable (memoised) list. */
export function useShortcuts(title: string, shortcuts: Shortcut[]): void {
  useEffect(() => {
    const group = { title, shortcuts };
    change([...groups, group]);
    return () => change(groups.filter((other) => other !== group));
  }, [title, shortcuts]);
}

/** Keys that work on every page. Mount once. */
export function useGlobalShortcuts(openMap: () => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    const go = (keys: string, place: "overview" | "conversations" | "quality" | "agents" | "settings"): Shortcut => ({
      keys,
      label: t("common.keyboard.goTo", { place: t(`common.nav.${place}`) }),
      run: () => void navigate(`/${place}`),
    });
    const group: Group = {
      title: t("common.keyboard.everywhere"),
      shortcuts: [
        { keys: "?", label: t("common.keyboard.showMap"), run: openMap },
        { keys: "/", label: t("common.keyboard.search"), run: () => void navigate("/conversations?focus=search") },
        go("g o", "overview"),
        go("g c", "conversations"),
        go("g q", "quality"),
        go("g a", "agents"),
        go("g s", "settings"),
      ],
    };
    // First in the map, last where a page has the same key: it knows better.
    change([group, ...groups]);
    let before = "";
    let forget = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
      const key = event.key === " " ? "Space" : event.key;
      const all = groups.flatMap((one) => one.shortcuts).reverse();
      const found = all.find((one) => one.keys === `${before} ${key}`) ?? all.find((one) => one.keys === key);
      before = found ? "" : key;
      clearTimeout(forget);
      // What somebody pressed by accident a while ago begins nothing.
      forget = window.setTimeout(() => (before = ""), SECOND_KEY_MS);
      if (found) {
        event.preventDefault();
        found.run();
      }
    };
    window.addEventListener("keydown", listen);
    return () => {
      window.removeEventListener("keydown", listen);
      clearTimeout(forget);
      change(groups.filter((other) => other !== group));
    };
  }, [navigate, openMap]);
}

/** Whether the key belongs to a field, a menu or a button rather than to the page. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=menu], [role=dialog], [role=slider]")) return true;
  return [" ", "Enter"].includes(event.key) && target.closest("button, a, summary, input, [role=tab]") !== null;
}

export function KeyboardMap({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
  );
  return (
    <Dialog title={t("common.keyboard.title")} isOpen={isOpen} onClose={onClose}>
      {shown.map((group) => (
        <section key={group.title} className="keymap">
          <h3>{group.title}</h3>
          <dl>
            {group.shortcuts.map((shortcut) => (
              <div key={shortcut.keys}>
                <dt>{shortcut.keys.split(" ").map((key, at) => <kbd key={at}>{key}</kbd>)}</dt>
                <dd>{shortcut.label}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
