/** What waits for a person, those first that have waited longest. Worked through by j, k and Enter. */
import { useMemo, useRef } from "react";
import { Link, useSearchParams } from "react-router";

import { t } from "../../../texts";
import { ButtonLink } from "../../../ui/Button";
import { ago, dateTime, number } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { Reasons } from "../shared/Badges";
import { changed } from "../shared/filters";
import { ProjectSelect } from "../shared/ProjectSelect";
import type { Queued, QueueQuery } from "../shared/types";
import { useRowKeys } from "../shared/useRowKeys";
import { readQueue, REASONS, reviewLink, useQueue, useWaiting } from "./queries";
import "./review.css";

export function ReviewQueuePage() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readQueue(params), [params]);
  const queue = useQueue(filter);
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const first = queue.data?.rows[0];
  const begin = first && <ButtonLink look="primary" icon="play" to={reviewLink(first.evaluation.id, filter)}>{t("quality.review.begin")}</ButtonLink>;
  return (
    <Page title={t("quality.review.title")} actions={begin} isWide>
      <p className="quality-lead">{t("quality.review.lead")}</p>
      <ReasonFilter filter={filter} params={params} total={queue.isPlaceholderData ? undefined : queue.data?.total} />
      <div className="quality-filters">
        <ProjectSelect value={filter.project_id} onChange={(id) => setParams((now) => changed(now, { project_id: id }))} />
      </div>
      <Loaded query={queue} rows={8} isEmpty={({ rows }) => rows.length === 0} empty={<Nothing filter={filter} />}>
        {({ rows, total }) => (
          <div ref={list} className="quality-stale" aria-busy={queue.isPlaceholderData}>
            <p role="status" className="quality-soft">{t("quality.review.waiting", { count: total })}</p>
            <Table caption={t("quality.review.title")} columns={columns(filter)} rows={rows} keyOf={({ evaluation }) => evaluation.id} />
          </div>
        )}
      </Loaded>
      <ListMore query={queue} />
    </Page>
  );
}

/** Why evaluations wait, each with how many do. */
function ReasonFilter({ filter, params, total }: { filter: QueueQuery; params: URLSearchParams; total: number | undefined }) {
  const waiting = useWaiting(filter.project_id);
  return (
    <nav className="review-reasons" aria-label={t("quality.review.reasons")}>
      {[undefined, ...REASONS].map((reason) => {
        const count = reason === filter.reason ? (total ?? (reason && waiting.get(reason))) : reason && waiting.get(reason);
        return (
          <Link key={reason ?? ""} to={{ search: changed(params, { reason }).toString() }} aria-current={filter.reason === reason ? "page" : undefined}>
            {t(reason ? `quality.reason.${reason}` : "quality.review.everything")}
            {count !== undefined && <span className="review-count"> {number(count)}</span>}
          </Link>
        );
      })}
    </nav>
  );
}

function Nothing({ filter }: { filter: QueueQuery }) {
  const isNarrowed = filter.reason !== undefined || filter.project_id !== undefined;
  return (
    <Empty title={t(isNarrowed ? "quality.review.emptyFiltered" : "quality.review.empty")}>
      <p>{t(isNarrowed ? "quality.review.emptyFilteredHint" : "quality.review.emptyHint")}</p>
      {isNarrowed ? <ButtonLink to="/quality/review">{t("quality.review.showAll")}</ButtonLink> : <ButtonLink to="/quality/projects">{t("quality.review.toProjects")}</ButtonLink>}
    </Empty>
  );
}

function columns(filter: QueueQuery): Column<Queued>[] {
  return [
    {
      key: "what",
      title: t("quality.column.conversation"),
      cell: ({ evaluation }) => (
        <>
          <Link data-row to={reviewLink(evaluation.id, filter)}>{evaluation.name}</Link>
          <div className="quality-soft">{evaluation.project_name}{evaluation.executive_name && ` · ${evaluation.executive_name}`}</div>
        </>
      ),
    },
    { key: "why", title: t("quality.column.reasons"), cell: ({ reasons }) => <Reasons reasons={reasons} /> },
    { key: "score", title: t("quality.column.score"), isNumber: true, cell: ({ evaluation }) => number(evaluation.score, 1) },
    { key: "undecided", title: t("quality.column.undecided"), isNumber: true, cell: ({ evaluation }) => number(evaluation.undecided) },
    { key: "recorded", title: t("quality.column.recorded"), cell: ({ evaluation }) => dateTime(evaluation.recorded_at) },
    { key: "since", title: t("quality.column.waiting"), cell: ({ waiting_since: since }) => <time dateTime={since} title={dateTime(since)}>{ago(since)}</time> },
  ];
}
