/** How often pages are read again, and whether agents find anything: in words. */
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import type { KnowledgeRow } from "./queries";

/** The times that are offered; another one is shown where it was set by the API. */
export const REFRESHES = ["manual", "1h", "12h", "1d", "1w"] as const;

/** `12h` as "Every 12 hours". */
export function refreshInWords(refresh: string): string {
  const found = /^(\d+)([hdw])$/.exec(refresh);
  if (!found) return t("knowledge.manual");
  const count = Number(found[1]);
  const unit = found[2] as "h" | "d" | "w";
  return t(`knowledge.every.${unit}`, { count });
}

export function KnowledgeState({ status }: Pick<KnowledgeRow, "status">) {
  return <Badge tone={status === "active" ? "good" : "warn"}>{t(`knowledge.status.${status}`)}</Badge>;
}
