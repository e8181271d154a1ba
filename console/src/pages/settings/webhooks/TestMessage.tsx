/** Sends a receiver a test message, and shows what it answered. */
import { useMutation } from "@tanstack/react-query";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { messageOf } from "../../../ui/State";
import { AnswerOf } from "./AnswerOf";
import { useLogChanged, type Webhook } from "./queries";
import { sendTest, type TestOutcome } from "./sendTest";

export function TestMessage({ webhook }: { webhook: Webhook }) {
  const logChanged = useLogChanged();
  const send = useMutation({ mutationFn: () => sendTest(webhook.id), onSettled: logChanged });
  return (
    <>
      <Button disabled={!webhook.enabled} onClick={() => send.mutate()}>{t("settings.webhooks.test")}</Button>
      <Dialog title={t("settings.webhooks.test")} isOpen={!send.isIdle} onClose={send.reset}>
        <div role="status" className="settings-webhooks-outcome">
          {send.isPending && <p>{t("settings.webhooks.testing")}</p>}
          {send.error && <p className="field-error">{messageOf(send.error)}</p>}
          {send.data && <Outcome outcome={send.data} />}
        </div>
        <div className="form-buttons"><Button onClick={send.reset}>{t("common.close")}</Button></div>
      </Dialog>
    </>
  );
}

function Outcome({ outcome: { attempt } }: { outcome: TestOutcome }) {
  if (!attempt) return <p>{t("settings.webhooks.testLate")}</p>;
  const isGood = attempt.error == null;
  return (
    <>
      <p><Badge tone={isGood ? "good" : "bad"}>{t(isGood ? "settings.webhooks.testArrived" : "settings.webhooks.testFailed")}</Badge></p>
      <AnswerOf attempt={attempt} />
    </>
  );
}
