/** The answer that counts from now on, with why. With it a dispute is resolved. */
import { type FormEvent, useId, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, fieldError, TextArea } from "../../../ui/Field";
import { Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { answersOf, answerText, isSame } from "../shared/answers";
import { formKeys, LONGEST_REASON } from "./forms";
import { useDecide } from "./queries";
import { counting, type Found } from "./results";

const OWN_FIELDS = new Set(["verdicts[0].reason", "verdicts[0].answer"]);

interface Props {
  id: string;
  found: Found;
  onWrite(): void;
  onDecided(): void;
  onLeave(): void;
}

export function DecideForm({ id, found: { result, criterion }, onWrite, onDecided, onLeave }: Props) {
  const name = useId();
  const tell = useTell();
  const decide = useDecide(id);
  const answers = answersOf(criterion, result.answer);
  const [chosen, setChosen] = useState(() => answers.findIndex((answer) => isSame(answer, counting(result) ?? result.answer)));
  const [reason, setReason] = useState("");
  const answer = answers[chosen];
  const isMachines = answer !== undefined && isSame(answer, result.answer);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!answer || decide.isPending) return;
    decide.mutate({ criterion_id: result.criterion_id, answer, ...(reason.trim() && { reason: reason.trim() }) }, {
      onSuccess: () => {
        tell.done(t(result.dispute ? "quality.evaluation.resolved" : "quality.evaluation.decided", { name: result.name }));
        onDecided();
      },
    });
  };
  const refused = fieldError(decide.error, "verdicts[0].answer");
  return (
    <form className="form criterion-form" onChange={onWrite} onSubmit={save} onKeyDown={formKeys(onLeave)}>
      <fieldset className="quality-group">
        <legend>{t("quality.evaluation.answerFor", { name: result.name })}</legend>
        <div className="criterion-choices">
          {answers.map((one, index) => (
            <label key={index} className="criterion-choice">
              <input type="radio" name={name} required autoFocus={index === Math.max(0, chosen)} checked={index === chosen} onChange={() => setChosen(index)} />
              <span>{answerText(one)}{isSame(one, result.answer) && <span className="quality-soft"> ({t("quality.evaluation.machineHint")})</span>}</span>
            </label>
          ))}
        </div>
        {refused && <p className="field-error" role="alert">{refused}</p>}
      </fieldset>
      <Field label={t("quality.evaluation.reasonLabel")} hint={isMachines ? t("common.optional") : undefined} error={fieldError(decide.error, "verdicts[0].reason")}>
        <TextArea rows={2} required={!isMachines} maxLength={LONGEST_REASON} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Refused error={decide.error} isShown={(field) => OWN_FIELDS.has(field)} />
      <div className="form-buttons">
        <span className="field-hint">{t("quality.evaluation.formHint")}</span>
        <Button onClick={onLeave}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" isBusy={decide.isPending}>{t(result.dispute ? "quality.evaluation.resolve" : "common.save")}</Button>
      </div>
    </form>
  );
}
