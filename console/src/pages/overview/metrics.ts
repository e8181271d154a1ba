/** The numbers that are shown: how each is written and drawn, and which conversations are behind it. */
import { t } from "../../texts";
import { number, percent } from "../../ui/format";
import type { Numbers, Overview } from "./queries";

export interface Metric {
  name: keyof Numbers;
  kind: "line" | "bars";
  format(value: number | null | undefined): string;
  isWhole?: boolean;
  /** What narrows the list of conversations beyond the range. */
  filters: Record<string, string>;
}

const NONE = "–";
const hours = (value: number | null | undefined) => (value == null ? NONE : t("overview.hoursValue", { value: number(value, value < 1 ? 2 : 1) }));
const seconds = (value: number | null | undefined) => (value == null ? NONE : t("overview.secondsValue", { value: number(value / 1000, 1) }));
const whole = (value: number | null | undefined) => number(value);
const decimal = (value: number | null | undefined) => number(value, 1);
const share = (value: number | null | undefined) => percent(value);

export const METRICS: Metric[] = [
  { name: "conversations", kind: "bars", format: whole, isWhole: true, filters: {} },
  { name: "hours", kind: "bars", format: hours, filters: {} },
  { name: "negative_share", kind: "line", format: share, filters: { sentiment: "negative" } },
  { name: "signals_found", kind: "bars", format: whole, isWhole: true, filters: {} },
  { name: "average_note", kind: "line", format: decimal, filters: {} },
  { name: "talk_ratio_agent", kind: "line", format: share, filters: {} },
  { name: "response_latency_p50_ms", kind: "line", format: seconds, filters: {} },
  { name: "open_action_items", kind: "bars", format: whole, isWhole: true, filters: { has_open_action_items: "true" } },
];

/** The address of the conversations behind a number. */
export function behind(range: Pick<Overview, "from" | "to">, projectId: string | undefined, filters: Record<string, string>): string {
  const project: Record<string, string> = projectId ? { project_id: projectId } : {};
  return `/conversations?${new URLSearchParams({ from: range.from, to: range.to, ...project, ...filters })}`;
}
