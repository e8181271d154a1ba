/** What a knowledge base is, beside its sources, as its form has it, and as the API has it. */
import type { Knowledge, KnowledgeDraft } from "./queries";

export interface KnowledgeForm {
  title: string;
  description: string;
  isForAll: boolean;
  agentIds: string[];
  refresh: string;
}

export function formOf(base?: Knowledge): KnowledgeForm {
  return {
    title: base?.title ?? "",
    description: base?.description ?? "",
    isForAll: (base?.agent_ids.length ?? 0) === 0,
    agentIds: base?.agent_ids ?? [],
    refresh: base?.refresh ?? "manual",
  };
}

export function draftOf(form: KnowledgeForm): KnowledgeDraft {
  return {
    // One name is enough for people: both of the API's are that.
    name: form.title.trim(),
    title: form.title.trim(),
    description: form.description.trim() || null,
    agent_ids: form.isForAll ? [] : form.agentIds,
    refresh: form.refresh,
  };
}
