/** What goes over the socket of webchats: texts, each one JSON object with a `type`. */
import type { components } from "../../../../api/schema";

export type Status = components["schemas"]["DialogueStatus"];
export type Sender = components["schemas"]["DialogueSender"];

/** What the server tells. */
export type Told =
  | { type: "joined"; status: Status; agent_name: string; position: number }
  | { type: "message"; position: number; sender: Sender; text: string; at: string; client_id?: string }
  | { type: "ack"; client_id: string; position: number }
  | { type: "status"; status: Status }
  | { type: "message_status"; position: number }
  | { type: "typing" }
  | { type: "error"; code: string; message: string; client_id?: string };

/** What the visitor's side sends. */
export type Sent =
  | { type: "join"; access: string; after: number }
  | { type: "say"; client_id: string; text: string }
  | { type: "seen"; position: number }
  | { type: "close" };

/** Longest text that is taken at once. */
export const LONGEST_TEXT = 4_000;

const GOING_ON: readonly Status[] = ["queued", "pending", "open", "ongoing", "stalled"];

/** Whether nothing more is said in a chat of this status. */
export const isOver = (status: Status) => !GOING_ON.includes(status);

/** The address of the socket on this server. */
export function socketAddress(): string {
  return new URL("/api/colloquy/v1/webchat/socket", location.href).href.replace(/^http/, "ws");
}
