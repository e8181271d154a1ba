/** Every version, and two of them compared: which ones lives in the address. */
import { Link, useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Field, Select } from "../../../ui/Field";
import { dateTime, number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { changed } from "../shared/filters";
import { criteriaOf } from "../shared/queries";
import type { ScorecardVersion } from "../shared/types";
import { Comparison } from "./Comparison";
import { useVersions } from "./queries";
import { sumOf } from "./words";

export function VersionsTab({ id }: { id: string }) {
  const versions = useVersions(id);
  return (
    <Loaded query={versions} rows={5}>
      {(all) => (
        <div className="quality-part">
          <Panel title={t("quality.scorecards.compare.list")}>
            <Table caption={t("quality.scorecards.compare.list")} columns={columns(id, all)} rows={all} keyOf={(version) => String(version.number)} />
          </Panel>
          <Two all={all} />
        </div>
      )}
    </Loaded>
  );
}

function Two({ all }: { all: ScorecardVersion[] }) {
  const [params, setParams] = useSearchParams();
  if (all.length < 2) return <p className="quality-soft">{t("quality.scorecards.compare.one")}</p>;
  const chosen = (name: "from" | "to", otherwise: ScorecardVersion | undefined) => all.find((version) => String(version.number) === params.get(name)) ?? otherwise;
  const [before, after] = [chosen("from", all[1]), chosen("to", all[0])];
  const select = (name: "from" | "to", value: ScorecardVersion | undefined) => (
    <Field label={t(`quality.scorecards.compare.${name}`)}>
      <Select value={value?.number ?? ""} onChange={(event) => setParams((now) => changed(now, { [name]: event.target.value }), { replace: true })}>
        {all.map((version) => <option key={version.number} value={version.number}>{t("quality.scorecards.versionOf", { number: version.number })}</option>)}
      </Select>
    </Field>
  );
  const swap = () => setParams((now) => changed(now, { from: String(after?.number ?? ""), to: String(before?.number ?? "") }), { replace: true });
  return (
    <Panel title={t("quality.scorecards.compare.title")}>
      <div className="quality-filters">
        {select("from", before)}
        {select("to", after)}
        <Button icon="refresh" onClick={swap}>{t("quality.scorecards.compare.swap")}</Button>
      </div>
      {before && after && <Comparison before={before} after={after} />}
    </Panel>
  );
}

function columns(id: string, all: ScorecardVersion[]): Column<ScorecardVersion>[] {
  const to = (query: Record<string, string>) => `/quality/scorecards/${id}?${new URLSearchParams(query)}`;
  return [
    {
      key: "number",
      title: t("quality.scorecards.version"),
      cell: (version) => (
        <span className="quality-row">
          <Link to={to({ version: String(version.number) })} aria-label={t("quality.scorecards.compare.show", { number: version.number })}>{t("quality.scorecards.versionOf", { number: version.number })}</Link>
          {version === all[0] && <Badge tone="accent">{t("quality.scorecards.compare.newest")}</Badge>}
        </span>
      ),
    },
    { key: "made", title: t("quality.scorecards.compare.made"), cell: ({ created_at: at }) => <time dateTime={at}>{dateTime(at)}</time> },
    { key: "criteria", title: t("quality.scorecards.compare.criteria"), isNumber: true, cell: ({ sections }) => number(criteriaOf(sections).length) },
    { key: "sum", title: t("quality.scorecards.compare.sum"), isNumber: true, cell: ({ sections }) => number(sumOf(criteriaOf(sections)), 2) },
    {
      key: "compare",
      title: t("quality.scorecards.compare.title"),
      isTitleHidden: true,
      cell: ({ number: of }) => of > 1 && <Link to={to({ tab: "versions", from: String(of - 1), to: String(of) })}>{t("quality.scorecards.compare.withPrevious", { number: of - 1 })}</Link>,
    },
  ];
}
