/** States of receivers and deliveries, in words. */
import { t } from "../../../texts";
import { Badge, type Tone } from "../../../ui/Badge";
import { ago } from "../../../ui/format";
import type { Attempt, DeliveryStatus, Webhook } from "./queries";

const NAMES: Record<string, string> = { askelephant: "AskElephant", roark: "Roark", auralytik: "Auralytik", elemente: "Elemente" };

/** An API by its own name. */
export function apiName(dialect: string): string {
  return NAMES[dialect] ?? dialect;
}

/** The events of a receiver, in a few words. */
export function eventsInWords(webhook: Webhook): string {
  if (webhook.event_types.length === 0) return t("settings.webhooks.allEvents");
  return t("settings.webhooks.countEvents", { count: webhook.event_types.length });
}

export function WebhookState({ webhook }: { webhook: Webhook }) {
  if (webhook.disabled_reason) return <Badge tone={webhook.disabled_reason === "by_hand" ? "plain" : "bad"}>{t(`settings.webhooks.off.${webhook.disabled_reason}`)}</Badge>;
  if (webhook.failing_since) return <Badge tone="warn">{t("settings.webhooks.failing", { ago: ago(webhook.failing_since) })}</Badge>;
  return <Badge tone="good">{t("settings.webhooks.on")}</Badge>;
}

const TONES: Record<DeliveryStatus, Tone> = { pending: "accent", delivered: "good", failed: "bad" };

export function DeliveryState({ status }: { status: DeliveryStatus }) {
  return <Badge tone={TONES[status]}>{t(`settings.webhooks.status.${status}`)}</Badge>;
}

/** How a try went: what the receiver answered, or why it did not. */
export function outcomeOf(attempt: Attempt): string {
  const values = { ms: attempt.duration_ms };
  if (attempt.response_status != null) return t("settings.webhooks.answered", { ...values, status: attempt.response_status });
  return t("settings.webhooks.unanswered", { ...values, error: attempt.error ?? "" });
}
