/** A page: its title, what can be done on it, and its content. Sets the title of the window and takes the focus. */
import { type ReactNode, useEffect } from "react";

import { t } from "../texts";
import "./page.css";

export function Page(props: { title: string; actions?: ReactNode; above?: ReactNode; children: ReactNode; isWide?: boolean }) {
  useEffect(() => {
    document.title = `${props.title} · ${t("common.product")}`;
  }, [props.title]);
  return (
    <div className={`page ${props.isWide ? "page-wide" : ""}`}>
      {props.above}
      <header className="page-head">
        <h1>{props.title}</h1>
        {props.actions && <div className="page-actions">{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

/** A part of a page on a surface of its own. */
export function Panel(props: { title?: ReactNode; actions?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`panel ${props.className ?? ""}`}>
      {(props.title || props.actions) && (
        <header className="panel-head">
          {props.title && <h2>{props.title}</h2>}
          {props.actions && <div className="page-actions">{props.actions}</div>}
        </header>
      )}
      {props.children}
    </section>
  );
}
