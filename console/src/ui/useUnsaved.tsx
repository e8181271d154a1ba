/** Asks before what somebody wrote is lost: on the way to another page, and before the window is closed. */
import { type ReactNode, useCallback, useEffect, useRef } from "react";
import { useBlocker } from "react-router";

import { t } from "../texts";
import { Confirm } from "./Dialog";
import { useClosingWarning } from "./useClosingWarning";

/** The question to draw, and what to call once it is saved. One at a time: a page has one such question. */
export function useUnsaved(isChanged: boolean): { question: ReactNode; saved(): void } {
  const isSaved = useRef(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isChanged && !isSaved.current && currentLocation.pathname !== nextLocation.pathname);
  useClosingWarning(isChanged, isSaved);
  // What is written after that is to be asked about again.
  useEffect(() => {
    if (!isChanged) isSaved.current = false;
  }, [isChanged]);
  const saved = useCallback(() => {
    isSaved.current = true;
  }, []);
  const question = (
    <Confirm
      isOpen={blocker.state === "blocked"}
      title={t("common.unsaved.title")}
      text={t("common.unsaved.text")}
      confirm={t("common.unsaved.leave")}
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
