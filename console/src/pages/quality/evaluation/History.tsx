/** What people said, one after the other: who, when, what it was before, and why. It never changes. */
import { t } from "../../../texts";
import { ago, dateTime } from "../../../ui/format";
import { usePeople } from "../../conversation/people";
import { answerText } from "../shared/answers";
import type { Review } from "../shared/types";

export function History({ title, steps, isPart = false }: { title: string; steps: Review[]; isPart?: boolean }) {
  const nameOf = usePeople(true);
  if (steps.length === 0) return null;
  return (
    <div className={`history ${isPart ? "history-part" : ""}`}>
      {isPart ? <h2>{title}</h2> : <p className="history-title" aria-hidden="true">{t("quality.evaluation.history")}</p>}
      <ol aria-label={title}>
        {steps.map((step) => (
          <li key={step.id}>
            <span>{sentenceOf(step, nameOf(step.by.user_id))}</span>{" "}
            <time dateTime={step.created_at} title={dateTime(step.created_at)}>{ago(step.created_at)}</time>
            {step.reason && <span className="history-reason">{t("quality.evaluation.reason", { reason: step.reason })}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}

function sentenceOf({ kind, before, after }: Review, name: string): string {
  const word = kind === "override" && before == null ? "decide" : kind;
  return t(`quality.evaluation.steps.${word}`, { name, before: answerText(before), after: answerText(after) });
}
