/** The page of those who are not signed in. */
import type { ReactNode } from "react";

import { t } from "../../texts";
import { Page } from "../../ui/Page";
import "./frame.css";

export function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="frame">
      <img src="/icon.svg" alt={t("common.product")} width="44" height="44" />
      <div className="frame-card"><Page title={title}>{children}</Page></div>
    </main>
  );
}
