/** What is counted, and by which steps. */
import { useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { DayInput } from "../../../ui/DayInput";
import { Field, Select } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { changed, FEELINGS, type Filters, STEPS, type TrendGranularity } from "../shared/filters";
import { ProjectSelect } from "../shared/ProjectSelect";
import { type Grouping, useGroups } from "../shared/queries";

interface Props {
  filters: Filters;
  step: TrendGranularity;
  /** What the server refused about the range. */
  error: string | undefined;
}

type Name = "campaign" | "call_center" | "executive_name";
const GROUPS: [Name, Grouping][] = [["campaign", "campaigns"], ["call_center", "call-centers"], ["executive_name", "executives"]];

export function TrendFilters({ filters, step, error }: Props) {
  const [, setParams] = useSearchParams();
  const set = (changes: Record<string, string | undefined>) => setParams((now) => changed(now, changes));
  const select = (name: "is_ai_call" | "sentiment", label: string, any: string, options: { value: string; label: string }[]) => (
    <Field label={label}>
      <Select value={filters[name] ?? ""} onChange={(event) => set({ [name]: event.target.value })}>
        <option value="">{any}</option>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </Select>
    </Field>
  );
  return (
    <section className="quality-filters" aria-label={t("quality.trends.filters")}>
      <Field label={t("quality.trends.step")}>
        <Select value={step} onChange={(event) => set({ granularity: event.target.value === "weekly" ? undefined : event.target.value })}>
          {STEPS.map((one) => <option key={one} value={one}>{t(`quality.trends.${one}`)}</option>)}
        </Select>
      </Field>
      <Field label={t("quality.evaluations.from")} error={error}><DayInput value={filters.from ?? ""} onDay={(from) => set({ from })} /></Field>
      <Field label={t("quality.evaluations.until")}><DayInput value={filters.until ?? ""} onDay={(until) => set({ until })} /></Field>
      <ProjectSelect value={filters.project_id} onChange={(id) => set({ project_id: id })} />
      {GROUPS.map(([name, grouping]) => <GroupSelect key={name} name={name} grouping={grouping} value={filters[name]} onChange={(value) => set({ [name]: value })} />)}
      {select("is_ai_call", t("quality.evaluations.speaks"), t("quality.evaluations.anybody"), [
        { value: "true", label: t("quality.evaluations.program") },
        { value: "false", label: t("quality.evaluations.person") },
      ])}
      {select("sentiment", t("quality.evaluations.sentiment"), t("quality.evaluations.anySentiment"), FEELINGS.map((value) => ({ value, label: t(`quality.sentiment.${value}`) })))}
      {Object.keys(filters).length > 0 && <Button look="quiet" onClick={() => set(Object.fromEntries(Object.keys(filters).map((name) => [name, undefined])))}>{t("quality.trends.clear")}</Button>}
    </section>
  );
}

/** Those that have numbers; where nobody belongs to any there is nothing to choose. */
function GroupSelect({ name, grouping, value, onChange }: { name: Name; grouping: Grouping; value: string | undefined; onChange(value: string): void }) {
  const groups = useGroups(grouping);
  if (!value && !groups.error && !groups.data?.length) return null;
  const isListed = !value || groups.data?.some((group) => group.key === value);
  return (
    <Field label={t(`quality.evaluations.${name}`)} error={groups.error ? messageOf(groups.error) : undefined}>
      <Select value={value ?? ""} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t("quality.evaluations.everyone")}</option>
        {!isListed && <option value={value}>{value}</option>}
        {groups.data?.map((group) => <option key={group.key} value={group.key}>{group.name}</option>)}
      </Select>
    </Field>
  );
}
