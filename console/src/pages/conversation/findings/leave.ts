/** Esc leaves a form as it was. */
import type { KeyboardEvent } from "react";

export function leaveBy(onEnd: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onEnd();
  };
}
