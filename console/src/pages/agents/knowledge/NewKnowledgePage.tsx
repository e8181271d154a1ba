/** Making a knowledge base; its sources are added on its own page afterwards. */
import { type FormEvent, useState } from "react";
import { Link, useNavigate } from "react-router";

import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Page, Panel } from "../../../ui/Page";
import { Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { useUnsaved } from "../../../ui/useUnsaved";
import { draftOf, formOf, isForNobody } from "./form";
import { isFieldShown, KnowledgeFields } from "./KnowledgeFields";
import { useMakeKnowledge } from "./queries";
import "./knowledge.css";

const LIST = "/agents/knowledge";

export function NewKnowledgePage() {
  const [initial] = useState(formOf);
  const [form, setForm] = useState(initial);
  const [isTried, setTried] = useState(false);
  const unsaved = useUnsaved(form !== initial);
  const make = useMakeKnowledge();
  const tell = useTell();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isForNobody(form)) return;
    make.mutate(draftOf(form), {
      onSuccess: (base) => {
        tell.done(t("knowledge.made", { name: base.title }));
        unsaved.saved();
        void navigate(`${LIST}/${base.id}`);
      },
    });
  };
  return (
    <Page title={t("knowledge.new")} above={<Link to={LIST}>{t("knowledge.back")}</Link>}>
      <Panel>
        <form className="form" onSubmit={submit}>
          <KnowledgeFields form={form} onChange={setForm} error={make.error} isTried={isTried} />
          <Refused error={make.error} isShown={isFieldShown} />
          <div className="form-buttons">
            <ButtonLink to={LIST}>{t("common.cancel")}</ButtonLink>
            <Button type="submit" look="primary" isBusy={make.isPending}>{t("knowledge.make")}</Button>
          </div>
        </form>
        {unsaved.question}
      </Panel>
    </Page>
  );
}
