/** Where the focus goes when a form that stood in the place of a button is over: back to that button. */
import { type RefObject, useEffect, useRef } from "react";

export function useReturn(isAway: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const wasAway = useRef(isAway);
  useEffect(() => {
    // Who has gone on to something else meanwhile stays there.
    if (wasAway.current && !isAway && document.activeElement === document.body) button.current?.focus();
    wasAway.current = isAway;
  }, [isAway]);
  return button;
}
