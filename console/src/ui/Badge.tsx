/** Small words: a state, a tag, how sure the machine is. */
import type { ReactNode } from "react";

import { t } from "../texts";
import "./badge.css";

export type Tone = "plain" | "good" | "warn" | "bad" | "accent";

export function Badge({ tone = "plain", children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return <span className={`badge badge-${tone}`} title={title}>{children}</span>;
}

/** How sure an engine is, in words and per cent; a person's word needs no number. */
export function Confidence({ value, engine }: { value: number | null | undefined; engine?: string | null }) {
  if (engine === "person") return <Badge tone="accent">{t("common.confidence.person")}</Badge>;
  if (value == null) return engine ? <Badge>{engine}</Badge> : null;
  const percent = Math.round(value * 100);
  return (
    <Badge tone={value >= 0.7 ? "plain" : "warn"} title={engine ?? undefined}>
      <span className="visually-hidden">{t("common.confidence.label", { percent })}</span>
      <span aria-hidden="true">{percent} %</span>
      {value < 0.7 && <span> {t("common.confidence.unsure")}</span>}
    </Badge>
  );
}
