/** The way to the next part of a list that is read part by part. */
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";

interface Parts {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

export function MoreRows({ query }: { query: Parts }) {
  if (!query.hasNextPage) return null;
  return (
    <Button className="settings-more" isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {t("common.loadMore")}
    </Button>
  );
}
