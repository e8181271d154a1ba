/**
 * The visitor's side of one chat: what was said, in order, and how far what was typed has got. Where the connection
 * breaks it is made again and goes on behind the last message that is here; what the server has not acknowledged is said
 * again under the same name, and stays one message.
 */
import { isOver, type Sender, type Sent, socketAddress, type Told } from "./frames";

export interface Said {
  key: string;
  /** None until the server has it. */
  position: number | null;
  sender: Sender;
  text: string;
  /** Why the server did not take it. */
  problem: string | null;
}

/** `gone`: the server does not let this chat go on here. */
export type Phase = "connecting" | "open" | "lost" | "ended" | "gone";

export interface ChatState {
  phase: Phase;
  said: readonly Said[];
  /** Whether an answer is awaited, and for so long that something may be wrong. */
  waits: "no" | "soon" | "long";
  /** Why it is gone, where the server said so. */
  reason: string | null;
}

/** What passes by itself: the same is said again a moment later. */
const PASSING = ["unavailable", "internal_error", "rate_limited"];
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const SAY_AGAIN_MS = 3_000;
const LONG_MS = 20_000;

export class ChatLine {
  private state: ChatState = { phase: "connecting", said: [], waits: "no", reason: null };
  private readonly listeners = new Set<() => void>();
  private socket: WebSocket | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  /** Up to where everything was told. An acknowledgement may run ahead of what the agent said before. */
  private told = 0;

  constructor(private readonly access: string) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.connect();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.rest();
    };
  };

  readonly read = (): ChatState => this.state;

  /** Says something as the visitor. */
  say(text: string): void {
    const said: Said = { key: newName(), position: null, sender: "customer", text, problem: null };
    this.set({ said: [...this.state.said, said] });
    this.send({ type: "say", client_id: said.key, text });
  }

  /** Ends the chat for good. */
  end(): void {
    this.send({ type: "close" });
  }

  /** Connects at once instead of after the pause. */
  readonly connect = (): void => {
    clearTimeout(this.retry);
    if (this.socket || this.isDone()) return;
    const own = (this.socket = new WebSocket(socketAddress()));
    own.onopen = () => this.send({ type: "join", access: this.access, after: this.told });
    own.onmessage = ({ data }) => own === this.socket && this.hear(JSON.parse(String(data)) as Told);
    own.onclose = () => own === this.socket && this.later();
  };

  /** Nobody looks: the chat goes on, and is caught up with when somebody does. */
  private rest(): void {
    clearTimeout(this.retry);
    clearTimeout(this.patience);
    const own = this.socket;
    this.socket = null;
    own?.close();
    if (!this.isDone()) this.state = { ...this.state, phase: "connecting", waits: "no" };
  }

  private later(): void {
    this.socket = null;
    if (this.isDone()) return;
    this.set({ phase: "lost", waits: "no" });
    clearTimeout(this.patience);
    this.retry = setTimeout(this.connect, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.tries));
    this.tries += 1;
  }

  private hear(told: Told): void {
    switch (told.type) {
      case "joined":
        this.tries = 0;
        this.set({ phase: "open" });
        for (const { key, text } of this.unheard()) this.send({ type: "say", client_id: key, text });
        if (this.state.said.at(-1)?.sender === "customer") this.expect();
        break;
      case "message":
        this.take(told);
        break;
      case "ack":
        this.mend(told.client_id, { position: told.position });
        break;
      case "status":
        if (isOver(told.status)) this.finish("ended", null);
        break;
      case "typing":
        this.expect();
        break;
      case "error":
        this.refused(told);
        break;
      case "message_status":
        break;
    }
  }

  private take({ position, sender, text, client_id }: Extract<Told, { type: "message" }>): void {
    this.told = Math.max(this.told, position);
    const said = this.state.said.filter((one) => one.position !== position && one.key !== client_id);
    const one: Said = { key: client_id ?? `at-${position}`, position, sender, text, problem: null };
    if (sender === "agent") {
      clearTimeout(this.patience);
      this.set({ waits: "no" });
      this.send({ type: "seen", position });
    }
    this.set({ said: inOrder([...said, one]) });
  }

  private refused({ code, message, client_id }: Extract<Told, { type: "error" }>): void {
    const mine = client_id === undefined ? undefined : this.unheard().find((one) => one.key === client_id);
    if (PASSING.includes(code)) {
      if (mine) setTimeout(() => this.unheard().some((one) => one.key === mine.key) && this.send({ type: "say", client_id: mine.key, text: mine.text }), SAY_AGAIN_MS);
    } else if (mine) {
      this.mend(mine.key, { problem: message });
    } else if (this.state.phase !== "open") {
      // It was not let in, and would not be the next time.
      this.finish("gone", message);
    }
  }

  private expect(): void {
    clearTimeout(this.patience);
    this.set({ waits: "soon" });
    this.patience = setTimeout(() => this.set({ waits: "long" }), LONG_MS);
  }

  private finish(phase: "ended" | "gone", reason: string | null): void {
    clearTimeout(this.patience);
    this.set({ phase, reason, waits: "no" });
  }

  private mend(key: string, part: Partial<Said>): void {
    this.set({ said: inOrder(this.state.said.map((one) => (one.key === key ? { ...one, ...part } : one))) });
  }

  private set(part: Partial<ChatState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }

  private send(frame: Sent): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private unheard(): Said[] {
    return this.state.said.filter((one) => one.position === null && one.problem === null);
  }

  private isDone(): boolean {
    return this.state.phase === "ended" || this.state.phase === "gone";
  }
}

/** What the server has stands before what it has not. */
function inOrder(said: Said[]): Said[] {
  return said.toSorted((one, other) => (one.position ?? Infinity) - (other.position ?? Infinity) || 0);
}

/** Letters, digits and hyphens; `randomUUID` is kept from pages that came by plain http. */
function newName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
