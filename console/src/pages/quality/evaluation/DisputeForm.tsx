/** What is wrong about the answer that counts. It counts on until somebody decides. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, fieldError, TextArea } from "../../../ui/Field";
import { Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import type { CriterionResult } from "../shared/types";
import { formKeys, LONGEST_REASON } from "./forms";
import { useDispute } from "./queries";

export function DisputeForm({ id, result, onWrite, onDone }: { id: string; result: CriterionResult; onWrite(): void; onDone(): void }) {
  const tell = useTell();
  const dispute = useDispute(id);
  const [reason, setReason] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (dispute.isPending) return;
    dispute.mutate({ criterion_id: result.criterion_id, reason: reason.trim() }, {
      onSuccess: () => {
        tell.done(t("quality.evaluation.disputed"));
        onDone();
      },
    });
  };
  return (
    <form className="form criterion-form" onChange={onWrite} onSubmit={save} onKeyDown={formKeys(onDone)}>
      <Field label={t("quality.evaluation.disputeLabel", { name: result.name })} error={fieldError(dispute.error, "reason")}>
        <TextArea autoFocus required rows={2} maxLength={LONGEST_REASON} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Refused error={dispute.error} isShown={(field) => field === "reason"} />
      <div className="form-buttons">
        <span className="field-hint">{t("quality.evaluation.formHint")}</span>
        <Button onClick={onDone}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" isBusy={dispute.isPending}>{t("quality.evaluation.dispute")}</Button>
      </div>
    </form>
  );
}
