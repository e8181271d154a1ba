/** The same numbers by criterion, campaign, call center or person: which of them lives in the address. */
import { Link, useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { Tabs } from "../../../ui/Tabs";
import { Behind } from "../shared/Behind";
import { CriteriaTable } from "../shared/CriteriaTable";
import { changed, evaluationsBehind, FEELINGS, type Filters, numbersQuery } from "../shared/filters";
import { type Grouping, useCriteriaNumbers, useGroups } from "../shared/queries";
import type { Group } from "../shared/types";

const NAMES = { campaigns: "campaign", "call-centers": "call_center", executives: "executive_name" } as const;
const GROUPINGS = ["campaigns", "call-centers", "executives"] as const satisfies readonly Grouping[];

export function GroupTabs({ filters }: { filters: Filters }) {
  const [params, setParams] = useSearchParams();
  const tab = GROUPINGS.find((one) => one === params.get("by")) ?? "criteria";
  return (
    <section className="quality-part" aria-labelledby="trends-groups">
      <h2 id="trends-groups">{t("quality.trends.groups")}</h2>
      <Tabs
        label={t("quality.trends.groups")}
        value={tab}
        onChange={(by) => setParams((now) => changed(now, { by: by === "criteria" ? undefined : by }), { replace: true })}
        tabs={[
          { value: "criteria", label: t("quality.trends.criteria"), content: <Criteria filters={filters} /> },
          ...GROUPINGS.map((grouping) => ({ value: grouping, label: t(`quality.trends.${grouping}`), content: <Groups grouping={grouping} filters={filters} /> })),
        ]}
      />
    </section>
  );
}

function Criteria({ filters }: { filters: Filters }) {
  const criteria = useCriteriaNumbers(numbersQuery(filters));
  return (
    <Loaded query={criteria} rows={6} isEmpty={(rows) => rows.length === 0} empty={<p className="quality-soft">{t("quality.trends.none.criteria")}</p>}>
      {(rows) => <CriteriaTable rows={rows} filters={filters} caption={t("quality.trends.criteria")} />}
    </Loaded>
  );
}

function Groups({ grouping, filters }: { grouping: Grouping; filters: Filters }) {
  const [params] = useSearchParams();
  const groups = useGroups(grouping, numbersQuery(filters));
  return (
    <Loaded query={groups} rows={6} isEmpty={(rows) => rows.length === 0} empty={<p className="quality-soft">{t(`quality.trends.none.${grouping}`)}</p>}>
      {(rows) => <Table caption={t(`quality.trends.${grouping}`)} columns={columns(grouping, filters, params)} rows={rows} keyOf={(row) => row.key} />}
    </Loaded>
  );
}

function columns(grouping: Grouping, filters: Filters, params: URLSearchParams): Column<Group>[] {
  const name = NAMES[grouping];
  const counted = (key: string, title: string, valueOf: (row: Group) => number | null | undefined, behind: Filters): Column<Group> => ({
    key,
    title,
    isNumber: true,
    cell: (row) => <Behind isCount={!key.startsWith("average")} value={valueOf(row)} label={`${row.name}, ${title}`} to={evaluationsBehind(filters, { ...behind, [name]: row.key })} />,
  });
  return [
    {
      key: "name",
      title: t("quality.trends.column.name"),
      cell: (row) => <Link to={{ search: changed(params, { [name]: row.key }).toString() }} aria-label={t("quality.trends.narrow", { name: row.name })}>{row.name}</Link>,
    },
    counted("total", t("quality.trends.column.total"), (row) => row.total, {}),
    counted("average_score", t("quality.trends.column.average_score"), (row) => row.average_score, { state: "completed" }),
    counted("average_note", t("quality.trends.column.average_note"), (row) => row.average_note, { state: "completed" }),
    counted("auto_failed", t("quality.trends.column.auto_failed"), (row) => row.auto_failed, { auto_failed: "true" }),
    ...FEELINGS.map((feeling) => counted(feeling, t(`quality.trends.column.${feeling}`), (row) => row.sentiment[feeling], { sentiment: feeling })),
  ];
}
