/** One conversation in the list: a row of the table, or a card where the window is narrow. */
import { memo } from "react";
import { Link } from "react-router";

import { t } from "../../texts";
import { Badge } from "../../ui/Badge";
import { clock, dateTime, number } from "../../ui/format";
import { Icon, type IconName } from "../../ui/Icon";
import type { Sentiment } from "./filters";
import type { Row as Conversation } from "./queries";

const ICONS: Record<Conversation["kind"], IconName> = { call: "phone", meeting: "people", chat: "comment", email: "conversations" };
const MOST_TAGS = 3;
/** Left out of a card: in a table the place has to be filled. */
const NONE = "conversations-none";
/** Good or bad beyond this, as the server's filter has it. */
const FELT = 0.25;

interface Props {
  row: Conversation;
  isSelected: boolean;
  /** `isRange`: with all rows from the one that was selected last. */
  onSelect(id: string, isRange: boolean): void;
}

export const Row = memo(function Row({ row, isSelected, onSelect }: Props) {
  return (
    <tr className="conversations-row" data-selected={isSelected || undefined} data-id={row.id}>
      <td className="conversations-pick">
        <label>
          <input type="checkbox" checked={isSelected} onChange={(event) => onSelect(row.id, (event.nativeEvent as MouseEvent).shiftKey)} />
          <span className="visually-hidden">{t("conversations.list.select", { title: row.title })}</span>
        </label>
      </td>
      <td className="conversations-what">
        <Link className="conversations-link" to={`/conversations/${row.id}`}>{row.title}</Link>
        <span className="conversations-people">{people(row)}</span>
      </td>
      <td data-title={t("conversations.list.started")}>
        <span className="conversations-when">{dateTime(row.started_at)}</span>
        <span className="conversations-people">
          <Icon name={ICONS[row.kind]} size={15} /> {t(`conversations.${row.kind}`)}
          {row.duration_seconds != null && ` · ${clock(row.duration_seconds)}`}
        </span>
      </td>
      <td className={`conversations-tags ${row.tags.length === 0 ? NONE : ""}`} data-title={t("conversations.list.tags")}><Tags row={row} /></td>
      <td className={row.sentiment_overall == null ? NONE : undefined} data-title={t("conversations.list.sentiment")}><Feeling value={row.sentiment_overall} /></td>
      <td className={`table-number ${row.note == null ? NONE : ""}`} data-title={t("conversations.list.score")}>{number(row.note, 1)}</td>
      <td data-title={t("conversations.list.status")}>
        <span className="conversations-badges">
          <Status row={row} />
          {row.is_private && <Badge>{t("conversations.private")}</Badge>}
        </span>
      </td>
    </tr>
  );
});

function people(row: Conversation): string {
  return row.participants.map((person) => person.name ?? t(`conversations.${person.role}`)).join(", ");
}

function Tags({ row }: { row: Conversation }) {
  if (row.tags.length === 0) return <span aria-hidden="true">–</span>;
  const more = row.tags.length - MOST_TAGS;
  return (
    <span className="conversations-badges">
      {row.tags.slice(0, MOST_TAGS).map((tag) => <Badge key={tag.id}>{tag.name}</Badge>)}
      {more > 0 && <Badge title={row.tags.slice(MOST_TAGS).map((tag) => tag.name).join(", ")}>{t("conversations.list.moreTags", { count: more })}</Badge>}
    </span>
  );
}

function Feeling({ value }: { value: number | null | undefined }) {
  if (value == null) return <><span aria-hidden="true">–</span><span className="visually-hidden">{t("conversations.sentiment.unknown")}</span></>;
  const feeling: Sentiment = value > FELT ? "positive" : value < -FELT ? "negative" : "neutral";
  const tone = { positive: "good", neutral: "plain", negative: "bad" } as const;
  return <Badge tone={tone[feeling]}>{t(`conversations.sentiment.${feeling}`)}</Badge>;
}

/** How far the processing is: what failed is said before what is still on its way. */
function Status({ row }: { row: Conversation }) {
  const { stages_open: open, stages_failed: failed } = row;
  return (
    <>
      {failed > 0 && <Badge tone="bad"><Icon name="warning" size={14} /> {t("conversations.status.stagesFailed", { count: failed })}</Badge>}
      {open > 0 && <Badge tone="accent"><Icon name="clock" size={14} /> {t("conversations.status.open", { count: open })}</Badge>}
      {failed === 0 && open === 0 && (row.processing_status === "completed"
        ? <Badge tone="good"><Icon name="check" size={14} /> {t("conversations.status.ready")}</Badge>
        : <Badge tone={row.processing_status === "failed" ? "bad" : "plain"}>{t(`conversations.status.${row.processing_status}`)}</Badge>)}
    </>
  );
}
