/** What a rule did, for which conversation, step by step; and trying again what failed. */
import { Link } from "react-router";

import { t } from "../../../texts";
import { Badge, type Tone } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { dateTime } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Panel } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { Source } from "../shared/Source";
import { type RunStatus, useRetryRun, useRuns, type WorkflowRun } from "./queries";
import "./workflows.css";

const TONES: Record<RunStatus, Tone> = { pending: "accent", done: "good", failed: "bad", skipped: "plain" };

export function RunsTab({ workflowId }: { workflowId: string }) {
  const runs = useRuns(workflowId);
  const retry = useRetryRun();
  const tell = useTell();
  const again = (run: WorkflowRun) => retry.mutate(run.id, { onSuccess: () => tell.done(t("settings.workflows.retried")), onError: tell.failed });
  return (
    <Panel>
      <Loaded query={runs} isEmpty={(all) => all.length === 0} empty={<Empty title={t("settings.workflows.noRuns")}><p>{t("settings.workflows.noRunsHint")}</p></Empty>}>
        {(all) => (
          <ol className="settings-workflows-runs" aria-label={t("settings.workflows.runs")} aria-live="polite">
            {all.map((run) => <li key={run.id}><Run run={run} onRetry={() => again(run)} /></li>)}
          </ol>
        )}
      </Loaded>
      <ListMore query={runs} />
    </Panel>
  );
}

function Run({ run, onRetry }: { run: WorkflowRun; onRetry(): void }) {
  return (
    <>
      <div className="settings-workflows-run-head">
        <strong>{dateTime(run.created_at)}</strong>
        <RunState status={run.status} />
        <span className="settings-soft">{t("settings.workflows.tries", { count: run.attempts })}</span>
        {run.next_attempt_at && <span className="settings-soft">{t("settings.workflows.nextTry", { at: dateTime(run.next_attempt_at) })}</span>}
        <Link to={`/conversations/${run.conversation_id}`}>{t("settings.workflows.conversation")}</Link>
        {run.status === "failed" && <Button icon="refresh" onClick={onRetry}>{t("common.retry")}</Button>}
      </div>
      {run.error && <p className="field-error">{run.error}</p>}
      <ul className="settings-workflows-steps">
        {run.actions.map((action, at) => (
          <li key={at}>
            <p>{isKnown(action.type) ? t(`settings.workflows.action.${action.type}`) : action.type} <RunState status={action.status} /></p>
            {action.error && <p className="field-error">{action.error}</p>}
            {action.steps.map((step, number) => (
              <div key={number} className="settings-workflows-step">
                <p><code>{step.target}</code> <RunState status={step.status} /> {step.response_status != null && t("settings.workflows.answered", { status: step.response_status })}</p>
                {step.error && <p className="field-error">{step.error}</p>}
                {step.response && <Source label={t("settings.workflows.response")} text={step.response} />}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function RunState({ status }: { status: RunStatus }) {
  return <Badge tone={TONES[status]}>{t(`settings.workflows.runStatus.${status}`)}</Badge>;
}

function isKnown(type: string): type is "recap_mail" | "http_call" | "tag" {
  return type === "recap_mail" || type === "http_call" || type === "tag";
}
