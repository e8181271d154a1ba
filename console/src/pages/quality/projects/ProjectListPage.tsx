/** Projects, newest first, narrowed by what the address says. */
import { useMemo, useRef } from "react";
import { Link, useSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { ButtonLink } from "../../../ui/Button";
import { Field, Select } from "../../../ui/Field";
import { dateTime } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { Behind } from "../shared/Behind";
import { changed, evaluationsBehind } from "../shared/filters";
import { useProjectChoices, useScorecards } from "../shared/queries";
import type { Project } from "../shared/types";
import { useRowKeys } from "../shared/useRowKeys";
import { type ProjectFilter, useProjects } from "./queries";

export function ProjectListPage() {
  const { may } = useAccount();
  const [params] = useSearchParams();
  const filter = useMemo(() => read(params), [params]);
  const projects = useProjects(filter);
  const scorecards = useScorecards();
  const box = useRef<HTMLDivElement>(null);
  useRowKeys(box);
  const scorecardNames = new Map(scorecards.data?.map((one) => [one.id, one.name]));
  const add = may("engagements:write") && <ButtonLink look="primary" icon="plus" to="/quality/projects/new">{t("quality.projects.new")}</ButtonLink>;
  return (
    <Page title={t("quality.projects.title")} actions={add} isWide>
      <p className="quality-lead">{t("quality.projects.lead")}</p>
      <WordFilters filter={filter} />
      <Loaded query={projects} rows={8} isEmpty={({ rows }) => rows.length === 0} empty={<Nothing isNarrowed={filter.status !== undefined || filter.kind !== undefined} />}>
        {({ rows, total }) => (
          <div ref={box} className="quality-stale" aria-busy={projects.isPlaceholderData}>
            <p role="status" className="quality-soft">{t("quality.projects.count", { count: total })}</p>
            <Table caption={t("quality.projects.title")} columns={columns(scorecardNames)} rows={rows} keyOf={(project) => project.id} />
          </div>
        )}
      </Loaded>
      <ListMore query={projects} />
    </Page>
  );
}

/** Statuses and kinds are free words: those that some project has are offered. */
function WordFilters({ filter }: { filter: ProjectFilter }) {
  const [, setParams] = useSearchParams();
  const all = useProjectChoices();
  const select = (name: "status" | "kind", any: string) => {
    const words = [...new Set([...(all.data ?? []).map((project) => project[name]), ...(filter[name] ? [filter[name]] : [])])].sort();
    if (words.length < 2 && !filter[name]) return null;
    return (
      <Field label={t(`quality.projects.${name}`)}>
        <Select value={filter[name] ?? ""} onChange={(event) => setParams((now) => changed(now, { [name]: event.target.value }))}>
          <option value="">{any}</option>
          {words.map((word) => <option key={word} value={word}>{word}</option>)}
        </Select>
      </Field>
    );
  };
  return (
    <div className="quality-filters">
      {select("status", t("quality.projects.anyStatus"))}
      {select("kind", t("quality.projects.anyKind"))}
    </div>
  );
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const { may } = useAccount();
  return (
    <Empty title={t(isNarrowed ? "quality.projects.emptyFiltered" : "quality.projects.empty")}>
      {isNarrowed
        ? <ButtonLink to="/quality/projects">{t("quality.projects.showAll")}</ButtonLink>
        : (
          <>
            <p>{t("quality.projects.emptyHint")}</p>
            {may("engagements:write") && <ButtonLink to="/quality/projects/new">{t("quality.projects.new")}</ButtonLink>}
          </>
        )}
    </Empty>
  );
}

function columns(scorecards: ReadonlyMap<string, string>): Column<Project>[] {
  const evaluations = t("quality.projects.evaluations");
  return [
    {
      key: "name",
      title: t("common.name"),
      cell: ({ id, name, description }) => (
        <>
          <Link data-row to={`/quality/projects/${id}`}>{name}</Link>
          {description && <div className="quality-soft projects-about">{description}</div>}
        </>
      ),
    },
    { key: "kind", title: t("quality.projects.kind"), cell: ({ kind }) => kind },
    { key: "status", title: t("quality.projects.status"), cell: ({ status }) => <Badge>{status}</Badge> },
    { key: "scorecard", title: t("quality.projects.scorecard"), cell: ({ scorecard_id: id }) => scorecards.has(id) && <Link to={`/quality/scorecards/${id}`}>{scorecards.get(id)}</Link> },
    {
      key: "evaluations",
      title: evaluations,
      isNumber: true,
      cell: ({ id, name, evaluation_count: count }) => <Behind isCount value={count} label={`${name}, ${evaluations}`} to={evaluationsBehind({}, { project_id: id, replaced: "true" })} />,
    },
    { key: "updated", title: t("quality.projects.updated"), cell: ({ updated_at: at }) => <time dateTime={at}>{dateTime(at)}</time> },
  ];
}

function read(params: URLSearchParams): ProjectFilter {
  const [status, kind] = [params.get("status"), params.get("kind")];
  return { ...(status && { status }), ...(kind && { kind }) };
}
