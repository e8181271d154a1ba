/**
 * The states of what comes from the server: on its way, late, failed, empty. No page draws a spinner of its own.
 */
import { type ReactNode, useEffect, useState } from "react";
import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";

import { ApiError } from "../api/errors";
import { t } from "../texts";
import { Button } from "./Button";
import "./state.css";

/** After this long a wait is called a wait, and can be ended. */
const LATE_AFTER_MS = 8_000;

/** Grey rows in the place of what is on its way; after eight seconds a word and a way out. */
export function Loading({ rows = 4, onRetry }: { rows?: number; onRetry?: () => void }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="state-loading" role="status" aria-live="polite">
      <span className="visually-hidden">{t("common.loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="state-bar" aria-hidden="true" />
      ))}
      {isLate && (
        <p className="state-late">
          {t("common.stillLoading")} {onRetry && <Button onClick={onRetry}>{t("common.retry")}</Button>}
        </p>
      )}
    </div>
  );
}

/** What went wrong, what can be done, and by which name the server's log knows it. */
export function Failed({ error, onRetry, what }: { error: unknown; onRetry?: () => void; what?: string }) {
  return (
    <div className="state-failed" role="alert">
      <h2>{what ?? t(isMissing(error) ? "common.notFound" : "common.failed")}</h2>
      <p>{messageOf(error)}</p>
      {error instanceof ApiError && error.requestId && (
        <p className="state-request">{t("common.requestId", { id: error.requestId })}</p>
      )}
      {onRetry && !isMissing(error) && <Button onClick={onRetry}>{t("common.retry")}</Button>}
    </div>
  );
}

/** Nothing is there yet, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state-empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Draws an answer, or the state that stands in for it. */
export function Loaded<T>(props: {
  query: UseQueryResult<T>;
  rows?: number;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { query } = props;
  const queries = useQueryClient();
  const retry = async () => {
    // A first request that hangs would be waited for: it is ended, and another one sent.
    const isIt = (one: { observers: { refetch: unknown }[] }) => one.observers.some((observer) => observer.refetch === query.refetch);
    if (query.isLoading) await queries.cancelQueries({ predicate: isIt });
    await query.refetch();
  };
  if (query.data !== undefined) {
    if (props.isEmpty?.(query.data)) return <>{props.empty}</>;
    return (
      <>
        {query.error && <p className="state-stale" role="alert">{messageOf(query.error)}</p>}
        {props.children(query.data)}
      </>
    );
  }
  if (query.error && !query.isFetching) return <Failed error={query.error} onRetry={() => void retry()} />;
  return <Loading rows={props.rows ?? 4} onRetry={() => void retry()} />;
}

/** What is said of an error. */
export function messageOf(error: unknown): string {
  // An answer that had begun to come is cut off as an "abort" in some browsers.
  if (error instanceof DOMException && /^(Timeout|Abort)Error$/.test(error.name)) return t("common.late");
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 0) return t("common.offline");
  if (error.status === 403) return t("common.notAllowed");
  if (error.status === 404) return t("common.notFoundHint");
  if (error.status === 429) return t("common.tooMany", { seconds: error.retryAfterSeconds ?? 60 });
  return error.message || t("common.failed");
}

function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
