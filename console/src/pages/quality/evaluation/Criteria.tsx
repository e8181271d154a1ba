/** Every criterion in the sections of the scorecard, one of them at hand for the keyboard; what was said of the whole below. */
import { useCallback, useMemo, useRef, useState } from "react";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Icon } from "../../../ui/Icon";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useUnsaved } from "../../../ui/useUnsaved";
import type { Desk } from "../../conversation/Desk";
import { useVersion } from "../shared/queries";
import { type EvaluationWithResults, isOpen } from "../shared/types";
import { CriterionReview } from "./CriterionReview";
import { History } from "./History";
import { useDecide, useReviews } from "./queries";
import { type Found, groupsOf, needsDecision } from "./results";
import { type Asked, useReviewKeys } from "./useReviewKeys";

export function Criteria({ id, evaluation, desk }: { id: string; evaluation: EvaluationWithResults; desk: Desk }) {
  const tell = useTell();
  const list = useRef<HTMLElement>(null);
  const version = useVersion(evaluation.scorecard_id, evaluation.scorecard_version);
  const reviews = useReviews(id);
  const decide = useDecide(id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isWritten, setWritten] = useState(false);
  const unsaved = useUnsaved(isWritten);
  const [chosen, setChosen] = useState<string | null>(null);
  const groups = useMemo(() => groupsOf(evaluation, version.data?.sections), [evaluation, version.data]);
  const all = useMemo(() => groups.flatMap((group) => group.found), [groups]);
  const open = all.filter(({ result }) => needsDecision(result)).length;
  const atHand = chosen ?? (all.find(({ result }) => needsDecision(result)) ?? all[0])?.result.criterion_id ?? null;

  const goTo = useCallback((criterionId: string) => {
    setChosen(criterionId);
    list.current?.querySelector<HTMLElement>(`[data-criterion="${CSS.escape(criterionId)}"]`)?.focus();
  }, []);
  /** Opens a form, and not in place of one in which somebody wrote: that is gone back to. */
  const ask = useCallback(
    (wanted: Asked) => {
      if (!asked || !isWritten) return setAsked(wanted);
      list.current?.querySelector<HTMLElement>(".criterion-form textarea")?.focus();
      tell.failed(new Error(t("quality.evaluation.firstThis", { name: all.find(({ result }) => result.criterion_id === asked.criterionId)?.result.name ?? "" })));
    },
    [asked, isWritten, all, tell],
  );
  const leave = () => {
    setAsked(null);
    setWritten(false);
  };
  /** After a decision: on to what needs one next, and else it stays. */
  const goOn = useCallback(
    (decided: string) => {
      const at = all.findIndex(({ result }) => result.criterion_id === decided);
      const others = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))];
      goTo(others.find(({ result }) => needsDecision(result))?.result.criterion_id ?? decided);
    },
    [all, goTo],
  );
  const confirm = useCallback(
    ({ result }: Found) => {
      if (decide.isPending) return;
      decide.mutate({ criterion_id: result.criterion_id }, {
        onSuccess: () => {
          tell.done(t("quality.evaluation.confirmed", { name: result.name }));
          goOn(result.criterion_id);
        },
        onError: tell.failed,
      });
    },
    [decide, tell, goOn],
  );
  useReviewKeys({ all, atHand, desk, goTo, ask, confirm });

  if (!evaluation.results) return <Waiting evaluation={evaluation} />;
  return (
    <section ref={list} className="evaluation-criteria" aria-label={t("quality.evaluation.criteria")} tabIndex={0}>
      <p role="status" className="evaluation-open">
        {open > 0
          ? <Badge tone="warn">{t("quality.evaluation.stillOpen", { count: open })}</Badge>
          : <span className="quality-soft"><Icon name="check" size={16} /> {t("quality.evaluation.allDecided")}</span>}
      </p>
      {reviews.error && <p className="field-error" role="alert">{t("quality.evaluation.historyFailed", { message: messageOf(reviews.error) })}</p>}
      {groups.map((group) => (
        <section key={group.name ?? ""} className="evaluation-section" aria-label={group.name ?? t("quality.evaluation.noSection")}>
          <h2>{group.name ?? t("quality.evaluation.noSection")}</h2>
          {group.found.map((found) => {
            const criterionId = found.result.criterion_id;
            return (
              <CriterionReview
                key={criterionId}
                id={id}
                found={found}
                steps={reviews.data?.filter((step) => step.criterion_id === criterionId) ?? []}
                asked={asked?.criterionId === criterionId ? asked.what : null}
                isAtHand={criterionId === atHand}
                isConfirming={decide.isPending && decide.variables.criterion_id === criterionId}
                onFocus={setChosen}
                onAsk={(what) => ask({ criterionId, what })}
                onWrite={() => setWritten(true)}
                onConfirm={() => confirm(found)}
                onDecided={() => {
                  leave();
                  goOn(criterionId);
                }}
                onLeave={() => {
                  leave();
                  goTo(criterionId);
                }}
              />
            );
          })}
        </section>
      ))}
      <History title={t("quality.evaluation.historyWhole")} steps={reviews.data?.filter((step) => step.criterion_id == null) ?? []} isPart />
      {unsaved.question}
    </section>
  );
}

/** It is being made, or was given up. */
function Waiting({ evaluation }: { evaluation: EvaluationWithResults }) {
  return (
    <section className="evaluation-criteria" aria-label={t("quality.evaluation.criteria")}>
      {isOpen(evaluation)
        ? <p role="status">{t("quality.evaluation.notThere")}</p>
        : <p role="alert" className="field-error">{t("quality.evaluation.given")} {evaluation.error}</p>}
    </section>
  );
}
