/** The numbers of the whole range, each a link to the conversations behind it. */
import { Link } from "react-router";

import { t } from "../../texts";
import { behind, METRICS } from "./metrics";
import type { Overview } from "./queries";

export function Tiles({ overview, projectId }: { overview: Overview; projectId: string | undefined }) {
  return (
    <section aria-labelledby="overview-totals">
      <h2 id="overview-totals" className="visually-hidden">{t("overview.totals")}</h2>
      <ul className="overview-tiles">
        {METRICS.map(({ name, format, filters }) => {
          const [label, value] = [t(`overview.${name}`), format(overview.totals[name])];
          return (
            <li key={name}>
              <Link to={behind(overview, projectId, filters)} aria-label={t("overview.tileLabel", { name: label, value })}>
                <span className="overview-value">{value}</span>
                <span>{label}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
