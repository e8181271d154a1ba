/** What agents hold and have held, the newest first, as it happens. */
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { Field, Select } from "../../../ui/Field";
import { dateTime } from "../../../ui/format";
import { Page } from "../../../ui/Page";
import { Empty, Loaded, messageOf } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { ListMore } from "../../../ui/ListMore";
import { useAgentRoster } from "../shared/roster";
import { type Dialogue, type DialogueQuery, LIST, useDialogues } from "./queries";
import { useLiveDialogues } from "./useLiveDialogues";
import { CHANNELS, customerOf, DialogueState, STATUSES } from "./words";
import "../shared/parts.css";
import "./dialogues.css";

type FilterName = "status" | "channel" | "agent";

const COLUMNS: Column<Dialogue>[] = [
  {
    key: "customer",
    title: t("dialogues.column.customer"),
    cell: (one) => (
      <>
        <Link to={`/agents/conversations/${one.id}`}>{customerOf(one)}</Link> {one.is_test && <Badge>{t("dialogues.test")}</Badge>}
        {one.note && <p className="agent-part-soft">{one.note}</p>}
      </>
    ),
  },
  { key: "status", title: t("dialogues.column.status"), cell: (one) => <DialogueState status={one.status} /> },
  { key: "channel", title: t("dialogues.column.channel"), cell: (one) => t(`dialogues.channel.${one.channel}`) },
  { key: "agent", title: t("dialogues.column.agent"), cell: (one) => one.agent_name },
  { key: "messages", title: t("dialogues.column.messages"), isNumber: true, cell: (one) => one.message_count },
  { key: "began", title: t("dialogues.column.began"), cell: (one) => dateTime(one.started_at ?? one.created_at) },
];

export function DialogueList() {
  const { may } = useAccount();
  const [search, setSearch] = useSearchParams();
  const query: DialogueQuery = {
    status: STATUSES.find((status) => status === search.get("status")),
    channel: CHANNELS.find((channel) => channel === search.get("channel")),
    agent_id: search.get("agent") ?? undefined,
  };
  const isNarrowed = Object.values(query).some((value) => value !== undefined);
  const { isConnected } = useLiveDialogues(LIST);
  const dialogues = useDialogues(query, isConnected);
  const add = may("calls:write") && <ButtonLink look="primary" icon="plus" to="/agents/conversations/new">{t("dialogues.new")}</ButtonLink>;
  const set = (name: FilterName, value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    });
  const empty = isNarrowed ? (
    <Empty title={t("dialogues.emptyFiltered")}><Button onClick={() => setSearch({})}>{t("dialogues.clear")}</Button></Empty>
  ) : (
    <Empty title={t("dialogues.empty")}><p>{t("dialogues.emptyHint")}</p>{add}</Empty>
  );
  return (
    <Page title={t("dialogues.title")} actions={add}>
      <p className="agent-part-lead">{t("dialogues.lead")}</p>
      <Filters query={query} onChange={set} />
      {!isConnected && <p className="agent-part-soft" role="status">{t("dialogues.notLive")}</p>}
      <Loaded query={dialogues} isEmpty={(rows) => rows.length === 0} empty={empty}>
        {(rows) => <Table caption={t("dialogues.title")} columns={COLUMNS} rows={rows} keyOf={(one) => one.id} />}
      </Loaded>
      <ListMore query={dialogues} />
    </Page>
  );
}

function Filters({ query, onChange }: { query: DialogueQuery; onChange(name: FilterName, value: string): void }) {
  const agents = useAgentRoster();
  const failed = agents.error ? t("dialogues.filter.notLoaded", { message: messageOf(agents.error) }) : undefined;
  const choice = (name: FilterName, label: string, value: string | undefined, options: ReactNode, error?: string) => (
    <Field label={label} error={error}>
      <Select value={value ?? ""} onChange={(event) => onChange(name, event.target.value)}>
        <option value="">{t("dialogues.filter.any")}</option>
        {options}
      </Select>
    </Field>
  );
  return (
    <div className="dialogues-filters" role="group" aria-label={t("dialogues.filter.label")}>
      {choice("status", t("dialogues.filter.status"), query.status, STATUSES.map((status) => <option key={status} value={status}>{t(`dialogues.status.${status}`)}</option>))}
      {choice("channel", t("dialogues.filter.channel"), query.channel, CHANNELS.map((channel) => <option key={channel} value={channel}>{t(`dialogues.channel.${channel}`)}</option>))}
      {choice("agent", t("dialogues.filter.agent"), query.agent_id, agents.data?.map((agent) => <option key={agent.id} value={agent.id}>{agent.name}</option>), failed)}
    </div>
  );
}
