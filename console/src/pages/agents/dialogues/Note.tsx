/** What people do beside a dialogue: note something on it, or let another agent go on with it. */
import { type FormEvent, useRef, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, Select, TextArea } from "../../../ui/Field";
import { Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { Refused, refusalOf } from "../../../ui/Refused";
import { useAgentRoster } from "../shared/roster";
import { type Dialogue, useChangeDialogue } from "./queries";

export function Note({ dialogue }: { dialogue: Dialogue }) {
  const [note, setNote] = useState(dialogue.note ?? "");
  const change = useChangeDialogue(dialogue.id);
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ note: note.trim() || null }, { onSuccess: () => tell.done(t("dialogues.one.noteSaved")) });
  };
  return (
    <Panel>
      <form className="form" onSubmit={submit}>
        <Field label={t("dialogues.one.note")} hint={t("dialogues.one.noteHint")} error={refusalOf(change.error, "note")}>
          <TextArea rows={3} maxLength={10_000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <Refused error={change.error} isShown={(field) => field === "note"} />
        <div className="agent-part-buttons"><Button type="submit" isBusy={change.isPending}>{t("common.save")}</Button></div>
      </form>
    </Panel>
  );
}

export function HandOver({ dialogue }: { dialogue: Dialogue }) {
  const agents = useAgentRoster();
  const change = useChangeDialogue(dialogue.id);
  const tell = useTell();
  // With arrow keys one passes others on the way to the one that is meant: nothing is sent before the button is pressed.
  const [chosen, setChosen] = useState<string | null>(null);
  const select = useRef<HTMLSelectElement>(null);
  const hand = (id: string, name: string) =>
    change.mutate(
      { agent_id: id },
      {
        onSuccess: () => {
          setChosen(null);
          select.current?.focus();
          tell.done(t("dialogues.one.handedOver", { name }));
        },
      },
    );
  return (
    <Panel>
      <Loaded query={agents} rows={2}>
        {(all) => {
          const able = all.filter((agent) => agent.isActive && !agent.isHuman);
          const isKnown = able.some((agent) => agent.id === dialogue.agent_id);
          const next = able.find((agent) => agent.id === chosen && agent.id !== dialogue.agent_id);
          const submit = (event: FormEvent) => {
            event.preventDefault();
            if (next) hand(next.id, next.name);
          };
          return (
            <form className="form" onSubmit={submit}>
              <Field label={t("dialogues.one.goesOn")} error={refusalOf(change.error, "agent_id")}>
                <Select ref={select} value={chosen ?? dialogue.agent_id} onChange={(event) => setChosen(event.target.value)}>
                  {!isKnown && <option value={dialogue.agent_id}>{dialogue.agent_name}</option>}
                  {able.map((agent) => <option key={agent.id} value={agent.id}>{agent.name}</option>)}
                </Select>
              </Field>
              <div className="agent-part-buttons"><Button type="submit" disabled={!next} isBusy={change.isPending}>{t("dialogues.one.handOver")}</Button></div>
            </form>
          );
        }}
      </Loaded>
      <Refused error={change.error} isShown={(field) => field === "agent_id"} />
    </Panel>
  );
}
