/** How well it went, by the scorecards of the projects that the conversation is in. */
import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { dateTime, number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useRoom } from "../room";
import type { Criterion, Evaluation } from "../types";
import { CriterionCard } from "./CriterionCard";
import { useCriteria, useEvaluateAgain, useEvaluations } from "./evaluations";
import { StageLine } from "./StageLine";

export function ScoresPanel() {
  const { id, full } = useRoom();
  const mayRead = useAccount().may("evaluations:read");
  const evaluations = useEvaluations(id, full.id, mayRead);
  const criteria = useCriteria(evaluations.data ?? []);
  return (
    <>
      {mayRead && (
        <Loaded query={evaluations} rows={4} isEmpty={(all) => all.length === 0} empty={<Panel title={t("conversation.scores.title")}><p className="field-hint">{t("conversation.scores.none")}</p></Panel>}>
          {(all) => <>{all.map((evaluation) => <Score key={evaluation.id} evaluation={evaluation} criteria={criteria} />)}</>}
        </Loaded>
      )}
      <StageLine name="evaluation" />
    </>
  );
}

function Score({ evaluation, criteria }: { evaluation: Evaluation; criteria: ReadonlyMap<string, Criterion> }) {
  const { id } = useRoom();
  const { may } = useAccount();
  const tell = useTell();
  const again = useEvaluateAgain(id);
  const isDone = evaluation.state === "completed";
  const isGoing = evaluation.state === "pending" || evaluation.state === "processing";
  const start = () =>
    again.mutate(evaluation.id, { onSuccess: () => tell.done(t("conversation.scores.startedAgain", { project: evaluation.project_name })), onError: tell.failed });
  return (
    <Panel
      title={evaluation.project_name}
      actions={(
        <>
          <ButtonLink look="quiet" to={`/quality/evaluations/${evaluation.id}`}>{t("conversation.scores.review")}</ButtonLink>
          {may("evaluations:write") && !isGoing && <Button look="quiet" icon="refresh" isBusy={again.isPending} onClick={start}>{t("conversation.scores.again")}</Button>}
        </>
      )}
    >
      {isDone ? (
        <p className="scores-sum">
          <strong className="scores-number">{number(evaluation.score, 1)}</strong> <span>{t("conversation.scores.ofHundred")}</span>
          {evaluation.is_auto_failed && <Badge tone="bad">{t("conversation.scores.autoFailed")}</Badge>}
          {(evaluation.undecided ?? 0) > 0 && <Badge tone="warn">{t("conversation.scores.undecided", { count: evaluation.undecided ?? 0 })}</Badge>}
          <span className="scores-when">{dateTime(evaluation.completed_at)}</span>
        </p>
      ) : (
        <p role="status"><Badge tone={evaluation.state === "failed" ? "bad" : "accent"}>{t(`conversation.scores.state.${evaluation.state}`)}</Badge> {evaluation.error}</p>
      )}
      {evaluation.results && (
        <ul className="scores">
          {evaluation.results.criteria.map((result) => (
            <li key={result.criterion_id}>
              <CriterionCard evaluation={evaluation} result={result} criterion={criteria.get(`${evaluation.scorecard_id} ${result.criterion_id}`)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
