/** The same numbers step by step. The drawing of charts is loaded when it is first needed. */
import { lazy, Suspense, useMemo } from "react";
import { useNavigate } from "react-router";

import { t } from "../../texts";
import { Panel } from "../../ui/Page";
import { Loading } from "../../ui/State";
import { behind, type Metric, METRICS } from "./metrics";
import type { Overview } from "./queries";

const Chart = lazy(async () => ({ default: (await import("../../ui/Chart")).Chart }));

interface Props {
  overview: Overview;
  projectId: string | undefined;
}

export function Charts(props: Props) {
  return (
    <section className="overview-over-time" aria-labelledby="overview-over-time">
      <h2 id="overview-over-time">{t("overview.overTime")}</h2>
      <p className="field-hint">{t("overview.openHint")}</p>
      <div className="overview-charts">{METRICS.map((metric) => <One key={metric.name} metric={metric} {...props} />)}</div>
    </section>
  );
}

function One({ metric, overview, projectId }: Props & { metric: Metric }) {
  const navigate = useNavigate();
  const { name, format, filters, kind, isWhole } = metric;
  const title = t(`overview.${name}`);
  const dates = useMemo(() => overview.series.map((point) => point.date), [overview]);
  const series = useMemo(
    () => [{ label: title, values: overview.series.map((point) => point[name] ?? null), format, isWhole }],
    [overview, name, title, format, isWhole],
  );
  const hasValues = overview.series.some((point) => point[name] != null);
  const open = (index: number) => {
    const point = overview.series[index];
    if (point) void navigate(behind(point, projectId, filters));
  };
  if (!hasValues) return <Panel title={title}><p className="field-hint">{t("overview.noValues")}</p></Panel>;
  return (
    <Panel>
      <Suspense fallback={<Loading rows={5} />}>
        <Chart title={title} dates={dates} series={series} kind={kind} onOpen={open} />
      </Suspense>
    </Panel>
  );
}
