/** A skill as its form has it, and as the API has it. */
import type { Skill, SkillDraft } from "./queries";

export interface SkillForm {
  name: string;
  isActive: boolean;
  description: string;
  language: string;
  initial: string;
  prompt: string;
  /** JSON. */
  routing: string;
}

export function formOf(skill: Skill | undefined): SkillForm {
  const conditions = skill?.routing_conditions ?? {};
  return {
    name: skill?.name ?? "",
    isActive: skill?.is_active ?? true,
    description: skill?.description ?? "",
    language: skill?.language ?? "",
    initial: skill?.initial_message ?? "",
    prompt: skill?.prompt ?? "",
    routing: Object.keys(conditions).length > 0 ? JSON.stringify(conditions, null, 2) : "",
  };
}

export function draftOf(form: SkillForm): SkillDraft {
  return {
    name: form.name,
    is_active: form.isActive,
    description: form.description.trim() || null,
    language: form.language.trim() || null,
    initial_message: form.initial.trim() || null,
    prompt: form.prompt.trim() || null,
    routing_conditions: form.routing.trim() === "" ? null : (JSON.parse(form.routing) as SkillDraft["routing_conditions"]),
  };
}

/** Whether a JSON object stands there, or nothing. */
export function isObject(written: string): boolean {
  if (written.trim() === "") return true;
  try {
    const read: unknown = JSON.parse(written);
    return typeof read === "object" && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
}
