/** What the forms of a review have in common. */
import type { KeyboardEvent } from "react";

import { leaveBy } from "../../conversation/findings/leave";

export const LONGEST_REASON = 2_000;

/** Ctrl+Enter saves, Esc leaves it as it was. */
export function formKeys(onLeave: () => void): (event: KeyboardEvent<HTMLFormElement>) => void {
  const leave = leaveBy(onLeave);
  return (event) => {
    leave(event);
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };
}
