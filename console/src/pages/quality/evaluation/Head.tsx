/** What was scored, by what, with which score, why it waits, and what can be done with all of it. */
import { type FormEvent, useEffect, useState } from "react";
import { Link, useNavigate } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, fieldError, TextArea } from "../../../ui/Field";
import { clock, dateTime, number } from "../../../ui/format";
import { Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { Feeling, Reasons, StateBadges } from "../shared/Badges";
import { type EvaluationWithResults, isOpen, type QueueReason } from "../shared/types";
import { useClose, useEvaluateAgain } from "./queries";
import type { Trail } from "./useTrail";

const LONGEST_REASON = 2_000;
/** Why an evaluation waits as a whole; the rest is decided criterion by criterion. */
const OF_THE_WHOLE = new Set<QueueReason>(["auto_failed", "below_threshold", "sample"]);

interface Props {
  id: string;
  evaluation: EvaluationWithResults;
  trail: Trail;
}

export function Head({ id, evaluation, trail }: Props) {
  const { queued } = trail;
  useEffect(() => {
    document.title = `${evaluation.name} · ${t("common.product")}`;
  }, [evaluation.name]);
  return (
    <header className="evaluation-head">
      <Score evaluation={evaluation} />
      <div className="evaluation-what">
        <h1>{evaluation.name}</h1>
        <p className="evaluation-facts">
          <Link to={`/quality/projects/${evaluation.project_id}`}>{evaluation.project_name}</Link>
          {evaluation.executive_name && <span>{t("quality.evaluation.by", { name: evaluation.executive_name })}</span>}
          <time dateTime={evaluation.recorded_at}>{dateTime(evaluation.recorded_at)}</time>
          {evaluation.duration_seconds != null && <span>{clock(evaluation.duration_seconds)}</span>}
          <span>{t("quality.evaluation.scorecard", { version: evaluation.scorecard_version })}</span>
          {evaluation.sentiment && <Feeling evaluation={evaluation} />}
          <Link to={`/conversations/${evaluation.conversation_id}?tab=scores`}>{t("quality.evaluation.openConversation")}</Link>
        </p>
        <div className="evaluation-facts" role="status">
          <StateBadges evaluation={evaluation} />
          {queued && <span className="quality-row">{t("quality.evaluation.waitsFor")} <Reasons reasons={queued.reasons} /></span>}
        </div>
        {!evaluation.is_current && (
          <p className="evaluation-note">
            {t("quality.evaluation.replaced")} <Link to={`/quality/evaluations?conversation_id=${evaluation.conversation_id}`}>{t("quality.evaluation.toNewer")}</Link>
          </p>
        )}
      </div>
      <Actions id={id} evaluation={evaluation} trail={trail} />
    </header>
  );
}

function Score({ evaluation }: { evaluation: EvaluationWithResults }) {
  if (evaluation.state !== "completed") return null;
  return (
    <p className="evaluation-score">
      <strong>{number(evaluation.score, 1)}</strong> <span>{t("quality.evaluation.of100")}</span>
      {evaluation.average_note != null && <span className="evaluation-average">{t("quality.evaluation.average", { note: number(evaluation.average_note, 1) })}</span>}
    </p>
  );
}

function Actions({ id, evaluation, trail }: Props) {
  const { may } = useAccount();
  const navigate = useNavigate();
  const tell = useTell();
  const again = useEvaluateAgain(id);
  const [isClosing, setClosing] = useState(false);
  const { queued, isWhole } = trail;
  // Of one that is far behind in the queue it is not known why it waits.
  const isClosable = queued ? queued.reasons.some((reason) => OF_THE_WHOLE.has(reason)) : !isWhole;
  const start = () =>
    again.mutate(undefined, {
      onSuccess: (begun) => {
        tell.done(t("quality.evaluation.againStarted"));
        void navigate(`/quality/evaluations/${begun.id}`);
      },
      onError: tell.failed,
    });
  return (
    <div className="evaluation-actions">
      {may("evaluations:review") && evaluation.state === "completed" && evaluation.is_current && isClosable && (
        <Button look="primary" icon="check" onClick={() => setClosing(true)}>{t("quality.evaluation.close")}</Button>
      )}
      {may("evaluations:write") && !isOpen(evaluation) && <IconButton label={t("quality.evaluation.again")} look="plain" icon="refresh" isBusy={again.isPending} onClick={start} />}
      {isClosing && <CloseDialog id={id} onEnd={() => setClosing(false)} />}
    </div>
  );
}

function CloseDialog({ id, onEnd }: { id: string; onEnd(): void }) {
  const tell = useTell();
  const close = useClose(id);
  const [reason, setReason] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    close.mutate(reason.trim(), {
      onSuccess: () => {
        tell.done(t("quality.evaluation.closed"));
        onEnd();
      },
    });
  };
  return (
    <Dialog title={t("quality.evaluation.closeTitle")} isOpen onClose={onEnd}>
      <form className="form" onSubmit={save}>
        <p>{t("quality.evaluation.closeText")}</p>
        <Field label={t("quality.evaluation.closeReason")} hint={t("common.optional")} error={fieldError(close.error, "reason")}>
          <TextArea rows={3} maxLength={LONGEST_REASON} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Refused error={close.error} isShown={(field) => field === "reason"} />
        <div className="form-buttons">
          <Button onClick={onEnd}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={close.isPending}>{t("quality.evaluation.close")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
