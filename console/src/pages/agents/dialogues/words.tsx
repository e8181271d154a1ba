/** How far a dialogue is, by what it is held, and with whom: in words. */
import { t } from "../../../texts";
import { Badge, type Tone } from "../../../ui/Badge";
import type { Channel, Dialogue, Status } from "./queries";

export const CHANNELS: readonly Channel[] = ["webchat", "call", "sms", "whatsapp", "email"];

/** Every state, in the order in which a dialogue may come to it. */
const TONES: Record<Status, Tone> = {
  queued: "plain",
  pending: "plain",
  ringing: "accent",
  answer: "accent",
  "in-progress": "accent",
  open: "accent",
  ongoing: "accent",
  stalled: "warn",
  processing: "plain",
  completed: "good",
  resolved: "good",
  closed: "plain",
  voicemail: "plain",
  "no-answer": "warn",
  busy: "warn",
  failed: "bad",
  canceled: "plain",
  expired: "plain",
};
export const STATUSES = Object.keys(TONES) as Status[];
const GOING_ON: readonly Status[] = ["queued", "pending", "ringing", "answer", "in-progress", "open", "ongoing", "stalled"];

/** Whether nothing more is said in it; people may show what is over under any state. */
export function isOver({ status, ended_at }: Pick<Dialogue, "status" | "ended_at">): boolean {
  return ended_at != null || !GOING_ON.includes(status);
}

export function DialogueState({ status }: { status: Status }) {
  return <Badge tone={TONES[status]}>{t(`dialogues.status.${status}`)}</Badge>;
}

export function customerOf({ customer }: Pick<Dialogue, "customer">): string {
  return customer.name ?? customer.phone ?? customer.email ?? t("dialogues.unknownCustomer");
}
