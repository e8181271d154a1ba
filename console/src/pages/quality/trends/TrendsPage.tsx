/** How scores go over time, and by criterion, campaign, call center and person. All that narrows lives in the address. */
import { useMemo } from "react";
import { useSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { ButtonLink } from "../../../ui/Button";
import { fieldError } from "../../../ui/Field";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { dayText } from "../shared/days";
import { Figures } from "../shared/Figures";
import { type Filters, numbersQuery, readFilters, STEPS, type TrendGranularity } from "../shared/filters";
import { useSummary } from "../shared/queries";
import { ExportDialog } from "./ExportDialog";
import { GroupTabs } from "./GroupTabs";
import { OverTime } from "./OverTime";
import { useTrends } from "./queries";
import { TrendFilters } from "./TrendFilters";
import "./trends.css";

export function TrendsPage() {
  const { may } = useAccount();
  const [params] = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const step = STEPS.find((one) => one === params.get("granularity")) ?? "weekly";
  const query = useMemo(() => numbersQuery(filters), [filters]);
  const summary = useSummary(query);
  const hasNumbers = (summary.data?.total ?? 0) > 0;
  const refused = fieldError(summary.error, "from") ?? fieldError(summary.error, "until");
  return (
    <Page title={t("quality.trends.title")} actions={may("analytics:export") && hasNumbers && <ExportDialog filters={filters} step={step} />} isWide>
      <p className="quality-lead">{t("quality.trends.lead")}</p>
      <TrendFilters filters={filters} step={step} error={refused} />
      <Loaded query={summary} rows={10} isEmpty={({ total }) => total === 0} empty={<Nothing />}>
        {(numbers) => (
          <div className="trends quality-stale" aria-busy={summary.isPlaceholderData}>
            <p role="status" className="quality-soft">{t("quality.trends.range", { from: dayText(numbers.from), until: dayText(numbers.until) })}</p>
            <section aria-label={t("quality.trends.numbers")}><Figures numbers={numbers} filters={filters} /></section>
            <Steps filters={filters} step={step} />
            <GroupTabs filters={filters} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Steps({ filters, step }: { filters: Filters; step: TrendGranularity }) {
  const query = useMemo(() => numbersQuery(filters), [filters]);
  const trends = useTrends(query, step, true);
  return (
    <section className="quality-part" aria-labelledby="trends-over-time">
      <h2 id="trends-over-time">{t("quality.trends.overTime")}</h2>
      <Loaded query={trends} rows={8}>
        {(steps) => <OverTime steps={steps} filters={filters} step={step} />}
      </Loaded>
    </section>
  );
}

function Nothing() {
  return (
    <Empty title={t("quality.trends.empty")}>
      <p>{t("quality.trends.emptyHint")}</p>
      <ButtonLink to="/quality/projects">{t("quality.trends.toProjects")}</ButtonLink>
    </Empty>
  );
}
