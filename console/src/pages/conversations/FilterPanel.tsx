/** All filters of the list. What can be chosen is asked for when the panel is opened. */
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";

import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { DayInput } from "../../ui/DayInput";
import { dayOf } from "../../ui/days";
import { Field, Input, Select } from "../../ui/Field";
import { messageOf } from "../../ui/State";
import { useProjectChoices } from "../quality/shared/queries";
import { type FilterName, type Filters, KINDS, SENTIMENTS, STATUSES } from "./filters";
import { useOwners, useSignalDefinitions, useTags } from "./queries";

type OnChange = (changes: Record<string, string | undefined>) => void;
interface Props {
  filters: Filters;
  onChange: OnChange;
}

export function FilterPanel({ filters, onChange }: Props) {
  const { session } = useAccount();
  const [tags, owners, projects] = [useTags(), useOwners(), useProjectChoices()];
  const ownerName = (id: string, name: string) => (id === session.user?.id ? t("conversations.filter.me", { name }) : name);
  const choose = (name: FilterName) => ({ name, value: filters[name], onChange });
  return (
    <div id="conversation-filters" className="filters-panel" role="group" aria-label={t("conversations.filter.panel")}>
      <Choice {...choose("kind")} label={t("conversations.filter.kind")}>
        {KINDS.map((kind) => <option key={kind} value={kind}>{t(`conversations.${kind}`)}</option>)}
      </Choice>
      <Choice {...choose("status")} label={t("conversations.filter.status")}>
        {STATUSES.map((status) => <option key={status} value={status}>{t(`conversations.status.${status}`)}</option>)}
      </Choice>
      <Choice {...choose("sentiment")} label={t("conversations.filter.sentiment")}>
        {SENTIMENTS.map((feeling) => <option key={feeling} value={feeling}>{t(`conversations.sentiment.${feeling}`)}</option>)}
      </Choice>
      <Choice {...choose("has_open_action_items")} label={t("conversations.filter.actionItems")}>
        <option value="true">{t("conversations.filter.open")}</option>
        <option value="false">{t("conversations.filter.noneOpen")}</option>
      </Choice>
      <Choice {...choose("tag_id")} label={t("conversations.filter.tag")} query={tags}>
        {tags.data?.data.map((tag) => <option key={tag.id} value={tag.id}>{tag.name}</option>)}
      </Choice>
      <Choice {...choose("owner_user_id")} label={t("conversations.filter.owner")} query={owners}>
        {owners.data?.map((user) => <option key={user.id} value={user.id}>{ownerName(user.id, user.name)}</option>)}
      </Choice>
      <Choice {...choose("project_id")} label={t("conversations.filter.project")} query={projects}>
        {projects.data?.map((project) => <option key={project.id} value={project.id}>{project.name}</option>)}
      </Choice>
      <SignalChoice filters={filters} onChange={onChange} />
      <Field label={t("conversations.filter.from")}>
        <DayInput value={dayOf(filters.from)} onDay={(from) => onChange({ from })} />
      </Field>
      <Field label={t("conversations.filter.to")}>
        <DayInput value={dayOf(filters.to, true)} onDay={(to) => onChange({ to })} />
      </Field>
    </div>
  );
}

/** A question of the workspace, and the answer to it. */
function SignalChoice({ filters, onChange }: Props) {
  const definitions = useSignalDefinitions();
  const { signal_definition_id: id, signal_value: answer } = filters;
  const kind = definitions.data?.data.find((one) => one.id === id)?.kind;
  const answered = { name: "signal_value" as const, value: answer, onChange, label: t("conversations.filter.answer") };
  return (
    <>
      <Choice
        name="signal_definition_id"
        value={id}
        label={t("conversations.filter.signal")}
        query={definitions}
        onChange={(change) => onChange({ ...change, signal_value: undefined })}
      >
        {definitions.data?.data.map((one) => <option key={one.id} value={one.id}>{one.question}</option>)}
      </Choice>
      {kind?.type === "yes_no" && (
        <Choice {...answered} any={t("conversations.filter.anyAnswer")}>
          <option value="true">{t("common.yes")}</option>
          <option value="false">{t("common.no")}</option>
        </Choice>
      )}
      {kind?.type === "choice" && (
        <Choice {...answered} any={t("conversations.filter.anyAnswer")}>
          {kind.options.map((option) => <option key={option} value={option}>{option}</option>)}
        </Choice>
      )}
      {(kind?.type === "number" || kind?.type === "text") && (
        <AnswerField answer={answer ?? ""} onChange={onChange} />
      )}
    </>
  );
}

function AnswerField({ answer, onChange }: { answer: string; onChange: OnChange }) {
  const [text, setText] = useState(answer);
  // It may be taken away beside the field.
  useEffect(() => setText(answer), [answer]);
  return (
    <Field label={t("conversations.filter.answer")}>
      <Input
        value={text}
        maxLength={200}
        placeholder={t("conversations.filter.anyAnswer")}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== answer && onChange({ signal_value: text })}
        onKeyDown={(event) => event.key === "Enter" && onChange({ signal_value: text })}
      />
    </Field>
  );
}

function Choice(props: {
  name: FilterName;
  label: string;
  value: string | undefined;
  any?: string;
  query?: UseQueryResult<unknown>;
  onChange: OnChange;
  children: ReactNode;
}) {
  const failed = props.query?.error && t("conversations.filter.notLoaded", { message: messageOf(props.query.error) });
  return (
    <Field label={props.label} error={failed || undefined}>
      <Select value={props.value ?? ""} aria-busy={props.query?.isPending || undefined} onChange={(event) => props.onChange({ [props.name]: event.target.value })}>
        <option value="">{props.any ?? t("conversations.filter.any")}</option>
        {props.children}
      </Select>
    </Field>
  );
}
