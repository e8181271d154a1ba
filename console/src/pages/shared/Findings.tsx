/** What the conversation was about, and who undertook what. */
import { t } from "../../texts";
import { Badge } from "../../ui/Badge";
import { date } from "../../ui/format";
import { Panel } from "../../ui/Page";
import type { Shared } from "./queries";

export function Summary({ summary }: { summary: NonNullable<Shared["summary"]> }) {
  // The points may be the very sentences of the text.
  const points = summary.points.filter((point) => !summary.text.includes(point.text));
  return (
    <Panel title={t("conversations.shared.summary")}>
      <p className="shared-text">{summary.text}</p>
      {points.length > 0 && <ul className="shared-list">{points.map((point, index) => <li key={index}>{point.text}</li>)}</ul>}
    </Panel>
  );
}

export function ActionItems({ items }: { items: Shared["action_items"] }) {
  return (
    <Panel title={t("conversations.shared.actionItems")}>
      <ul className="shared-list">
        {items.map((item) => (
          <li key={item.id}>
            <span className="shared-item">
              <strong>{item.title}</strong>
              <Badge tone={item.is_done ? "good" : "plain"}>{t(item.is_done ? "conversations.shared.done" : "conversations.shared.open")}</Badge>
            </span>
            {(item.assignee_name || item.due_on) && <span className="shared-soft">{facts(item)}</span>}
            {item.description && <span className="shared-soft">{item.description}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function facts(item: Shared["action_items"][number]): string {
  const who = item.assignee_name && t("conversations.shared.assignee", { name: item.assignee_name });
  const when = item.due_on && t("conversations.shared.due", { date: date(`${item.due_on}T00:00:00`) });
  return [who, when].filter(Boolean).join(", ");
}
