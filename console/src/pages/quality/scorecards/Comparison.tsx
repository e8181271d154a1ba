/** Two versions beside each other: what was added, removed and changed from the one to the other. */
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { type Column, Table } from "../../../ui/Table";
import type { ScorecardVersion } from "../shared/types";
import { compare, type CriterionChange, type MemberChange } from "./compare";

const TONES = { added: "good", removed: "bad", changed: "warn" } as const;

export function Comparison({ before, after }: { before: ScorecardVersion; after: ScorecardVersion }) {
  const { criteria, isOrderChanged } = compare(before.sections, after.sections);
  return (
    <div className="scorecard-comparison">
      {criteria.length === 0 && !isOrderChanged && <p role="status">{t("quality.scorecards.compare.same")}</p>}
      {isOrderChanged && <p>{t("quality.scorecards.compare.order")}</p>}
      {criteria.map((change) => <One key={change.id} change={change} before={before.number} after={after.number} />)}
    </div>
  );
}

function One({ change, before, after }: { change: CriterionChange; before: number; after: number }) {
  return (
    <section className="scorecard-change" aria-label={change.name}>
      <h3 className="quality-row">{change.name} <Badge tone={TONES[change.what]}>{t(`quality.scorecards.compare.${change.what}`)}</Badge></h3>
      <Table caption={change.name} columns={columns(change, before, after)} rows={change.members} keyOf={({ member }) => member} />
    </section>
  );
}

function columns({ what }: CriterionChange, before: number, after: number): Column<MemberChange>[] {
  const said = (text: string) => (text ? <span className="quality-text">{text}</span> : <span className="quality-soft">{t("quality.scorecards.compare.nothing")}</span>);
  const was: Column<MemberChange> = { key: "before", title: t("quality.scorecards.versionOf", { number: before }), cell: (row) => said(row.before) };
  const is: Column<MemberChange> = { key: "after", title: t("quality.scorecards.versionOf", { number: after }), cell: (row) => said(row.after) };
  return [
    { key: "member", title: t("common.name"), isTitleHidden: true, cell: ({ member }) => <strong>{t(`quality.scorecards.compare.members.${member}`)}</strong> },
    ...(what === "added" ? [] : [was]),
    ...(what === "removed" ? [] : [is]),
  ];
}
