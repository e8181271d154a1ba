/** The browser's own question before a window with something unsaved is closed or loaded anew. */
import { type RefObject, useEffect } from "react";

export function useClosingWarning(isChanged: boolean, isSaved?: RefObject<boolean>): void {
  useEffect(() => {
    if (!isChanged) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      if (!isSaved?.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isChanged, isSaved]);
}
