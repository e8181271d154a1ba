/** The numbers step by step; each point leads to the evaluations of its step. Drawing is loaded when it is first needed. */
import { lazy, Suspense, useMemo } from "react";
import { useNavigate } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { Loading } from "../../../ui/State";
import { lastOf } from "../shared/days";
import { evaluationsBehind, FEELINGS, type Filters, type TrendGranularity } from "../shared/filters";
import type { Step } from "../shared/types";

const Chart = lazy(async () => ({ default: (await import("../../../ui/Chart")).Chart }));

interface Line {
  label: string;
  valueOf(step: Step): number | null;
}
interface Drawing {
  key: string;
  title: string;
  kind: "line" | "bars";
  isWhole: boolean;
  lines: Line[];
  behind: Filters;
}

interface Props {
  steps: Step[];
  filters: Filters;
  step: TrendGranularity;
}

export function OverTime({ steps, filters, step }: Props) {
  const drawings = useMemo(drawingsOf, []);
  return (
    <>
      <p className="field-hint">{t("quality.trends.openHint")}</p>
      <div className="trends-charts">
        {drawings.map((drawing) => <One key={drawing.key} drawing={drawing} steps={steps} filters={filters} step={step} />)}
      </div>
    </>
  );
}

function One({ drawing, steps, filters, step }: Props & { drawing: Drawing }) {
  const { may } = useAccount();
  const navigate = useNavigate();
  const { title, lines, kind, isWhole } = drawing;
  const dates = useMemo(() => steps.map((one) => one.date), [steps]);
  const series = useMemo(
    () => lines.map(({ label, valueOf }) => ({ label, values: steps.map(valueOf), format: (value: number | null) => number(value, isWhole ? 0 : 1), isWhole })),
    [lines, steps, isWhole],
  );
  if (!series.some((one) => one.values.some((value) => value !== null))) return <Panel title={title}><p className="field-hint">{t("quality.trends.noValues")}</p></Panel>;
  const open = (index: number) => {
    const first = dates[index];
    if (first) void navigate(evaluationsBehind(filters, { ...drawing.behind, ...within(filters, first, lastOf(first, step)) }));
  };
  return (
    <Panel>
      <Suspense fallback={<Loading rows={5} />}>
        <Chart title={title} dates={dates} series={series} kind={kind} onOpen={may("evaluations:read") ? open : undefined} />
      </Suspense>
    </Panel>
  );
}

/** The days of a step that are counted: the first and the last step may reach beyond the range. */
function within({ from, until }: Filters, first: string, last: string): Filters {
  return { from: from && from > first ? from : first, until: until && until < last ? until : last };
}

function drawingsOf(): Drawing[] {
  const figure = (name: "average_score" | "average_note"): Line => ({ label: t(`quality.trends.figures.${name}`), valueOf: (step) => step[name] ?? null });
  return [
    { key: "scores", title: t("quality.trends.scores"), kind: "line", isWhole: false, lines: [figure("average_score"), figure("average_note")], behind: { state: "completed" } },
    { key: "counts", title: t("quality.trends.counts"), kind: "bars", isWhole: true, lines: [{ label: t("quality.trends.counts"), valueOf: (step) => step.total }], behind: {} },
    { key: "critical", title: t("quality.trends.critical"), kind: "bars", isWhole: true, lines: [{ label: t("quality.trends.critical"), valueOf: (step) => step.auto_failed }], behind: { auto_failed: "true" } },
    { key: "feelings", title: t("quality.trends.feelings"), kind: "line", isWhole: true, lines: FEELINGS.map((feeling) => ({ label: t(`quality.sentiment.${feeling}`), valueOf: (step) => step.sentiment[feeling] })), behind: {} },
  ];
}
