/** An action as its form has it, and as the API has it. */
import type { Action, ActionDraft, Method, Trial } from "./queries";

export const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
export const TYPES = ["string", "number", "integer", "boolean"] as const;
export type TypeName = (typeof TYPES)[number];

/** Rows keep their place in the page by a key of their own, whatever is written in them. */
export interface PairRow {
  key: string;
  name: string;
  value: string;
}

export interface VariableRow {
  key: string;
  name: string;
  description: string;
  type: TypeName;
  isRequired: boolean;
}

export interface ActionForm {
  name: string;
  description: string;
  waiting: string;
  method: Method;
  url: string;
  headers: PairRow[];
  params: PairRow[];
  variables: VariableRow[];
}

let made = 0;
const nextKey = () => String((made += 1));

export const newPair = (name = "", value = ""): PairRow => ({ key: nextKey(), name, value });
export const newVariable = (): VariableRow => ({ key: nextKey(), name: "", description: "", type: "string", isRequired: false });

export function formOf(action: Action | undefined): ActionForm {
  return {
    name: action?.name ?? "",
    description: action?.description ?? "",
    waiting: action?.waiting_message ?? "",
    method: action?.method ?? "GET",
    url: action?.url ?? "",
    headers: (action?.headers ?? []).map((pair) => newPair(pair.key, pair.value)),
    params: (action?.query_params ?? []).map((pair) => newPair(pair.key, pair.value)),
    variables: (action?.input_variables ?? []).map((variable) => ({
      key: nextKey(),
      name: variable.name,
      description: variable.description ?? "",
      type: TYPES.find((type) => type === variable.data_type) ?? "string",
      isRequired: variable.is_required,
    })),
  };
}

/** The form without rows in which nothing stands: so the server's places of what it refuses are those of the form. */
export function withoutBlanks(form: ActionForm): ActionForm {
  const isPair = (row: PairRow) => row.name.trim() !== "" || row.value.trim() !== "";
  return {
    ...form,
    headers: form.headers.filter(isPair),
    params: form.params.filter(isPair),
    variables: form.variables.filter((row) => row.name.trim() !== "" || row.description.trim() !== ""),
  };
}

export function draftOf(form: ActionForm): ActionDraft {
  const pairs = (rows: PairRow[]) => rows.map((row) => ({ key: row.name.trim(), value: row.value }));
  return {
    name: form.name.trim() || null,
    description: form.description.trim() || null,
    waiting_message: form.waiting.trim() || null,
    method: form.method,
    url: form.url.trim() || null,
    headers: pairs(form.headers),
    query_params: pairs(form.params),
    input_variables: form.variables.map((row) => ({
      name: row.name.trim(),
      description: row.description.trim() || null,
      is_required: row.isRequired,
      data_type: row.type,
    })),
  };
}

/** What of a try-out changes its answer: what an action is called, and what is said of it, does not. */
export function requestOf({ action, values }: Trial) {
  const { method, url, headers, query_params, input_variables } = action;
  return { method, url, headers, query_params, input_variables, values };
}

/** Whether a request of that method carries the values in its body. */
export function hasBody(method: Method): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}

/** Whether a header holds what should rather be a secret of the server's. */
export function looksSecret({ name, value }: PairRow): boolean {
  return /authori[sz]ation|api-?key|token|secret|password|cookie/i.test(name) && value.trim() !== "" && !/\{\{.+\}\}/.test(value);
}
