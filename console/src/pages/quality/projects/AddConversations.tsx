/** Choosing conversations that are to be scored in a project. */
import { useEffect, useRef, useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, Input, Select } from "../../../ui/Field";
import { dateTime } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useScorecards } from "../shared/queries";
import type { Project } from "../shared/types";
import { type Chosen, useAddConversations, useFound } from "./queries";

/** After this pause what somebody types is looked for. */
const PAUSE_MS = 250;

export function AddConversations({ project, onClose }: { project: Project; onClose(): void }) {
  const [text, setText] = useState("");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [scorecardId, setScorecardId] = useState("");
  const [handedOver, setHandedOver] = useState(0);
  const [isStopping, setStopping] = useState(false);
  const work = useRef<AbortController | null>(null);
  useEffect(() => () => work.current?.abort(), []);
  const tell = useTell();
  const found = useFound(search);
  const add = useAddConversations(project.id, setHandedOver);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const pick = (conversation: Chosen, isPicked: boolean) =>
    setChosen((now) => (isPicked ? [...now, conversation] : now.filter((one) => one.id !== conversation.id)));
  const submit = async () => {
    work.current = new AbortController();
    setStopping(false);
    const { done, left, failed } = await add.mutateAsync({ chosen, scorecardId, signal: work.current.signal });
    if (done > 0) tell.done(t("quality.projects.add.done", { count: done }));
    setChosen([...failed.map(({ conversation }) => conversation), ...left]);
    if (failed.length + left.length === 0) onClose();
  };
  const stop = () => {
    work.current?.abort();
    setStopping(true);
  };
  const failed = add.data?.failed ?? [];
  const isStopped = !add.isPending && (add.data?.left.length ?? 0) > 0;
  // Who closes it while it works wants it to end, and has to see what was done by then.
  const end = add.isPending ? stop : onClose;
  return (
    <Dialog title={t("quality.projects.add.title", { name: project.name })} isOpen isWide onClose={end}>
      <p className="quality-soft">{t("quality.projects.add.lead")}</p>
      <div className="form-row">
        <Field label={t("quality.projects.add.search")} hint={t("quality.projects.add.searchHint")}>
          <Input type="search" autoFocus autoComplete="off" maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <ScorecardChoice own={project.scorecard_id} value={scorecardId} onChange={setScorecardId} />
      </div>
      <Loaded
        query={found}
        rows={5}
        isEmpty={(rows) => rows.length === 0}
        empty={<p role="status">{t(search ? "quality.projects.add.nothing" : "quality.projects.add.nothingAtAll")}</p>}
      >
        {(rows) => (
          <ul className="projects-found" aria-label={t("quality.projects.add.found")} aria-busy={found.isPlaceholderData} tabIndex={0}>
            {rows.map(({ id, title, started_at: at, participants }) => (
              <li key={id}>
                <label>
                  <input
                    type="checkbox"
                    aria-label={t("quality.projects.add.pick", { title })}
                    checked={chosen.some((one) => one.id === id)}
                    disabled={add.isPending}
                    onChange={(event) => pick({ id, title }, event.target.checked)}
                  />
                  <span>
                    <span>{title}</span>
                    <span className="quality-soft projects-found-more">{[dateTime(at), ...participants.map((person) => person.name)].filter(Boolean).join(" · ")}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ListMore query={found} />
      {failed.length > 0 && (
        <div role="alert" className="field-error">
          <p>{t("quality.projects.add.failedTitle")}</p>
          <ul className="field-refused">
            {failed.map(({ conversation: { id, title }, message }) => <li key={id}>{t("quality.projects.add.failed", { title, message })}</li>)}
          </ul>
        </div>
      )}
      <p role="status" className="quality-soft">
        {add.isPending && t("quality.projects.add.working", { done: handedOver, count: chosen.length })}
        {isStopped && `${t("quality.projects.add.stopped", { count: add.data?.done ?? 0 })} `}
        {!add.isPending && chosen.length > 0 && t("quality.projects.add.chosen", { count: chosen.length })}
      </p>
      <div className="form-buttons">
        <Button isBusy={isStopping && add.isPending} onClick={end}>{t(add.isPending ? "common.stop" : "common.cancel")}</Button>
        <Button look="primary" isBusy={add.isPending} disabled={chosen.length === 0} onClick={() => void submit()}>{t("quality.projects.add.submit", { count: chosen.length })}</Button>
      </div>
    </Dialog>
  );
}

/** Once by another scorecard than the project's own. */
function ScorecardChoice({ own, value, onChange }: { own: string; value: string; onChange(id: string): void }) {
  const { may } = useAccount();
  const scorecards = useScorecards();
  if (!may("evaluations:read")) return null;
  return (
    <Field label={t("quality.projects.add.scorecard")}>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t("quality.projects.add.ownScorecard")}</option>
        {scorecards.data?.filter((one) => one.id !== own).map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </Select>
    </Field>
  );
}
