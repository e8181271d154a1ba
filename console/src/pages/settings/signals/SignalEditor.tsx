/** One question, new or there already, with a try-out beside it that asks what stands in the form. */
import { type FormEvent, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Page, Panel } from "../../../ui/Page";
import { among, Refused } from "../../../ui/Refused";
import { Empty, Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useUnsaved } from "../../../ui/useUnsaved";
import { type SignalDefinition, useSignalDefinitions } from "../shared/queries";
import { draftOf, formOf } from "./form";
import { useSaveSignal } from "./queries";
import { SIGNAL_FIELDS, SignalFields } from "./SignalFields";
import { TryOut } from "./TryOut";

const LIST = "/settings/signals";

export function SignalEditor() {
  const { id } = useParams();
  const definitions = useSignalDefinitions();
  const above = <Link to={LIST}>{t("settings.back", { to: t("settings.sections.signals") })}</Link>;
  const known = definitions.data?.find((one) => one.id === id);
  return (
    <Page title={id ? (known?.name ?? t("settings.signals.edit")) : t("settings.signals.new")} above={above}>
      {id ? (
        <Loaded query={definitions} isEmpty={() => !known} empty={<Empty title={t("common.notFound")}><p>{t("common.notFoundHint")}</p></Empty>}>
          {() => <Editor key={id} definition={known} />}
        </Loaded>
      ) : (
        <Editor />
      )}
    </Page>
  );
}

function Editor({ definition }: { definition?: SignalDefinition | undefined }) {
  const [initial] = useState(() => formOf(definition));
  const [form, setForm] = useState(initial);
  const unsaved = useUnsaved(form !== initial);
  const save = useSaveSignal(definition?.id ?? null);
  const tell = useTell();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draftOf(form), {
      onSuccess: () => {
        tell.done(t("common.saved"));
        unsaved.saved();
        void navigate(LIST);
      },
    });
  };
  return (
    <div className="settings-split">
      <Panel title={t("settings.signals.ask")}>
        <form className="form" onSubmit={submit}>
          <SignalFields form={form} onChange={setForm} error={save.error} />
          <Refused error={save.error} isShown={among(SIGNAL_FIELDS)} />
          <div className="form-buttons">
            <ButtonLink to={LIST}>{t("common.cancel")}</ButtonLink>
            <Button type="submit" look="primary" isBusy={save.isPending}>{t("common.save")}</Button>
          </div>
        </form>
      </Panel>
      <TryOut form={form} />
      {unsaved.question}
    </div>
  );
}
