/** One knowledge base: its sources and how reading them went, what it is about, and deleting it. */
import { type FormEvent, useEffect, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { dateTime } from "../../../ui/format";
import { Page, Panel } from "../../../ui/Page";
import { Refused } from "../../../ui/Refused";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useUnsaved } from "../../../ui/useUnsaved";
import { changesOf, fieldsOfBoth, formOf, isForNobody } from "./form";
import { isFieldShown, KnowledgeFields } from "./KnowledgeFields";
import { type Knowledge, useChangeKnowledge, useDeleteKnowledge, useKnowledge } from "./queries";
import { SourcesPanel } from "./SourcesPanel";
import { KnowledgeState } from "./words";
import "./knowledge.css";

const LIST = "/agents/knowledge";

export function KnowledgePage() {
  const { id = "" } = useParams();
  const { may } = useAccount();
  const base = useKnowledge(id);
  const [isGone, setGone] = useState(false);
  const navigate = useNavigate();
  // Left once nothing of it counts as unsaved.
  useEffect(() => {
    if (isGone) void navigate(LIST);
  }, [isGone, navigate]);
  return (
    <Page
      title={base.data?.title ?? t("knowledge.edit")}
      above={<Link to={LIST}>{t("knowledge.back")}</Link>}
      actions={base.data && may("knowledge:write") && <DeleteKnowledge base={base.data} onGone={() => setGone(true)} />}
    >
      <Loaded query={base} rows={8}>
        {(one) => (
          <>
            <p className="agent-part-buttons">
              <KnowledgeState status={one.status} />
              {one.refresh_at && <span className="agent-part-soft">{t("knowledge.nextReading", { at: dateTime(one.refresh_at) })}</span>}
            </p>
            <SourcesPanel key={one.id} base={one} />
            <About key={`about ${one.id}`} base={one} isGone={isGone} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function DeleteKnowledge({ base, onGone }: { base: Knowledge; onGone(): void }) {
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteKnowledge(base.id);
  const tell = useTell();
  const end = async () => {
    await remove.mutateAsync();
    tell.done(t("knowledge.deleted", { name: base.title }));
    onGone();
  };
  return (
    <>
      <Button look="danger" icon="trash" onClick={() => setAsking(true)}>{t("common.delete")}</Button>
      <Confirm
        isOpen={isAsking}
        text={t("knowledge.deleteText", { name: base.title })}
        confirm={t("common.delete")}
        onConfirm={end}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function About({ base, isGone }: { base: Knowledge; isGone: boolean }) {
  const { may } = useAccount();
  const mayChange = may("knowledge:write");
  const [before, setBefore] = useState(() => formOf(base));
  const [form, setForm] = useState(before);
  const [isTried, setTried] = useState(false);
  const change = useChangeKnowledge(base.id);
  const tell = useTell();
  const isChanged = Object.keys(changesOf(form, before)).length > 0 || isForNobody(form);
  const unsaved = useUnsaved(isChanged && !isGone);
  const now = formOf(base);
  // Somebody else saved it, and nobody wrote anything here: then it is shown as it is now.
  if (!isChanged && Object.keys(changesOf(now, before)).length > 0) {
    setBefore(now);
    setForm(now);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isForNobody(form)) return;
    const changed = (latest: Knowledge) => {
      if (fieldsOfBoth(form, before, formOf(latest)).length > 0) throw new Error(t("knowledge.changedMeanwhile"));
      return changesOf(form, before);
    };
    change.mutate(changed, {
      onSuccess: (saved) => {
        setBefore(formOf(saved));
        setForm(formOf(saved));
        tell.done(t("common.saved"));
      },
    });
  };
  return (
    <Panel title={t("knowledge.about")}>
      {!mayChange && <p className="agent-part-soft">{t("knowledge.readOnly")}</p>}
      <form className="form" onSubmit={submit}>
        <fieldset className="knowledge-all" disabled={!mayChange}>
          <KnowledgeFields form={form} onChange={setForm} error={change.error} isTried={isTried} />
        </fieldset>
        <Refused error={change.error} isShown={isFieldShown} />
        {mayChange && (
          <div className="form-buttons">
            <Button type="submit" look="primary" isBusy={change.isPending}>{t("common.save")}</Button>
          </div>
        )}
      </form>
      {unsaved.question}
    </Panel>
  );
}
