/** A person's word on a criterion: the answer that counts, or that it should be another. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, fieldError, Select, TextArea } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { answersOf, answerText, isSame } from "../../quality/shared/answers";
import { useRoom } from "../room";
import type { Criterion, CriterionResult, Evaluation } from "../types";
import { useDecide, useDispute } from "./evaluations";
import { leaveBy } from "./leave";
import { useWritten } from "./written";

const LONGEST_REASON = 2_000;

interface Props {
  evaluation: Evaluation;
  result: CriterionResult;
  onEnd(): void;
}

export function DecideForm({ evaluation, result, criterion, onEnd }: Props & { criterion: Criterion | undefined }) {
  const { id } = useRoom();
  const tell = useTell();
  const decide = useDecide(id, evaluation.id);
  const answers = answersOf(criterion, result.answer);
  const present = result.decision?.answer ?? result.answer;
  // Where the machine cannot tell, a person says which: none is taken for granted.
  const [given] = useState(() => answers.findIndex((answer) => isSame(answer, present)));
  const [chosen, setChosen] = useState(given);
  const [reason, setReason] = useState("");
  useWritten(chosen !== given || reason.trim() !== "");
  const answer = answers[chosen];
  const isConfirmed = answer !== undefined && isSame(answer, result.answer);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!answer) return;
    decide.mutate({ criterion_id: result.criterion_id, answer, ...(reason.trim() && { reason: reason.trim() }) }, {
      onSuccess: () => {
        tell.done(t("conversation.scores.decided"));
        onEnd();
      },
    });
  };
  const refused = fieldError(decide.error, "verdicts[0].reason");
  return (
    <form className="form" onSubmit={save} onKeyDown={leaveBy(onEnd)}>
      <Field label={t("conversation.scores.answer", { name: result.name })}>
        <Select autoFocus required value={answer ? chosen : ""} onChange={(event) => setChosen(Number(event.target.value))}>
          {!answer && <option value="">{t("conversation.scores.choose")}</option>}
          {answers.map((one, index) => <option key={index} value={index}>{answerText(one)}</option>)}
        </Select>
      </Field>
      <Field label={t("conversation.scores.reason")} hint={isConfirmed ? t("common.optional") : undefined} error={refused}>
        <TextArea rows={2} required={!isConfirmed} maxLength={LONGEST_REASON} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Rest error={refused ? null : decide.error} isBusy={decide.isPending} save={t("common.save")} onEnd={onEnd} />
    </form>
  );
}

export function DisputeForm({ evaluation, result, onEnd }: Props) {
  const { id } = useRoom();
  const tell = useTell();
  const dispute = useDispute(id, evaluation.id);
  const [reason, setReason] = useState("");
  useWritten(reason.trim() !== "");
  const save = (event: FormEvent) => {
    event.preventDefault();
    dispute.mutate({ criterion_id: result.criterion_id, reason: reason.trim() }, {
      onSuccess: () => {
        tell.done(t("conversation.scores.disputedNow"));
        onEnd();
      },
    });
  };
  const refused = fieldError(dispute.error, "reason");
  return (
    <form className="form" onSubmit={save} onKeyDown={leaveBy(onEnd)}>
      <Field label={t("conversation.scores.why", { name: result.name })} error={refused}>
        <TextArea autoFocus required rows={2} maxLength={LONGEST_REASON} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Rest error={refused ? null : dispute.error} isBusy={dispute.isPending} save={t("conversation.scores.dispute")} onEnd={onEnd} />
    </form>
  );
}

function Rest({ error, isBusy, save, onEnd }: { error: unknown; isBusy: boolean; save: string; onEnd(): void }) {
  return (
    <>
      {error != null && <p className="field-error" role="alert">{messageOf(error)}</p>}
      <div className="form-buttons">
        <Button onClick={onEnd}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy}>{save}</Button>
      </div>
    </>
  );
}
