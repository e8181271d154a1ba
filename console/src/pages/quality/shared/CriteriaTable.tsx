/** The numbers of each criterion, the weakest first; each opens the evaluations in which that was found. */
import { t } from "../../../texts";
import { type Column, Table } from "../../../ui/Table";
import { Behind } from "./Behind";
import { evaluationsBehind, type Filters, type Finding } from "./filters";
import type { CriterionNumbers } from "./types";

export function CriteriaTable({ rows, filters, caption }: { rows: CriterionNumbers[]; filters: Filters; caption: string }) {
  const weakest = [...rows].sort((one, other) => (one.average_note ?? Infinity) - (other.average_note ?? Infinity));
  return <Table caption={caption} columns={columns(filters)} rows={weakest} keyOf={(row) => row.criterion_id} />;
}

function columns(filters: Filters): Column<CriterionNumbers>[] {
  const found = (finding: Finding, valueOf: (row: CriterionNumbers) => number): Column<CriterionNumbers> => {
    const title = t(`quality.trends.column.${finding}`);
    return {
      key: finding,
      title,
      isNumber: true,
      cell: (row) => <Behind isCount value={valueOf(row)} label={`${row.name}, ${title}`} to={evaluationsBehind(filters, { criterion_id: row.criterion_id, criterion_is: finding })} />,
    };
  };
  const average = t("quality.trends.column.average_note");
  return [
    { key: "name", title: t("quality.trends.column.criterion"), cell: (row) => row.name },
    {
      key: "average",
      title: average,
      isNumber: true,
      cell: (row) => <Behind value={row.average_note} label={`${row.name}, ${average}`} to={evaluationsBehind(filters, { criterion_id: row.criterion_id, criterion_is: "scored" })} />,
    },
    found("scored", (row) => row.scored),
    found("passed", (row) => row.passed),
    found("not_passed", (row) => row.scored - row.passed),
    found("not_applicable", (row) => row.not_applicable),
    found("undecided", (row) => row.undecided),
    found("decided", (row) => row.decided),
  ];
}
