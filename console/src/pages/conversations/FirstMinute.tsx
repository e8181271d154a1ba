/** What an empty workspace offers: something to look at, a place for one's own recordings, and a command with a real key. */
import type { UseMutationResult } from "@tanstack/react-query";

import type { components } from "../../api/schema";
import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { CopyText } from "../../ui/CopyText";
import { Panel } from "../../ui/Page";
import { Empty, messageOf } from "../../ui/State";
import { useTell } from "../../ui/Toasts";
import { useSamples } from "./queries";
import "./first.css";

export type NewKeyResult = UseMutationResult<components["schemas"]["NewKey"], Error, void>;

export function FirstMinute({ newKey, onUpload }: { newKey: NewKeyResult; onUpload(): void }) {
  const { may } = useAccount();
  if (!may("engagements:write")) {
    return <Empty title={t("conversations.first.nothing")}><p>{t("conversations.first.nothingHint")}</p></Empty>;
  }
  return (
    <div className="first">
      <header>
        <h2>{t("conversations.first.title")}</h2>
        <p>{t("conversations.first.intro")}</p>
      </header>
      <div className="first-ways">
        <Samples />
        <Panel title={t("conversations.first.uploadTitle")} className="first-upload">
          <p>{t("conversations.first.uploadText")}</p>
          <p className="field-hint">{t("conversations.upload.dropHint")}</p>
          <Button icon="upload" onClick={onUpload}>{t("conversations.upload.choose")}</Button>
        </Panel>
        {may("workspace:admin") && !newKey.data && (
          <Panel title={t("conversations.first.keyTitle")}>
            <p>{t("conversations.first.keyText")}</p>
            {newKey.error && <p className="field-error" role="alert">{messageOf(newKey.error)}</p>}
            <Button icon="key" isBusy={newKey.isPending} onClick={() => newKey.mutate()}>{t("conversations.first.makeKey")}</Button>
          </Panel>
        )}
      </div>
    </div>
  );
}

function Samples() {
  const tell = useTell();
  const samples = useSamples();
  const areGone = samples.data?.conversation_ids.length === 0;
  // Told also where this is gone by then: the first of them may be in the list before all are there. What failed is shown here.
  const add = () =>
    void samples.mutateAsync().then(
      ({ conversation_ids: ids }) => ids.length > 0 && tell.done(t("conversations.first.samplesAdded")),
      () => undefined,
    );
  return (
    <Panel title={t("conversations.first.samplesTitle")}>
      <p>{t("conversations.first.samplesText")}</p>
      {samples.error && <p className="field-error" role="alert">{messageOf(samples.error)}</p>}
      {areGone
        ? <p role="status">{t("conversations.first.samplesGone")}</p>
        : <Button look="primary" icon="spark" isBusy={samples.isPending} onClick={add}>{t("conversations.first.samples")}</Button>}
    </Panel>
  );
}

/** The command with the key in it. It stays until its reader has it, whatever the list shows meanwhile. */
export function KeyCommand({ newKey }: { newKey: NewKeyResult }) {
  const made = newKey.data;
  if (!made) return null;
  const url = `${window.location.origin}/api/colloquy/v1/uploads?file_name=call.mp3`;
  const command = `curl '${url}' -H 'Authorization: Bearer ${made.secret.bearer}' -H 'Content-Type: application/octet-stream' --data-binary @call.mp3`;
  return (
    <Panel title={t("conversations.first.keyTitle")}>
      <p role="status">{t("conversations.first.keyOnce")}</p>
      <CopyText text={command} label={t("conversations.first.command")} />
      <div className="form-buttons"><Button onClick={newKey.reset}>{t("conversations.first.keyDone")}</Button></div>
    </Panel>
  );
}
