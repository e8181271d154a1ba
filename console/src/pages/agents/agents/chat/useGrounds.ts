/** What stands behind the agent's words: the tools that it used before it spoke, and how many sources they rest on. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { keyOfOne, useDialogue } from "../../dialogues/queries";

export interface Grounds {
  tools: { name: string; isError: boolean }[];
  sources: number;
}

/** By the position of the message; read again whenever the agent has spoken. */
export function useGrounds(dialogueId: string, spoken: number): ReadonlyMap<number, Grounds> {
  const queries = useQueryClient();
  const dialogue = useDialogue(dialogueId, true);
  useEffect(() => {
    if (spoken > 0) void queries.invalidateQueries({ queryKey: keyOfOne(dialogueId) });
  }, [queries, dialogueId, spoken]);
  return useMemo(() => {
    const known = (dialogue.data?.messages ?? []).filter((one) => one.tool_invocations.length > 0 || one.citations.length > 0);
    const entries = known.map((one): [number, Grounds] => [
      one.position,
      { tools: one.tool_invocations.map((use) => ({ name: use.name, isError: use.is_error })), sources: one.citations.length },
    ]);
    return new Map(entries);
  }, [dialogue.data]);
}
