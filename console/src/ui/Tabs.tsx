/** Tabs whose choice the caller keeps: mostly in the URL, so that a link opens the same one. */
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

import "./tabs.css";

interface Tab {
  value: string;
  label: ReactNode;
  content: ReactNode;
  /** Stays mounted while another one is shown: something may be written in it. */
  isKept?: boolean;
}

export function Tabs(props: { label: string; value: string; onChange(value: string): void; tabs: Tab[] }) {
  return (
    <Radix.Root value={props.value} onValueChange={props.onChange} className="tabs">
      <Radix.List aria-label={props.label} className="tabs-list">
        {props.tabs.map((tab) => <Radix.Trigger key={tab.value} value={tab.value} className="tabs-tab">{tab.label}</Radix.Trigger>)}
      </Radix.List>
      {props.tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="tabs-content" {...(tab.isKept && { forceMount: true as const, hidden: tab.value !== props.value })}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
