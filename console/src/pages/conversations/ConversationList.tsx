/** The rows that were found: selected by mouse or key, followed by more where there are more, changed as the server tells. */
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef } from "react";

import type { components } from "../../api/schema";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { messageOf } from "../../ui/State";
import type { Row as Conversation } from "./queries";
import { Row } from "./Row";
import { useFinished } from "./useLiveList";
import type { Selection } from "./useSelection";
import "../../ui/table.css";
import "./list.css";

export type ListResult = UseInfiniteQueryResult<InfiniteData<components["schemas"]["ConversationPage"]>>;

interface Props {
  list: ListResult;
  rows: Conversation[];
  selection: Selection;
  table: RefObject<HTMLTableElement | null>;
}

export function ConversationList({ list, rows, selection, table }: Props) {
  const finished = useFinished(rows);
  const { hasNextPage, isPlaceholderData } = list;
  const areAll = rows.length > 0 && selection.ids.length === rows.length;
  const all = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (all.current) all.current.indeterminate = !areAll && selection.ids.length > 0;
  }, [areAll, selection.ids.length]);
  return (
    <section className="conversations" aria-busy={isPlaceholderData}>
      <div className="conversations-head">
        <label className="conversations-all">
          <input ref={all} type="checkbox" checked={areAll} onChange={selection.toggleAll} />
          {t("conversations.list.selectAll")}
        </label>
        <p role="status">{t(hasNextPage ? "conversations.list.shownMore" : "conversations.list.shown", { count: rows.length })}</p>
      </div>
      <p className="visually-hidden" aria-live="polite">{finished}</p>
      <div className="table-scroll">
        <table ref={table} className="table conversations-table" tabIndex={-1}>
          <caption className="visually-hidden">{t("conversations.list.caption")}</caption>
          <thead>
            <tr>
              <th scope="col"><span className="visually-hidden">{t("conversations.list.selection")}</span></th>
              <th scope="col">{t("conversations.list.conversation")}</th>
              <th scope="col">{t("conversations.list.started")}</th>
              <th scope="col">{t("conversations.list.tags")}</th>
              <th scope="col">{t("conversations.list.sentiment")}</th>
              <th scope="col" className="table-number">{t("conversations.list.score")}</th>
              <th scope="col">{t("conversations.list.status")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => <Row key={row.id} row={row} isSelected={selection.has(row.id)} onSelect={selection.toggle} />)}
          </tbody>
        </table>
      </div>
      {hasNextPage && <More list={list} />}
    </section>
  );
}

/** The next page, when its place comes into view or the button is pressed. What failed is tried again by the button alone. */
function More({ list }: { list: ListResult }) {
  const place = useRef<HTMLDivElement>(null);
  const { isFetching, isFetchNextPageError, isFetchingNextPage, fetchNextPage, data } = list;
  const pages = data?.pages.length;
  useEffect(() => {
    const element = place.current;
    if (!element || isFetching || isFetchNextPageError) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void fetchNextPage({ cancelRefetch: false });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isFetching, isFetchNextPageError, fetchNextPage, pages]);
  return (
    <div ref={place} className="conversations-more">
      {isFetchNextPageError && (
        <p className="field-error" role="alert">{t("conversations.list.moreFailed")} {messageOf(list.error)}</p>
      )}
      <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t(isFetchNextPageError ? "common.retry" : "common.loadMore")}
      </Button>
    </div>
  );
}
