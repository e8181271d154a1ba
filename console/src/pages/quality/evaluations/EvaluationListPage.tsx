/** Evaluations, newest first, narrowed by what the address says: every number over many links here. */
import { useMemo, useRef } from "react";
import { Link, useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { ButtonLink } from "../../../ui/Button";
import { dateTime, number } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Page } from "../../../ui/Page";
import { Empty, Loaded, Loading } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { counting } from "../evaluation/results";
import { answerText } from "../shared/answers";
import { Feeling, StateBadges } from "../shared/Badges";
import { type Filters, readFilters } from "../shared/filters";
import { useRowKeys } from "../shared/useRowKeys";
import { EvaluationFilters } from "./EvaluationFilters";
import { type Row, useEvaluations } from "./queries";
import "./evaluations.css";

export function EvaluationListPage() {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const { list, rows, isLooking, hasFailed } = useEvaluations(filters);
  const box = useRef<HTMLDivElement>(null);
  useRowKeys(box);
  const read = list.data?.rows.length ?? 0;
  const total = list.data?.total ?? 0;
  const criterionName = rows.find((row) => row.result)?.result?.name;
  return (
    <Page title={t("quality.evaluations.title")} isWide>
      <p className="quality-lead">{t("quality.evaluations.lead")}</p>
      <EvaluationFilters filters={filters} params={params} setParams={setParams} criterionName={criterionName} />
      <Loaded query={list} rows={8}>
        {() => (
          <div ref={box} className="quality-stale evaluations-found" aria-busy={list.isPlaceholderData}>
            <p role="status" className="quality-soft">
              {!isLooking && rows.length > 0 && t(list.hasNextPage ? "quality.evaluations.countSoFar" : "quality.evaluations.count", { count: rows.length, read, total })}
            </p>
            {hasFailed && <p className="field-error" role="alert">{t("quality.evaluations.resultsFailed")}</p>}
            {rows.length > 0 && <Table caption={t("quality.evaluations.title")} columns={columns(filters)} rows={rows} keyOf={({ evaluation }) => evaluation.id} />}
            {rows.length === 0 && (isLooking ? <Loading rows={4} /> : !hasFailed && <Nothing filters={filters} read={read} hasMore={list.hasNextPage} />)}
          </div>
        )}
      </Loaded>
      {!isLooking && <ListMore query={list} />}
    </Page>
  );
}

function Nothing({ filters, read, hasMore }: { filters: Filters; read: number; hasMore: boolean }) {
  if (hasMore) return <p>{t("quality.evaluations.emptySoFar", { read })}</p>;
  const isNarrowed = Object.keys(filters).some((name) => name !== "replaced");
  return (
    <Empty title={t(isNarrowed ? "quality.evaluations.emptyFiltered" : "quality.evaluations.empty")}>
      <p>{t(isNarrowed ? "quality.evaluations.emptyFilteredHint" : "quality.evaluations.emptyHint")}</p>
      {isNarrowed
        ? <ButtonLink to="/quality/evaluations">{t("quality.evaluations.clear")}</ButtonLink>
        : <ButtonLink to="/quality/projects">{t("quality.review.toProjects")}</ButtonLink>}
    </Empty>
  );
}

function columns(filters: Filters): Column<Row>[] {
  const found: Column<Row> = {
    key: "found",
    title: t("quality.evaluation.counts"),
    cell: ({ result }) => result && <>{answerText(counting(result))} {result.note != null && <Badge tone={result.is_passed ? "good" : "bad"}>{number(result.note)}</Badge>}</>,
  };
  return [
    {
      key: "what",
      title: t("quality.column.conversation"),
      cell: ({ evaluation }) => (
        <>
          <Link data-row to={`/quality/evaluations/${evaluation.id}`}>{evaluation.name}</Link>
          <div className="quality-soft">{evaluation.project_name}{evaluation.executive_name && ` · ${evaluation.executive_name}`}</div>
        </>
      ),
    },
    { key: "state", title: t("quality.evaluations.state"), cell: ({ evaluation }) => <StateBadges evaluation={evaluation} /> },
    ...(filters.criterion_id ? [found] : []),
    { key: "score", title: t("quality.column.score"), isNumber: true, cell: ({ evaluation }) => number(evaluation.score, 1) },
    { key: "undecided", title: t("quality.column.undecided"), isNumber: true, cell: ({ evaluation }) => number(evaluation.undecided) },
    { key: "sentiment", title: t("quality.evaluations.sentiment"), cell: ({ evaluation }) => <Feeling evaluation={evaluation} /> },
    { key: "recorded", title: t("quality.column.recorded"), cell: ({ evaluation }) => <time dateTime={evaluation.recorded_at}>{dateTime(evaluation.recorded_at)}</time> },
  ];
}
