/** What a rule would do for a conversation. Nothing is sent. */
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { fieldError } from "../../../ui/Field";
import { Panel } from "../../../ui/Page";
import { among, Refused } from "../../../ui/Refused";
import { ConversationPicker } from "../shared/ConversationPicker";
import { pretty } from "../shared/pretty";
import { Source } from "../shared/Source";
import { type Preview, usePreview } from "./queries";
import "./workflows.css";

export function PreviewTab({ workflowId }: { workflowId: string }) {
  const [search, setSearch] = useSearchParams();
  const conversationId = search.get("conversation");
  const preview = usePreview(workflowId);
  // What was found for one conversation says nothing of another.
  const told = preview.variables === conversationId ? preview : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (conversationId) preview.mutate(conversationId);
  };
  return (
    <Panel>
      <p className="settings-soft">{t("settings.workflows.previewLead")}</p>
      <form className="form" onSubmit={submit}>
        <ConversationPicker
          value={conversationId}
          onChange={(id) => setSearch({ tab: "preview", ...(id && { conversation: id }) }, { replace: true })}
          error={fieldError(told?.error, "conversation_id")}
        />
        <Refused error={told?.error} isShown={among(["conversation_id"])} />
        <div className="settings-buttons">
          <Button type="submit" look="primary" isBusy={preview.isPending} disabled={!conversationId}>{t("settings.workflows.previewIt")}</Button>
        </div>
      </form>
      <div role="status" className="settings-workflows-preview">{told?.data && <Told preview={told.data} />}</div>
    </Panel>
  );
}

function Told({ preview }: { preview: Preview }) {
  return (
    <>
      <p><Badge tone={preview.fits_filter ? "good" : "warn"}>{t(preview.fits_filter ? "settings.workflows.fits" : "settings.workflows.fitsNot")}</Badge></p>
      <ol className="settings-workflows-runs">
        {preview.actions.map((action, at) => (
          <li key={at}>
            <h3>{t(`settings.workflows.action.${action.type}`)}</h3>
            <ActionPreview action={action} />
          </li>
        ))}
      </ol>
    </>
  );
}

function ActionPreview({ action }: { action: Preview["actions"][number] }) {
  switch (action.type) {
    case "recap_mail":
      return (
        <>
          <p>{t("settings.workflows.recipients", { to: action.recipients.join(", ") || t("common.none") })}</p>
          {action.subject && <p>{t("settings.workflows.subject", { subject: action.subject })}</p>}
          {action.text ? <Source label={t("settings.workflows.mail")} text={action.text} /> : <p className="settings-soft">{t("settings.workflows.nothingYet")}</p>}
        </>
      );
    case "http_call":
      return (
        <>
          <p><code>{action.method} {action.url}</code></p>
          {action.error && <p className="field-error">{action.error}</p>}
          {action.body != null && <Source label={t("settings.workflows.body")} text={pretty(action.body)} />}
        </>
      );
    case "tag":
      return <p>{action.name ?? t("settings.workflows.tagGone")}</p>;
  }
}
