/** Something that may take minutes: whoever waits for it can stop it, and it is stopped where nobody waits any more. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

export function useStoppable<Given, Outcome>(run: (given: Given, signal: AbortSignal) => Promise<Outcome>) {
  const work = useRef<AbortController | null>(null);
  const mutation = useMutation({
    mutationFn: (given: Given) => {
      work.current = new AbortController();
      return run(given, work.current.signal);
    },
  });
  useEffect(() => () => work.current?.abort(), []);
  const stop = () => {
    work.current?.abort();
    mutation.reset();
  };
  return { ...mutation, stop };
}
