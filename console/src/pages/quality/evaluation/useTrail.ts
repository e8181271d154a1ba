/**
 * The way through the queue. What is decided leaves the queue, and stays on the way: one can go back to it. Those that
 * somebody else decided meanwhile are passed over.
 */
import { useEffect, useMemo, useState } from "react";

import { useQueue } from "../review/queries";
import type { Queued, QueueQuery } from "../shared/types";

export interface Trail {
  /** Of the evaluation that is shown; undefined where it does not wait, or where that is not known yet. */
  queued: Queued | undefined;
  /** Whether all that wait are known. */
  isWhole: boolean;
  /** 1 is the first; 0 where it is not on the way. */
  place: number;
  count: number;
  /** How many wait now; undefined as long as nobody knows. */
  waiting: number | undefined;
  next: string | undefined;
  previous: string | undefined;
}

export function useTrail(query: QueueQuery, id: string): Trail {
  const queue = useQueue(query);
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, isPlaceholderData } = queue;
  const key = `${query.project_id ?? ""} ${query.reason ?? ""}`;
  const [seen, setSeen] = useState<{ key: string; ids: readonly string[] }>({ key, ids: [] });
  useEffect(() => {
    if (!data || isPlaceholderData) return;
    setSeen((before) => {
      const known = before.key === key ? before.ids : [];
      const more = data.rows.map((row) => row.evaluation.id).filter((one) => !known.includes(one));
      return before.key === key && more.length === 0 ? before : { key, ids: [...known, ...more] };
    });
  }, [data, isPlaceholderData, key]);

  const rows = useMemo(() => new Map((isPlaceholderData ? [] : (data?.rows ?? [])).map((row) => [row.evaluation.id, row])), [data, isPlaceholderData]);
  const ids = seen.key === key ? seen.ids : [];
  const at = ids.indexOf(id);
  const next = ids.slice(at + 1).find((one) => one !== id && rows.has(one));
  // The way goes on where the next part of the queue begins.
  const isAtEnd = next === undefined && hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData;
  useEffect(() => {
    if (isAtEnd) void fetchNextPage();
  }, [isAtEnd, fetchNextPage]);
  const gone = ids.filter((one) => !rows.has(one)).length;
  return {
    queued: rows.get(id),
    isWhole: data !== undefined && !hasNextPage && !isPlaceholderData,
    place: at + 1,
    count: gone + (data?.total ?? 0),
    waiting: isPlaceholderData ? undefined : data?.total,
    next,
    previous: at > 0 ? ids[at - 1] : undefined,
  };
}
