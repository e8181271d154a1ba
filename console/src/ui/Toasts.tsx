/** Short words on what was done or went wrong; said aloud, gone after some seconds, errors only when closed. */
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";

import { t } from "../texts";
import { IconButton } from "./Button";
import { messageOf } from "./State";
import "./toasts.css";

interface Toast {
  id: number;
  text: string;
  isError: boolean;
}
interface Tell {
  done(text: string): void;
  failed(error: unknown): void;
}

const Toasting = createContext<Tell | null>(null);
const SHOWN_MS = 5_000;

export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const add = useCallback(
    (text: string, isError: boolean) => {
      const id = (next.current += 1);
      setToasts((all) => [...all.slice(-3), { id, text, isError }]);
      if (!isError) setTimeout(() => drop(id), SHOWN_MS);
    },
    [drop],
  );
  const [tell] = useState<Tell>(() => ({
    done: (text) => add(text, false),
    failed: (error) => add(messageOf(error), true),
  }));
  return (
    <Toasting value={tell}>
      {children}
      <div className="toasts" aria-live="polite" role="status">
        {toasts.map((toast) => (
          <div key={toast.id} className={`toast ${toast.isError ? "toast-error" : ""}`}>
            <span>{toast.text}</span>
            <IconButton label={t("common.close")} icon="close" onClick={() => drop(toast.id)} />
          </div>
        ))}
      </div>
    </Toasting>
  );
}

/** Says what was done (`done`) or what went wrong (`failed`). */
export function useTell(): Tell {
  const tell = useContext(Toasting);
  if (!tell) throw new Error("useTell needs to stand below Toasts");
  return tell;
}
