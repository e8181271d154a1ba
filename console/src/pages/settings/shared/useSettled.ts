/** The value once it has stayed the same for a moment: what somebody types is not asked for key by key. */
import { useEffect, useState } from "react";

const PAUSE_MS = 250;

export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
