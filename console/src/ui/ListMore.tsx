/** The way to the next part of a list that is read part by part; where that part fails, it can be asked for again. */
import { t } from "../texts";
import { Button } from "./Button";
import { messageOf } from "./State";
import "./list-more.css";

interface Parts {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage(): Promise<unknown>;
}

export function ListMore({ query }: { query: Parts }) {
  if (!query.hasNextPage) return null;
  const hasFailed = query.isFetchNextPageError;
  return (
    <div className="list-more">
      {hasFailed && <p className="field-error" role="alert">{messageOf(query.error)}</p>}
      <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t(hasFailed ? "common.retry" : "common.loadMore")}
      </Button>
    </div>
  );
}
