/** All scorecards. */
import { useRef } from "react";
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { ButtonLink } from "../../../ui/Button";
import { dateTime, number } from "../../../ui/format";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useScorecards } from "../shared/queries";
import type { Scorecard } from "../shared/types";
import { useRowKeys } from "../shared/useRowKeys";

export function ScorecardListPage() {
  const { may } = useAccount();
  const scorecards = useScorecards();
  const box = useRef<HTMLDivElement>(null);
  useRowKeys(box);
  const add = may("evaluations:write") && <ButtonLink look="primary" icon="plus" to="/quality/scorecards/new">{t("quality.scorecards.new")}</ButtonLink>;
  return (
    <Page title={t("quality.scorecards.title")} actions={add}>
      <p className="quality-lead">{t("quality.scorecards.lead")}</p>
      <Loaded query={scorecards} rows={5} isEmpty={(rows) => rows.length === 0} empty={<Empty title={t("quality.scorecards.empty")} />}>
        {(rows) => <div ref={box}><Table caption={t("quality.scorecards.title")} columns={COLUMNS()} rows={rows} keyOf={(scorecard) => scorecard.id} /></div>}
      </Loaded>
    </Page>
  );
}

const COLUMNS = (): Column<Scorecard>[] => [
  {
    key: "name",
    title: t("common.name"),
    cell: ({ id, name, description, is_default: isDefault }) => (
      <>
        <span className="quality-row">
          <Link data-row to={`/quality/scorecards/${id}`}>{name}</Link>
          {isDefault && <Badge tone="accent">{t("quality.scorecards.default")}</Badge>}
        </span>
        {description && <div className="quality-soft">{description}</div>}
      </>
    ),
  },
  { key: "version", title: t("quality.scorecards.version"), isNumber: true, cell: ({ version }) => number(version) },
  { key: "changed", title: t("quality.scorecards.changedAt"), cell: ({ updated_at: at }) => <time dateTime={at}>{dateTime(at)}</time> },
];
