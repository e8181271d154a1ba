/**
 * One criterion under review: what counts, what the machine says and how sure it is, the words that it rests on, what
 * people said of it, and the ways to say something.
 */
import type { ReactNode } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { dateTime, number } from "../../../ui/format";
import { Origin } from "../../conversation/findings/Origin";
import { usePeople } from "../../conversation/people";
import { answerText, isSame } from "../shared/answers";
import type { Criterion, CriterionResult, Review } from "../shared/types";
import { DecideForm } from "./DecideForm";
import { DisputeForm } from "./DisputeForm";
import { History } from "./History";
import { Places, useMarking } from "./Places";
import { counting, type Found, needsDecision } from "./results";
import type { Asked } from "./useReviewKeys";

interface Props {
  id: string;
  found: Found;
  steps: Review[];
  asked: Asked["what"] | null;
  isAtHand: boolean;
  isConfirming: boolean;
  onFocus(criterionId: string): void;
  onAsk(what: Asked["what"]): void;
  /** Something was written in the open form. */
  onWrite(): void;
  onConfirm(): void;
  onDecided(): void;
  onLeave(): void;
}

export function CriterionReview(props: Props) {
  const { id, found, steps, asked } = props;
  const { result, criterion } = found;
  const marking = useMarking(result.evidence);
  const states = ["criterion finding", props.isAtHand && "criterion-at-hand", needsDecision(result) && "criterion-open"];
  return (
    <article
      {...marking}
      className={states.filter(Boolean).join(" ")}
      tabIndex={-1}
      data-criterion={result.criterion_id}
      aria-label={result.name}
      aria-current={props.isAtHand ? "true" : undefined}
      // Places in it keep the focus to themselves.
      onFocusCapture={() => props.onFocus(result.criterion_id)}
    >
      <div className="criterion-head">
        <h3>{result.name}</h3>
        {result.is_critical && <Badge>{t("quality.evaluation.critical")}</Badge>}
        {criterion && criterion.weight !== undefined && criterion.weight !== 1 && <span className="quality-soft">{t("quality.evaluation.weight", { weight: number(criterion.weight, 2) })}</span>}
        <Note result={result} />
      </div>
      {criterion && <p className="quality-soft">{criterion.question}</p>}
      {criterion && <Guidance criterion={criterion} />}
      <Answers result={result} />
      <Places places={result.evidence} />
      {asked === "decide" && <DecideForm id={id} found={found} onWrite={props.onWrite} onDecided={props.onDecided} onLeave={props.onLeave} />}
      {asked === "dispute" && <DisputeForm id={id} result={result} onWrite={props.onWrite} onDone={props.onLeave} />}
      {asked === null && <Ways {...props} />}
      <History title={t("quality.evaluation.historyOf", { name: result.name })} steps={steps} />
    </article>
  );
}

function Note({ result }: { result: CriterionResult }) {
  if (result.note == null) return null;
  return (
    <span className="criterion-note">
      <Badge tone={result.is_passed ? "good" : "bad"}>{t(result.is_passed ? "quality.evaluation.passed" : "quality.evaluation.notPassed", { note: number(result.note, 1) })}</Badge>
    </span>
  );
}

function Guidance({ criterion: { guidance, not_applicable_when: when } }: { criterion: Criterion }) {
  if (!guidance && !when) return null;
  return (
    <details className="criterion-guidance">
      <summary>{t("quality.evaluation.guidance")}</summary>
      {guidance && <p>{guidance}</p>}
      {when && <p>{t("quality.evaluation.notApplicableWhen", { when })}</p>}
    </details>
  );
}

/** What a person says, where one did, above what the machine says: that stays to be seen. */
function Answers({ result }: { result: CriterionResult }) {
  const nameOf = usePeople(true);
  const { decision, dispute } = result;
  const grounds = { confidence: result.confidence, engine: result.engine, evidence: result.evidence };
  return (
    <dl className="criterion-answers">
      {decision && (
        <Said title={t("quality.evaluation.counts")}>
          <p className="criterion-line">
            <strong>{answerText(decision.answer)}</strong>
            <Badge tone="accent" title={dateTime(decision.decided_at)}>
              {t(isSame(decision.answer, result.answer) ? "quality.evaluation.confirmedBy" : "quality.evaluation.changedBy", { name: nameOf(decision.by.user_id) })}
            </Badge>
          </p>
          {decision.reason && <p className="criterion-text">{decision.reason}</p>}
        </Said>
      )}
      <Said title={t("quality.evaluation.machine")}>
        <p className="criterion-line">
          <strong className={decision ? "criterion-beside" : undefined}>{answerText(result.answer)}</strong>
          <Origin grounds={grounds} />
          {!decision && result.is_unsure && <Badge tone="warn">{t("quality.evaluation.doesNotCount")}</Badge>}
        </p>
        <p className="criterion-text">{result.reasoning}</p>
      </Said>
      {dispute && (
        <Said title={t("quality.evaluation.disputedBy", { name: nameOf(dispute.by.user_id) })} className="criterion-dispute">
          <p className="criterion-text">{dispute.reason}</p>
        </Said>
      )}
    </dl>
  );
}

function Said({ title, className, children }: { title: string; className?: string; children: ReactNode }) {
  return <div className={className}><dt>{title}</dt><dd>{children}</dd></div>;
}

/** What can be said of it, as far as the role allows. */
function Ways({ found: { result }, isConfirming, onAsk, onConfirm }: Props) {
  const { may } = useAccount();
  const { name, answer, decision, dispute } = result;
  const mayReview = may("evaluations:review");
  const isConfirmable = answer != null && !dispute && !decision;
  const isOpen = counting(result) == null || dispute != null;
  return (
    <div className="criterion-ways">
      {mayReview && isConfirmable && (
        <Button look={isOpen ? "primary" : "plain"} icon="check" isBusy={isConfirming} aria-label={t("quality.evaluation.confirmNamed", { answer: answerText(answer), name })} onClick={onConfirm}>
          {t("quality.evaluation.confirm", { answer: answerText(answer) })}
        </Button>
      )}
      {mayReview && <Decide name={name} look={isOpen && !isConfirmable ? "primary" : "plain"} what={dispute ? "resolve" : decision ? "decideAgain" : "override"} onClick={() => onAsk("decide")} />}
      {may("evaluations:dispute") && !dispute && (
        <Button look="quiet" icon="flag" aria-label={t("quality.evaluation.disputeNamed", { name })} onClick={() => onAsk("dispute")}>{t("quality.evaluation.dispute")}</Button>
      )}
    </div>
  );
}

function Decide({ name, look, what, onClick }: { name: string; look: "primary" | "plain"; what: "resolve" | "decideAgain" | "override"; onClick(): void }) {
  return <Button look={look} icon="edit" aria-label={t(`quality.evaluation.${what}Named`, { name })} onClick={onClick}>{t(`quality.evaluation.${what}`)}</Button>;
}
