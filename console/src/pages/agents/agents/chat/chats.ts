/**
 * The chats in which agents are tried, one for each agent. They stay while people look at another page, and come back to
 * it; a reload of the console forgets them.
 */
import { useState } from "react";

import type { Agent, TestChat } from "../queries";
import { ChatLine } from "./ChatLine";

export interface OpenChat {
  opened: TestChat;
  line: ChatLine;
  /** When the agent that speaks here had been saved last. */
  savedAt: string;
}

const chats = new Map<string, OpenChat>();

/** The chat with an agent; a new one takes the place of the one before, which ends. */
export function useOpenChat(agent: Agent): [OpenChat | null, (opened: TestChat) => void] {
  const [chat, setChat] = useState(() => chats.get(agent.id) ?? null);
  const put = (opened: TestChat) => {
    chat?.line.end();
    const next = { opened, line: new ChatLine(opened.access), savedAt: agent.updated_at };
    chats.set(agent.id, next);
    setChat(next);
  };
  return [chat, put];
}
