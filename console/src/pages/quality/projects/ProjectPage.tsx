/** A project: its settings, its numbers, its criteria and what was scored in it last. */
import { useState } from "react";
import { Link, useParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { number } from "../../../ui/format";
import { Page, Panel } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { CriteriaTable } from "../shared/CriteriaTable";
import { Figures } from "../shared/Figures";
import { useCriteriaNumbers, useScorecards, useSummary } from "../shared/queries";
import type { Project } from "../shared/types";
import { AddConversations } from "./AddConversations";
import { NewestEvaluations } from "./NewestEvaluations";
import { useProject } from "./queries";

export function ProjectPage() {
  const { id = "" } = useParams();
  const { may } = useAccount();
  const project = useProject(id);
  const [isAdding, setAdding] = useState(false);
  const above = <Link to="/quality/projects">{t("quality.projects.back")}</Link>;
  const actions = project.data && (
    <>
      {may("engagements:write") && <ButtonLink icon="edit" to={`/quality/projects/${id}/edit`}>{t("common.edit")}</ButtonLink>}
      {may("evaluations:write") && may("engagements:read") && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>{t("quality.projects.add.open")}</Button>}
    </>
  );
  return (
    <Page title={project.data?.name ?? t("quality.tabs.projects")} above={above} actions={actions} isWide>
      <Loaded query={project} rows={8}>
        {(found) => (
          <>
            <Facts project={found} />
            <Numbers projectId={found.id} />
            <NewestEvaluations projectId={found.id} />
            {isAdding && <AddConversations project={found} onClose={() => setAdding(false)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Facts({ project }: { project: Project }) {
  const { may } = useAccount();
  const scorecards = useScorecards();
  const scorecard = scorecards.data?.find((one) => one.id === project.scorecard_id);
  return (
    <Panel title={t("quality.projects.facts")}>
      {project.description && <p className="quality-text">{project.description}</p>}
      <dl className="quality-facts">
        <div><dt>{t("quality.projects.status")}</dt><dd><Badge>{project.status}</Badge></dd></div>
        <div><dt>{t("quality.projects.kind")}</dt><dd>{project.kind}</dd></div>
        {scorecard && (
          <div>
            <dt>{t("quality.projects.scorecard")}</dt>
            <dd><Link to={`/quality/scorecards/${scorecard.id}`}>{t("quality.projects.scorecardVersion", { name: scorecard.name, version: scorecard.version })}</Link></dd>
          </div>
        )}
        <div><dt>{t("quality.projects.rules")}</dt><dd className="projects-rules-said">{rulesText(project)}</dd></div>
      </dl>
      <p className="quality-row">
        {may("evaluations:read") && <ButtonLink icon="flag" to={`/quality/review?project_id=${project.id}`}>{t("quality.projects.toQueue")}</ButtonLink>}
        {may("analytics:read") && <ButtonLink icon="overview" to={`/quality/trends?project_id=${project.id}`}>{t("quality.projects.toTrends")}</ButtonLink>}
      </p>
    </Panel>
  );
}

function rulesText({ review_rules: { below_score: below, sample_percent: sample } }: Project): string {
  const rules = [
    below !== null && t("quality.projects.rulesBelow", { score: number(below, 1) }),
    sample > 0 && t("quality.projects.rulesSample", { percent: number(sample, 2) }),
  ].filter((rule) => rule !== false);
  return rules.length > 0 ? rules.join(", ") : t("quality.projects.rulesNone");
}

function Numbers({ projectId }: { projectId: string }) {
  const { may } = useAccount();
  const query = { project_id: projectId };
  const summary = useSummary(query);
  const hasNumbers = (summary.data?.total ?? 0) > 0;
  const criteria = useCriteriaNumbers(query, hasNumbers);
  if (!may("analytics:read")) return null;
  return (
    <section className="quality-part" aria-labelledby="project-numbers">
      <h2 id="project-numbers">{t("quality.projects.numbers")}</h2>
      <Loaded
        query={summary}
        rows={2}
        isEmpty={({ total }) => total === 0}
        empty={<Empty title={t("quality.projects.none")}><p>{t("quality.projects.noneHint")}</p></Empty>}
      >
        {(numbers) => <Figures numbers={numbers} filters={query} />}
      </Loaded>
      {hasNumbers && (
        <Panel title={t("quality.projects.criteria")}>
          <Loaded query={criteria} rows={4} isEmpty={(rows) => rows.length === 0} empty={<p className="quality-soft">{t("quality.projects.noCriteria")}</p>}>
            {(rows) => <CriteriaTable rows={rows} filters={query} caption={t("quality.projects.criteria")} />}
          </Loaded>
        </Panel>
      )}
    </section>
  );
}
