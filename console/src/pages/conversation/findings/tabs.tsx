/** What was found, in tabs; where the window is narrow the transcript is one of them. */
import type { ReactNode } from "react";

import { t, type TextKey } from "../../../texts";
import { ActionItemsPanel } from "./ActionItemsPanel";
import { DetailsPanel } from "./DetailsPanel";
import { ScoresPanel } from "./ScoresPanel";
import { SentimentPanel } from "./SentimentPanel";
import { SignalsPanel } from "./SignalsPanel";
import { SummaryPanel } from "./SummaryPanel";
import { TagsPanel } from "./TagsPanel";
import { type Written, WrittenIn } from "./written";
import "./findings.css";

export const TABS = ["transcript", "summary", "signals", "scores", "comments", "details"] as const;
export type TabName = (typeof TABS)[number];

export interface Tab {
  value: TabName;
  label: ReactNode;
  content: ReactNode;
  isKept?: boolean;
}

interface Given {
  transcript: ReactNode | null;
  comments: ReactNode;
  openComments: number;
  openItems: number;
  written: Written;
  /** Tabs in which something is written. */
  kept: ReadonlySet<TabName>;
}

/** The tabs; those that the page fills itself are given. */
export function tabsOf(given: Given): Tab[] {
  const tab = (value: TabName, label: TextKey, content: ReactNode, count = 0): Tab => ({
    value,
    label: <>{t(label)}{count > 0 && <span className="tabs-count"> {count}</span>}</>,
    content: <WrittenIn written={given.written} tab={value}><div className="findings">{content}</div></WrittenIn>,
    isKept: given.kept.has(value),
  });
  return [
    ...(given.transcript ? [{ value: "transcript" as const, label: t("conversation.tabs.transcript"), content: given.transcript }] : []),
    tab("summary", "conversation.tabs.summary", <><SummaryPanel /><ActionItemsPanel /><TagsPanel /><SentimentPanel /></>, given.openItems),
    tab("signals", "conversation.tabs.signals", <SignalsPanel />),
    tab("scores", "conversation.tabs.scores", <ScoresPanel />),
    tab("comments", "conversation.tabs.comments", given.comments, given.openComments),
    tab("details", "conversation.tabs.details", <DetailsPanel />),
  ];
}
