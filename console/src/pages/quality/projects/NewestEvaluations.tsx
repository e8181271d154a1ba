/** What was scored in a project last. */
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { ButtonLink } from "../../../ui/Button";
import { dateTime, number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { StateBadges } from "../shared/Badges";
import type { Evaluation } from "../shared/types";
import { useNewest } from "./queries";

export function NewestEvaluations({ projectId }: { projectId: string }) {
  const { may } = useAccount();
  const newest = useNewest(projectId);
  if (!may("evaluations:read") || newest.data?.data.length === 0) return null;
  return (
    <Panel
      title={t("quality.projects.newest")}
      actions={<ButtonLink to={`/quality/evaluations?project_id=${projectId}`}>{t("quality.projects.allEvaluations")}</ButtonLink>}
    >
      <Loaded query={newest} rows={4}>
        {({ data }) => <Table caption={t("quality.projects.newest")} columns={columns()} rows={data} keyOf={(evaluation) => evaluation.id} />}
      </Loaded>
    </Panel>
  );
}

function columns(): Column<Evaluation>[] {
  return [
    {
      key: "what",
      title: t("quality.column.conversation"),
      cell: (evaluation) => (
        <>
          <Link to={`/quality/evaluations/${evaluation.id}`}>{evaluation.name}</Link>
          {evaluation.executive_name && <div className="quality-soft">{evaluation.executive_name}</div>}
        </>
      ),
    },
    { key: "state", title: t("quality.evaluations.state"), cell: (evaluation) => <StateBadges evaluation={evaluation} /> },
    { key: "score", title: t("quality.column.score"), isNumber: true, cell: ({ score }) => number(score, 1) },
    { key: "recorded", title: t("quality.column.recorded"), cell: ({ recorded_at: at }) => <time dateTime={at}>{dateTime(at)}</time> },
  ];
}
