/** Sends everything again that was given up since a time. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, fieldError, Input } from "../../../ui/Field";
import { among, Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { fromField, toField } from "../shared/instants";
import { useRecover } from "./queries";

const A_DAY_MS = 24 * 3_600_000;

export function Recover({ webhookId, isOff }: { webhookId: string; isOff: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const [since, setSince] = useState("");
  const recover = useRecover(webhookId);
  const tell = useTell();
  const open = () => {
    setSince(toField(new Date(Date.now() - A_DAY_MS).toISOString()));
    recover.reset();
    setOpen(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const instant = fromField(since);
    if (!instant) return;
    recover.mutate(instant, {
      onSuccess: ({ resent }) => {
        tell.done(t("settings.webhooks.recovered", { count: resent }));
        setOpen(false);
      },
    });
  };
  return (
    <>
      <Button disabled={isOff} onClick={open}>{t("settings.webhooks.recover")}</Button>
      <Dialog title={t("settings.webhooks.recover")} isOpen={isOpen} onClose={() => setOpen(false)}>
        <form className="form" onSubmit={submit}>
          <p>{t("settings.webhooks.recoverText")}</p>
          <Field label={t("settings.webhooks.since")} error={fieldError(recover.error, "since")}>
            <Input type="datetime-local" required value={since} onChange={(event) => setSince(event.target.value)} />
          </Field>
          <Refused error={recover.error} isShown={among(["since"])} />
          <div className="form-buttons">
            <Button onClick={() => setOpen(false)}>{t("common.cancel")}</Button>
            <Button type="submit" look="primary" isBusy={recover.isPending}>{t("settings.webhooks.sendAgain")}</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
