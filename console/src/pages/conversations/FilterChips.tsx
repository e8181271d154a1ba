/** What narrows the list, in words, each with a way to be rid of it. */
import { t, type TextKey } from "../../texts";
import { Button } from "../../ui/Button";
import { isDay } from "../../ui/days";
import { date, dateTime } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { useProjectChoices } from "../quality/shared/queries";
import { FILTERS, type FilterName, type Filters } from "./filters";
import { useOwners, useSignalDefinitions, useTags } from "./queries";

const LABELS: Record<FilterName, TextKey> = {
  kind: "conversations.filter.kind",
  status: "conversations.filter.status",
  sentiment: "conversations.filter.sentiment",
  tag_id: "conversations.filter.tag",
  owner_user_id: "conversations.filter.owner",
  project_id: "conversations.filter.project",
  signal_definition_id: "conversations.filter.signal",
  signal_value: "conversations.filter.answer",
  has_open_action_items: "conversations.filter.actionItems",
  from: "conversations.filter.from",
  to: "conversations.filter.to",
};

export function FilterChips({ filters, onChange, onClear }: { filters: Filters; onChange(changes: Record<string, undefined>): void; onClear(): void }) {
  const words = useWords(filters);
  const active = FILTERS.filter((name) => filters[name]);
  if (active.length === 0) return null;
  return (
    <ul className="filters-chips" aria-label={t("conversations.filter.active", { count: active.length })}>
      {active.map((name) => {
        const [label, value] = [t(LABELS[name]), words(name, filters[name] ?? "")];
        return (
          <li key={name}>
            <button type="button" aria-label={t("conversations.filter.remove", { name: label, value })} onClick={() => onChange({ [name]: undefined })}>
              {label}: {value} <Icon name="close" size={14} />
            </button>
          </li>
        );
      })}
      <li><Button look="quiet" onClick={onClear}>{t("conversations.filter.clear")}</Button></li>
    </ul>
  );
}

/** The value of a filter as people call it. */
function useWords(filters: Filters): (name: FilterName, value: string) => string {
  const tags = useTags(Boolean(filters.tag_id));
  const owners = useOwners(Boolean(filters.owner_user_id));
  const projects = useProjectChoices(Boolean(filters.project_id));
  const definitions = useSignalDefinitions(Boolean(filters.signal_definition_id));
  return (name, value) => {
    const ids = value.split(",");
    const named = (rows: { id: string; name: string }[] | undefined) =>
      ids.map((id) => rows?.find((row) => row.id === id)?.name ?? t("common.unknown")).join(", ");
    switch (name) {
      case "kind":
      case "status":
      case "sentiment":
        return ids.map((word) => wordOf(name, word)).join(", ");
      case "tag_id":
        return named(tags.data?.data);
      case "owner_user_id":
        return named(owners.data);
      case "project_id":
        return named(projects.data);
      case "signal_definition_id":
        return named(definitions.data?.data.map((one) => ({ id: one.id, name: one.question })));
      case "signal_value":
        return value === "true" ? t("common.yes") : value === "false" ? t("common.no") : value;
      case "has_open_action_items":
        return t(value === "true" ? "conversations.filter.open" : "conversations.filter.noneOpen");
      case "from":
      case "to":
        return isDay(value) ? date(`${value}T00:00:00`) : Number.isNaN(Date.parse(value)) ? value : dateTime(value);
    }
  };
}

const WORDS: Partial<Record<string, TextKey>> = {
  "kind call": "conversations.call",
  "kind meeting": "conversations.meeting",
  "kind chat": "conversations.chat",
  "kind email": "conversations.email",
  "status pending": "conversations.status.pending",
  "status processing": "conversations.status.processing",
  "status completed": "conversations.status.completed",
  "status failed": "conversations.status.failed",
  "sentiment positive": "conversations.sentiment.positive",
  "sentiment neutral": "conversations.sentiment.neutral",
  "sentiment negative": "conversations.sentiment.negative",
};

function wordOf(name: FilterName, word: string): string {
  const key = WORDS[`${name} ${word}`];
  return key ? t(key) : word;
}
