/** How much is talked about, how people feel, what is found and how long customers wait, over a time. */
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { ButtonLink } from "../../ui/Button";
import { instantOf } from "../../ui/days";
import { fieldError } from "../../ui/Field";
import { dateTime } from "../../ui/format";
import { Page } from "../../ui/Page";
import { Empty, Loaded } from "../../ui/State";
import { Charts } from "./Charts";
import { Counts } from "./Counts";
import { behind } from "./metrics";
import { type Overview, type OverviewQuery, useOverview } from "./queries";
import { type Range, RangeBar, STEPS } from "./RangeBar";
import { Tiles } from "./Tiles";
import "./overview.css";

export function OverviewPage() {
  const { may } = useAccount();
  if (!may("analytics:read")) {
    return <Page title={t("overview.title")}><Empty title={t("common.notAllowed")} /></Page>;
  }
  return <Numbers />;
}

function Numbers() {
  const [params, setParams] = useSearchParams();
  const range = useMemo<Range>(() => read(params), [params]);
  const query = useMemo(() => queryOf(range), [range]);
  const overview = useOverview(query);
  const refused = fieldError(overview.error, "from");
  const change = useCallback(
    (changes: Record<string, string | undefined>) =>
      setParams((now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      }),
    [setParams],
  );
  return (
    <Page title={t("overview.title")} isWide>
      <RangeBar range={range} answered={overview.data} error={refused} onChange={change} />
      {!refused && (
        <Loaded query={overview} rows={12}>
          {(data) => (
            <div className="overview" aria-busy={overview.isPlaceholderData}>
              <p className="overview-said" role="status">{t("overview.range", { from: dateTime(data.from), to: dateTime(data.to), zone: data.time_zone })}</p>
              {data.totals.conversations === 0 ? <Nothing /> : <All overview={data} projectId={range.projectId} />}
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function All({ overview, projectId }: { overview: Overview; projectId: string | undefined }) {
  const link = (filters: Record<string, string>) => behind(overview, projectId, filters);
  const signals = overview.signals.map(({ definition_id: id, name, count }) => ({ id, name, count, to: link({ signal_definition_id: id }) }));
  const tags = overview.tags.map(({ tag_id: id, name, count }) => ({ id, name, count, to: link({ tag_id: id }) }));
  return (
    <>
      <Tiles overview={overview} projectId={projectId} />
      <Charts overview={overview} projectId={projectId} />
      <div className="overview-charts">
        <Counts title={t("overview.signals")} rows={signals} none={t("overview.noSignals")} />
        <Counts title={t("overview.tags")} rows={tags} none={t("overview.noTags")} />
      </div>
    </>
  );
}

function Nothing() {
  return (
    <Empty title={t("overview.empty")}>
      <p>{t("overview.emptyHint")}</p>
      <ButtonLink to="/conversations">{t("overview.toConversations")}</ButtonLink>
    </Empty>
  );
}

function read(params: URLSearchParams): Range {
  return {
    step: STEPS.find((step) => step === params.get("granularity")) ?? "day",
    from: params.get("from") ?? undefined,
    to: params.get("to") ?? undefined,
    projectId: params.get("project_id") ?? undefined,
  };
}

function queryOf({ step, from, to, projectId }: Range): OverviewQuery {
  return { granularity: step, from: instantOf(from), to: instantOf(to, true), project_id: projectId };
}
