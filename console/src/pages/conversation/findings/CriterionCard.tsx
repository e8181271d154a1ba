/** What was found of a criterion, what a person decided, and the way to decide or to contradict. */
import { useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge, type Tone } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { dateTime, number } from "../../../ui/format";
import { answerText } from "../../quality/shared/answers";
import { usePeople } from "../people";
import type { Criterion, CriterionAnswer, CriterionResult, Evaluation } from "../types";
import { DecideForm, DisputeForm } from "./CriterionForms";
import { EvidenceList, Machine, Marking } from "./Evidence";
import { Origin } from "./Origin";
import { useReturn } from "./useReturn";

interface Props {
  evaluation: Evaluation;
  result: CriterionResult;
  criterion: Criterion | undefined;
}

export function CriterionCard({ evaluation, result, criterion }: Props) {
  const { may } = useAccount();
  const nameOf = usePeople();
  const [asked, setAsked] = useState<"decide" | "dispute" | null>(null);
  const decideButton = useReturn(asked === "decide");
  const disputeButton = useReturn(asked === "dispute");
  const { decision, dispute } = result;
  const end = () => setAsked(null);
  const grounds = { confidence: result.confidence, engine: result.engine, evidence: result.evidence };
  return (
    <Marking places={result.evidence} className="finding">
      <div className="signals-head">
        <h3>{result.name}{result.is_critical && <span className="scores-critical"> {t("conversation.scores.critical")}</span>}</h3>
        <Note result={result} />
      </div>
      {criterion && criterion.question !== result.name && <p className="field-hint">{criterion.question}</p>}
      <p className="signals-answer">
        <strong>{answerText(decision?.answer ?? result.answer)}</strong>
        {!decision && result.is_unsure && <Badge tone="warn">{t("conversation.signals.unsure")}</Badge>}
        {dispute && <Badge tone="warn">{t("conversation.scores.disputed")}</Badge>}
      </p>
      {decision ? (
        <>
          {decision.reason && <p>{decision.reason}</p>}
          <Badge tone="accent" title={dateTime(decision.decided_at)}>{t("conversation.findings.byName", { name: nameOf(decision.by.user_id) })}</Badge>
          <Machine><Found answer={result.answer} reasoning={result.reasoning} /><Origin grounds={grounds} /></Machine>
        </>
      ) : (
        <>
          <p>{result.reasoning}</p>
          <Origin grounds={grounds} />
        </>
      )}
      {dispute && <p>{t("conversation.scores.disputeBy", { name: nameOf(dispute.by.user_id), reason: dispute.reason })}</p>}
      <EvidenceList places={result.evidence} />
      {asked === "decide" && <DecideForm evaluation={evaluation} result={result} criterion={criterion} onEnd={end} />}
      {asked === "dispute" && <DisputeForm evaluation={evaluation} result={result} onEnd={end} />}
      {asked === null && (
        <div className="scores-tools">
          {may("evaluations:review") && <Button ref={decideButton} look="quiet" icon="edit" aria-label={t("conversation.scores.decideNamed", { name: result.name })} onClick={() => setAsked("decide")}>{t("conversation.scores.decide")}</Button>}
          {may("evaluations:dispute") && !dispute && <Button ref={disputeButton} look="quiet" icon="flag" aria-label={t("conversation.scores.disputeNamed", { name: result.name })} onClick={() => setAsked("dispute")}>{t("conversation.scores.dispute")}</Button>}
        </div>
      )}
    </Marking>
  );
}

function Found({ answer, reasoning }: { answer: CriterionAnswer | null | undefined; reasoning: string }) {
  return <><p><strong>{answerText(answer)}</strong></p><p>{reasoning}</p></>;
}

function Note({ result }: { result: CriterionResult }) {
  if (result.note == null) return null;
  const tone: Tone = result.is_passed ? "good" : "bad";
  return <Badge tone={tone}>{t(result.is_passed ? "conversation.scores.passed" : "conversation.scores.notPassed", { note: number(result.note) })}</Badge>;
}
