/** Where one is in the queue, and the ways to the one before and the one after. It stays while they change. */
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";

import { type Shortcut, useShortcuts } from "../../../app/keyboard";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useTell } from "../../../ui/Toasts";
import { reviewLink } from "../review/queries";
import { changed } from "../shared/filters";
import type { QueueQuery } from "../shared/types";
import type { Trail } from "./useTrail";

export function QueueBar({ trail, filter }: { trail: Trail; filter: QueueQuery }) {
  const navigate = useNavigate();
  const tell = useTell();
  const { next, previous } = trail;
  const shortcuts = useMemo<Shortcut[]>(() => {
    const go = (id: string | undefined, none: string) => () => (id ? void navigate(reviewLink(id, filter)) : tell.done(none));
    return [
      { keys: "j", label: t("quality.evaluation.keys.next"), run: go(next, t("quality.evaluation.noNext")) },
      { keys: "k", label: t("quality.evaluation.keys.previous"), run: go(previous, t("quality.evaluation.noPrevious")) },
    ];
  }, [navigate, tell, filter, next, previous]);
  useShortcuts(t("quality.evaluation.bar"), shortcuts);
  const [goBack, goOn] = [shortcuts[1]?.run, shortcuts[0]?.run];
  const search = changed(new URLSearchParams(), { project_id: filter.project_id ?? undefined, reason: filter.reason ?? undefined }).toString();
  return (
    <nav className="evaluation-bar" aria-label={t("quality.evaluation.bar")}>
      <Link className="evaluation-back" to={{ pathname: "/quality/review", search }}><Icon name="chevron" size={16} />{t("quality.evaluation.backToQueue")}</Link>
      <span role="status" className="evaluation-place">{placeOf(trail)}</span>
      <span className="evaluation-ways">
        <Button icon="chevron" className="evaluation-previous" aria-label={t("quality.evaluation.previous")} title={t("quality.evaluation.previous")} aria-keyshortcuts="k" disabled={!previous} onClick={goBack}><kbd aria-hidden="true">k</kbd></Button>
        <Button icon="chevron" className="evaluation-next" aria-label={t("quality.evaluation.next")} title={t("quality.evaluation.next")} aria-keyshortcuts="j" disabled={!next} onClick={goOn}><kbd aria-hidden="true">j</kbd></Button>
      </span>
    </nav>
  );
}

function placeOf({ place, count, waiting, isWhole }: Trail): string {
  if (place > 0) return t("quality.evaluation.place", { place, count });
  if (waiting === undefined || !isWhole) return "";
  return waiting === 0 ? t("quality.evaluation.noneWaiting") : t("quality.evaluation.notWaiting", { count: waiting });
}
