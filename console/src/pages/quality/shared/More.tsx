/** The way to the next part of a list that is read part by part. */
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";

interface Parts {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage(): Promise<unknown>;
}

export function More({ query }: { query: Parts }) {
  if (!query.hasNextPage) return null;
  return (
    <div className="quality-more">
      {query.isFetchNextPageError && <p className="field-error" role="alert">{t("quality.moreFailed")}</p>}
      <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t(query.isFetchNextPageError ? "common.retry" : "common.loadMore")}
      </Button>
    </div>
  );
}
