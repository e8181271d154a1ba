/** A day of the calendar. While somebody types it digit by digit nothing is told; only the day that it comes to. */
import { type ComponentProps, useEffect, useRef, useState } from "react";

import { Input } from "./Field";

/** After this pause a day is taken to be the one that was meant. */
const PAUSE_MS = 400;

type Props = Omit<ComponentProps<"input">, "type" | "value" | "onChange"> & {
  /** `2026-11-03`, or empty. */
  value: string;
  onDay(day: string): void;
};

export function DayInput({ value, onDay, ...rest }: Props) {
  const [text, setText] = useState(value);
  const tell = useRef(onDay);
  tell.current = onDay;
  /** What was typed and not told yet: an answer that comes meanwhile does not replace it. */
  const isTyping = useRef(false);
  useEffect(() => {
    if (!isTyping.current) setText(value);
  }, [value]);
  useEffect(() => {
    // A year that is half typed is one of long ago.
    const isWhole = text === "" || text >= "1970";
    if (text === value) isTyping.current = false;
    if (text === value || !isWhole) return;
    const timer = setTimeout(() => {
      isTyping.current = false;
      tell.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  const change = (typed: string) => {
    isTyping.current = true;
    setText(typed);
  };
  return <Input {...rest} type="date" max="9998-12-31" value={text} onChange={(event) => change(event.target.value)} />;
}
