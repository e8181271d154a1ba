/** What a knowledge base is, beside its sources, as its form has it, and as the API has it. */
import type { Knowledge, KnowledgeChange, KnowledgeDraft } from "./queries";

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

/** Whether no agent at all may look things up: to the server an empty list means all of them, so it has no word for that. */
export function isForNobody(form: KnowledgeForm): boolean {
  return !form.isForAll && form.agentIds.length === 0;
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

/** Fields that somebody changed here and somebody else meanwhile, into something else. */
export function fieldsOfBoth(form: KnowledgeForm, before: KnowledgeForm, now: KnowledgeForm): string[] {
  const [own, others] = [changesOf(form, before), changesOf(now, before)];
  const isOther = (name: string) => JSON.stringify(own[name as keyof KnowledgeChange]) !== JSON.stringify(others[name as keyof KnowledgeChange]);
  return Object.keys(own).filter((name) => name in others && isOther(name));
}

/** What somebody changed, and nothing else: the rest may be another one's work meanwhile. */
export function changesOf(form: KnowledgeForm, before: KnowledgeForm): KnowledgeChange {
  const [was, is] = [Object.entries(draftOf(before)), Object.entries(draftOf(form))];
  return Object.fromEntries(is.filter(([, value], at) => JSON.stringify(value) !== JSON.stringify(was[at]?.[1])));
}
