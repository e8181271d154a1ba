/** How far an evaluation is, why it waits and how people felt, in small words. */
import { t } from "../../../texts";
import { Badge, type Tone } from "../../../ui/Badge";
import { Icon } from "../../../ui/Icon";
import { isOpen, type Evaluation, type QueueReason } from "./types";

const REASONS: Record<QueueReason, Tone> = { auto_failed: "bad", disputed: "warn", unsure: "warn", below_threshold: "bad", sample: "plain" };

export function Reasons({ reasons }: { reasons: readonly QueueReason[] }) {
  return <span className="quality-row">{reasons.map((reason) => <Badge key={reason} tone={REASONS[reason]}>{t(`quality.reason.${reason}`)}</Badge>)}</span>;
}

/** What is to be said of an evaluation beside its numbers. */
export function StateBadges({ evaluation }: { evaluation: Evaluation }) {
  const undecided = evaluation.undecided ?? 0;
  return (
    <span className="quality-row">
      {isOpen(evaluation) && <Badge tone="accent"><Icon name="clock" size={14} /> {t(`quality.state.${evaluation.state}`)}</Badge>}
      {evaluation.state === "failed" && <Badge tone="bad"><Icon name="warning" size={14} /> {t("quality.state.failed")}</Badge>}
      {evaluation.is_auto_failed && <Badge tone="bad">{t("quality.reason.auto_failed")}</Badge>}
      {undecided > 0 && <Badge tone="warn">{t("quality.undecided", { count: undecided })}</Badge>}
      {!evaluation.is_current && <Badge>{t("quality.replaced")}</Badge>}
      {evaluation.is_private && <Badge>{t("quality.private")}</Badge>}
    </span>
  );
}

export function Feeling({ evaluation }: { evaluation: Evaluation }) {
  const { sentiment } = evaluation;
  if (!sentiment) return <span aria-hidden="true">–</span>;
  const tone = { positive: "good", neutral: "plain", negative: "bad" } as const;
  return <Badge tone={tone[sentiment]}>{t(`quality.sentiment.${sentiment}`)}</Badge>;
}
