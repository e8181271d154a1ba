/** A number in a table, as a link to the evaluations behind it. */
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { number } from "../../../ui/format";

interface Props {
  value: number | null | undefined;
  label: string;
  to: string;
  /** It counts: behind a zero is nothing. */
  isCount?: boolean;
}

export function Behind({ value, label, to, isCount = false }: Props) {
  const { may } = useAccount();
  const text = number(value, 1);
  if (value == null || (isCount && value === 0) || !may("evaluations:read")) return <>{text}</>;
  return <Link className="quality-behind" to={to} aria-label={t("quality.trends.behind", { label, value: text })}>{text}</Link>;
}
