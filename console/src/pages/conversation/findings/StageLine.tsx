/** How far a step of the processing is: why it failed, how long it took, and the way to have it done again. */
import { t } from "../../../texts";
import { Badge, type Tone } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { dateTime, number } from "../../../ui/format";
import { useTell } from "../../../ui/Toasts";
import { useRunStage } from "../queries";
import { useRoom } from "../room";
import { isOpen, type Stage, type StageName } from "../types";

const TONES: Record<Stage["status"], Tone> = { pending: "accent", running: "accent", done: "good", failed: "bad", skipped: "plain" };

/** `isShort` leaves out what is as it should be. */
export function StageLine({ name, isShort = false }: { name: StageName; isShort?: boolean }) {
  const { full } = useRoom();
  const stage = full.stages.find((one) => one.name === name);
  if (!stage) return null;
  return (
    <div className="stage" role="group" aria-label={t(`conversation.stages.${name}`)}>
      {(!isShort || stage.status !== "done") && (
        <span role="status"><Badge tone={TONES[stage.status]}>{t(`conversation.stages.status.${stage.status}`)}</Badge></span>
      )}
      {stage.error && <span className="stage-error">{stage.error}</span>}
      {!isShort && <Times stage={stage} />}
      <RunButton stage={stage} />
    </div>
  );
}

function Times({ stage }: { stage: Stage }) {
  const parts = [
    stage.engine,
    stage.duration_ms != null && t("conversation.seconds", { value: number(stage.duration_ms / 1_000, 1) }),
    stage.attempts > 1 && t("conversation.stages.attempts", { count: stage.attempts }),
    stage.finished_at && dateTime(stage.finished_at),
  ];
  return <span className="stage-times">{parts.filter(Boolean).join(" · ")}</span>;
}

export function RunButton({ stage }: { stage: Stage }) {
  const { id, full, mayEdit } = useRoom();
  const tell = useTell();
  const run = useRunStage(id);
  if (!mayEdit || isOpen(stage) || !canRun(stage, full.transcript != null, full.recordings.length > 0)) return null;
  const start = () =>
    run.mutate(stage.name, {
      onSuccess: () => tell.done(t("conversation.stages.started", { name: t(`conversation.stages.${stage.name}`) })),
      onError: tell.failed,
    });
  return (
    <Button look="quiet" icon="refresh" isBusy={run.isPending} aria-label={t("conversation.stages.runNamed", { name: t(`conversation.stages.${stage.name}`) })} onClick={start}>
      {t(stage.status === "failed" ? "common.retry" : "conversation.stages.run")}
    </Button>
  );
}

/** Whether there is something that it could run on; what else stands against it the server says. */
function canRun({ name, status }: Stage, hasTranscript: boolean, hasRecording: boolean): boolean {
  if (name === "recording") return status !== "done";
  if (name === "transcript") return hasRecording && (!hasTranscript || status === "failed" || status === "done");
  return hasTranscript;
}
