/**
 * The form of an agent: which settings it has, in which groups, and how each is written. What is left empty is not set,
 * and the server's own rule holds.
 */
import type { Agent, AgentSettings } from "./queries";

/** Settings that are texts, numbers, lists of lines, or yes and no, each as the form holds it. */
export type FieldName = Exclude<keyof AgentSettings, "is_active" | ListName>;
export type ListName = "actions" | "global_actions" | "skills";

export type Option = "ai" | "human" | "low" | "medium" | "high";
/** What the server takes where nothing is said. */
type Usual<T> = { usual?: T };
/** Lists that were switched on without words of their own get some of the server's. */
type Phrases = "fillers" | "cutoff_responses" | "goodbye_phrases";

export type Kind =
  | { kind: "text"; most: number; type?: "tel" | "email" | "url" }
  | { kind: "area"; most: number; rows: number }
  | { kind: "lines"; phrases?: Phrases }
  | ({ kind: "yesNo" } & Usual<boolean>)
  | ({ kind: "number" } & Usual<number>)
  | { kind: "choice"; options: readonly Option[]; usual: Option }
  | { kind: "skill" }
  | { kind: "json" };

export type Group = "who" | "task" | "manner" | "listening" | "voice" | "model" | "kept";

const text = (most: number, type?: "tel" | "email" | "url"): Kind => (type ? { kind: "text", most, type } : { kind: "text", most });
const yesNo = (usual?: boolean): Kind => (usual === undefined ? { kind: "yesNo" } : { kind: "yesNo", usual });
const number = (usual?: number): Kind => (usual === undefined ? { kind: "number" } : { kind: "number", usual });

/** Every field, in its group, in the order in which people think of them. */
export const FIELDS: Record<Group, Partial<Record<FieldName, Kind>>> = {
  who: {
    name: text(255),
    nickname: text(255),
    lastname: text(255),
    language: text(64),
    kind: { kind: "choice", options: ["ai", "human"], usual: "ai" },
    phone: text(64, "tel"),
    email: text(320, "email"),
    image_url: text(2_048, "url"),
  },
  task: {
    role_text: { kind: "area", most: 10_000, rows: 2 },
    job_descriptions: { kind: "area", most: 10_000, rows: 3 },
    base_instructions: { kind: "area", most: 100_000, rows: 9 },
    skill: { kind: "skill" },
  },
  manner: {
    send_initial_message: yesNo(true),
    end_call_on_goodbye: yesNo(true),
    goodbye_phrases: { kind: "lines", phrases: "goodbye_phrases" },
    enable_cutoff_responses: yesNo(true),
    cutoff_responses: { kind: "lines", phrases: "cutoff_responses" },
  },
  listening: {
    send_filler_words: yesNo(false),
    filler_words: { kind: "lines", phrases: "fillers" },
    allow_interruption: yesNo(true),
    interruption_sensitivity: { kind: "choice", options: ["low", "medium", "high"], usual: "high" },
    allowed_idle_seconds: number(10),
    check_human_presence: yesNo(true),
    check_human_presence_count: number(2),
  },
  voice: { voice_id: text(1_000), voice_speed: number(), voice_stability: number() },
  model: { temperature: number(0.3), model_name: text(1_000) },
  kept: {
    capabilities: { kind: "lines" },
    functionality: text(1_000),
    is_inbound: yesNo(),
    inbound_capability: text(1_000),
    lead_qualification: { kind: "area", most: 10_000, rows: 3 },
    model_provider: text(1_000),
    optimize_streaming_latency: yesNo(),
    interaction_settings: { kind: "json" },
  },
};

export const GROUPS = Object.keys(FIELDS) as Group[];
export const kindsOf = (group: Group) => Object.entries(FIELDS[group]) as [FieldName, Kind][];
const ALL = GROUPS.flatMap(kindsOf);

export interface AgentForm {
  isActive: boolean;
  fields: Record<FieldName, string>;
  lists: Record<ListName, string[]>;
}

export function formOf(agent?: Agent): AgentForm {
  const shown = ALL.map(([name]) => [name, asText(agent?.[name])] as const);
  return {
    isActive: agent?.is_active ?? true,
    fields: Object.fromEntries(shown) as Record<FieldName, string>,
    lists: { actions: agent?.actions ?? [], global_actions: agent?.global_actions ?? [], skills: agent?.skills ?? [] },
  };
}

/**
 * What stands in the form otherwise than in the agent: null where a setting is taken away. What nobody touched is not
 * sent, so that what somebody else changes at the same time stays.
 */
export function changesOf(form: AgentForm, agent?: Agent): AgentSettings {
  const [before, now] = [settingsOf(formOf(agent)), settingsOf(form)];
  const isOther = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(before[name]);
  return Object.fromEntries(Object.entries(now).filter(isOther));
}

function settingsOf(form: AgentForm): Record<string, unknown> {
  const given = ALL.map(([name, kind]) => [name, valueOf(form.fields[name], kind)] as const);
  return { is_active: form.isActive, ...form.lists, ...Object.fromEntries(given) };
}

/** Fields in which stands what cannot be sent at all. */
export function unreadable(form: AgentForm): { field: FieldName; kind: "json" | "number" }[] {
  return ALL.flatMap(([field, { kind }]) => {
    const written = form.fields[field];
    const isBroken = written.trim() !== "" && ((kind === "json" && readObject(written) === null) || (kind === "number" && Number.isNaN(readNumber(written))));
    return isBroken && (kind === "json" || kind === "number") ? [{ field, kind }] : [];
  });
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join("\n");
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

function valueOf(written: string, { kind }: Kind): unknown {
  if (written.trim() === "") return null;
  if (kind === "yesNo") return written === "yes";
  // What is no number keeps its letters: so it counts as a change.
  if (kind === "number") return Number.isNaN(readNumber(written)) ? written : readNumber(written);
  if (kind === "lines") return written.split("\n").map((line) => line.trim()).filter(Boolean);
  return kind === "json" ? (readObject(written) ?? written) : written.trim();
}

/** Some write the decimals behind a comma. */
const readNumber = (written: string) => Number(written.trim().replace(",", "."));

function readObject(written: string): object | null {
  try {
    const read: unknown = JSON.parse(written);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}
