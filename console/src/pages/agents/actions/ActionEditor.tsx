/** One action, new or known: its request, and beside it the try-out of what stands in the form. */
import { type FormEvent, useEffect, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { isAlike } from "../../../ui/alike";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { Page, Panel } from "../../../ui/Page";
import { Refused, refusalOf } from "../../../ui/Refused";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useUnsaved } from "../../../ui/useUnsaved";
import { ActionFields, isFieldShown } from "./ActionFields";
import { nameOf } from "./ActionList";
import { type ActionForm, draftOf, formOf, withoutBlanks } from "./form";
import { type Action, useAction, useDeleteAction, useSaveAction, useTryAction } from "./queries";
import { TryOut } from "./TryOut";
import "./actions.css";

const LIST = "/agents/actions";

export function ActionEditor() {
  const { id } = useParams();
  const { may } = useAccount();
  const action = useAction(id);
  const [isGone, setGone] = useState(false);
  const navigate = useNavigate();
  // Left once nothing of it counts as unsaved.
  useEffect(() => {
    if (isGone) void navigate(LIST);
  }, [isGone, navigate]);
  const title = id === undefined ? t("actions.new") : action.data ? nameOf(action.data) : t("actions.edit");
  return (
    <Page
      title={title}
      above={<Link to={LIST}>{t("actions.back")}</Link>}
      actions={action.data && may("actions:write") && <DeleteAction action={action.data} onGone={() => setGone(true)} />}
    >
      {id === undefined ? <Editor /> : <Loaded query={action} rows={8}>{(one) => <Editor key={one.id} action={one} isGone={isGone} />}</Loaded>}
    </Page>
  );
}

function DeleteAction({ action, onGone }: { action: Action; onGone(): void }) {
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteAction();
  const tell = useTell();
  const name = nameOf(action);
  const end = async () => {
    await remove.mutateAsync(action.id);
    tell.done(t("actions.deleted", { name }));
    onGone();
  };
  return (
    <>
      <Button look="danger" icon="trash" onClick={() => setAsking(true)}>{t("common.delete")}</Button>
      <Confirm isOpen={isAsking} text={t("actions.deleteText", { name })} confirm={t("common.delete")} onConfirm={end} onClose={() => setAsking(false)} />
    </>
  );
}

function Editor({ action, isGone = false }: { action?: Action; isGone?: boolean }) {
  const { may } = useAccount();
  const mayChange = may("actions:write");
  const [initial] = useState(() => formOf(action));
  const [form, setForm] = useState(initial);
  // Trying it takes blanks out, which is no change.
  const unsaved = useUnsaved(!isGone && !isAlike(withoutBlanks(form), withoutBlanks(initial)));
  const save = useSaveAction(action?.id);
  const attempt = useTryAction();
  const tell = useTell();
  const navigate = useNavigate();

  const change = (next: ActionForm) => {
    // What was refused about the third row is no longer about the third row.
    if (rowsIn(next) < rowsIn(form)) {
      save.reset();
      if (attempt.isError) attempt.reset();
    }
    setForm(next);
  };
  const settled = () => {
    const next = withoutBlanks(form);
    setForm(next);
    return draftOf(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(settled(), {
      onSuccess: () => {
        tell.done(t("common.saved"));
        unsaved.saved();
        void navigate(LIST);
      },
    });
  };
  const run = (values: Record<string, string>) => attempt.mutate({ action: settled(), values });
  const errorOf = (field: string) => refusalOf(save.error, field) ?? refusalOf(attempt.error, `action.${field}`);
  return (
    <div className="actions-editor">
      <Panel title={t("actions.form.title")}>
        {!mayChange && <p className="agent-part-soft">{t("actions.readOnly")}</p>}
        <form className="form actions-form" onSubmit={submit}>
          <fieldset className="actions-all" disabled={!mayChange}>
            <ActionFields form={form} onChange={change} errorOf={errorOf} toolName={action?.tool_name} />
          </fieldset>
          <Refused error={save.error} isShown={isFieldShown} />
          {mayChange && (
            <div className="form-buttons">
              <ButtonLink to={LIST}>{t("common.cancel")}</ButtonLink>
              <Button type="submit" look="primary" isBusy={save.isPending}>{t("common.save")}</Button>
            </div>
          )}
        </form>
      </Panel>
      {mayChange && <TryOut form={form} attempt={attempt} onRun={run} />}
      {unsaved.question}
    </div>
  );
}

function rowsIn(form: ActionForm): number {
  return form.headers.length + form.params.length + form.variables.length;
}
