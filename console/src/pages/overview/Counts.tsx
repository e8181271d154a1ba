/** What many conversations have in common: each name with how many, as a link to them, the most frequent first. */
import { Link } from "react-router";

import { t } from "../../texts";
import { number } from "../../ui/format";
import { Panel } from "../../ui/Page";

export interface Count {
  id: string;
  name: string;
  count: number;
  to: string;
}

export function Counts({ title, rows, none }: { title: string; rows: Count[]; none: string }) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  return (
    <Panel title={title}>
      {rows.length === 0 && <p className="field-hint">{none}</p>}
      <ol className="overview-counts">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={row.to} aria-label={t("overview.behind", { name: row.name, conversations: t("common.count.conversations", { count: row.count }) })}>
              <span className="overview-count-name">{row.name}</span>
              <span className="overview-count">{number(row.count)}</span>
            </Link>
            <span className="overview-bar" aria-hidden="true"><span style={{ width: `${(100 * row.count) / most}%` }} /></span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
