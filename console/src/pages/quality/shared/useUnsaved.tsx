/** Asks before what somebody wrote is lost: on the way to another page, and before the window is closed. */
import { type ReactNode, useCallback, useEffect, useRef } from "react";
import { useBlocker } from "react-router";

import { t } from "../../../texts";
import { Confirm } from "../../../ui/Dialog";

/** The question to draw, and what to call once it is saved. */
export function useUnsaved(isChanged: boolean): { question: ReactNode; saved(): void } {
  const isSaved = useRef(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isChanged && !isSaved.current && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!isChanged) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      if (!isSaved.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isChanged]);
  const saved = useCallback(() => {
    isSaved.current = true;
  }, []);
  const question = (
    <Confirm
      isOpen={blocker.state === "blocked"}
      title={t("quality.scorecards.editor.unsaved")}
      text={t("quality.scorecards.editor.unsavedText")}
      confirm={t("quality.scorecards.editor.leave")}
      onConfirm={async () => {
        // Nobody asks a second time on the same way.
        isSaved.current = true;
        blocker.proceed?.();
      }}
      onClose={() => {
        if (!isSaved.current) blocker.reset?.();
      }}
    />
  );
  return { question, saved };
}
