/** Agents, skills and actions to choose from, by their names. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";

const MOST_AT_ONCE = 200;
/** More than these nobody chooses from a list. */
const MOST_PAGES = 5;

interface Page<Row> {
  data: Row[];
  next_cursor?: string | null;
}

/** The rows of a list, as many as can be chosen from. */
async function all<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await read(cursor);
    rows.push(...found.data);
    cursor = found.next_cursor ?? undefined;
    if (!cursor) break;
  }
  return rows;
}

export interface AgentChoice {
  id: string;
  name: string;
  isActive: boolean;
  /** This server never speaks for a person. */
  isHuman: boolean;
}

export function useAgentRoster() {
  return useQuery({
    queryKey: ["agents", "roster"],
    queryFn: async ({ signal }): Promise<AgentChoice[]> => {
      const rows = await all((cursor) => taken(api.GET("/api/colloquy/v1/agents", { params: { query: { limit: MOST_AT_ONCE, cursor } }, signal })));
      const choices = rows.map((row) => ({ id: row.id, name: row.spoken_name, isActive: row.is_active, isHuman: row.kind === "human" }));
      return choices.sort((one, other) => one.name.localeCompare(other.name));
    },
  });
}

export interface SkillChoice {
  id: string;
  name: string;
  isActive: boolean;
}

export function useSkillRoster() {
  return useQuery({
    queryKey: ["skills", "roster"],
    queryFn: async ({ signal }): Promise<SkillChoice[]> => {
      const rows = await all((cursor) => taken(api.GET("/api/colloquy/v1/skills", { params: { query: { limit: MOST_AT_ONCE, cursor } }, signal })));
      const choices = rows.map((row) => ({ id: row.id, name: row.name, isActive: row.is_active }));
      return choices.sort((one, other) => one.name.localeCompare(other.name));
    },
  });
}

export function useActionRoster() {
  return useQuery({
    queryKey: ["actions", "roster"],
    queryFn: async ({ signal }): Promise<{ id: string; name: string }[]> => {
      const rows = await all((cursor) => taken(api.GET("/api/colloquy/v1/actions", { params: { query: { limit: MOST_AT_ONCE, cursor } }, signal })));
      const choices = rows.map((row) => ({ id: row.id, name: row.name ?? row.tool_name }));
      return choices.sort((one, other) => one.name.localeCompare(other.name));
    },
  });
}
