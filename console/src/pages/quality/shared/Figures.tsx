/** Numbers over many evaluations, each a link to the evaluations behind it. */
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { clock, number } from "../../../ui/format";
import { evaluationsBehind, type Filters } from "./filters";
import type { Numbers } from "./types";

const FIGURES = ["total", "average_score", "average_note", "auto_failed", "negative", "pending", "failed", "ai_calls", "average_duration_seconds"] as const;
type Figure = (typeof FIGURES)[number];

/** What narrows the list to those that a number counts. */
const BEHIND: Record<Figure, Filters> = {
  total: {},
  average_score: { state: "completed" },
  average_note: { state: "completed" },
  auto_failed: { auto_failed: "true" },
  negative: { sentiment: "negative" },
  pending: { state: "pending" },
  failed: { state: "failed" },
  ai_calls: { is_ai_call: "true" },
  average_duration_seconds: {},
};

export function Figures({ numbers, filters }: { numbers: Numbers; filters: Filters }) {
  const { may } = useAccount();
  return (
    <ul className="quality-figures">
      {FIGURES.map((figure) => {
        const [label, value] = [t(`quality.trends.figures.${figure}`), valueOf(numbers, figure)];
        const shown = <><span className="quality-figure">{value}</span><span>{label}</span></>;
        return (
          <li key={figure}>
            {may("evaluations:read")
              ? <Link to={evaluationsBehind(filters, BEHIND[figure])} aria-label={t("quality.trends.behind", { label, value })}>{shown}</Link>
              : <div>{shown}</div>}
          </li>
        );
      })}
    </ul>
  );
}

function valueOf(numbers: Numbers, figure: Figure): string {
  switch (figure) {
    case "negative":
      return number(numbers.sentiment.negative);
    case "average_duration_seconds":
      return numbers.average_duration_seconds == null ? number(null) : clock(numbers.average_duration_seconds);
    default:
      return number(numbers[figure], 1);
  }
}
