/** A rule as its form has it, and as the API has it. What the form has no field for stays as it came. */
import type { SignalDefinition } from "../shared/queries";
import { type HeaderRow, headersOf, rowsOf } from "../shared/HeadersEditor";
import { fromField, toField } from "../shared/instants";
import { linesOf, textOf } from "../shared/lines";
import type { Trigger, Workflow, WorkflowAction, WorkflowDraft, WorkflowFilter } from "./queries";

export const TRIGGERS = ["insights_ready", "transcript_ready", "signal"] as const;
export const COMPARISONS = ["is", "is_not", "at_least", "at_most", "contains"] as const;
export const KINDS = ["call", "meeting", "chat", "email"] as const;
export const STATUSES = ["pending", "processing", "completed", "failed"] as const;
export const ACTIONS = ["recap_mail", "http_call", "tag"] as const;
export const METHODS = ["POST", "PUT", "PATCH"] as const;
/** Lists of ids: one a line. */
export const BUCKETS = ["company_ids", "crm_companies", "contact_ids", "crm_contacts", "crm_deals"] as const;
/** Bounds of time: `gte` and `lt` have fields. */
export const PERIODS = ["started_at", "updated_at"] as const;

export type Method = (typeof METHODS)[number];

export interface TriggerForm {
  type: (typeof TRIGGERS)[number];
  definitionId: string;
  comparison: (typeof COMPARISONS)[number];
  value: string;
}

export interface FilterForm {
  kinds: (typeof KINDS)[number][];
  statuses: (typeof STATUSES)[number][];
  search: string;
  buckets: Record<(typeof BUCKETS)[number], string>;
  periods: Record<(typeof PERIODS)[number], { gte: string; lt: string }>;
}

export interface ActionForm {
  /** Tells it from the others while they are moved. */
  key: string;
  type: (typeof ACTIONS)[number];
  to: ("participants" | "owner")[];
  extra: string;
  method: Method;
  url: string;
  headers: HeaderRow[];
  body: string;
  tagId: string;
}

export interface WorkflowForm {
  name: string;
  isOn: boolean;
  when: TriggerForm;
  filter: FilterForm;
  actions: ActionForm[];
  /** As it came: bounds of time for which there are no fields. */
  given: WorkflowFilter;
}

let made = 0;

export function newAction(): ActionForm {
  made += 1;
  return { key: `action ${made}`, type: "tag", to: ["participants"], extra: "", method: "POST", url: "", headers: [], body: "{}", tagId: "" };
}

export function formOf(workflow: Workflow | undefined): WorkflowForm {
  const filter = workflow?.filter ?? {};
  return {
    name: workflow?.name ?? "",
    isOn: workflow?.enabled ?? true,
    when: triggerForm(workflow?.when),
    filter: {
      kinds: [...(filter.kinds ?? [])],
      statuses: [...(filter.statuses ?? [])],
      search: filter.search ?? "",
      buckets: {
        company_ids: textOf(filter.company_ids),
        crm_companies: textOf(filter.crm_companies),
        contact_ids: textOf(filter.contact_ids),
        crm_contacts: textOf(filter.crm_contacts),
        crm_deals: textOf(filter.crm_deals),
      },
      periods: { started_at: periodForm(filter.started_at), updated_at: periodForm(filter.updated_at) },
    },
    actions: workflow ? workflow.actions.map(actionForm) : [newAction()],
    given: filter,
  };
}

export function draftOf(form: WorkflowForm, definitions: readonly SignalDefinition[]): WorkflowDraft {
  return {
    name: form.name,
    enabled: form.isOn,
    when: triggerOf(form.when, definitions),
    filter: filterOf(form),
    actions: form.actions.map(actionOf),
  };
}

function triggerForm(when: Trigger | undefined): TriggerForm {
  if (when?.type !== "signal") return { type: when?.type ?? "insights_ready", definitionId: "", comparison: "is", value: "" };
  return { type: "signal", definitionId: when.signal_definition_id, comparison: when.comparison, value: String(when.value) };
}

function triggerOf({ type, definitionId, comparison, value }: TriggerForm, definitions: readonly SignalDefinition[]): Trigger {
  if (type !== "signal") return { type };
  const kind = definitions.find((one) => one.id === definitionId)?.kind.type;
  return { type, signal_definition_id: definitionId, comparison, value: valueOf(value, kind) };
}

/** What was typed, as a question of this kind is answered. What does not fit goes as text: the server says what is wrong. */
function valueOf(text: string, kind: string | undefined): boolean | number | string {
  if (kind === "yes_no") return text !== "false";
  const number = Number(text);
  return kind === "number" && text.trim() !== "" && !Number.isNaN(number) ? number : text;
}

type Period = NonNullable<WorkflowFilter["started_at"]>;

function periodForm(period: Period | null | undefined): { gte: string; lt: string } {
  return { gte: toField(period?.gte), lt: toField(period?.lt) };
}

function periodOf({ gte, lt }: { gte: string; lt: string }, given: Period | null | undefined): Period | null {
  const bounds = { gt: given?.gt, gte: kept(gte, given?.gte), lt: kept(lt, given?.lt), lte: given?.lte };
  const set = Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound != null));
  return Object.keys(set).length > 0 ? set : null;
}

/** A field shows minutes: where nobody changed it, the seconds that came stay. */
function kept(field: string, given: string | null | undefined): string | null {
  return given && toField(given) === field ? given : fromField(field);
}

function filterOf({ filter, given }: WorkflowForm): WorkflowFilter {
  const list = <T,>(items: T[]) => (items.length > 0 ? items : null);
  const members: WorkflowFilter = {
    kinds: list(filter.kinds),
    statuses: list(filter.statuses),
    search: filter.search.trim() || null,
    started_at: periodOf(filter.periods.started_at, given.started_at),
    updated_at: periodOf(filter.periods.updated_at, given.updated_at),
  };
  for (const bucket of BUCKETS) members[bucket] = list(linesOf(filter.buckets[bucket]));
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function actionForm(action: WorkflowAction): ActionForm {
  const blank = { ...newAction(), type: action.type };
  switch (action.type) {
    case "recap_mail":
      return { ...blank, to: [...(action.to ?? [])], extra: textOf(action.extra) };
    case "http_call":
      return { ...blank, method: action.method, url: action.url, headers: rowsOf(action.headers), body: action.body };
    case "tag":
      return { ...blank, tagId: action.tag_id };
  }
}

function actionOf({ type, to, extra, method, url, headers, body, tagId }: ActionForm): WorkflowAction {
  switch (type) {
    case "recap_mail":
      return { type, to, extra: linesOf(extra) };
    case "http_call":
      return { type, method, url, headers: headersOf(headers), body };
    case "tag":
      return { type, tag_id: tagId };
  }
}
